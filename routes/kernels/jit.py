"""Whether the search runs compiled, and where the compiled code is kept.

Compiling takes from 20 seconds to 2 minutes and is never waited for: until the folder says it
is ready, the same functions run as they are. ``SIJEMPOL_KERNELS`` may say ``python`` (never
compiled) or ``compiled`` (compile now if need be); ``SIJEMPOL_CACHE`` names another folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])


@lru_cache(maxsize=1)
def folder() -> Path:
    """Return where compiled code is kept: one folder for each version of it."""
    named = os.environ.get("SIJEMPOL_CACHE") or os.environ.get("XDG_CACHE_HOME")
    base = Path(named) if named else Path.home() / ".cache"
    try:
        home = base / "sijempol"
        home.mkdir(parents=True, exist_ok=True)
        if not os.access(home, os.W_OK):
            raise PermissionError(home)
    except OSError:
        home = Path(tempfile.gettempdir()) / f"sijempol-{os.getuid()}"
        home.mkdir(mode=0o700, exist_ok=True)
    return home / f"kernels-{_key()}"


def _key() -> str:
    """Return a name for this code on this Python: what it was compiled from and with."""
    digest = sha256(f"{sys.version} {sys.platform} {_numba_version()}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    digest.update(str(Path(__file__).parent).encode())
    return digest.hexdigest()[:16]


def _numba_version() -> str:
    try:
        return version("numba")
    except PackageNotFoundError:
        return ""


def ready() -> bool:
    """Return whether compiled code is there to be loaded."""
    return bool(_numba_version()) and (folder() / "ready").exists()


def compiled_share() -> int:
    """Return how much of the search is compiled by now, in percent."""
    if ready():
        return 100
    kernels = len(_KERNELS)
    done = len(list(folder().glob("**/*.nbi"))) if folder().exists() else 0
    return min(99, 100 * done // kernels) if kernels else 0


def _wanted() -> bool:
    wanted = os.environ.get("SIJEMPOL_KERNELS", "")
    if wanted == "python" or os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}:
        return False
    return bool(_numba_version()) if wanted == "compiled" else ready()


#: Whether the search of this process is compiled; decided once, when it is first imported.
COMPILED: Final = _wanted()


#: The names of all functions that are compiled.
_KERNELS: Final[set[str]] = set()


def kernel(function: Function) -> Function:
    """Return ``function`` compiled, or as it is."""
    _KERNELS.add(f"{function.__module__}.{function.__qualname__}")
    if not COMPILED:
        return function
    import numba  # noqa: PLC0415 - a second of loading that uncompiled runs are spared

    numba.config.CACHE_DIR = str(folder())
    return cast("Function", numba.njit(cache=True, nogil=True)(function))
