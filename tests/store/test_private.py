"""What an office keeps is its owner's alone to read, also where it stood open before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

import pytest

from planner.store import ArtefactFiles, Database, back_up, restore, write_private
from planner.store.opening import FILE
from tests.lacking import lacking
from tests.store.values import furnish


@pytest.fixture(autouse=True)
def _open_handed() -> Iterator[None]:
    """Let new files be open to all, as on a machine whose user never thought of it."""
    if os.name != "posix":
        lacking("modes are a POSIX system's")
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """Return the modes of ``folder`` and everything in it, by name."""
    found = [folder, *folder.rglob("*")]
    return {str(path.relative_to(folder)): S_IMODE(path.stat().st_mode) for path in found}


def check_private(folder: Path) -> None:
    for name, mode in modes(folder).items():
        assert mode == (0o700 if (folder / name).is_dir() else 0o600), (name, oct(mode))


def furnished(folder: Path) -> Database:
    database = Database.create(folder, kind="demo")
    with database.writing() as store:
        furnish(store)
    ArtefactFiles(folder / "published").put(b"halaman")
    return database


def test_all_that_is_made_is_the_owners_alone(tmp_path: Path) -> None:
    with furnished(tmp_path / "data") as database:
        assert {f"{FILE}-wal", f"{FILE}-shm"} <= set(modes(database.folder))
        check_private(database.folder)
        back_up(database, tmp_path / "cadangan")
    check_private(tmp_path / "cadangan")
    restore(tmp_path / "cadangan", tmp_path / "pulih")
    check_private(tmp_path / "pulih")


def open_up(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)


def test_a_folder_that_stood_open_is_closed_when_it_is_opened(tmp_path: Path) -> None:
    furnished(tmp_path).close()
    open_up(tmp_path)
    with Database.open(tmp_path, kind="demo") as database:
        check_private(tmp_path)
        open_up(tmp_path)
        # Another program's log beside it too.
        with Database.open(tmp_path, kind="demo"), database.reading():
            check_private(tmp_path)


def test_a_made_folder_that_stood_open_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Database.create(tmp_path, kind="demo").close()
    check_private(tmp_path)


def test_what_is_not_ours_in_the_folder_is_left_as_it_is(tmp_path: Path) -> None:
    furnished(tmp_path / "data").close()
    for name in ("catatan.txt", "published/catatan.txt"):
        (tmp_path / "data" / name).write_text("milik saya")
        (tmp_path / "data" / name).chmod(0o644)
    (tmp_path / "luar").write_text("di luar")
    (tmp_path / "luar").chmod(0o644)
    (tmp_path / "data" / "published" / "ab").mkdir(exist_ok=True)
    (tmp_path / "data" / "published" / "ab" / ("c" * 62)).symlink_to(tmp_path / "luar")
    (tmp_path / "data" / "published").chmod(0o755)
    Database.open(tmp_path / "data", kind="demo").close()
    found = modes(tmp_path)
    assert found["data/catatan.txt"] == found["luar"] == 0o644
    assert found["data"] == found["data/published"] == 0o700


def test_a_folder_of_everybodys_stays_everybodys(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    Database.create(tmp_path, kind="demo").close()
    assert modes(tmp_path) == {".": 0o1777, FILE: 0o600}


def test_a_refused_folder_is_not_touched(tmp_path: Path) -> None:
    furnished(tmp_path).close()
    open_up(tmp_path)
    with pytest.raises(Exception, match="bukan data kantor"):
        Database.open(tmp_path, kind="office")
    assert modes(tmp_path)["."] == 0o777


@pytest.mark.parametrize("system", ["no owners", "no modes", "another's"])
def test_a_system_without_owners_or_modes_opens_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    furnished(tmp_path).close()
    open_up(tmp_path)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if system == "no owners":
        monkeypatch.delattr(os, "geteuid")
    elif system == "no modes":
        monkeypatch.setattr(os, "chmod", refused)
        monkeypatch.setattr(Path, "chmod", refused)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    with Database.open(tmp_path, kind="demo") as database, database.writing() as store:
        store.meta.set("a", "b")
    monkeypatch.undo()
    assert modes(tmp_path)["."] == 0o777


def test_a_private_text_is_new_and_the_owners_alone(tmp_path: Path) -> None:
    write_private(tmp_path / "kode", "rahasia")
    assert modes(tmp_path)["kode"] == 0o600
    with pytest.raises(FileExistsError):
        write_private(tmp_path / "kode", "lain")
    assert (tmp_path / "kode").read_text() == "rahasia"
