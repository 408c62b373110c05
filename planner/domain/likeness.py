"""How like names are to what somebody typed, mistakes allowed, and which are the likeliest."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from rapidfuzz import fuzz

Thing = TypeVar("Thing")

#: Letters from which what was typed counts as a part of a name.
_SHORTEST_PART: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a name is compared with what was typed: 100 is the same, 0 nothing alike.

    ``same``, ``word``, ``beginning`` and ``inside`` are the likeness of a name that is what was
    typed, or holds it as a word of its own, at its beginning or anywhere; None: not looked for.
    All else is compared letter by letter: with the whole name and, where ``part`` is given, with
    the likest part of a longer one, which counts by that share. With ``shortest`` fewer letters
    mean nothing; ``numbers_hold`` says that a number is never a slip of another.
    """

    same: float | None = None
    word: float | None = None
    beginning: float | None = None
    inside: float | None = None
    part: float = 0.0
    shortest: int = 0
    numbers_hold: bool = False

    def of(self, typed: str, name: str) -> float:
        """Return the likeness of ``name``; both are in lower case letters, as words."""
        if self.same is not None and typed == name:
            return self.same
        if self.word is not None and f" {typed} " in f" {name} ":
            return self.word
        if self.numbers_hold and not _numbers_in(typed) <= _numbers_in(name):
            return 0.0
        return self._by_letters(typed.replace(" ", ""), name.replace(" ", ""))

    def _by_letters(self, short: str, long: str) -> float:
        if len(short) >= _SHORTEST_PART:
            if self.beginning is not None and long.startswith(short):
                return self.beginning
            if self.inside is not None and short in long:
                return self.inside
        if len(short) < self.shortest:
            return 0.0
        longer = bool(self.part) and len(long) > len(short)
        part = fuzz.partial_ratio(short, long) * self.part if longer else 0.0
        return max(fuzz.ratio(short, long), part)


def ranked(
    things: Iterable[Thing],
    *,
    score: Callable[[Thing], float],
    order: Callable[[Thing], Any],
    least: float = 0.0,
) -> list[tuple[float, Thing]]:
    """Return the things of at least that score, the likeliest first, equal ones by ``order``."""
    scored = ((score(thing), thing) for thing in things)
    meant = [pair for pair in scored if pair[0] >= least]
    return sorted(meant, key=lambda pair: (-pair[0], order(pair[1])))


def ascii_letters(text: str) -> str:
    """Return ``text`` in small letters without accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def _numbers_in(words: str) -> set[str]:
    return {word for word in words.split() if word.isdecimal()}
