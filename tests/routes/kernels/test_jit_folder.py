"""Compiled code is kept and loaded only where nobody else can write; else it is not compiled."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from routes.kernels import jit
from tests.lacking import lacking

posix = pytest.mark.usefixtures("owners")


@pytest.fixture
def owners() -> None:
    if not hasattr(os, "getuid"):
        lacking("the system knows no owners")


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put home and temporary files below ``tmp_path``, and forget what was looked up."""
    for name in ("SIJEMPOL_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "rumah"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    jit.folder.cache_clear()
    yield
    jit.folder.cache_clear()


@pytest.fixture
def homeless(tmp_path: Path) -> Path:
    """Take the home away and return the place among temporary files."""
    (tmp_path / "rumah").write_text("a file, no folder")
    return tmp_path / f"sijempol-{os.getuid()}"


def mode(folder: Path) -> int:
    return folder.stat().st_mode & 0o777


def test_the_home_is_used_where_there_is_one(tmp_path: Path) -> None:
    code = jit.folder()
    assert code is not None
    assert code.parent == tmp_path / "rumah" / ".cache" / "sijempol"
    assert (mode(code.parent), mode(code)) == (0o700, 0o700)


def test_a_named_place_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "simpanan"))
    assert jit.folder() == tmp_path / "simpanan" / "sijempol" / f"kernels-{jit._key()}"


@posix
def test_without_a_home_the_place_is_private(homeless: Path) -> None:
    code = jit.folder()
    assert code is not None
    assert code.parent == homeless
    assert (mode(homeless), mode(code)) == (0o700, 0o700)
    assert jit.can_compile()


@posix
@pytest.mark.parametrize("rights", [0o710, 0o704, 0o720, 0o777])
def test_a_place_others_can_look_into_is_refused(homeless: Path, rights: int) -> None:
    homeless.mkdir()
    homeless.chmod(rights)
    assert jit.folder() is None


@posix
def test_a_link_is_refused(homeless: Path, tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir(mode=0o700)
    homeless.symlink_to(tmp_path / "lain")
    assert jit.folder() is None


@posix
def test_a_place_of_somebody_else_is_refused(
    homeless: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    homeless.mkdir(mode=0o700)
    mine = os.getuid()
    theirs = homeless.with_name(f"sijempol-{mine + 1}")
    homeless.rename(theirs)
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    assert jit.folder() is None


@posix
def test_a_file_in_its_place_is_refused(homeless: Path) -> None:
    homeless.write_text("")
    assert jit.folder() is None


@posix
@pytest.mark.parametrize("inside", [False, True])
def test_a_home_that_others_can_write_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: bool
) -> None:
    home = tmp_path / "bersama" / "sijempol"
    monkeypatch.setenv("SIJEMPOL_CACHE", str(home.parent))
    code = jit.folder()
    assert code is not None
    (code if inside else home).chmod(0o770)
    jit.folder.cache_clear()
    again = jit.folder()
    assert again is not None
    assert again.parent == tmp_path / f"sijempol-{os.getuid()}"


@posix
def test_a_home_that_others_can_read_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "terbaca" / "sijempol"
    home.mkdir(parents=True, mode=0o755)
    monkeypatch.setenv("SIJEMPOL_CACHE", str(home.parent))
    code = jit.folder()
    assert code is not None
    assert code.parent == home


def test_without_any_place_nothing_is_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rumah").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "rumah"))
    assert jit.folder() is None
    assert (jit.ready(), jit.can_compile(), jit.compiled_share()) == (False, False, 0)
    jit.mark_ready()


def test_a_machine_without_owners_keeps_it_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rumah").write_text("")
    monkeypatch.setattr(jit, "_HAS_OWNERS", False)
    code = jit.folder()
    assert code is not None
    assert code.parent == tmp_path / "sijempol-kernels"


def test_how_much_is_compiled_is_known_without_loading_the_kernels() -> None:
    code = jit.folder()
    assert code is not None
    assert jit.compiled_share() == 0
    for name in range(40):
        (code / f"{name}.nbi").touch()
    assert 0 < jit.compiled_share() < 100
    jit.mark_ready()
    assert (jit.ready(), jit.compiled_share()) == (True, 100)


def test_a_link_is_refused_without_owners_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rumah").write_text("")
    (tmp_path / "lain").mkdir()
    (tmp_path / "sijempol-kernels").symlink_to(tmp_path / "lain")
    monkeypatch.setattr(jit, "_HAS_OWNERS", False)
    assert jit.folder() is None


def test_a_place_that_cannot_be_written_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def refused(path: Path, _mode: int) -> bool:
        asked.append(path)
        return path.parent != tmp_path / "rumah" / ".cache"

    monkeypatch.setattr(os, "access", refused)
    code = jit.folder()
    assert code is not None
    assert code.parent == asked[1] != asked[0]
