"""Instruments known as of a day become a decision for a visit, a place, a channel. Pure."""

from planner.rules.basis import ASSUMED, assumed, basis_of, standing_words
from planner.rules.book import Rulebook
from planner.rules.channels import decide_channels, decide_staff
from planner.rules.checking import doubts_of
from planner.rules.confirming import unconfirmed
from planner.rules.deciding import decide, decide_days
from planner.rules.grid import decide_grid
from planner.rules.horizon import firm_until
from planner.rules.reading import Reading, check_files, read_files, read_records, read_rules
from planner.rules.refusing import misfits
from planner.rules.shipped import shipped_records, starting_records
from planner.rules.workdays import WorkCalendar
from planner.rules.writing import file_schema, to_yaml

__all__ = [
    "ASSUMED",
    "Reading",
    "Rulebook",
    "WorkCalendar",
    "assumed",
    "basis_of",
    "check_files",
    "decide",
    "decide_channels",
    "decide_days",
    "decide_grid",
    "decide_staff",
    "doubts_of",
    "file_schema",
    "firm_until",
    "misfits",
    "read_files",
    "read_records",
    "read_rules",
    "shipped_records",
    "standing_words",
    "starting_records",
    "to_yaml",
    "unconfirmed",
]
