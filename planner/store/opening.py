"""Everything checked before a database is trusted: whose it is, its version, its health."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

from planner.domain.errors import WrongData
from planner.store import schema
from planner.store.disk import is_open
from planner.store.errors import NotSaved, damaged

FILE: Final = "sijempol.db"
#: The folder of published files beside the database.
PUBLISHED: Final = "published"
KIND: Final = "kind"

#: The mark in the file's own header, one for each kind of office: "SJD" and "SJO" with a 1.
MARKS: Final = {"demo": 0x534A4401, "office": 0x534A4F01}

_WORDS: Final = {"demo": "data contoh", "office": "data kantor"}
_HEADER: Final = b"SQLite format 3\x00"
_HEADER_SIZE: Final = 100
_MARK_AT: Final = slice(68, 72)
_BESIDE: Final = ("", "-wal", "-shm", "-journal")
_BRING_BACK: Final = (
    "Kembalikan basis data itu, atau pulihkan cadangan terakhir ke folder baru yang kosong."
)


def words_of(kind: str) -> str:
    """Return how people call data of ``kind``."""
    return _WORDS[kind]


def files_of(folder: Path) -> Iterator[Path]:
    """Yield what an office keeps in ``folder``, and last the folder itself.

    Published files are named only while their folder stands open: in a closed one nobody
    reaches them, and there are many.
    """
    yield from (folder / f"{FILE}{ending}" for ending in _BESIDE)
    published = folder / PUBLISHED
    if is_open(published):
        yield from published.glob("[0-9a-f][0-9a-f]/*")
        yield from published.glob("[0-9a-f][0-9a-f]")
        yield published
    yield folder.resolve()


def check_kind(kind: str) -> None:
    """Refuse a kind that no database can have.

    Raises
    ------
    ValueError
        ``kind`` is neither "demo" nor "office".
    """
    if kind not in MARKS:
        raise ValueError(f"kind must be one of {sorted(MARKS)}, got {kind!r}")


def check_vacant(folder: Path) -> None:
    """Refuse a folder that holds a database, or what one left behind.

    Raises
    ------
    WrongData
        The folder is taken. A log without its database counts: SQLite would play the old
        log into the new file.
    """
    if (folder / FILE).exists():
        raise taken(folder)
    for ending in _BESIDE:
        if (folder / f"{FILE}{ending}").exists():
            raise WrongData(
                f"Folder {folder} berisi sisa basis data ({FILE}{ending}), tetapi {FILE} sendiri "
                f"tidak ada. {_BRING_BACK}"
            )


def check_unpublished(folder: Path) -> None:
    """Refuse to begin an office in a folder from which one was published.

    Raises
    ------
    WrongData
        There are published files; whose database is lost would begin anew as an empty office.
    """
    if any(path.is_file() for path in (folder / PUBLISHED).rglob("*")):
        raise orphaned(folder)


def unwritable(folder: Path, error: OSError) -> NotSaved:
    """Return the refusal to make a database where the disk refuses."""
    return NotSaved(
        f"Basis data tidak bisa dibuat di {folder} ({error.strerror}). "
        "Periksa sisa ruang disk dan izin folder, lalu coba lagi."
    )


def orphaned(folder: Path) -> WrongData:
    """Return the refusal of an empty office among published files."""
    return WrongData(
        f"Folder {folder} berisi berkas terbitan, tetapi basis data kantor yang menerbitkannya "
        f"tidak ada di sini. {_BRING_BACK}"
    )


def taken(folder: Path) -> WrongData:
    """Return the refusal to make a database in a folder that has one."""
    return WrongData(
        f"Folder {folder} sudah berisi basis data, jadi tidak ditimpa. "
        "Buka data itu, atau pilih folder lain yang kosong."
    )


def check_file(folder: Path) -> None:
    """Refuse what is no database of ours, by its first bytes: opening would change it.

    Raises
    ------
    WrongData
        The folder or the file is missing, or the file is another program's.
    """
    file = folder / FILE
    if not folder.is_dir():
        raise WrongData(
            f"Folder data {folder} tidak ada. Periksa nama folder, atau siapkan data baru dulu."
        )
    if not file.is_file():
        raise WrongData(
            f"Folder {folder} belum berisi basis data ({FILE}). "
            "Periksa nama folder, atau siapkan data baru dulu."
        )
    try:
        with file.open("rb") as opened:
            header = opened.read(_HEADER_SIZE)
    except OSError as error:
        raise WrongData(
            f"Basis data {file} tidak bisa dibaca ({error.strerror}). Periksa izin berkas itu."
        ) from error
    if not header.startswith(_HEADER):
        raise WrongData(
            f"Berkas {file} bukan basis data SQLite. "
            "Pindahkan berkas itu, atau pulihkan folder ini dari cadangan terakhir."
        )
    if int.from_bytes(header[_MARK_AT], "big") not in MARKS.values():
        raise WrongData(
            f"Berkas {file} milik program lain, bukan Sijempol. "
            "Pilih folder data Sijempol, atau folder lain yang kosong."
        )


def check_owner(connection: Connection, folder: Path, kind: str) -> None:
    """Refuse a database of the other kind of office.

    Raises
    ------
    WrongData
        The marks in the file and in its table disagree, or say another kind.
    """
    mark = connection.execute(text("PRAGMA application_id")).scalar()
    tables = text("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'")
    if connection.execute(tables).first() is None:
        raise damaged(folder / FILE)
    held = connection.execute(text("SELECT value FROM meta WHERE key = 'kind'")).scalar()
    if held is None or MARKS.get(str(held)) != mark:
        raise damaged(folder / FILE)
    if held != kind:
        raise WrongData(
            f"Folder {folder} adalah {_WORDS[str(held)]}, bukan {_WORDS[kind]}. "
            f"Pilih folder {_WORDS[kind]}, atau buka folder ini dengan perintah untuk "
            f"{_WORDS[str(held)]}."
        )


def check_health(connection: Connection, folder: Path) -> None:
    """Refuse a database whose pages or references do not hold together.

    Raises
    ------
    WrongData
        SQLite finds damage.
    """
    if connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
        raise damaged(folder / FILE)


def is_behind(connection: Connection, folder: Path) -> bool:
    """Return whether the tables are older than this program's.

    Raises
    ------
    WrongData
        They are newer: this program would not know what it may write.
    """
    revision = schema.revision_of(connection)
    if revision is not None and revision not in schema.REVISIONS:
        raise WrongData(
            f"Data di {folder} ditulis oleh Sijempol yang lebih baru (skema {revision}, "
            f"program ini {schema.REVISIONS[-1]}). Perbarui program, lalu buka lagi."
        )
    return revision != schema.REVISIONS[-1]
