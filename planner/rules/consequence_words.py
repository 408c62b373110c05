"""What records would change, in sentences and as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from planner.domain.areas import CITY
from planner.domain.code_words import LINES, SERVICES
from planner.domain.indonesian import WEEKDAYS, clock_words, until_words
from planner.domain.shipped_areas import shipped_areas
from planner.domain.vocabulary import Channel, Line, Service, Urgency
from planner.rules.comparing import Effect
from planner.rules.consequences import HORIZON_DAYS, Changed, Consequences
from planner.rules.questions import ROUTINE, URGENT, Variant
from planner.rules.workdays import Spans

#: The most sentences about one set of records.
MOST_SENTENCES: Final = 12
#: Areas named one by one; more are counted.
FEW_AREAS: Final = 3

_DOES: Final = {
    Effect.STOPS: "menghentikan",
    Effect.FREES: "membebaskan",
    Effect.ALLOWS: "membolehkan dengan batasan",
    Effect.LIMITS: "membatasi",
    Effect.WIDENS: "mencabut batasan",
    Effect.RELIMITS: "mengubah batasan",
    Effect.UNSURE: "membuat belum pasti (perlu diperiksa orang)",
    Effect.SETTLES: "memastikan boleh",
    Effect.CONFINES: "memastikan boleh dengan batasan",
    Effect.POSTPONES: "mengubah tanggal kembali",
    Effect.NOTES: "mengubah keterangan, saran, atau jumlah petugas",
    Effect.CHANNELS: "mengubah saluran",
    Effect.HOURS: "mengubah jam kerja kantor menjadi",
}
_CHANNELS: Final = {
    Channel.OFFICE_PICKUP: "pengambilan di kantor",
    Channel.OFFICE_COUNTER: "loket kantor",
    Channel.WHATSAPP: "WhatsApp",
    Channel.KECAMATAN_COUNTER: "loket kecamatan",
}


def sentences_of(consequences: Consequences) -> tuple[str, ...]:
    """Return in Indonesian what records would change, the first days first."""
    if not consequences.changed:
        if consequences.days[-1] < date.max and len(consequences.days) > HORIZON_DAYS:
            seen = f"sampai {until_words(consequences.days[-1], consequences.days[-1])}"
        else:
            seen = f"dalam {HORIZON_DAYS} hari"
        known = until_words(consequences.as_of, consequences.as_of)
        return (f"Ini tidak mengubah apa pun {seen} sejak diketahui {known}.",)
    sentences = [_sentence(run, consequences) for run in consequences.changed[:MOST_SENTENCES]]
    rest = len(consequences.changed) - len(sentences)
    if rest:
        sentences.append(f"Dan {rest} perubahan lain.")
    return tuple(sentences)


def facts_of(consequences: Consequences) -> dict[str, object]:
    """Return what records would change as plain values."""
    changed = [run for run in consequences.changed if run.lines]
    return {
        "as_of": consequences.as_of.isoformat(),
        "first": consequences.days[0].isoformat(),
        "last": consequences.days[-1].isoformat(),
        "before": {outcome.value: count for outcome, count in consequences.before.items()},
        "after": {outcome.value: count for outcome, count in consequences.after.items()},
        "areas": sorted({code for run in changed for code in run.areas}),
        "lines": [line.value for line in Line if any(line in run.lines for run in changed)],
        "runs": [
            {
                "effect": run.effect.value,
                "lines": [line.value for line in run.lines],
                "areas": list(run.areas),
                "first": run.first.isoformat(),
                "last": run.last.isoformat(),
                "goes_on": run.goes_on,
                "visits": [
                    {
                        "urgency": variant.urgency.value,
                        "service": variant.service.value,
                        "venue": variant.venue,
                        "people": variant.people,
                    }
                    for variant in run.variants
                ],
                "channels": [channel.value for channel in run.channels],
            }
            for run in consequences.changed
        ],
        "sentences": list(sentences_of(consequences)),
    }


def _sentence(run: Changed, consequences: Consequences) -> str:
    days = until_words(run.first, run.last)
    if run.goes_on:
        days = f"mulai {until_words(run.first, run.first)} (dilihat sampai {_day(run.last)})"
    if run.effect is Effect.CHANNELS:
        named = ", ".join(_CHANNELS[channel] for channel in run.channels)
        where = "" if run.areas == (CITY,) else f" di {_areas(run.areas)}"
        return f"Ini {_DOES[run.effect]} {named}{where}, {days}."
    if run.effect is Effect.HOURS:
        return f"Ini {_DOES[run.effect]} {_hours(run.hours)}, {days}."
    who = _lines(run.lines) + _kinds(run.variants, consequences.asked)
    return f"Ini {_DOES[run.effect]} {who} di {_areas(run.areas)}, {days}."


def _hours(hours: Mapping[int, Spans]) -> str:
    """Return working hours by weekday, days in a row with the same hours together."""
    said: list[tuple[list[int], Spans]] = []
    for weekday, spans in sorted(hours.items()):
        if said and said[-1][1] == spans and said[-1][0][-1] == weekday - 1:
            said[-1][0].append(weekday)
        else:
            said.append(([weekday], spans))
    return "; ".join(f"{_weekdays(days)} {_spans(spans)}" for days, spans in said)


def _weekdays(days: Sequence[int]) -> str:
    return "-".join(dict.fromkeys(WEEKDAYS[day] for day in (days[0], days[-1])))


def _spans(spans: Spans) -> str:
    named = [f"{clock_words(start)}-{clock_words(end)}" for start, end in spans]
    return " dan ".join(named) or "tutup"


def _day(day: date) -> str:
    return until_words(day, day)


def _lines(lines: Sequence[Line]) -> str:
    if len(lines) == len(Line):
        return "semua jalur"
    return ", ".join(LINES[line] for line in lines)


def _kinds(variants: Sequence[Variant], asked: Sequence[Variant]) -> str:
    """Return in words which kinds of visits are concerned, where it is not all that were asked."""
    crowds = {variant for variant in asked if variant.people is not None}
    if set(variants) == set(asked) or {ROUTINE, URGENT, *crowds} <= set(variants):
        return ""
    few = min((most for each in crowds if (most := each.people)), default=None)
    if few is not None and set(variants) == {ROUTINE, URGENT}:
        return f" (paling banyak {few} orang, petugas termasuk)"
    return f" ({', '.join(dict.fromkeys(_kind(variant) for variant in variants))})"


def _kind(variant: Variant) -> str:
    if variant.people is not None:
        urgent = "mendesak, " if variant.urgency is Urgency.URGENT else ""
        return f"{urgent}{variant.people} orang atau lebih"
    if variant.venue:
        return f"di {variant.venue}"
    if variant.service is not Service.KTP_RECORDING:
        return f"layanan {SERVICES[variant.service]}"
    return "yang mendesak" if variant.urgency is Urgency.URGENT else "yang rutin"


def _areas(codes: Iterable[str]) -> str:
    names, where = shipped_areas().by_code, list(codes)
    kelurahan = [code for code in where if code in names]
    others = [code for code in where if code not in names]
    words = [names[code].name for code in kelurahan]
    if len(kelurahan) > FEW_AREAS:
        words = [f"{len(kelurahan)} kelurahan"]
    if len(others) > FEW_AREAS:
        return ", ".join([*words, f"{len(others)} tempat lain"])
    return ", ".join([*words, *(("kota" if code == CITY else code) for code in others)])
