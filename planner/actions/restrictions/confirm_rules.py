"""Rules are proposed by one person and confirmed by another; only then do they act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planner.actions.restrictions.enter_rules import enter_rules
from planner.actions.restrictions.fitting import refuse_misfits
from planner.actions.saving.changes import reason_of
from planner.actions.saving.office import Act, Done, Office, carry_out
from planner.actions.saving.office_state import OfficeState
from planner.actions.saving.update import Update
from planner.domain.errors import BadInput, NotFound
from planner.domain.office import at_wib
from planner.rules import Rulebook, assumed, unconfirmed
from planner.rules.rule_records import MODELS
from planner.store import Store


@dataclass(frozen=True, slots=True)
class RuleProposal:
    """A record that waits for a second person.

    ``instrument`` is the title of the one that is confirmed with it; ``within`` says that it is
    itself such an instrument, so it is looked at with the rule that stands in it.
    """

    id: str
    title: str
    entered_by: str
    instrument: str = ""
    within: bool = False


def propose_rules(office: Office, act: Act, records: Sequence[Mapping[str, object]]) -> Done:
    """Record ``records`` as proposals of ``act.who``; they have no effect yet.

    Raises
    ------
    BadInput
        A record's id is taken by another content, or it may not stand beside those on file.
    """
    proposed = tuple({**record, "proposed": True} for record in records)
    update = Update(cause="aturan diusulkan", records=proposed, renders=False)

    def decide(state: OfficeState) -> Update:
        refuse_misfits(state, proposed)
        return update

    return carry_out(office, act, decide)


def list_proposals(office: Office, *, until: date | None = None) -> tuple[RuleProposal, ...]:
    """Return what waits for a second person, in the order entered.

    With ``until`` it is what waited at the end of that day.
    """
    with office.database.reading() as store:
        if until is not None:
            return _proposals(store, at_wib(until + timedelta(1), 0))
        return store.remembered("proposals", lambda: _proposals(store))


def _proposals(store: Store, before: datetime | None = None) -> tuple[RuleProposal, ...]:
    waiting = unconfirmed(
        MODELS[str(record["kind"])].model_validate(record)
        for record in store.rules.list_records(before=before)
    )
    names = store.rules.entered_by([record.id for record in waiting])
    titles = {record.id: record.title for record in waiting}
    instruments = {record.instrument for record in waiting}
    return tuple(
        RuleProposal(
            id=record.id,
            title=record.title,
            entered_by=names[record.id],
            instrument=titles.get(record.instrument or "", ""),
            within=record.id in instruments,
        )
        for record in waiting
    )


def confirm_proposal(office: Office, act: Act, rule_id: str) -> None:
    """Confirm a rule with what is confirmed together with it, as :func:`confirm_rules` does.

    What does not wait any more stays as it is.

    Raises
    ------
    NotFound
        There is no such rule.
    BadInput
        Its proposer would confirm it alone.
    """
    ids = waiting_with(office, rule_id)
    if ids:
        confirm_rules(office, act, ids)


def reject_proposal(office: Office, act: Act, rule_id: str, *, why: str) -> None:
    """Put a rule away with what is confirmed together with it, as :func:`reject_rules` does.

    What does not wait any more stays as it is.

    Raises
    ------
    NotFound
        There is no such rule.
    BadInput
        The reason is missing.
    """
    ids = waiting_with(office, rule_id)
    if ids:
        reject_rules(office, act, ids, why=why)


def waiting_with(office: Office, rule_id: str) -> list[str]:
    """Return which of a rule and what belongs to it wait for a second person."""
    with office.database.reading() as store:
        records = store.rules.list_records()
    ids = confirmed_together(records, rule_id)
    waiting = {proposal.id for proposal in list_proposals(office)}
    return [name for name in ids if name in waiting]


def confirmed_together(records: Iterable[Mapping[str, object]], rule_id: str) -> list[str]:
    """Return ``rule_id`` with the instrument it stands in, which is confirmed with it.

    A correction is confirmed with the records that say of it what others said of the wrong
    record, whichever of them is asked about.

    Raises
    ------
    NotFound
        There is no such rule among ``records``.
    """
    by_id = {str(record["id"]): record for record in records}
    if rule_id not in by_id:
        raise no_such_rule(rule_id)
    base = rule_id.rpartition("-")[0]
    if base in by_id and by_id[base].get("corrects"):
        rule_id = base
    names = [rule_id]
    if by_id[rule_id].get("instrument") is not None:
        names.append(str(by_id[rule_id]["instrument"]))
    if by_id[rule_id].get("corrects"):
        names += [name for name in by_id if name.rpartition("-")[0] == rule_id]
    return names


def no_such_rule(rule_id: str) -> NotFound:
    """Return the refusal of a rule that is not there."""
    return NotFound(f"Aturan {rule_id[:60]} tidak ada. Pilih dari daftar pembatasan.")


def reject_rules(office: Office, act: Act, ids: Collection[str], *, why: str) -> Done:
    """Put away the proposals ``ids``, each by a record that says so; they stay on record.

    Its own proposer may do so as well: nothing that ever acted is changed.

    Raises
    ------
    BadInput
        An id is no waiting proposal, or the reason is missing.
    """
    reason = reason_of(why)
    waiting = {proposal.id: proposal for proposal in list_proposals(office)}
    strange = [name for name in ids if name not in waiting]
    if strange or not ids:
        named = ", ".join(strange) or "tidak ada"
        raise BadInput([f"Usulan {named} tidak sedang menunggu pemeriksaan. Muat ulang daftarnya."])
    records: list[dict[str, object]] = [
        {
            "kind": "instrument",
            "id": f"TL-{name}"[:60],
            "title": f"Usulan ditolak: {waiting[name].title}"[:90],
            "number": "Keputusan kantor",
            "issued_by": act.who,
            "issuer": "office",
            "corrects": name,
            "note": reason[:300],
            "known_on": act.day.isoformat(),
            "evidence": "documented",
        }
        for name in ids
    ]
    update = Update(cause="usulan ditolak", records=tuple(records), renders=False)
    return carry_out(office, act, lambda _: update)


def confirm_rules(office: Office, act: Act, ids: Collection[str]) -> Done:
    """Confirm the proposals ``ids`` as ``act.who``; what they demand of visits is done at once.

    The instrument that one of them stands in is confirmed with it where it waits too: see
    :func:`confirmed_together`.

    Raises
    ------
    BadInput
        An id is no waiting proposal, or the proposer of one would confirm it alone.
    """
    with office.database.reading() as store:
        records = store.rules.list_records()
        waiting = {proposal.id: proposal for proposal in _proposals(store)}
    together = [
        name
        for asked in ids
        if asked in waiting
        for name in confirmed_together(records, asked)
        if name in waiting
    ]
    everything = tuple(dict.fromkeys((*ids, *together)))
    problems = []
    for name in everything:
        if name not in waiting:
            problems.append(
                f"Aturan '{name}' tidak sedang menunggu pemeriksaan. "
                "Lihat daftarnya dengan: sijempol rules pending"
            )
        elif waiting[name].entered_by.casefold() == act.who.casefold():
            problems.append(
                f"Aturan '{name}' diusulkan oleh {act.who}; mintalah orang lain memeriksanya."
            )
    if problems or not ids:
        raise BadInput(problems or ["Sebutkan id aturan yang diperiksa."])
    return enter_rules(office, act, [confirmation_of(act, everything)])


def adopt_policy(office: Office, act: Act, policy_id: str) -> Done:
    """Record that the office makes the policy ``policy_id`` its own; nothing it says changes.

    Until then pages say of its limits that they are a first assumption. It is for an admin.

    Raises
    ------
    BadInput
        It is no policy on record, or it is the office's own already.
    """
    with office.database.reading() as store:
        book = Rulebook.of(store.rules.list_records())
    if not assumed(book, policy_id, as_of=act.day):
        raise BadInput(
            [f"'{policy_id}' bukan kebijakan yang belum disahkan. Lihat daftar kebijakan kantor."]
        )
    record = confirmation_of(act, [policy_id])
    return carry_out(office, act, lambda _: Update(cause="kebijakan disahkan", records=(record,)))


def confirmation_of(act: Act, ids: Collection[str]) -> dict[str, object]:
    """Return the record by which ``act.who`` confirms the proposals ``ids``."""
    return {
        "kind": "confirmation",
        "id": f"CF-{sorted(ids)[0]}"[:60],
        "title": f"Diperiksa oleh {act.who}"[:90],
        "confirms": sorted(ids),
        "by": act.who,
        "known_on": act.day.isoformat(),
        "evidence": "documented",
    }
