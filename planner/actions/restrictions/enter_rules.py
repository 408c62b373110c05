"""Rules become known: visits they hit are stopped, limited or put in doubt at once.

New dates wait for a coordinator; people are told the reason now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.actions.restrictions.fitting import refuse_misfits
from planner.actions.saving.changes import knowledge_of
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.visits import Change
from planner.planning.restrictions.notices import notices_for
from planner.planning.restrictions.suspension import changes_for


def enter_rules(office: Office, act: Act, records: Sequence[Mapping[str, object]] = ()) -> Done:
    """Record ``records`` and do what all rules known on ``act.day`` demand of visits.

    Without records it looks again with what is known that day: instruments recorded ahead
    take effect on the day they became known, never earlier.

    Raises
    ------
    BadInput
        A record's id is taken by another content, so record a correction instead; or a record
        may not stand beside those on file.
    """

    def decide(state: OfficeState) -> Update:
        refuse_misfits(state, records, confirmed_ids(records))
        wiser = state.with_records(records)
        changes = rule_changes(wiser, act)
        return Update(
            cause="aturan baru diketahui" if changes or records else "pergantian hari",
            records=tuple(records),
            changes=changes,
            notices=notices_for(
                changes, state.areas, events=state.events, site_url=office.profile.site_url
            ),
        )

    return carry_out(office, act, decide)


def confirmed_ids(records: Sequence[Mapping[str, object]]) -> set[str]:
    """Return the ids of the proposals that ``records`` confirm."""
    named = (record.get("confirms") for record in records)
    return {str(name) for names in named if isinstance(names, list) for name in names}


def rule_changes(state: OfficeState, act: Act) -> tuple[Change, ...]:
    """Return what the rules known on ``act.day`` change, in the order of visit ids."""
    knowledge = knowledge_of(state, act)
    return changes_for((state.visits[key] for key in sorted(state.visits)), knowledge)
