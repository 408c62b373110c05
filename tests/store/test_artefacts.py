"""Published bytes stand under their hash, whole or not at all."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import NotFound, WrongData
from planner.store import ArtefactFiles
from tests.sizes import size


@pytest.fixture
def files(tmp_path: Path) -> ArtefactFiles:
    """Return files in a folder that does not exist yet."""
    return ArtefactFiles(tmp_path / "published")


def paths(files: ArtefactFiles) -> list[Path]:
    return sorted(path for path in files.folder.rglob("*") if path.is_file())


@settings(max_examples=size("fuzz_examples"), deadline=None)
@given(st.binary(max_size=4000))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    files = ArtefactFiles(tmp_path_factory.getbasetemp() / "fuzzed")
    address = files.put(content)
    assert address == sha256(content).hexdigest()
    assert files.read(address) == content


def test_files_stand_in_folders_of_two_letters(files: ArtefactFiles) -> None:
    address = files.put(b"page")
    (path,) = paths(files)
    assert path.relative_to(files.folder).as_posix() == f"{address[:2]}/{address[2:]}"


def test_the_same_bytes_again_leave_the_file_alone(files: ArtefactFiles) -> None:
    files.put(b"page")
    (path,) = paths(files)
    before = path.stat()
    files.put(b"page")
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_damaged_file_is_refused_and_mended_by_the_next_put(files: ArtefactFiles) -> None:
    address = files.put(b"page")
    paths(files)[0].write_bytes(b"pag")
    with pytest.raises(WrongData, match=r"rusak.*cadangan"):
        files.read(address)
    assert files.put(b"page") == address
    assert files.read(address) == b"page"


def test_a_missing_file_is_named(files: ArtefactFiles) -> None:
    with pytest.raises(NotFound, match="abab"):
        files.read("ab" * 32)


@pytest.mark.parametrize(
    "address", ["", "ab", "AB" * 32, "../" * 21 + "x", "ab" * 31 + "/a", "ab" * 32 + "\n"]
)
def test_only_64_hex_digits_are_an_address(files: ArtefactFiles, address: str) -> None:
    with pytest.raises(NotFound, match="64 angka"):
        files.read(address)


def test_a_put_that_fails_leaves_nothing(
    files: ArtefactFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        files.put(b"page")
    assert paths(files) == []


def test_the_bytes_are_flushed_before_they_get_their_name(
    files: ArtefactFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(handle: int) -> None:
        done.append("fsync")
        fsync(handle)

    def noted_replace(source: str, target: Path) -> None:
        done.append("replace")
        replace(source, target)

    files.put(b"first")
    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    files.put(b"second")
    name = done.index("replace")
    assert "fsync" in done[:name]
    assert "fsync" in done[name:]


def test_sweep_removes_what_nobody_refers_to(files: ArtefactFiles) -> None:
    current, gone = files.put(b"kept"), files.put(b"gone")
    (files.folder / current[:2] / ".baru-left").write_bytes(b"ha")
    foreign = files.folder / current[:2] / "notes.txt"
    foreign.write_text("not ours")
    assert files.sweep({current}) == 1
    assert files.read(current) == b"kept"
    with pytest.raises(NotFound):
        files.read(gone)
    assert sorted(path.name for path in paths(files)) == sorted([current[2:], "notes.txt"])
    assert files.sweep({current}) == 0


def test_sweep_of_a_folder_that_was_never_used(files: ArtefactFiles) -> None:
    assert files.sweep(set()) == 0
