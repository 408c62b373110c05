"""What is said of a record that should not be, or should be confirmed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to mend or to confirm about a record: its id and a sentence with the remedy."""

    record_id: str
    sentence: str
