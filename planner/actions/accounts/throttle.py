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


def keys_of(name: str, address: str) -> tuple[tuple[str, int], ...]:
    """Return what a try at ``name`` from ``address`` counts for, with what is free there.

    Keys are hashes: the table tells nobody who mistyped, and a name costs no more room than
    another.
    """
    parts = {"pair": f"{name}\n{address}", "address": address, "name": name}
    return tuple(
        (sha256(f"{kind}\n{part}".encode("utf-8", "surrogatepass")).hexdigest(), FREE[kind])
        for kind, part in parts.items()
    )


def begin_try(store: Store, keys: Sequence[tuple[str, int]], now: datetime) -> None:
    """Count a try as wrong before it is looked at, so that many at once do not slip by.

    Raises
    ------
    TooManyTries
        It must wait; then it is not counted either.
    """
    tries_by_key = {key: _tries_now(store.tries.find(key), now) for key, _ in keys}
    waits = [tries.open_at - now for tries in tries_by_key.values() if tries.open_at > now]
    if waits:
        raise too_many(max(waits), now)
    for key, free in keys:
        tries = tries_by_key[key]
        count = tries.count + 1
        store.tries.save(
            key, Tries(count=count, first_at=tries.first_at, open_at=now + _wait(count, free))
        )


def forgive(store: Store, keys: Iterable[tuple[str, int]]) -> None:
    """Forget the tries of somebody who got in; what counts for the address alone stays."""
    store.tries.forget([key for key, free in keys if free != FREE["address"]])


def too_many(wait: timedelta, now: datetime) -> TooManyTries:
    """Return the refusal that says how long to wait and until when."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return TooManyTries(
        f"Terlalu banyak percobaan yang salah. Coba lagi {minutes} menit lagi, "
        f"pukul {now + wait:%H.%M} WIB.",
        wait,
    )


def _tries_now(tries: Tries | None, now: datetime) -> Tries:
    if tries is None or now - max(tries.first_at, tries.open_at) > WINDOW:
        return Tries(count=0, first_at=now, open_at=now)
    if tries.open_at - now > LONGEST_WAIT:
        # The machine's clock went back; nobody waits for it to come round again.
        return Tries(count=0, first_at=now, open_at=now)
    return tries


def _wait(count: int, free: int) -> timedelta:
    """Return how long the try after ``count`` wrong ones waits."""
    beyond = count - free
    if beyond < 0:
        return timedelta(0)
    doubled: int = 2 ** min(beyond, 10)
    return min(_FIRST_WAIT * doubled, LONGEST_WAIT)
