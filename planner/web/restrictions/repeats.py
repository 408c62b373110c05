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


def repeat_words(text: str) -> str:
    """Return an RRULE as people read it; one that is not by weeks as it is written."""
    parts = dict(part.split("=", 1) for part in text.upper().split(";") if "=" in part)
    codes = [code for code in parts.get("BYDAY", "").split(",") if code]
    weekly = parts.keys() <= {"FREQ", "INTERVAL", "BYDAY", "WKST"} and parts["FREQ"] == "WEEKLY"
    if not weekly or not set(codes) <= set(Weekday):
        return f"berulang menurut {text}"
    weeks = int(parts.get("INTERVAL", "1"))
    named = ", ".join(WEEKDAYS[day] for day in Weekday if day.value in codes)
    days = f"setiap {named}" if named else "pada hari yang sama seperti hari pertama"
    return days if weeks == 1 else f"{days}, tiap {weeks} pekan"
