"""Which door fits a case, and where it is: rules and register in `forms/routing.yaml`, offices from the directory."""

from assistant.routing.check import check_routing
from assistant.routing.notes import Note, notes
from assistant.routing.route import CourtChoice, Proposal, Routing, route
from assistant.routing.table import Channel, Line, Requirement, RoutingTable, Rule, load_routing
from assistant.routing.where import Whereabouts, home_commune, whereabouts

__all__ = [
    "Channel", "CourtChoice", "Line", "Note", "Proposal", "Requirement", "Routing", "RoutingTable", "Rule", "Whereabouts",
    "check_routing", "home_commune", "load_routing", "notes", "route", "whereabouts",
]  # fmt: skip
