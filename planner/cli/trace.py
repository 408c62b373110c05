"""The way to an answer of the rules as a tree, in the order of precedence."""

from __future__ import annotations

from rich.markup import escape
from rich.tree import Tree

from planner.rules.explaining import Explanation
from planner.rules.way_words import way_words


def trace_tree(case_id: str, way: Explanation) -> Tree:
    """Return the way to the answer of one case."""
    said = way.decision
    tree = Tree(f"[bold]{escape(case_id)}[/] {said.outcome.value}: {escape(said.reason)}")
    for title, lines in way_words(way):
        if len(lines) == 1 and title in ("Kalender", "Paling awal"):
            tree.add(f"{title}: {escape(lines[0])}")
            continue
        branch = tree.add(title)
        for line in lines:
            branch.add(escape(line))
    return tree
