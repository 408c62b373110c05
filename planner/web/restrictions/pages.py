"""Restrictions: the list, a new one with what it would change, the second person's look."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from planner.actions.restrictions.confirm_rules import (
    confirm_rules,
    list_proposals,
    propose_rules,
    reject_rules,
)
from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.preview_rules import preview_rules
from planner.actions.saving.office_state import OfficeState, load_state
from planner.domain.areas import CITY
from planner.domain.errors import BadInput, NotFound
from planner.public.shared.public_words import CHANNELS
from planner.rules import decide_channels, read_rules, to_yaml
from planner.rules.deciding import REVIEW_DAYS
from planner.web.restrictions.form import choices, read_records
from planner.web.restrictions.policy_form import CELLS, KEEP, policy_view
from planner.web.restrictions.views import (
    AFTER,
    BEFORE,
    doubts,
    hits_of,
    horizon_words,
    is_dated,
    record_of,
    rule_line,
    rule_lines,
    short_list,
    timeline,
)
from planner.web.restrictions.words import span_of, what_words
from planner.web.shell.access import Need, needs
from planner.web.shell.acting import act_of, office_of, person_of
from planner.web.shell.forms import Fields, Posted, as_fields
from planner.web.shell.templating import office_page
from planner.web.shell.words import CAUSES, ISSUERS, LINES
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor/aturan")

Records = list[dict[str, object]]


@router.get("", name="rules")
@needs(Need.VIEWER)
def show_list(request: Request, semua: Annotated[str, Query(max_length=8)] = "") -> Response:
    """List the rules as known today, with their timeline, their gaps and conflicts."""
    state, today = _state(request), site_of(request).clock.today()
    proposals = list_proposals(office_of(request))
    lines = rule_lines(state, [each.id for each in proposals], today)
    short = short_list(lines, today)
    shown = lines if semua else short
    return office_page(
        request,
        "aturan.html",
        lines=shown,
        hidden=len(lines) - len(shown),
        proposals=proposals,
        bars=timeline(short, state, today),
        window=(today - timedelta(BEFORE), today + timedelta(AFTER)),
        now=BEFORE,
        days=BEFORE + AFTER + 1,
        doubts=doubts(state, short, today),
        horizon=horizon_words(state, today),
    )


@router.get("/baru", name="new_rule")
@needs(Need.COORDINATOR)
def new(request: Request) -> Response:
    """Show the form of a new restriction."""
    today = site_of(request).clock.today()
    return _form(request, as_fields(apa="berhenti", mulai=today + timedelta(1), diketahui=today))


@router.post("/baru", name="edit_rule_form")
@needs(Need.COORDINATOR)
def again(request: Request, f: Posted) -> Response:
    """Show the form again with what was filled in."""
    return _form(request, f)


@router.post("/pratinjau", name="preview_rule")
@needs(Need.COORDINATOR)
def preview(request: Request, f: Posted) -> Response:
    """Show what a restriction would change before anything is saved."""
    found = _read(request, f)
    if found is None:
        return _refused(request, f)
    records, warnings = found
    told = preview_rules(office_of(request), act_of(request), records)
    return _preview(request, told, records, f=f, warnings=warnings)


@router.post("/usulkan", name="propose_rule")
@needs(Need.COORDINATOR)
def propose(request: Request, f: Posted) -> Response:
    """Propose a restriction; it has no effect until a second person confirms it."""
    found = _read(request, f)
    if found is None:
        return _refused(request, f)
    propose_rules(office_of(request), act_of(request, f.get("kunci")), found[0])
    return RedirectResponse("/kantor/aturan#menunggu", status_code=303)


@router.post("/berlakukan", name="enforce_rule")
@needs(Need.COORDINATOR)
def act_now(request: Request, f: Posted) -> Response:
    """Record a restriction that acts at once: visits it hits are stopped now."""
    found = _read(request, f)
    if found is None:
        return _refused(request, f)
    enter_rules(office_of(request), act_of(request, f.get("kunci")), found[0])
    site_of(request).look_now()
    return RedirectResponse(f"/kantor/aturan/catatan/{found[0][-1]['id']}", status_code=303)


@router.get("/kebijakan", name="policy")
@needs(Need.VIEWER)
def policy(request: Request) -> Response:
    """Show what levels and zones mean for each line, and let the next version be chosen."""
    today = site_of(request).clock.today()
    return _policy(request, as_fields(mulai=today))


@router.get("/catatan/{rule_id}", name="rule")
@needs(Need.VIEWER)
def show(request: Request, rule_id: str) -> Response:
    """Show one rule with what can be done about it; a proposal with what it would change."""
    return _one(request, rule_id)


@router.post("/catatan/{rule_id}/periksa", name="confirm_rule")
@needs(Need.COORDINATOR)
def confirm(request: Request, rule_id: str, f: Posted) -> Response:
    """Confirm a proposal as its second person; what it demands of visits is done at once."""
    office, state = office_of(request), _state(request)
    if record_of(state, rule_id) is None:
        raise NotFound(f"Aturan {rule_id[:60]} tidak ada. Pilih dari daftar pembatasan.")
    waiting = {proposal.id for proposal in list_proposals(office)}
    ids = [name for name in _together(state, rule_id) if name in waiting]
    if ids:
        confirm_rules(office, act_of(request, f.get("kunci")), ids)
        site_of(request).look_now()
    return RedirectResponse(f"/kantor/aturan/catatan/{rule_id}", status_code=303)


@router.post("/catatan/{rule_id}/tolak", name="reject_rule")
@needs(Need.COORDINATOR)
def reject(request: Request, rule_id: str, f: Posted) -> Response:
    """Put a proposal away with a reason; it stays on record and never acts."""
    office, state = office_of(request), _state(request)
    if record_of(state, rule_id) is None:
        raise NotFound(f"Aturan {rule_id[:60]} tidak ada. Pilih dari daftar pembatasan.")
    why = f.text("alasan", "Alasan", most=200)
    if f.problems:
        return _one(request, rule_id, f=f, status=422)
    waiting = {proposal.id for proposal in list_proposals(office)}
    ids = [name for name in _together(state, rule_id) if name in waiting]
    if ids:
        reject_rules(office, act_of(request, f.get("kunci")), ids, why=why)
    return RedirectResponse(f"/kantor/aturan/catatan/{rule_id}", status_code=303)


def _state(request: Request) -> OfficeState:
    office = office_of(request)
    with office.database.reading() as store:
        return load_state(store, office.areas)


def _together(state: OfficeState, rule_id: str) -> list[str]:
    """Return ``rule_id`` with the instrument it stands in, which is confirmed with it."""
    plain = next(each for each in state.records if each["id"] == rule_id)
    instrument = plain.get("instrument")
    return [rule_id] if instrument is None else [rule_id, str(instrument)]


def _read(request: Request, f: Fields) -> tuple[Records, tuple[str, ...]] | None:
    """Return the records of the form with their warnings; None where something is wrong."""
    state, today = _state(request), site_of(request).clock.today()
    try:
        records = read_records(f, state, today)
        if not records:
            return None
        known = [each for each in state.records if each["id"] not in {r["id"] for r in records}]
        read = read_rules(to_yaml(records), name="Formulir", existing=known)
    except BadInput as refused:
        for place, told in enumerate(refused.problems):
            f.wrong(f"isi-{place}", told)
        return None
    return list(read.records), read.warnings


def _refused(request: Request, f: Fields) -> Response:
    kind = f.get("jenis")
    if kind in ("buka", "perpanjang", "cabut"):
        return _one(request, f.get("target"), f=f, status=422)
    if kind == "kebijakan":
        return _policy(request, f, status=422)
    return _form(request, f, status=422)


def _form(request: Request, f: Fields, *, status: int = 200) -> Response:
    return office_page(
        request,
        "aturan-baru.html",
        status=status,
        f=f,
        areas=office_of(request).areas,
        pilihan=choices(),
        causes=[(cause.value, words) for cause, words in CAUSES.items()],
        issuers=[(issuer.value, words) for issuer, words in reversed(ISSUERS.items())],
        review_days=REVIEW_DAYS,
    )


def _policy(request: Request, f: Fields, *, status: int = 200) -> Response:
    today = site_of(request).clock.today()
    return office_page(
        request,
        "kebijakan.html",
        status=status,
        f=f,
        policy=policy_view(_state(request), today),
        line_names=[words.split(" (")[0] for words in LINES.values()],
        cells=[(KEEP, "Tetap"), *((code, words) for code, (words, _) in CELLS.items())],
    )


def _preview(request: Request, told: dict[str, Any], records: Records, **given: Any) -> Response:
    state, today = _state(request), site_of(request).clock.today()
    channels = decide_channels(state.book, CITY, today, as_of=today)
    return office_page(
        request,
        "aturan-akibat.html",
        told=told,
        hits=hits_of(state, told),
        rules=[r for r in records if r["kind"] not in ("instrument", "policy")],
        what=what_words,
        kapan=span_of,
        channels=[CHANNELS[each.channel] for each in channels if each.open],
        **given,
    )


def _one(request: Request, rule_id: str, *, f: Fields | None = None, status: int = 200) -> Response:
    office, state = office_of(request), _state(request)
    today = site_of(request).clock.today()
    record, plain = record_of(state, rule_id) or (None, {})
    if record is None or not is_dated(record):
        raise NotFound(f"Aturan {rule_id[:60]} tidak ada. Pilih dari daftar pembatasan.")
    proposals = {each.id: each for each in list_proposals(office)}
    rule = next((r for r in state.book.view(today).rules if r.id == rule_id), None)
    waiting = proposals.get(rule_id)
    told = None
    if waiting is not None:
        mine = [_unproposed(state, name) for name in _together(state, rule_id)]
        told = preview_rules(office, act_of(request), mine)
    instrument = record_of(state, str(plain.get("instrument") or ""))
    return office_page(
        request,
        "aturan-satu.html",
        status=status,
        f=f or as_fields(mulai=today),
        line=rule_line(record, plain, rule, state, tuple(proposals), today),
        plain=plain,
        instrument=None if instrument is None else instrument[1],
        waiting=waiting,
        own=waiting is not None and waiting.entered_by.casefold() == person_of(request).casefold(),
        told=told,
        hits=[] if told is None else hits_of(state, told),
        open=rule is not None and (rule.last is None or rule.last >= today),
        endless=rule is not None and rule.last is None,
        person=person_of(request),
    )


def _unproposed(state: OfficeState, name: str) -> dict[str, object]:
    plain = next(each for each in state.records if each["id"] == name)
    return {key: value for key, value in plain.items() if key != "proposed"}
