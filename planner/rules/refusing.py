"""What may not be recorded: relations without rank, kind or end, and records that clash."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from planner.domain.vocabulary import IssuerLevel
from planner.rules.calendar_doubts import calendar_disputes
from planner.rules.doubts import Doubt
from planner.rules.named import ENDINGS, ISSUERS, RELATIONS, Named, endings_of, names_in
from planner.rules.relations import outranks
from planner.rules.rule import Rule, covers_days
from planner.rules.rule_records import MODELS, LevelTableRecord, PolicyRecord, Record, RuleRecord

_Version = TypeVar("_Version", PolicyRecord, LevelTableRecord)

_RULES: Final = frozenset({"rule", "level", "zone", "reading", "host", "resource"})
_ENDED: Final = _RULES | {"exemption", "instrument", "trigger"}
_DISPUTED: Final = frozenset({"rule", "level", "zone", "host", "resource"})
#: The kinds of records on which each relation acts.
_ACTS_ON: Final = {
    "extends": frozenset({"rule", "level", "zone"}),
    **dict.fromkeys(ENDINGS, _ENDED),
    "displaces": frozenset({"rule", "instrument"}),
    "disputes": _DISPUTED,
    "lifts": _RULES | {"instrument", "trigger"},
    "instrument": frozenset({"instrument"}),
}
#: Relations that may name a series of levels.
_OF_SERIES: Final = (*ENDINGS, "lifts")
#: Relations that may not lead back to their record.
_BACKWARDS: Final = ("corrects", *ENDINGS, "extends")
_RANK: Final = (
    "Itu hanya boleh oleh penerbit yang sama, yang di atasnya, atau yang diberi wewenang "
    "(delegated_to). Hapus, atau catat surat penerbit itu."
)


def refusals_of(named: Named) -> tuple[Doubt, ...]:
    """Return why some of the records looked at may not be recorded, in the order of the checks."""
    return (
        *_kinds(named),
        *_ranks(named),
        *_regimes(named),
        *_displacing(named),
        *_circles(named),
        *_clashes(named),
    )


def misfits(plain: Iterable[Mapping[str, object]], about: Collection[str]) -> tuple[Doubt, ...]:
    """Return why records called ``about`` may not be entered in an office that holds ``plain``."""
    if not about:
        return ()
    named = Named.of([MODELS[str(each["kind"])].model_validate(each) for each in plain], about)
    return (*refusals_of(named), *unsourced(named))


def unsourced(named: Named) -> Iterator[Doubt]:
    """Yield the records looked at that end others without a source or an instrument on record."""
    for record, _ in named.enders():
        ends = [*endings_of(record), *(("ends_regime", name) for name in record.ends_regime)]
        if ends and not record.sources and record.instrument not in named.by_id:
            yield Doubt(
                record.id,
                f"{ends[0][0]}: mengakhiri '{ends[0][1]}' tanpa sumber. Isi sources, atau "
                "instrument yang tercatat.",
            )


def _kinds(named: Named) -> Iterator[Doubt]:
    """Yield relations that would have no effect on what they name, or of their own record."""
    for record in named.looked_at():
        advisory = (rule := named.own_rules.get(record.id)) is not None and rule.advisory
        for relation in RELATIONS:
            for name in names_in(record, relation):
                if advisory and relation in (*ENDINGS, "displaces"):
                    yield Doubt(
                        record.id,
                        f"{relation}: aturan anjuran (advisory) tidak mengakhiri apa pun. Hapus "
                        f"{relation}, atau ubah binding.",
                    )
                elif relation == "disputes" and record.kind not in _DISPUTED:
                    yield Doubt(
                        record.id,
                        f"disputes: catatan {record.kind} tidak bisa mempersoalkan yang lain. "
                        "Hapus disputes.",
                    )
                elif not _acts(named, record, relation, name):
                    yield Doubt(record.id, _no_effect(named, relation, name))


def _acts(named: Named, record: Record, relation: str, name: str) -> bool:
    target = named.by_id.get(name)
    if target is None:
        in_series = any(rule.series == name for rule in named.rules(name))
        return not in_series or relation in _OF_SERIES
    if relation == "corrects":
        put_away = record.kind == "instrument" and target.proposed
        return put_away or target.kind == record.kind
    return target.kind in _ACTS_ON[relation]


def _no_effect(named: Named, relation: str, name: str) -> str:
    target = named.by_id.get(name)
    kind = "seri level" if target is None else f"catatan {target.kind}"
    remedy = {
        "corrects": "Catatan dibetulkan oleh catatan sejenis.",
        "lifts": "Sebut aturan, instrumen, atau seri yang dibuka.",
        "extends": "Sebut id aturan yang diperpanjang.",
        "displaces": "Sebut id aturan yang diserahkan (delegated_to).",
        "disputes": "Sebut id aturan tentang hal yang sama.",
        "instrument": "Sebut id di bagian instruments.",
    }.get(relation, "Untuk mengubahnya, catat versi baru atau pakai corrects.")
    return f"{relation}: '{name}' adalah {kind}; {relation} tidak berakibat padanya. {remedy}"


def _ranks(named: Named) -> Iterator[Doubt]:
    """Yield records that end or lift what somebody above them ordered."""
    for record, rule in named.enders():
        for how, name in () if rule.advisory else endings_of(record):
            above = _above(rule, name, named.rules(name, but=rule.id))
            if not above:
                owners = [each.issuer for each in named.exemptions(name) if each.issuer]
                above = [each for each in owners if not outranks(rule.issuer, each, None)]
            if above:
                yield _without_rank(record.id, how, name, rule.issuer, above[0])
    for exemption in named.exempting():
        issuer = exemption.issuer
        for name in exemption.lifts if issuer is not None else ():
            targets = named.rules(name)
            lifted = [
                each.issuer
                for each in targets
                if issuer is not None and not outranks(issuer, each.issuer, each.delegated_to)
            ]
            if lifted and issuer is not None:
                yield _without_rank(exemption.id, "lifts", name, issuer, lifted[0])


def _above(ender: Rule, name: str, targets: Iterable[Rule]) -> list[IssuerLevel]:
    """Return who issued those of ``targets`` that ``ender`` would end but may not."""
    return [
        each.issuer
        for each in targets
        if not outranks(ender.issuer, each.issuer, each.delegated_to)
        and (name != each.series or each.issued_on <= ender.issued_on)
    ]


def _without_rank(
    record_id: str, how: str, name: str, issuer: IssuerLevel, above: IssuerLevel
) -> Doubt:
    return Doubt(
        record_id,
        f"{how}: {ISSUERS[issuer]} tidak dapat mengakhiri atau membuka '{name}', yang ditetapkan "
        f"{ISSUERS[above]}. {_RANK}",
    )


def _regimes(named: Named) -> Iterator[Doubt]:
    """Yield records that declare over a regime none of whose rules is theirs to end."""
    for record, rule in named.enders():
        for regime in record.ends_regime:
            begun = [
                each
                for each in named.knowing.rules
                if each.regime == regime and covers_days(each) and each.issued_on <= rule.issued_on
            ]
            allowed = [each for each in begun if outranks(rule.issuer, each.issuer, None)]
            if begun and not allowed:
                above = begun[0].issuer
                yield _without_rank(record.id, "ends_regime", regime, rule.issuer, above)


def _displacing(named: Named) -> Iterator[Doubt]:
    """Yield records that displace what was not left to their issuer."""
    for record, rule in named.enders():
        for name in record.displaces if isinstance(record, RuleRecord) else ():
            targets = named.rules(name, but=rule.id)
            if targets and all(each.delegated_to is not rule.issuer for each in targets):
                yield Doubt(
                    record.id,
                    f"displaces: '{name}' tidak menyerahkan keputusan kepada "
                    f"{ISSUERS[rule.issuer]}. Isi binding: delegated dan delegated_to di aturan "
                    "itu bila memang diserahkan, atau hapus displaces.",
                )


def _circles(named: Named) -> Iterator[Doubt]:
    """Yield records whose corrections and endings lead back to themselves."""
    within: dict[str, list[str]] = {}
    for record in named.records:
        if record.instrument is not None:
            within.setdefault(record.instrument, []).append(record.id)
    before = {
        record.id: [
            target
            for relation in _BACKWARDS
            for name in names_in(record, relation)
            for target in (name, *within.get(name, ()))
        ]
        for record in named.records
    }
    in_circles: set[str] = set()
    for record in named.looked_at():
        path = None if record.id in in_circles else _way_back(record.id, before)
        if path is not None:
            in_circles.update(path)
            way = " -> ".join((*path, record.id))
            yield Doubt(
                record.id,
                f"corrects, replaces, revokes, cuts_short, extends: berputar ({way}). Hapus "
                "salah satunya; catatan hanya dapat mengubah yang lebih dulu.",
            )


def _way_back(start: str, before: dict[str, list[str]]) -> tuple[str, ...] | None:
    """Return a shortest way from ``start`` back to itself, without its last step."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in before.get(way[-1], ()):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return None


def _clashes(named: Named) -> Iterator[Doubt]:
    """Yield versions of one thing for the same days that became known on the same day."""
    right = [each for each in named.records if each.id not in named.wrong and each.known_on]
    policies = [each for each in right if isinstance(each, PolicyRecord)]
    yield from _same_days(named, policies, lambda each: each.valid_from)
    tables = [each for each in right if isinstance(each, LevelTableRecord)]
    contradicting = [each for each in tables if any(_contradict(each, one) for one in tables)]
    yield from _same_days(named, contradicting, lambda each: (each.series, each.valid_from))
    for one, other, about in calendar_disputes(right):
        mine, than = (other, one) if other in named.about else (one, other)
        if mine in named.about:
            yield Doubt(mine, about.format(other=than))


def _same_days(
    named: Named, versions: Iterable[_Version], of: Callable[[_Version], Hashable]
) -> Iterator[Doubt]:
    """Yield versions looked at that became known with others of which ``of`` says the same."""
    groups: dict[Hashable, list[_Version]] = {}
    for version in versions:
        groups.setdefault((of(version), version.known_on), []).append(version)
    for group in groups.values():
        for version in [each for each in group if each.id in named.about]:
            others = [each.id for each in group if each is not version]
            if others:
                yield Doubt(
                    version.id,
                    f"berlaku mulai {version.valid_from} seperti {', '.join(others)}, padahal "
                    "diketahui pada hari yang sama. Isi corrects di catatan yang benar, atau "
                    "hapus yang salah.",
                )


def _contradict(one: LevelTableRecord, other: LevelTableRecord) -> bool:
    """Return whether two tables known together say different things of one level."""
    together = (one.series, one.valid_from, one.known_on)
    return together == (other.series, other.valid_from, other.known_on) and any(
        getattr(effects, name) != getattr(other.levels[level], name)
        for level, effects in one.levels.items()
        if level in other.levels
        for name in effects.model_fields_set & other.levels[level].model_fields_set
    )
