"""The forms that change rules, told apart by what they change; each becomes rule records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import Discriminator, Tag

from planner.actions.saving.office_state import OfficeState
from planner.rules import Reading, read_rules, to_yaml
from planner.rules.form_words import in_form_words, titles_of
from planner.web.restrictions.correction_form import CORRECTION, Corrected
from planner.web.restrictions.ending_form import EarlyOpening, Extension, Revocation
from planner.web.restrictions.form import NewRule
from planner.web.restrictions.policy_form import NextPolicy

#: The kinds of change about one rule, which its own page asks for.
OF_A_RULE: Final = ("buka", "perpanjang", "cabut", CORRECTION)
POLICY: Final = "kebijakan"


def _kind_of(sent: Mapping[str, Any]) -> str:
    """Return the kind of change a form is for; the form of a new rule refuses what is none."""
    kind = sent.get("jenis")
    return str(kind) if kind in (*OF_A_RULE, POLICY) else "baru"


#: A form about rules, whichever of them was sent.
RuleChange = Annotated[
    Annotated[NewRule, Tag("baru")]
    | Annotated[EarlyOpening, Tag("buka")]
    | Annotated[Extension, Tag("perpanjang")]
    | Annotated[Revocation, Tag("cabut")]
    | Annotated[Corrected, Tag(CORRECTION)]
    | Annotated[NextPolicy, Tag(POLICY)],
    Discriminator(_kind_of),
]


def read_change(change: RuleChange, state: OfficeState, today: date) -> Reading:
    """Return the records that a form asks for, checked as those of a rules file are.

    Raises
    ------
    FormRefused
        A field does not fit the office's data or its day.
    BadInput
        The rule cannot be changed so, or a record does not fit those on file.
    NotFound
        There is no such rule.
    """
    records = change.records(state, today)
    own = {record["id"] for record in records}
    others = [record for record in state.records if record["id"] not in own]
    with in_form_words(titles_of(state.records)):
        return read_rules(to_yaml(records), name="", existing=others, entering=True)
