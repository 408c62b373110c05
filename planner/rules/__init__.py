"""Instruments known as of a day become a decision for a visit, a place, a channel. Pure."""

from planner.rules.basis import basis_of
from planner.rules.book import Rulebook
from planner.rules.channels import decide_channels
from planner.rules.deciding import decide, decide_days, firm_until
from planner.rules.reading import read_records, shipped_records
from planner.rules.workdays import WorkCalendar

__all__ = [
    "Rulebook",
    "WorkCalendar",
    "basis_of",
    "decide",
    "decide_channels",
    "decide_days",
    "firm_until",
    "read_records",
    "shipped_records",
]
