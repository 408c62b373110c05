"""Wrong tries are counted; after a few the next one waits, longer each time, never for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from planner.domain.accounts import TooManyTries, Tries
from planner.store import Store

#: Tries that are free within the window, by what they are counted for: one name from one
#: address, one address whatever the name, one name from anywhere.
FREE: Final = {"pair": 5, "address": 20, "name": 25}
WINDOW: Final = timedelta(minutes=15)
_FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(minutes=15)
#: Shared by everybody in an office: right tries never count, and its window does not move on.
_ADDRESS: Final = "address"


def keys_of(name: str, address: str) -> tuple[tuple[str, str], ...]:
    """Return what a try at ``name`` from ``address`` counts for, each with its key.

    Keys are hashes: the table tells nobody who mistyped, and a name costs no more room than
    another.
    """
    parts = {"pair": f"{name}\n{address}", _ADDRESS: address, "name": name}
    return tuple(
        (kind, sha256(f"{kind}\n{part}".encode("utf-8", "surrogatepass")).hexdigest())
        for kind, part in parts.items()
    )


def begin_try(store: Store, keys: Sequence[tuple[str, str]], now: datetime) -> None:
    """Count a try as wrong before it is looked at, so that many at once do not slip by.

    It counts for its name; for its address it counts when it was wrong (``blame``).

    Raises
    ------
    TooManyTries
        It must wait; then it is not counted either.
    """
    open_at = max(_standing(store, kind, key, now).open_at for kind, key in keys)
    if open_at > now:
        raise too_many(open_at - now, now)
    for kind, key in keys:
        if kind != _ADDRESS:
            _count(store, kind, key, now)


def blame(store: Store, keys: Sequence[tuple[str, str]], now: datetime) -> None:
    """Count a try that was wrong for its address."""
    for kind, key in keys:
        if kind == _ADDRESS:
            _count(store, kind, key, now)


def forgive(store: Store, keys: Iterable[tuple[str, str]]) -> None:
    """Forget the tries of somebody who got in; what counts for the address alone stays."""
    store.tries.forget([key for kind, key in keys if kind != _ADDRESS])


def too_many(wait: timedelta, now: datetime) -> TooManyTries:
    """Return the refusal that says how long to wait and until when."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return TooManyTries(
        f"Terlalu banyak percobaan yang salah. Coba lagi {minutes} menit lagi, "
        f"pukul {now + wait:%H.%M} WIB.",
        wait,
    )


def _count(store: Store, kind: str, key: str, now: datetime) -> None:
    before = _standing(store, kind, key, now)
    count = before.count + 1
    open_at = now + _wait(count, FREE[kind])
    if kind == _ADDRESS:
        open_at = min(open_at, before.first_at + WINDOW)
    store.tries.save(key, Tries(count=count, first_at=before.first_at, open_at=open_at))


def _standing(store: Store, kind: str, key: str, now: datetime) -> Tries:
    """Return the tries that still count; none once their window has passed."""
    found = store.tries.find(key)
    none = Tries(count=0, first_at=now, open_at=now)
    if found is None or found.open_at - now > LONGEST_WAIT or found.first_at > now:
        # Later than can be: the machine's clock went back, and nobody waits for it again.
        return none
    since = found.first_at if kind == _ADDRESS else max(found.first_at, found.open_at)
    return none if now - since >= WINDOW else found


def _wait(count: int, free: int) -> timedelta:
    """Return how long the try after ``count`` wrong ones waits."""
    beyond = count - free
    if beyond < 0:
        return timedelta(0)
    doubled: int = 2 ** min(beyond, 10)
    return min(_FIRST_WAIT * doubled, LONGEST_WAIT)
