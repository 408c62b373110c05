"""What records are said to change is what changes once they are on file."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.decisions import Ask, Decision
from planner.domain.shipped_areas import shipped_areas
from planner.domain.vocabulary import Line, Outcome, Urgency
from planner.rules import Rulebook, WorkCalendar, decide
from planner.rules.comparing import Effect, effect_of
from planner.rules.consequence_words import facts_of, sentences_of
from planner.rules.consequences import Consequences, consequences_by_day, consequences_of
from planner.rules.questions import ROUTINE, URGENT
from tests.sizes import size

TODAY = date(2030, 1, 2)
KELURAHAN = [area.code for area in shipped_areas().at_level("kelurahan")]
RecordMapping = dict[str, object]


def rule(record_id: str, **given: object) -> RecordMapping:
    """Return a rule of the city, in force from Friday, 4 to Thursday, 17 January 2030."""
    facts: RecordMapping = {
        "kind": "rule",
        "id": record_id,
        "title": "Aturan uji",
        "issuer": "city",
        "binding": "mandatory",
        "areas": ["32.72"],
        "from": "2030-01-04",
        "to": "2030-01-17",
        "known_on": "2030-01-02",
        "evidence": "documented",
        "effects": {"suspend": True},
    }
    return {**facts, **given}


def exemption(record_id: str, **given: object) -> RecordMapping:
    facts: RecordMapping = {
        "kind": "exemption",
        "id": record_id,
        "title": "Pengecualian uji",
        "lifts": ["R"],
        "from": "2030-01-01",
        "to": None,
        "known_on": "2030-01-02",
        "evidence": "documented",
    }
    return {**facts, **given}


def foretold(new: list[RecordMapping], existing: tuple[RecordMapping, ...] = ()) -> Consequences:
    return consequences_of(existing, new, today=TODAY)


def test_a_stop_is_told_with_its_lines_kelurahan_and_days_over_weekends() -> None:
    found = foretold([rule("R", scope={"lines": ["PERMUKIMAN"]})])
    assert sentences_of(found) == (
        "Ini menghentikan Permukiman di 33 kelurahan, 4 s.d. 17 Januari 2030.",
    )
    facts = facts_of(found)
    assert facts["lines"] == ["PERMUKIMAN"]
    assert facts["areas"] == sorted(KELURAHAN)
    assert found.after[Outcome.MOVE] - found.before[Outcome.MOVE] == 33 * 10


def test_what_changes_nothing_says_so_with_the_days_looked_at() -> None:
    found = foretold([rule("R", effects={})])
    assert sentences_of(found) == (
        "Ini tidak mengubah apa pun dalam 60 hari sejak diketahui 2 Januari 2030.",
    )
    assert found.before == found.after


def test_what_begins_later_than_the_days_ahead_is_looked_at_all_the_same() -> None:
    far = rule("R", **{"from": "2030-06-03", "to": "2030-06-05"})
    assert "semua jalur di 33 kelurahan, 3 s.d. 5 Juni 2030" in sentences_of(foretold([far]))[0]


def test_who_is_freed_is_counted() -> None:
    stop = rule("R", to=None)
    but_one = rule("E", **{"from": "2030-01-07", "to": None}, effects={}, revokes=["R"])
    but_one["areas"] = KELURAHAN[1:]
    told = sentences_of(foretold([but_one], (stop,)))
    assert told[1].startswith("Ini membebaskan semua jalur di 32 kelurahan, mulai 7 Januari 2030")


def test_what_is_allowed_within_limits_is_not_called_free() -> None:
    looser = rule("S", replaces=["R"], effects={"total": 20}, **{"from": "2030-01-07"})
    assert sentences_of(foretold([looser], (rule("R"),))) == (
        "Ini mengubah tanggal kembali semua jalur di 33 kelurahan, 4 s.d. 6 Januari 2030.",
        "Ini membebaskan Aki Nini (kunjungan rumah) di 33 kelurahan, 7 s.d. 17 Januari 2030.",
        (
            "Ini membolehkan dengan batasan Permukiman, Perusahaan, Pelajar, Perkawinan "
            "di 33 kelurahan, 7 s.d. 17 Januari 2030."
        ),
    )


def test_more_people_than_an_exemption_admits_are_asked_about() -> None:
    stop, few = rule("R"), exemption("X", max_people=6)
    assert sentences_of(foretold([few], (stop,))) == (
        (
            "Ini membebaskan semua jalur (paling banyak 6 orang, petugas termasuk) "
            "di 33 kelurahan, 4 s.d. 17 Januari 2030."
        ),
    )


def test_channels_are_asked_about_in_the_places_that_are_named() -> None:
    scope = {"channels": ["kecamatan_counter"]}
    counter = rule("C", areas=["32.72.02"], scope=scope, effects={"open": False})
    assert sentences_of(foretold([counter])) == (
        "Ini mengubah saluran loket kecamatan di Cikole, 4 s.d. 17 Januari 2030.",
    )
    everywhere = rule("C", areas=["32.72.02", "32.72"], scope=scope, effects={"open": False})
    assert sentences_of(foretold([everywhere])) == (
        "Ini mengubah saluran loket kecamatan, 4 s.d. 17 Januari 2030.",
    )


def test_the_urgent_services_venues_and_smaller_places_that_are_named_are_asked_about() -> None:
    stop = rule("R")
    urgent = exemption("X", urgencies=["urgent"])
    assert "(yang mendesak)" in sentences_of(foretold([urgent], (stop,)))[0]
    ended = rule("E", effects={}, revokes=["X"], **{"from": "2030-01-07"})
    assert (
        "menghentikan semua jalur (yang mendesak)"
        in sentences_of(foretold([ended], (stop, urgent)))[0]
    )
    blanks: RecordMapping = {
        **{k: v for k, v in rule("B").items() if k not in ("issuer", "binding", "effects")},
        "kind": "resource",
        "resource": "blanks",
    }
    assert "layanan cetak ktp" in sentences_of(foretold([blanks]))[0].casefold()
    hall = rule("V", scope={"venues": ["BALAI_1"]})
    assert "(di BALAI_1)" in sentences_of(foretold([hall]))[0]
    small = rule("T", areas=["32.72.03.1002.001.001"])
    assert "di 32.72.03.1002.001.001, 4 s.d. 17" in sentences_of(foretold([small]))[0]
    beyond = rule("K", areas=["32.02"])
    assert "di 32.02" in sentences_of(foretold([beyond]))[0]


def test_proposals_announcements_channels_and_hours_are_told_as_they_would_count() -> None:
    for waiting in (
        rule("R", proposed=True),
        rule("R", known_on=None, announced_on="2030-01-01"),
    ):
        assert "menghentikan" in sentences_of(foretold([waiting]))[0]
    channel = rule("C", scope={"channels": ["office_counter"]}, effects={"open": False})
    assert sentences_of(foretold([channel])) == (
        "Ini mengubah saluran loket kantor, 4 s.d. 17 Januari 2030.",
    )
    hours: RecordMapping = {
        "kind": "hours",
        "id": "H",
        "title": "Jam Ramadan",
        "from": "2030-01-07",
        "to": "2030-01-18",
        "known_on": "2030-01-02",
        "mon_thu": [["08:00", "12:00"]],
        "fri": [["08:00", "11:00"]],
        "evidence": "documented",
    }
    assert sentences_of(foretold([hours])) == (
        (
            "Ini mengubah jam kerja kantor menjadi Senin-Kamis 08.00-12.00; Jumat 08.00-11.00, "
            "7 s.d. 18 Januari 2030."
        ),
    )


def test_each_day_of_knowledge_is_compared_with_the_day_before() -> None:
    first = rule("R", ended_on="2030-01-10", ended_known_on="2030-01-09")
    steps = consequences_by_day((), [first], most=5)
    assert [(step.as_of, sentences_of(step)[-1]) for step in steps] == [
        (TODAY, "Ini menghentikan semua jalur di 33 kelurahan, 4 s.d. 17 Januari 2030."),
        (date(2030, 1, 9), "Ini membebaskan semua jalur di 33 kelurahan, 11 s.d. 17 Januari 2030."),
    ]
    assert len(consequences_by_day((), [first], most=1)) == 1


def outcome_of(
    records: list[RecordMapping], line: Line, area: str, urgency: Urgency
) -> list[Decision]:
    book, calendar = Rulebook.of(records), WorkCalendar.of(records)
    ask = Ask(line=line, area_code=area, urgency=urgency)
    days = [TODAY + timedelta(n) for n in range(60)]
    return [decide(book, calendar, ask, day, as_of=TODAY) for day in days]


AREAS = st.lists(
    st.sampled_from(["32.72", "32.72.03", "32.72.03.1002", "32.72.01.1001", "ID"]),
    min_size=1,
    max_size=2,
    unique=True,
)
DAYS = st.integers(0, 50).map(lambda n: (TODAY + timedelta(n)).isoformat())
EFFECTS = st.sampled_from(
    [{"suspend": True}, {"percent": 50}, {"urgent_only": True}, {"advice": ["mask"]}, {}]
)


@st.composite
def books(draw: st.DrawFn) -> list[RecordMapping]:
    """Draw rules and exemptions of which later ones may end, lift or extend earlier ones."""
    found: list[RecordMapping] = []
    for number in range(draw(st.integers(2, 5))):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        ends = draw(st.sampled_from((None, last)))
        given: RecordMapping = {"from": first, "to": ends, "areas": draw(AREAS)}
        earlier = [str(each["id"]) for each in found]
        if earlier and draw(st.integers(0, 1)) == 0:
            given |= {
                draw(st.sampled_from(["revokes", "replaces"])): [draw(st.sampled_from(earlier))]
            }
        if draw(st.integers(0, 3)) == 0:
            given["regime"] = "WABAH"
        if earlier and draw(st.integers(0, 3)) == 0:
            found.append(
                exemption(
                    f"X{number}", lifts=[draw(st.sampled_from(earlier))], urgencies=["urgent"]
                )
            )
        found.append(rule(f"R{number}", effects=draw(EFFECTS), **given))
    return found


@settings(max_examples=size("fuzz_examples") // 4, deadline=None)
@given(books(), st.integers(0, 4))
def test_what_is_foretold_of_a_day_is_what_is_decided_once_it_is_recorded(
    records: list[RecordMapping], place: int
) -> None:
    split = min(place, len(records) - 1)
    existing, new = records[:split], records[split:]
    found = consequences_of(existing, new, today=TODAY)
    kinds = {Urgency.ROUTINE: ROUTINE, Urgency.URGENT: URGENT}
    for line, area, urgency in product(
        (Line.PERMUKIMAN, Line.PELAJAR), ("32.72.03.1002", "32.72.01.1001"), Urgency
    ):
        mine = [
            run
            for run in found.changed
            if line in run.lines and area in run.areas and kinds[urgency] in run.variants
        ]
        before = outcome_of(existing, line, area, urgency)
        after = outcome_of(records, line, area, urgency)
        for one, other in zip(before, after, strict=True):
            shut = "HOLIDAY" in one.rule_ids and "HOLIDAY" in other.rule_ids
            told = {run.effect for run in mine if run.first <= one.day <= run.last}
            if not shut:
                effect = effect_of(one, other)
                assert told == ({effect} if effect else set()), (one.day, line, area, urgency)
                unbound = {Effect.FREES, Effect.SETTLES, Effect.WIDENS}
                assert not told & unbound or other.outcome is Outcome.GO


def test_a_day_between_two_rules_is_told_as_not_sure() -> None:
    first = rule("R", regime="X", effects={"total": 20})
    later = rule(
        "S", regime="X", effects={"total": 20}, **{"from": "2030-01-22", "to": "2030-01-28"}
    )
    said = sentences_of(foretold([later], (first,)))
    assert said[0] == (
        "Ini membuat belum pasti (perlu diperiksa orang) semua jalur di 33 kelurahan, "
        "18 s.d. 21 Januari 2030."
    )
    assert not any("keterangan" in sentence for sentence in said)
