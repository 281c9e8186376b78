"""A walk read again: what contradicts itself, what is due when, what to do and to bring, which paper to write."""

from assistant.review.actions import Todo, actions, advice, bring, document_kind
from assistant.review.answered import Found, answered
from assistant.review.deadlines import Due, add, deadlines, start_of
from assistant.review.warnings import Warning_, warnings

__all__ = [
    "Due", "Found", "Todo", "Warning_", "actions", "add", "advice", "answered", "bring", "deadlines", "document_kind",
    "start_of", "warnings",
]  # fmt: skip
