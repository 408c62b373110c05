"""What is recorded once, and then known by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from sqlmodel import Session, SQLModel

from planner.domain.errors import BadInput


class Recorded(Protocol):
    """A value with an id of its own."""

    @property
    def id(self) -> str:
        """Return the id."""


_Value = TypeVar("_Value", bound=Recorded)


def add_new(
    db_session: Session,
    values: Iterable[_Value],
    *,
    on_record: Iterable[_Value],
    row_of: Callable[[_Value], SQLModel],
    refusal: Callable[[_Value], str],
) -> int:
    """Add those of ``values`` that are new and return how many; one known just as it was is not.

    Raises
    ------
    BadInput
        Values of ids that are known with other facts: the ``refusal`` of each.
    """
    by_id = {value.id: value for value in on_record}
    problems: list[str] = []
    added = 0
    for value in values:
        if value.id not in by_id:
            by_id[value.id] = value
            db_session.add(row_of(value))
            added += 1
        elif by_id[value.id] != value:
            problems.append(refusal(value))
    if problems:
        raise BadInput(problems)
    db_session.flush()
    return added
