"""Restrictions: the list, a new one with what it would change, the second person's look."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from pydantic import Field

from planner.actions.restrictions.confirm_rules import (
    adopt_policy,
    confirm_proposal,
    list_proposals,
    no_such_rule,
    propose_rules,
    reject_proposal,
)
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.preview_rules import preview_confirmation, preview_rules
from planner.actions.saving.rehearsing import PreviewOutdated
from planner.domain.code_words import LINES
from planner.rules.deciding import REVIEW_DAYS
from planner.rules.form_words import form_words, in_form_words, titles_of
from planner.web.restrictions.choices import choices
from planner.web.restrictions.correction_form import Corrected, asked_of, other_areas, with_record
from planner.web.restrictions.policy_form import CELLS, KEEP, policy_view
from planner.web.restrictions.preview_views import open_channels, seen_change
from planner.web.restrictions.rule_changes import OF_A_RULE, POLICY, RuleChange, read_change
from planner.web.restrictions.tie_views import alert_words, precedence, tie_lines
from planner.web.restrictions.views import (
    AFTER,
    BEFORE,
    doubts,
    horizon_words,
    is_dated,
    record_of,
    rule_line,
    rule_lines,
    short_list,
    timeline,
)
from planner.web.restrictions.words import span_of, what_words
from planner.web.shell.access import Clearance, needs
from planner.web.shell.again import shown_again
from planner.web.shell.context import Here, OfficeRequest
from planner.web.shell.form_models import NeededLine, OfficeForm
from planner.web.shell.forms import Fields, Posted, as_fields
from planner.web.shell.words import CAUSES, ISSUERS

router = APIRouter(prefix="/kantor/aturan")


class Rejection(OfficeForm):
    """Why a proposal is put away."""

    why: NeededLine = Field(alias="alasan", title="Alasan", max_length=200)


class AdoptedPolicy(OfficeForm):
    """The policy that the office makes its own."""

    policy: NeededLine = Field(alias="kebijakan", title="Kebijakan", max_length=60)


@router.get("", name="rules")
@needs(Clearance.VIEWER)
def show_list(here: Here, semua: Annotated[str, Query(max_length=8)] = "") -> Response:
    """List the rules as known today, with their timeline, their gaps and conflicts."""
    state, today = here.state, here.today
    proposals = list_proposals(here.office)
    lines = rule_lines(state, [each.id for each in proposals], today)
    short = short_list(lines, today)
    shown = lines if semua else short
    return here.page(
        "aturan.html",
        lines=shown,
        hidden=len(lines) - len(shown),
        proposals=[each for each in proposals if not each.within],
        bars=timeline(short, state, today),
        window=(today - timedelta(BEFORE), today + timedelta(AFTER)),
        now=BEFORE,
        days=BEFORE + AFTER + 1,
        doubts=doubts(state, short, today),
        horizon=horizon_words(state, today),
    )


@router.get("/baru", name="new_rule")
@needs(Clearance.COORDINATOR)
def new(here: Here) -> Response:
    """Show the form of a new restriction."""
    first = here.today + timedelta(1)
    return _form(here, as_fields(apa="berhenti", mulai=first, diketahui=here.today))


def _form(here: OfficeRequest, f: Fields) -> Response:
    return here.page(
        "aturan-baru.html",
        f=f,
        areas=here.office.areas,
        pilihan=choices(),
        causes=[(cause.value, words) for cause, words in CAUSES.items()],
        issuers=[(issuer.value, words) for issuer, words in reversed(ISSUERS.items())],
        review_days=REVIEW_DAYS,
    )


@router.post("/baru", name="edit_rule_form")
@needs(Clearance.COORDINATOR)
def again(here: Here, f: Posted) -> Response:
    """Show the form again with what was filled in."""
    return _form(here, f)


def _change_form(here: OfficeRequest, f: Fields) -> Response:
    """Show the page that the form about rules was sent from."""
    kind = f.get("jenis")
    if kind in OF_A_RULE:
        return _one(here, f.get("target"), f)
    return _policy(here, f) if kind == POLICY else _form(here, f)


@router.post("/pratinjau", name="preview_rule")
@needs(Clearance.COORDINATOR)
@shown_again(_change_form)
def preview(here: Here, change: Annotated[RuleChange, Form()], f: Posted) -> Response:
    """Show what a restriction would change before anything is saved."""
    return _consequences(here, change, f)


def _consequences(
    here: OfficeRequest, change: RuleChange, f: Fields, *, doubt: str = ""
) -> Response:
    """Show what a change of rules does; ``doubt`` says why it is shown anew."""
    rules = read_change(change, here.state, here.today)
    titles = titles_of([*here.state.records, *rules.records])
    with in_form_words(titles):
        preview = preview_rules(here.office, here.act(), rules.records)
    return here.page(
        "aturan-akibat.html",
        status=409 if doubt else 200,
        f=f,
        doubt=doubt,
        corrected=change.differences(here.state) if isinstance(change, Corrected) else (),
        warnings=[form_words(each, titles) for each in rules.warnings],
        seen=seen_change(here.state, preview),
        rules=[each for each in rules.records if each["kind"] not in ("instrument", "policy")],
        what=what_words,
        kapan=span_of,
        channels=open_channels(here.state, here.today),
    )


@router.post("/usulkan", name="propose_rule")
@needs(Clearance.COORDINATOR)
@shown_again(_change_form)
def propose(here: Here, change: Annotated[RuleChange, Form()]) -> Response:
    """Propose a restriction; it has no effect until a second person confirms it."""
    rules = read_change(change, here.state, here.today)
    with in_form_words(titles_of([*here.state.records, *rules.records])):
        propose_rules(here.office, here.act(change.idempotency_key), rules.records)
    return here.lead("rules", fragment="menunggu")


@router.post("/berlakukan", name="enforce_rule")
@needs(Clearance.COORDINATOR)
@shown_again(_change_form)
def act_now(here: Here, change: Annotated[RuleChange, Form()], f: Posted) -> Response:
    """Record a restriction that acts at once: visits it hits are stopped now."""
    rules = read_change(change, here.state, here.today)
    act = here.act(change.idempotency_key, foreseen=change.foreseen)
    try:
        with in_form_words(titles_of([*here.state.records, *rules.records])):
            enter_rules(here.office, act, rules.records)
    except PreviewOutdated as outdated:
        return _consequences(here, change, f, doubt=str(outdated))
    here.site.look_now()
    return here.lead("rule", rules.records[-1]["id"])


@router.get("/kebijakan", name="policy")
@needs(Clearance.VIEWER)
def policy(here: Here) -> Response:
    """Show what levels and zones mean for each line, and let the next version be chosen."""
    return _policy(here, as_fields(mulai=here.today))


def _policy(here: OfficeRequest, f: Fields) -> Response:
    return here.page(
        "kebijakan.html",
        f=f,
        policy=policy_view(here.state, here.today),
        line_names=[words.split(" (")[0] for words in LINES.values()],
        cells=[(KEEP, "Tetap"), *((code, words) for code, (words, _) in CELLS.items())],
    )


@router.post("/kebijakan/sahkan", name="adopt_policy")
@needs(Clearance.ADMIN)
@shown_again(_policy)
def adopt(here: Here, form: Annotated[AdoptedPolicy, Form()]) -> Response:
    """Make the policy in force the office's own; until then it is called a first assumption."""
    adopt_policy(here.office, here.act(form.idempotency_key), form.policy)
    here.site.look_now()
    return here.lead("policy")


@router.get("/catatan/{rule_id}", name="rule")
@needs(Clearance.VIEWER)
def show(here: Here, rule_id: str) -> Response:
    """Show one rule with what can be done about it; a proposal with what it would change."""
    return _one(here, rule_id, as_fields(mulai=here.today))


def _one(here: OfficeRequest, rule_id: str, f: Fields) -> Response:
    state, today = here.state, here.today
    record, plain = record_of(state, rule_id) or (None, {})
    proposals = {each.id: each for each in list_proposals(here.office)}
    waiting = proposals.get(rule_id)
    if record is None or not (is_dated(record) or waiting is not None):
        raise no_such_rule(rule_id)
    seen, own = None, False
    if waiting is not None:
        seen = seen_change(state, preview_confirmation(here.office, here.act(), rule_id))
        own = waiting.entered_by.casefold() == here.person.casefold()
    if not is_dated(record):
        return here.page("usulan.html", f=f, record=record, waiting=waiting, own=own, seen=seen)
    rule = next((r for r in state.book.view(today).rules if r.id == rule_id), None)
    instrument = record_of(state, str(plain.get("instrument") or ""))
    return here.page(
        "aturan-satu.html",
        f=with_record(f, plain),
        line=rule_line(record, plain, rule, state, tuple(proposals), today),
        plain=plain,
        record=record,
        instrument=None if instrument is None else instrument[0],
        waiting=waiting,
        own=own,
        seen=seen,
        open=rule is not None and (rule.last is None or rule.last >= today),
        ties=tie_lines(state, rule_id, today),
        precedence=precedence(state, record, today),
        alert=alert_words(state, record, today),
        areas=state.areas,
        other_areas=other_areas(state, plain),
        asked=asked_of(plain),
        pilihan=choices(),
        may_correct=record.known_on is not None and record.known_on <= today and waiting is None,
        endless=rule is not None and rule.last is None,
        regime="" if rule is None else rule.regime,
    )


def _one_again(here: OfficeRequest, f: Fields) -> Response:
    return _one(here, here.request.path_params["rule_id"], f)


@router.post("/catatan/{rule_id}/periksa", name="confirm_rule")
@needs(Clearance.COORDINATOR)
@shown_again(_one_again)
def confirm(here: Here, rule_id: str, form: Annotated[OfficeForm, Form()]) -> Response:
    """Confirm a proposal as its second person; what it demands of visits is done at once."""
    act = here.act(form.idempotency_key, foreseen=form.foreseen)
    confirm_proposal(here.office, act, rule_id)
    here.site.look_now()
    return _after(here, rule_id)


def _after(here: OfficeRequest, rule_id: str) -> Response:
    """Lead to the page of what was decided about, where it has one once it waits no more."""
    record, _ = record_of(here.state, rule_id) or (None, {})
    shown = record is not None and is_dated(record)
    return here.lead("rule", rule_id) if shown else here.lead("rules")


@router.post("/catatan/{rule_id}/tolak", name="reject_rule")
@needs(Clearance.COORDINATOR)
@shown_again(_one_again)
def reject(here: Here, rule_id: str, form: Annotated[Rejection, Form()]) -> Response:
    """Put a proposal away with a reason; it stays on record and never acts."""
    reject_proposal(here.office, here.act(form.idempotency_key), rule_id, why=form.why)
    return _after(here, rule_id)
