"""A walk read again: what contradicts itself, what is due when, what to do and to bring, which paper to write."""

from assistant.review.actions import Todo, actions, advice, bring, document_kind
from assistant.review.answered import Found, answered
from assistant.review.deadlines import Due, add, deadlines, start_of
from assistant.review.together import all_actions, all_advice, all_bring, all_deadlines
from assistant.review.warnings import Warning_, warnings

__all__ = [
    "Due", "Found", "Todo", "Warning_", "actions", "add", "advice", "all_actions", "all_advice", "all_bring",
    "all_deadlines", "answered", "bring", "deadlines", "document_kind", "start_of", "warnings",
]  # fmt: skip
