"""What makes a file's name survive a power cut, and what keeps it from others' eyes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISDIR, S_ISREG, S_ISVTX
from typing import Final

#: How the name of a file or folder begins that is being made.
UNFINISHED: Final = ".baru-"
#: The rights of folders and files that hold an office's data: their owner's alone.
PRIVATE_FOLDER: Final = 0o700
PRIVATE_FILE: Final = 0o600


def flush_folder(folder: Path) -> None:
    """Make sure that the names in ``folder`` are on the disk, where a system can be asked.

    Raises
    ------
    OSError
        The disk refuses.
    """
    if not hasattr(os, "O_DIRECTORY"):  # Windows opens no folder
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_private(file: Path, text: str) -> None:
    """Write ``text`` into a new file that is its owner's alone from its first moment on.

    Raises
    ------
    OSError
        The disk refuses, or there is such a file already.
    """
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(text)


def is_open(path: Path) -> bool:
    """Return whether ``path`` is ours and others may use it; never of a link.

    A folder of everybody's (with a sticky bit, as for temporary files) stays so.
    """
    owner = getattr(os, "geteuid", None)
    try:
        status = path.lstat()
    except OSError:
        return False
    ours = owner is not None and status.st_uid == owner()
    plain = S_ISREG(status.st_mode) or (S_ISDIR(status.st_mode) and not status.st_mode & S_ISVTX)
    return ours and plain and bool(status.st_mode & 0o077)


def close_to_others(paths: Iterable[Path]) -> None:
    """Take away what others than the owner may do with those of ``paths`` that are ours.

    Where the system knows no owners or rights, all stays as it is.
    """
    for path in paths:
        if is_open(path):
            rights = PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE
            try:
                path.chmod(path.stat().st_mode & rights)
            except OSError:
                return
