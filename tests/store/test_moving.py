"""Backups, restores and moves: the copy equals the source, whatever either is."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from planner.domain.errors import WrongData
from planner.domain.publications import PublishedFile
from planner.store import (
    ArtefactFiles,
    Database,
    NotSaved,
    back_up,
    check_backup,
    copy_data,
    moving,
    restore,
    schema,
)
from planner.store.engine import READ
from tests.lacking import on_postgres
from tests.sizes import size
from tests.store import values


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.db_session(READ) as db_session:
        connection = db_session.connection()
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.fixture
def full(database: Database) -> Database:
    """Return a demo with one of everything, and files that were published."""
    files = ArtefactFiles(database.folder / "published")
    (database.folder / "published").mkdir(parents=True, exist_ok=True)
    page = PublishedFile(sha256=files.put(b"<h1>halaman</h1>"), content_type="text/html", size=16)
    with database.writing() as store:
        store.rules.add([{"kind": "rule", "id": "r-1"}], entered_by="uji", at=values.AT)
        store.notices.add([values.notice()])
        # A visit cut from one whose id comes later: order of ids is no order of birth.
        later = replace(values.VISIT, id="Z-9")
        store.visits.save([values.change_of(later)])
        store.visits.save([values.change_of(replace(values.VISIT, id="A-1", split_from="Z-9"))])
        for based_on in (None, 1):
            plan = store.plans.add_draft(values.draft(based_on=based_on))
            store.plans.publish(plan.id, at=values.AT, content_hash="h")
        store.publications.add(values.publication(files={"index.html": page}, plan_number=2))
    return database


def test_a_backup_restored_equals_what_it_was_made_of(full: Database, tmp_path: Path) -> None:
    counts = back_up(full, tmp_path / "cadangan")
    assert counts["plan_entry"] == 2
    check_backup(tmp_path / "cadangan")
    restore(tmp_path / "cadangan", tmp_path / "pulih")
    with Database.open(tmp_path / "pulih", kind="demo") as again:
        assert rows(again) == rows(full)
        with again.reading() as store:
            current = store.publications.find_current()
        assert current is not None
        address = current.files["index.html"].sha256
        assert ArtefactFiles(tmp_path / "pulih" / "published").read(address).startswith(b"<h1>")
        # The guards are back, and numbers go on where they stopped.
        with pytest.raises(NotSaved, match="tidak boleh diubah"), again.writing() as store:
            store.meta._db_session.connection().exec_driver_sql("DELETE FROM notice")
        with again.writing() as store:
            fresh = store.plans.add_draft(values.draft())
            assert store.plans.publish(fresh.id, at=values.AT, content_hash="h").number == 3


def test_the_staff_and_its_rota_are_carried_along(database: Database, tmp_path: Path) -> None:
    with database.writing() as store:
        store.crews.save(values.CREW)
    counts = back_up(database, tmp_path / "cadangan")
    assert (counts["officer"], counts["officer_leave"], counts["rota"]) == (2, 1, 2)
    restore(tmp_path / "cadangan", tmp_path / "pulih")
    with Database.open(tmp_path / "pulih", kind="demo") as again:
        assert rows(again) == rows(database)
        with pytest.raises(NotSaved, match="tidak boleh dihapus"), again.writing() as store:
            store.meta._db_session.connection().exec_driver_sql("DELETE FROM officer_leave")
        with again.writing() as store:
            later = replace(values.LEAVE, first_day=values.DAY, last_day=values.DAY)
            store.crews.save(replace(values.CREW, leaves=(later,)))
            assert sorted(leave.id for leave in store.crews.list_leaves()) == [1, 2]


def test_a_damaged_backup_is_refused_and_no_folder_is_overwritten(
    full: Database, tmp_path: Path
) -> None:
    back_up(full, tmp_path / "cadangan")
    with pytest.raises(WrongData, match="sudah ada"):
        back_up(full, tmp_path / "cadangan")
    published = next((tmp_path / "cadangan" / "published").glob("*/*"))
    published.write_bytes(b"lain")
    with pytest.raises(WrongData, match="rusak"):
        restore(tmp_path / "cadangan", tmp_path / "pulih")
    assert not (tmp_path / "pulih").exists()
    with pytest.raises(WrongData, match="bukan cadangan"):
        restore(tmp_path, tmp_path / "pulih")


def test_a_restore_that_fails_leaves_no_empty_office_and_can_be_done_again(
    full: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(full, tmp_path / "cadangan")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(moving, "_copy_table", full_disk)
    with pytest.raises(NotSaved, match="No space"):
        restore(tmp_path / "cadangan", tmp_path / "pulih")
    monkeypatch.undo()
    assert [path.name for path in (tmp_path / "pulih").iterdir()] == ["published"]
    with pytest.raises(WrongData, match="berkas terbitan"):
        Database.open_or_create(tmp_path / "pulih", kind="demo")
    restore(tmp_path / "cadangan", tmp_path / "pulih")
    with Database.open(tmp_path / "pulih", kind="demo") as again:
        assert rows(again) == rows(full)


@on_postgres
def test_data_move_from_a_file_to_another_database(
    full: Database, tmp_path: Path, database_url: str
) -> None:
    back_up(full, tmp_path / "cadangan")
    restore(tmp_path / "cadangan", tmp_path / "berkas")
    before = rows(full)
    with (
        Database.open(tmp_path / "berkas", kind="demo") as source,
        pytest.raises(WrongData, match="sudah berisi"),
    ):
        copy_data(source, full)
    assert rows(full) == before


@pytest.mark.postgres
def test_a_file_is_moved_into_an_empty_postgresql(
    tmp_path: Path, postgres_server: str, postgres_template: str
) -> None:
    from tests.postgres import own_database

    with Database.create(tmp_path / "berkas", kind="demo") as source:
        with source.writing() as store:
            values.furnish(store)
            store.notices.add([values.notice(), values.notice(text="lagi")])
        with (
            own_database(postgres_server, postgres_template) as url,
            Database.open(tmp_path, kind="demo", url=url) as target,
        ):
            copy_data(source, target)
            assert rows(target) == rows(source)
            with target.writing() as store:
                store.notices.add([values.notice(text="sesudah pindah")])
            with target.reading() as store:
                assert [notice.seq for notice in store.notices.list_notices()] == [1, 2, 3]


def test_tables_go_down_and_up_again_with_their_data(full: Database) -> None:
    before = rows(full)
    assert full.revision() == schema.REVISIONS[-1]
    for revision in reversed(schema.REVISIONS[:-1]):
        full.downgrade(revision)
        assert full.revision() == revision
    kind, folder = "demo", full.folder
    url = "" if full.on_sqlite else full._engine.url.render_as_string(hide_password=False)
    full.close()
    with Database.open(folder, kind=kind, url=url) as again:
        assert again.revision() == schema.REVISIONS[-1]
        assert rows(again) == before
        with pytest.raises(WrongData, match="tidak ada atau lebih baru"):
            again.downgrade("0000")


@pytest.mark.slow
def test_backups_taken_while_others_save_are_each_of_one_moment(
    database: Database, tmp_path: Path
) -> None:
    stop = threading.Event()

    def save() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with database.writing() as store:
                visit = store.visits.get_visit(values.VISIT.id)
                store.visits.save([values.change_of(replace(visit, people=visit.people + 1))])
                store.notices.add([values.notice(text=str(number))])
                store.meta.set("count", str(number))

    writer = threading.Thread(target=save)
    writer.start()
    try:
        for number in range(size("backups")):
            back_up(database, tmp_path / f"c{number}")
    finally:
        stop.set()
        writer.join()
    for number in range(size("backups")):
        restore(tmp_path / f"c{number}", tmp_path / f"p{number}")
        with Database.open(tmp_path / f"p{number}", kind="demo") as copy, copy.reading() as store:
            count = int(store.meta.get("count") or 0)
            assert len(store.notices.list_notices()) == count
            assert store.visits.get_visit(values.VISIT.id).version == count + 1
            assert len(store.visits.list_events(values.VISIT.id)) == count + 1
