"""Forms that lift, extend or revoke a rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from planner.actions.restrictions.confirm_rules import no_such_rule
from planner.actions.saving.office_state import OfficeState
from planner.domain.errors import BadInput
from planner.planning.restrictions.rule_ends import extended, lifted, revoked
from planner.rules.rule import Rule
from planner.web.restrictions.choices import Aftermath
from planner.web.restrictions.support import NeededSource, Plain, RuleForm
from planner.web.restrictions.views import record_of
from planner.web.shell.form_models import Day, refuse


class _EndingForm(RuleForm):
    """A form about the rule ``target``, which stays on record as it is."""

    target: str = Field(default="", title="Aturan")

    def standing(self, state: OfficeState, today: date) -> tuple[Mapping[str, Any], Rule]:
        """Return the rule's own record, and the rule as it stands today.

        Raises
        ------
        NotFound
            There is no such rule.
        BadInput
            It does not act any more, or not yet.
        """
        record = record_of(state, self.target)
        if record is None:
            raise no_such_rule(self.target)
        rule = next((r for r in state.book.view(today).rules if r.id == self.target), None)
        if rule is None:
            raise BadInput(["Aturan ini tidak berlaku lagi, atau belum diperiksa orang kedua."])
        return record[1], rule


class EarlyOpening(_EndingForm):
    """A rule is lifted early: what it stopped may go from a day on."""

    source: NeededSource = Field(alias="sumber", title="Sumber", max_length=300)
    after: Aftermath = Field(default=Aftermath.AWAITED, alias="sesudah", title="Sesudahnya")
    kind: Literal["buka"] = Field(alias="jenis", title="Jenis perubahan")
    on: Day = Field(alias="mulai", title="Dibuka lagi mulai")

    def records(self, state: OfficeState, today: date) -> list[Plain]:
        """Return the record that lifts the rule."""
        record, rule = self.standing(state, today)
        problems = self.known_ahead(today)
        if self.on < today:
            problems["mulai"] = "Hari dibuka lagi tidak bisa sebelum hari ini."
        refuse(problems)
        over = self.after is Aftermath.OVER
        return [lifted(record, rule, self.said(today), on=self.on, over=over)]


class Extension(_EndingForm):
    """A rule goes on to a later day."""

    kind: Literal["perpanjang"] = Field(alias="jenis", title="Jenis perubahan")
    last: Day = Field(alias="sampai", title="Hari terakhir baru")

    def records(self, state: OfficeState, today: date) -> list[Plain]:
        """Return the record that extends the rule."""
        record, rule = self.standing(state, today)
        refuse(self.known_ahead(today))
        return [extended(record, rule, self.said(today), to=self.last)]


class Revocation(_EndingForm):
    """A rule is revoked from today on."""

    source: NeededSource = Field(alias="sumber", title="Sumber", max_length=300)
    after: Aftermath = Field(default=Aftermath.AWAITED, alias="sesudah", title="Sesudahnya")
    kind: Literal["cabut"] = Field(alias="jenis", title="Jenis perubahan")

    def records(self, state: OfficeState, today: date) -> list[Plain]:
        """Return the record that revokes the rule."""
        record, rule = self.standing(state, today)
        refuse(self.known_ahead(today))
        over = self.after is Aftermath.OVER
        return [revoked(record, rule, self.said(today), today=today, over=over)]
