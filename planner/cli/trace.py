"""The way to an answer of the rules as a tree, in the order of precedence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.markup import escape
from rich.tree import Tree

from planner.domain.decisions import Blocker, LimitBasis, Limits
from planner.domain.indonesian import span_words
from planner.rules.explaining import Explanation, Fate
from planner.rules.rule import Rule

_OPEN: Final = "tanpa tanggal akhir"


def trace_tree(case_id: str, way: Explanation) -> Tree:
    """Return the way to the answer of one case; what nothing happened to is left out."""
    said = way.decision
    tree = Tree(f"[bold]{escape(case_id)}[/] {said.outcome.value}: {escape(said.reason)}")
    _branch(tree, "Aturan yang mengenai kunjungan", map(_rule, way.in_force))
    _branch(tree, "Sudah diakhiri", (_fate(fate, "oleh") for fate in way.ended))
    _branch(tree, "Digeser keputusan daerah", (_fate(fate, "oleh") for fate in way.displaced))
    _branch(tree, "Dikecualikan", (_fate(fate, "lewat") for fate in way.lifted))
    _branch(tree, "Hanya anjuran", map(_rule, way.advisory))
    _branch(tree, "Belum disebut kebijakan kantor", map(_rule, way.silent))
    _branch(tree, "Yang menghalangi", map(_blocker, said.blockers))
    limits = way.decision.limits
    _branch(tree, "Paling ketat per ukuran", (_limit(each, limits) for each in way.limits))
    closed = "hari kerja" if way.closed is None else f"tutup: {escape(way.closed.basis)}"
    tree.add(f"Kalender: {closed}")
    if said.earliest is not None:
        doubt = "" if said.firm else " (belum pasti)"
        tree.add(f"Paling awal: {span_words(said.earliest, said.earliest)}{doubt}")
    return tree


def _branch(tree: Tree, title: str, lines: Iterable[str]) -> None:
    kept = list(lines)
    if kept:
        branch = tree.add(title)
        for line in kept:
            branch.add(line)


def _rule(rule: Rule) -> str:
    last = _OPEN if rule.last is None else f"sampai {span_words(rule.last, rule.last)}"
    since = span_words(rule.first, rule.first)
    return escape(f"{rule.id}: {rule.title}, sejak {since}, {last}")


def _fate(fate: Fate, word: str) -> str:
    own = fate.by == (fate.rule.id,)
    how = "menurut catatannya sendiri" if own else f"{word} {', '.join(fate.by)}"
    return escape(f"{fate.rule.id}: {fate.rule.title}, {how}")


def _blocker(blocker: Blocker) -> str:
    until = _OPEN if blocker.until is None else f"sampai {span_words(blocker.until, blocker.until)}"
    rests = f" (berdasar {', '.join(blocker.also)})" if blocker.also else ""
    return escape(f"{blocker.rule_id}: {blocker.basis}, {until}{rests}")


def _limit(basis: LimitBasis, limits: Limits) -> str:
    whose = f"kebijakan kantor {basis.policy} untuk " if basis.policy else ""
    texts = [*basis.instruments, *basis.articles]
    stands = f" ({'; '.join(texts)})" if texts else ""
    value = getattr(limits, basis.limit)
    said = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return escape(f"{basis.limit} = {said}: {whose}{', '.join(basis.rule_ids)}{stands}")
