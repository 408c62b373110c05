"""Days on which a rule counts, as the form asks for them and as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Weekday(StrEnum):
    """The days of a week by the codes of RFC 5545."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"


WEEKDAYS: Final = {
    Weekday.MONDAY: "Senin",
    Weekday.TUESDAY: "Selasa",
    Weekday.WEDNESDAY: "Rabu",
    Weekday.THURSDAY: "Kamis",
    Weekday.FRIDAY: "Jumat",
    Weekday.SATURDAY: "Sabtu",
    Weekday.SUNDAY: "Minggu",
}


def rrule_of(days: Iterable[Weekday], weeks: int) -> str:
    """Return the RRULE of chosen weekdays in every so many weeks; no day and one week: none."""
    chosen = set(days)
    if not chosen and weeks == 1:
        return ""
    parts = ["FREQ=WEEKLY", f"INTERVAL={weeks}"] if weeks > 1 else ["FREQ=WEEKLY"]
    if chosen:
        parts.append("BYDAY=" + ",".join(day.value for day in Weekday if day in chosen))
    return ";".join(parts)


def weekly(text: str) -> tuple[tuple[Weekday, ...], int] | None:
    """Return the weekdays of an RRULE and in every how many weeks; None: it is not by weeks."""
    parts = dict(part.split("=", 1) for part in text.upper().split(";") if "=" in part)
    codes = [code for code in parts.get("BYDAY", "").split(",") if code]
    by_weeks = parts.keys() <= {"FREQ", "INTERVAL", "BYDAY", "WKST"}
    if not by_weeks or parts.get("FREQ") != "WEEKLY" or not set(codes) <= set(Weekday):
        return None
    return tuple(day for day in Weekday if day.value in codes), int(parts.get("INTERVAL", "1"))


def repeat_words(text: str) -> str:
    """Return an RRULE as people read it; one that is not by weeks as it is written."""
    by_weeks = weekly(text)
    if by_weeks is None:
        return f"berulang menurut {text}"
    named = ", ".join(WEEKDAYS[day] for day in by_weeks[0])
    days = f"setiap {named}" if named else "pada hari yang sama seperti hari pertama"
    return days if by_weeks[1] == 1 else f"{days}, tiap {by_weeks[1]} pekan"
