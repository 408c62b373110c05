"""What an office begins with, and the history it may load as an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.saving.office import Act, Done, Office
from planner.rules import shipped_records, starting_records


def enter_starting_rules(office: Office, act: Act) -> Done:
    """Record the calendar, hours, channels and unconfirmed policy that a real office begins with.

    What the office has on record already stays as it is.
    """
    return enter_rules(office, act, _lacking(office, starting_records()))


def enter_history(office: Office, act: Act) -> Done:
    """Record the rules of 2020-2022, an example to look at; what is on record stays as it is."""
    return enter_rules(office, act, _lacking(office, shipped_records()))


def has_rules(office: Office) -> bool:
    """Return whether anything is on record, be it a calendar or a rule."""
    with office.database.reading() as store:
        return bool(store.rules.list_records())


def _lacking(
    office: Office, records: Sequence[Mapping[str, object]]
) -> tuple[Mapping[str, object], ...]:
    with office.database.reading() as store:
        known = {str(record["id"]) for record in store.rules.list_records()}
    return tuple(record for record in records if str(record["id"]) not in known)
