"""Published bytes, each kept once under the hash of its content."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from planner.domain.errors import NotFound, WrongData
from planner.store.disk import PRIVATE_FOLDER, UNFINISHED, flush_folder

_ADDRESS: Final = re.compile(r"[0-9a-f]{64}")
#: A file that stood for longer is marked as new when its bytes are put again.
_FRESH: Final = timedelta(hours=1)


class ArtefactFiles:
    """The files in ``folder``, found by the SHA-256 of their bytes and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its address; the same bytes again cost nothing.

        Raises
        ------
        OSError
            The disk refuses; no half file stands under the address.
        """
        address = sha256(content).hexdigest()
        file = self._file(address)
        # A damaged file under this address is written anew: its right content is at hand.
        if _bytes_of(file) == content and _renewed(file):
            return address
        shard = file.parent
        if not shard.is_dir():
            self.folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
            shard.mkdir(PRIVATE_FOLDER, exist_ok=True)
            flush_folder(self.folder)
        _write(file, content)
        flush_folder(shard)
        return address

    def read(self, address: str) -> bytes:
        """Return the bytes of ``address``, checked against it.

        Raises
        ------
        NotFound
            There is no such file, or ``address`` is not 64 hex digits.
        WrongData
            The bytes are not those that were kept.
        """
        if not _ADDRESS.fullmatch(address):
            raise NotFound(
                "Alamat berkas terbitan harus 64 angka heksadesimal. "
                "Buka halaman lewat daftar terbitan."
            )
        content = _bytes_of(self._file(address))
        if content is None:
            raise NotFound(
                f"Berkas terbitan {address} tidak ada di {self.folder}. "
                "Pulihkan folder itu dari cadangan, atau terbitkan lagi."
            )
        if sha256(content).hexdigest() != address:
            raise WrongData(
                f"Berkas terbitan {self._file(address)} rusak: isinya sudah berubah. "
                "Pulihkan berkas itu dari cadangan, atau terbitkan lagi."
            )
        return content

    def sweep(self, keep: Collection[str], *, older: timedelta) -> int:
        """Remove files whose address is not in ``keep``; return how many there were.

        Only those that nobody put for the time ``older`` go, with what an interrupted
        :meth:`put` left: files are put before the commit that refers to them, so others may
        be publishing meanwhile. Files of other names stay.

        Raises
        ------
        OSError
            The disk refuses; what is removed by then stays removed.
        """
        removed = 0
        for file in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            address = file.parent.name + file.name
            if file.name.startswith(UNFINISHED):
                if _age(file) > older:
                    file.unlink(missing_ok=True)
            elif _ADDRESS.fullmatch(address) and address not in keep and _age(file) > older:
                removed += _taken_away(file, older)
        return removed

    def _file(self, address: str) -> Path:
        return self.folder / address[:2] / address[2:]


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _age(file: Path) -> timedelta:
    """Return how long ago ``file`` was written; one that is gone has just been."""
    try:
        return timedelta(seconds=time.time() - file.stat().st_mtime)
    except FileNotFoundError:
        return timedelta()


def _renewed(file: Path) -> bool:
    """Mark ``file`` as put just now; return whether it still stands."""
    if timedelta() <= _age(file) <= _FRESH:
        return file.exists()
    try:
        os.utime(file)
    except FileNotFoundError:
        return False
    return True


def _taken_away(file: Path, older: timedelta) -> bool:
    """Remove ``file``, unless its bytes are put again at this very moment."""
    aside = file.with_name(f"{UNFINISHED}{file.name}")
    try:
        file.rename(aside)
    except FileNotFoundError:
        return False
    if _age(aside) <= older:
        aside.replace(file)
        return False
    aside.unlink(missing_ok=True)
    return True


def _write(file: Path, content: bytes) -> None:
    """Write beside the place, flush, then rename: the name never shows half a file.

    What ``mkstemp`` makes is its owner's alone.
    """
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
