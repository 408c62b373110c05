"""Playing the example anew removes an earlier example, and nothing that is anybody else's."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import offices
from planner.cli.offices import FIGURES, rebuild
from planner.cli.practice import FOLDER, PracticeMaker
from planner.demo import PlayFigures, shipped_script
from planner.domain.errors import WrongData
from planner.store import Database
from planner.store.opening import FILE
from planner.web.guard import LOOPBACK
from tests.builders import AREAS

SCRIPT = shipped_script(AREAS)


@pytest.fixture(autouse=True)
def _nothing_played(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the story out: these tests are about folders."""
    monkeypatch.setattr(offices, "play", lambda *_: PlayFigures())


def papers(folder: Path) -> None:
    folder.mkdir()
    (folder / "skripsi.docx").write_text("tiga tahun kerja")


def office(folder: Path) -> None:
    Database.create(folder, kind="office").close()


def damaged(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE).write_bytes(b"SQLite format 3\x00 dan seterusnya")


def example_with_papers(folder: Path) -> None:
    Database.create(folder, kind="demo").close()
    (folder / "catatan.txt").write_text("milik saya")


def example_with_a_backup(folder: Path) -> None:
    Database.create(folder, kind="demo").close()
    Database.create(folder / "cadangan", kind="office").close()


def a_file(folder: Path) -> None:
    folder.write_text("bukan folder")


def a_link(folder: Path) -> None:
    Database.create(folder.with_name("tujuan"), kind="demo").close()
    folder.symlink_to(folder.with_name("tujuan"), target_is_directory=True)


OTHERS = (papers, office, damaged, example_with_papers, example_with_a_backup, a_file, a_link)


def standing(folder: Path) -> dict[str, bytes]:
    found = [folder, *folder.rglob("*")] if folder.is_dir() else [folder]
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in found}


@pytest.mark.parametrize("name", ["contoh", "contoh.baru"])
@pytest.mark.parametrize("others", OTHERS)
def test_what_is_no_example_is_left_alone(
    tmp_path: Path, others: Callable[[Path], None], name: str
) -> None:
    others(tmp_path / name)
    before = standing(tmp_path)
    with pytest.raises(
        WrongData, match=r"tidak dihapus.*[Pp]indahkan|bukan data contoh|milik program lain"
    ):
        rebuild(tmp_path / "contoh", SCRIPT, AREAS, lambda _: None)
    assert standing(tmp_path) == before


def test_an_example_and_what_an_interrupted_one_left_are_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "contoh"
    for _ in range(2):
        Database.create(tmp_path / "contoh.baru", kind="demo").close()
        (tmp_path / "contoh.baru" / "published").mkdir()
        rebuild(folder, SCRIPT, AREAS, lambda _: None)
        assert (folder / FIGURES).is_file()
        assert [path.name for path in tmp_path.iterdir()] == ["contoh"]
    # Killed while the database itself was being made: it has no mark yet.
    half = tmp_path / "contoh.baru" / ".baru-x1"
    half.mkdir(parents=True)
    (half / FILE).write_bytes(b"")
    rebuild(folder, SCRIPT, AREAS, lambda _: None)
    assert [path.name for path in tmp_path.iterdir()] == ["contoh"]


def test_an_empty_folder_takes_an_example(tmp_path: Path) -> None:
    (tmp_path / "contoh").mkdir()
    rebuild(tmp_path / "contoh", SCRIPT, AREAS, lambda _: None)
    assert (tmp_path / "contoh" / FIGURES).is_file()


@pytest.mark.parametrize("others", OTHERS)
def test_the_example_beside_an_office_is_removed_alone(
    tmp_path: Path, others: Callable[[Path], None]
) -> None:
    maker = PracticeMaker(tmp_path, LOOPBACK)
    others(tmp_path / FOLDER)
    before = standing(tmp_path)
    with pytest.raises(WrongData):
        maker.remove()
    assert standing(tmp_path) == before
    maker.close()


def test_a_folder_that_became_somebodys_while_playing_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "contoh"

    def meanwhile(*_: object) -> PlayFigures:
        papers(folder)
        return PlayFigures()

    monkeypatch.setattr(offices, "play", meanwhile)
    with pytest.raises(WrongData, match="tidak dihapus"):
        rebuild(folder, SCRIPT, AREAS, lambda _: None)
    assert os.listdir(folder) == ["skripsi.docx"]
