"""What is saved is saved into the file that was opened, or refused: never into a lost one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.store import Database, NotSaved
from planner.store.opening import FILE

LOST = r"hilang atau diganti.*Belum ada yang tersimpan; hentikan program.*cadangan"


@pytest.fixture
def folder(empty_demo: Path, tmp_path: Path) -> Path:
    """Return a folder that holds an empty demo."""
    return Path(shutil.copytree(empty_demo, tmp_path / "data"))


def delete(folder: Path) -> None:
    (folder / FILE).unlink()


def delete_all(folder: Path) -> None:
    for file in folder.glob(f"{FILE}*"):
        file.unlink()


def delete_the_log(folder: Path) -> None:
    (folder / f"{FILE}-wal").unlink()


def swap(folder: Path) -> None:
    Database.create(folder.parent / "lain", kind="demo").close()
    os.replace(folder.parent / "lain" / FILE, folder / FILE)


def swap_for_a_copy(folder: Path) -> None:
    shutil.copy2(folder / FILE, folder / "salinan")
    os.replace(folder / "salinan", folder / FILE)


def move_the_folder(folder: Path) -> None:
    folder.rename(folder.parent / "pindah")


HARMS = (delete, delete_all, delete_the_log, swap, swap_for_a_copy, move_the_folder)


def save(database: Database, value: str) -> None:
    with database.writing() as store:
        store.meta.set("a", value)


@pytest.mark.parametrize("harm", HARMS)
def test_nothing_is_saved_once_the_file_is_gone_or_another(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    with Database.open(folder, kind="demo") as database:
        save(database, "1")
        harm(folder)
        for _ in range(2):
            with pytest.raises(NotSaved, match=LOST):
                save(database, "2")


@pytest.mark.parametrize("harm", HARMS)
def test_a_save_is_not_promised_where_the_file_went_meanwhile(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    def save_meanwhile(database: Database) -> None:
        with database.writing() as store:
            store.meta.set("a", "1")
            harm(folder)

    with Database.open(folder, kind="demo") as database, pytest.raises(NotSaved, match=LOST):
        save_meanwhile(database)


def test_what_stands_there_now_is_not_written_to(folder: Path) -> None:
    with Database.open(folder, kind="demo") as database:
        save(database, "1")
        swap(folder)
        before = (folder / FILE).read_bytes()
        with database.reading(), pytest.raises(NotSaved, match=LOST):
            # A connection of its own, opened after the swap.
            save(database, "2")
        assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("harm", [delete, delete_all])
def test_no_empty_file_takes_the_place_of_a_lost_one(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    with Database.open(folder, kind="demo") as database:
        with database.reading():
            harm(folder)
            with pytest.raises(NotSaved), database.reading():
                pass
        assert not (folder / FILE).exists()


def test_those_who_read_go_on_while_the_file_is_lost(folder: Path) -> None:
    with Database.open(folder, kind="demo") as database:
        save(database, "1")
        delete(folder)
        with database.reading() as store:
            assert store.meta.get("a") == "1"


def test_saving_goes_on_after_every_connection_was_closed(folder: Path) -> None:
    with Database.open(folder, kind="demo") as database:
        for number in range(3):
            save(database, str(number))
            # The log goes with the last connection, and the next one makes a new log.
            database.close()
            assert not (folder / f"{FILE}-wal").exists()
        with database.reading() as store:
            assert store.meta.get("a") == "2"


def test_a_file_put_back_takes_saves_again(folder: Path) -> None:
    with Database.open(folder, kind="demo") as database:
        save(database, "1")
        folder.rename(folder.parent / "pindah")
        with pytest.raises(NotSaved, match=LOST):
            save(database, "2")
        (folder.parent / "pindah").rename(folder)
        save(database, "3")
    with Database.open(folder, kind="demo") as again, again.reading() as store:
        assert store.meta.get("a") == "3"
