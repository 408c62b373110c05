"""The example's officers: a whole rota for its second plan, and not a byte of it in public."""

from __future__ import annotations

from planner.actions.crews.make_rota import read_rota
from tests.flows.conftest import Example


def test_the_second_plan_of_the_example_has_a_whole_rota(example: Example) -> None:
    first, last = example.script.second_plan
    look = read_rota(example.office, first=first, last=last, today=example.script.until)
    assert set(look.entries) == {day.day for day in look.days}
    assert look.warnings == {}
    assert all("CONTOH" in officer.name for officer in look.staff.officers)
    assert {day.percent for day in look.days} == {50}
    away = look.staff.leaves[0]
    for day, entries in look.entries.items():
        working = {name for entry in entries for name in entry.officer_ids}
        assert len(working) == len(look.staff.officers) // 2
        assert not (away.covers(day) and away.officer_id in working)
    here = [o.id for o in look.staff.officers if o.id != away.officer_id]
    days = [look.turns.worked.get(name, 0) for name in here]
    assert max(days) - min(days) <= 1


def test_no_public_byte_of_the_example_tells_of_an_officer(example: Example) -> None:
    for day in example.script.saved_days:
        with example.office.database.reading() as store:
            publication = store.publications.find_for_day(day)
        assert publication is not None
        for path, file in publication.files.items():
            content = example.office.files.read(file.sha256)
            assert b"Petugas CONTOH" not in content, path
            assert b"pt-0" not in content, path
