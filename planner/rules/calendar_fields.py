"""What records of the calendar say: days that changed, and the working hours of a week."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from planner.rules.field_types import Hours, Strict

_FRIDAY: Final = 4


class DayChange(Strict):
    """Days that became holidays or working days, Saturdays and Sundays too.

    ``hours`` are their own working hours; empty: those of the week. A decree that confirms days
    off that could be foreseen says holiday twice.
    """

    days: tuple[date, ...] = Field(min_length=1)
    was: Literal["holiday", "working"]
    now: Literal["holiday", "working"]
    hours: tuple[Hours, ...] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _hours_of_workdays(self) -> Self:
        if self.hours is not None and self.now == "holiday":
            raise ValueError("hours: hanya untuk now: working. Hapus hours, atau ubah now.")
        return self


class WeekHours(Strict):
    """Working hours of each day of the week, as intervals of clock times.

    A day named by itself goes before ``mon_thu`` and ``fri``. A Saturday or Sunday with hours is
    a working day; a day whose list is empty is none.
    """

    mon_thu: tuple[Hours, ...] = Field(min_length=1)
    fri: tuple[Hours, ...] = Field(min_length=1)
    mon: tuple[Hours, ...] | None = None
    tue: tuple[Hours, ...] | None = None
    wed: tuple[Hours, ...] | None = None
    thu: tuple[Hours, ...] | None = None
    sat: tuple[Hours, ...] | None = None
    sun: tuple[Hours, ...] | None = None

    def on_weekday(self, weekday: int) -> tuple[Hours, ...]:
        """Return the hours of a day of the week, Monday being 0; none where nobody works."""
        own = (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)[weekday]
        usual = self.mon_thu if weekday < _FRIDAY else ()
        return usual if own is None else own

    @property
    def usual_week(self) -> bool:
        """Whether it leaves the week as it is: Monday to Friday work, the weekend does not."""
        return all(bool(self.on_weekday(day)) is (day <= _FRIDAY) for day in range(7))
