"""Records that may not stand beside those of the office are refused before anything is saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from planner.actions.saving.office_state import OfficeState
from planner.domain.errors import BadInput
from planner.rules import misfits


def refuse_misfits(
    state: OfficeState,
    records: Sequence[Mapping[str, object]],
    confirmed: Collection[str] = (),
) -> None:
    """Refuse ``records``, and the proposals ``confirmed`` by them, that may not be recorded.

    Raises
    ------
    BadInput
        An ending or lifting without rank or source, a relation without effect, or a clash with
        a record on file.
    """
    ids = {str(record["id"]) for record in records}
    others = [record for record in state.records if record["id"] not in ids]
    problems = [
        f"{doubt.record_id}: {doubt.sentence}"
        for doubt in misfits([*others, *records], {*ids, *confirmed})
    ]
    if problems:
        raise BadInput(problems)
