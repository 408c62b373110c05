"""A database is opened only when it is whole, ours, of the right kind and not newer."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.domain.errors import WrongData
from planner.store import ArtefactFiles, Database, NotSaved
from planner.store.opening import FILE, MARKS


@pytest.fixture
def folder(empty_demo: Path, tmp_path: Path) -> Iterator[Path]:
    """Return a folder that holds an empty demo."""
    made = Path(shutil.copytree(empty_demo, tmp_path / "data"))
    yield made
    # Whatever a test does, nobody may be left holding the file.
    assert not (made / f"{FILE}-wal").exists()


def run(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def refusal(folder: Path, kind: str = "demo") -> str:
    with pytest.raises(WrongData) as caught:
        Database.open(folder, kind=kind)
    assert str(folder) in str(caught.value)
    return str(caught.value)


def test_a_new_database_opens_again_and_leaves_only_its_file(folder: Path) -> None:
    assert [file.name for file in folder.iterdir()] == [FILE]
    with Database.open(folder, kind="demo") as database, database.reading() as store:
        assert store.meta.get("kind") == "demo"


@pytest.mark.parametrize("kind", ["demo", "office"])
def test_the_mark_stands_in_the_header(tmp_path: Path, kind: str) -> None:
    Database.create(tmp_path, kind=kind).close()
    assert int.from_bytes((tmp_path / FILE).read_bytes()[68:72], "big") == MARKS[kind]


def test_create_makes_missing_folders(tmp_path: Path) -> None:
    Database.create(tmp_path / "a" / "b", kind="office").close()
    assert (tmp_path / "a" / "b" / FILE).is_file()


def test_create_refuses_a_folder_that_holds_a_database(folder: Path) -> None:
    before = (folder / FILE).read_bytes()
    with pytest.raises(WrongData, match=r"sudah berisi basis data.*pilih folder lain"):
        Database.create(folder, kind="demo")
    assert (folder / FILE).read_bytes() == before


def test_create_refuses_a_log_that_a_lost_database_left(tmp_path: Path) -> None:
    (tmp_path / f"{FILE}-wal").write_bytes(b"old")
    with pytest.raises(WrongData, match=r"sisa basis data.*Kembalikan basis data itu"):
        Database.create(tmp_path, kind="demo")
    with pytest.raises(WrongData, match=r"sisa basis data.*Kembalikan basis data itu"):
        Database.open_or_create(tmp_path, kind="demo")


@pytest.mark.parametrize("make", [Database.create, Database.open_or_create])
def test_no_new_office_begins_beside_published_files(
    tmp_path: Path, make: Callable[..., Database]
) -> None:
    ArtefactFiles(tmp_path / "published").put(b"halaman")
    with pytest.raises(WrongData, match=r"berkas terbitan.*cadangan terakhir"):
        make(tmp_path, kind="office")
    assert [file.name for file in tmp_path.iterdir()] == ["published"]


def test_a_folder_for_published_files_without_any_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "published" / "ab").mkdir(parents=True)
    Database.create(tmp_path, kind="office").close()


def test_create_that_loses_a_race_overwrites_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.store.opening.check_vacant", lambda _: None)
    before = (folder / FILE).read_bytes()
    with pytest.raises(WrongData, match="sudah berisi"):
        Database.create(folder, kind="demo")
    assert (folder / FILE).read_bytes() == before


def test_create_says_when_the_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSaved, match=r"tidak bisa dibuat.*izin folder"):
        Database.create(tmp_path / "file" / "data", kind="demo")


def test_open_or_create_makes_then_opens(tmp_path: Path) -> None:
    with (
        Database.open_or_create(tmp_path, kind="demo") as database,
        database.writing() as store,
    ):
        store.meta.set("a", "b")
    with (
        Database.open_or_create(tmp_path, kind="demo") as database,
        database.reading() as store,
    ):
        assert store.meta.get("a") == "b"


def test_open_or_create_opens_what_another_program_made_just_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True, True, True, True, True])
    monkeypatch.setattr(Path, "exists", lambda _: next(answers))
    Database.open_or_create(folder, kind="demo").close()
    monkeypatch.undo()


@pytest.mark.parametrize("kind", ["", "Demo", "production"])
def test_an_unknown_kind_is_a_programmers_mistake(tmp_path: Path, kind: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        Database.create(tmp_path, kind=kind)
    with pytest.raises(ValueError, match="kind"):
        Database.open(tmp_path, kind=kind)


def test_a_missing_folder_or_database_is_named(tmp_path: Path) -> None:
    assert "tidak ada. Periksa nama folder" in refusal(tmp_path / "none")
    assert "belum berisi basis data" in refusal(tmp_path)
    assert not (tmp_path / FILE).exists()


def test_the_other_kind_is_refused_both_ways(folder: Path, tmp_path: Path) -> None:
    assert "adalah data contoh, bukan data kantor" in refusal(folder, "office")
    Database.create(tmp_path / "office", kind="office").close()
    assert "adalah data kantor, bukan data contoh" in refusal(tmp_path / "office")


@pytest.mark.parametrize("content", [b"", b"SQLite", b"%PDF-1.7 something else entirely"])
def test_another_files_content_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert "bukan basis data SQLite" in refusal(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    run(tmp_path, "CREATE TABLE meta (key TEXT, value TEXT)")
    before = (tmp_path / FILE).read_bytes()
    assert "milik program lain" in refusal(tmp_path)
    # Its own journal mode too: a look must not change a stranger's file.
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM meta WHERE key = 'kind'",
        "UPDATE meta SET value = 'office' WHERE key = 'kind'",
        "DROP TABLE meta",
    ],
)
def test_marks_that_disagree_count_as_damage(folder: Path, statement: str) -> None:
    run(folder, statement)
    assert "rusak" in refusal(folder)


def test_a_newer_schema_is_refused(folder: Path) -> None:
    run(folder, "UPDATE alembic_version SET version_num = '9999'")
    message = refusal(folder)
    assert "lebih baru (skema 9999" in message
    assert "Perbarui program" in message


@pytest.mark.parametrize("keep", [100, 4096, 40_000])
def test_a_truncated_file_is_refused(folder: Path, keep: int) -> None:
    content = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(content[:keep])
    assert "dari cadangan terakhir" in refusal(folder)


def test_an_overwritten_page_is_refused(folder: Path) -> None:
    content = bytearray((folder / FILE).read_bytes())
    content[8192:12288] = b"\xff" * 4096
    (folder / FILE).write_bytes(content)
    assert "rusak" in refusal(folder)


def test_an_up_to_date_database_opens_fast(folder: Path) -> None:
    begun = time.perf_counter()
    Database.open(folder, kind="demo").close()
    assert time.perf_counter() - begun < 0.3
