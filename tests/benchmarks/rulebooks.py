"""Made-up rule books to measure the rules on: busy and crowded years, a whole nation on a day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from planner.domain.areas import CITY
from planner.domain.shipped_areas import shipped_areas

Plain = dict[str, Any]

YEAR: Final = 2021
KELURAHAN: Final = tuple(area.code for area in shipped_areas().at_level("kelurahan"))
ABOVE: Final = ("ID", "32", "32.72", *(area.code for area in shipped_areas().at_level("kecamatan")))
#: What an instrument of the busy year may do.
EFFECTS: Final = (
    {"suspend": True},
    {"percent": 50},
    {"percent": 25, "people_together": 10},
    {"people_together": 5, "hours": ["08:00", "15:00"]},
    {"requires": ["mask", "distancing"]},
    {"total": 40},
    {"outdoor": True},
    {"advice": ["wash_hands"]},
)
LINES: Final = ("PERMUKIMAN", "PERUSAHAAN", "PELAJAR", "AKI_NINI", "PERKAWINAN")


def busy_year(seed: int) -> list[Plain]:
    """Return zones in 12 kelurahan, 30 venue rules and 200 random instruments of one year."""
    chance = Random(seed)
    records = [_policy(), *_zones(chance), *_venues(chance)]
    records += [_instrument(chance, number) for number in range(200)]
    return records


def _day(chance: Random) -> date:
    return date(YEAR, 1, 1) + timedelta(chance.randrange(365))


def _record(kind: str, name: str, first: date, last: date | None, known: date) -> Plain:
    return {
        "kind": kind,
        "id": name,
        "title": f"Aturan contoh {name}",
        "from": first.isoformat(),
        "to": None if last is None else last.isoformat(),
        "known_on": known.isoformat(),
        "evidence": "synthetic",
    }


def _policy() -> Plain:
    half = {line: {"percent": 50} for line in LINES}
    stop = {line: {"suspend": True} for line in LINES if line != "AKI_NINI"}
    return {
        "kind": "policy",
        "id": "P-BENCH",
        "title": "Kebijakan contoh",
        "valid_from": f"{YEAR}-01-01",
        "known_on": f"{YEAR - 1}-12-01",
        "evidence": "synthetic",
        "by_level": {4: stop, 3: half, 2: half, 1: {}},
        "by_zone": {"red": stop, "orange": half, "yellow": {}, "green": {}},
    }


def _zones(chance: Random) -> list[Plain]:
    """Return a colour a week for 12 kelurahan, known the day before."""
    chosen = chance.sample(KELURAHAN, 12)
    found = []
    for number, code in enumerate(chosen):
        for week in range(52):
            first = date(YEAR, 1, 1) + timedelta(7 * week)
            name = f"Z-{number}-{week}"
            record = _record("zone", name, first, first + timedelta(6), first - timedelta(1))
            zone = chance.choice(("red", "orange", "yellow", "green"))
            found.append({**record, "zone": zone, "areas": [code]})
    return found


def _venues(chance: Random) -> list[Plain]:
    found = []
    for number in range(30):
        first = _day(chance)
        record = _record("rule", f"V-{number}", first, first + timedelta(20), first)
        scope = {"venues": [f"VENUE_{number}"]}
        found.append(
            {
                **record,
                "issuer": "city",
                "binding": "mandatory",
                "areas": ["32.72"],
                "scope": scope,
                "effects": {"venue_closed": True},
            }
        )
    return found


def _instrument(chance: Random, number: int) -> Plain:
    first = _day(chance)
    last = None if chance.random() < 0.05 else first + timedelta(chance.randrange(3, 28))
    record = _record("rule", f"R-{number}", first, last, first - timedelta(chance.randrange(4)))
    if last is None:
        end = first + timedelta(chance.randrange(10, 40))
        record |= {"ended_on": end.isoformat(), "ended_known_on": end.isoformat()}
    lines = chance.sample(LINES, chance.randrange(1, 4)) if chance.random() < 0.3 else []
    return {
        **record,
        "issuer": chance.choice(("national", "province", "city", "office")),
        "binding": "mandatory",
        "regime": "COVID" if chance.random() < 0.3 else "",
        "areas": [chance.choice(KELURAHAN if chance.random() < 0.5 else ABOVE)],
        "scope": {"lines": lines},
        "effects": chance.choice(EFFECTS),
        "replaces": [f"R-{number - 1}"] if number and chance.random() < 0.1 else [],
    }


def crowded_year(rules: int, seed: int, *, spread: bool) -> list[Plain]:
    """Return so many random instruments of one year, each for a kelurahan, else for the city."""
    chance = Random(seed)
    records = [_policy()]
    for number in range(rules):
        record = _instrument(chance, number)
        records.append(record | {"areas": [chance.choice(KELURAHAN) if spread else CITY]})
    return records


def whole_nation(villages: int, regencies: int, seed: int) -> tuple[list[Plain], list[str]]:
    """Return a rule for each of many generated village codes, and those codes."""
    chance = Random(seed)
    codes = []
    for number in range(villages):
        regency, place = number % regencies, number // regencies
        province, city = 11 + regency // 30, 1 + regency % 30
        codes.append(f"{province}.{city:02d}.{1 + place // 12:02d}.{1001 + place % 12}")
    day = date(YEAR, 6, 1)
    records = []
    for number, code in enumerate(codes):
        record = _record("rule", f"N-{number}", day, day + timedelta(13), day)
        records.append(
            {
                **record,
                "issuer": "city",
                "binding": "mandatory",
                "areas": [code],
                "effects": chance.choice(EFFECTS),
            }
        )
    return records, codes
