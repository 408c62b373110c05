"""Whether the search runs compiled, and where the compiled code is kept.

Compiling takes from 20 seconds to 2 minutes and is never waited for: until the folder says it
is ready, the same functions run as they are. ``SIJEMPOL_KERNELS`` may say ``python`` (never
compiled) or ``compiled`` (compile now if need be); ``SIJEMPOL_CACHE`` names another folder.
Compiled code is only loaded from a folder in which nobody else may write.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

#: Windows keeps temporary files of each user apart and knows no owner by number.
_HAS_OWNERS: Final = hasattr(os, "getuid")


@lru_cache(maxsize=1)
def folder() -> Path | None:
    """Return where compiled code is kept: one folder for each version of it.

    What stands there is run, so nobody else may write there. None where there is no such
    place: the search then runs uncompiled, and :func:`can_compile` says so.
    """
    for home, private in _homes():
        code = home / f"kernels-{_key()}"
        if _is_ours(home, private=private) and _is_ours(code):
            return code
    return None


def _homes() -> Iterator[tuple[Path, bool]]:
    """Yield where compiled code may be kept, and whether that place must hide it."""
    named = os.environ.get("SIJEMPOL_CACHE") or os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # nobody knows a home
        yield (Path(named) if named else Path.home() / ".cache") / "sijempol", False
    with suppress(OSError):  # no folder for temporary files can be written
        owner = os.getuid() if _HAS_OWNERS else "kernels"
        yield Path(tempfile.gettempdir()) / f"sijempol-{owner}", True


def _is_ours(home: Path, *, private: bool = False) -> bool:
    """Return whether ``home``, made if need be, is a folder in which we alone may write.

    With ``private`` nobody else may look either, and a link is refused: it stands where
    everybody may write.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = home.lstat() if private else home.stat()
    except OSError:
        return False
    if not stat.S_ISDIR(seen.st_mode):
        return False
    others = 0o077 if private else 0o022
    if _HAS_OWNERS and (seen.st_uid != os.getuid() or seen.st_mode & others):
        return False
    return os.access(home, os.W_OK | os.X_OK)


def _key() -> str:
    """Return a name for this code on this Python: what it was compiled from and with."""
    digest = sha256(f"{sys.version} {sys.platform} {_numba_version()}".encode())
    for path in _sources():
        digest.update(path.read_bytes())
    digest.update(str(Path(__file__).parent).encode())
    return digest.hexdigest()[:16]


def _sources() -> list[Path]:
    return sorted(Path(__file__).parent.rglob("*.py"))


def _numba_version() -> str:
    try:
        return version("numba")
    except PackageNotFoundError:
        return ""


def ready() -> bool:
    """Return whether compiled code is there to be loaded."""
    home = folder() if _numba_version() else None
    return home is not None and (home / "ready").exists()


def mark_ready() -> None:
    """Note that all code is compiled.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    home = folder()
    if home is not None:
        (home / "ready").touch()


def can_compile() -> bool:
    """Return whether the search can be compiled on this machine at all."""
    return bool(_numba_version()) and folder() is not None


def compiled_share() -> int:
    """Return how much of the search is compiled by now, in percent."""
    if ready():
        return 100
    home = folder()
    kernels = sum(source.read_text("utf-8").count("\n@kernel\n") for source in _sources())
    done = 0 if home is None else len(list(home.glob("**/*.nbi")))
    return min(99, 100 * done // kernels) if kernels else 0


@lru_cache(maxsize=1)
def _compiled() -> bool:
    """Return whether the search of this process is compiled; decided once."""
    wish = os.environ.get("SIJEMPOL_KERNELS", "")
    if wish == "python" or os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}:
        return False
    return can_compile() if wish == "compiled" else ready()


if TYPE_CHECKING:
    #: Whether the search of this process is compiled; decided when it is first asked for.
    COMPILED: bool
else:

    def __getattr__(name: str) -> object:
        if name != "COMPILED":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return _compiled()


def kernel(function: Function) -> Function:
    """Return ``function`` compiled, or as it is."""
    if not _compiled():
        return function
    import numba  # noqa: PLC0415 - a second of loading that uncompiled runs are spared

    numba.config.CACHE_DIR = str(folder())
    return cast("Function", numba.njit(cache=True, nogil=True)(function))
