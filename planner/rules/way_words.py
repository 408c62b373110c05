"""The way to an answer of the rules in Indonesian, in the order of precedence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from planner.domain.code_words import SERVICES, condition_words
from planner.domain.decisions import Blocker, LimitBasis, Limits
from planner.domain.indonesian import span_words
from planner.domain.vocabulary import BlockerCode
from planner.rules.explaining import Explanation, Fate
from planner.rules.rule import Rule

_OPEN: Final = "tanpa tanggal akhir"
_LIMITS: Final = {
    "people_together": "orang di satu tempat pada saat yang sama",
    "total": "orang dalam satu sesi",
    "total_per_day": "orang dalam sehari",
    "sessions_per_week": "sesi dalam sepekan",
    "percent": "persen dari biasanya",
    "hours": "jam",
    "outdoor": "di tempat terbuka",
    "residents_only": "hanya warga setempat",
    "vaccinated_only": "hanya yang sudah divaksin",
    "requires": "syarat",
    "services_off": "layanan yang tidak dibuka",
}


def way_words(way: Explanation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the steps to the answer, each with its lines; what nothing happened to is left out."""
    return tuple((title, lines) for title, words in _steps(way) if (lines := tuple(words)))


def _steps(way: Explanation) -> Iterator[tuple[str, Iterable[str]]]:
    said = way.decision
    yield "Aturan yang mengenai kunjungan", map(_rule, way.in_force)
    yield "Sudah diakhiri", (_fate(fate, "oleh") for fate in way.ended)
    yield "Digeser keputusan daerah", (_fate(fate, "oleh") for fate in way.displaced)
    yield "Dikecualikan", (_fate(fate, "lewat") for fate in way.lifted)
    yield "Hanya anjuran", map(_rule, way.advisory)
    yield "Belum disebut kebijakan kantor", map(_rule, way.silent)
    yield "Yang menghalangi", map(_blocker, said.blockers)
    yield "Paling ketat per ukuran", (_limit(each, said.limits) for each in way.limits)
    yield "Kalender", ["hari kerja" if way.closed is None else f"tutup: {way.closed.basis}"]
    if said.earliest is not None:
        doubt = "" if said.firm else " (belum pasti)"
        yield "Paling awal", [f"{span_words(said.earliest, said.earliest)}{doubt}"]


def _rule(rule: Rule) -> str:
    last = _OPEN if rule.last is None else f"sampai {span_words(rule.last, rule.last)}"
    since = span_words(rule.first, rule.first)
    return f"{rule.id}: {rule.title}, sejak {since}, {last}"


def _fate(fate: Fate, word: str) -> str:
    own = fate.by == (fate.rule.id,)
    how = "menurut catatannya sendiri" if own else f"{word} {', '.join(fate.by)}"
    return f"{fate.rule.id}: {fate.rule.title}, {how}"


def _blocker(blocker: Blocker) -> str:
    until = _OPEN if blocker.until is None else f"sampai {span_words(blocker.until, blocker.until)}"
    rests = f" (berdasar {', '.join(blocker.also)})" if blocker.also else ""
    named = "" if blocker.rule_id in set(BlockerCode) else f"{blocker.rule_id}: "
    return f"{named}{blocker.basis}, {until}{rests}"


def _limit(basis: LimitBasis, limits: Limits) -> str:
    whose = f"kebijakan kantor {basis.policy} untuk " if basis.policy else ""
    texts = [*basis.instruments, *basis.articles]
    stands = f" ({'; '.join(texts)})" if texts else ""
    said = _value(basis.limit, getattr(limits, basis.limit))
    return f"{_LIMITS[basis.limit]}: {said}, dari {whose}{', '.join(basis.rule_ids)}{stands}"


def _value(limit: str, value: Any) -> str:
    match limit:
        case "hours":
            return "-".join(clock.replace(":", ".") for clock in value)
        case "requires":
            return ", ".join(condition_words(code) for code in value)
        case "services_off":
            return ", ".join(SERVICES[service] for service in value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value)
