"""What the office keeps of its hosts: how they asked, and who has been reached about a date.

None of it is ever public: it names no place of its own, but it stands beside a contact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CallAnswer(StrEnum):
    """How far the office has come with one host about one date."""

    CONTACTED = "contacted"
    AGREED = "agreed"
    OTHER_DATE = "other_date"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestNote:
    """What a request brought besides its facts.

    ``preferred`` are the weekdays the host would like, 0 for Monday; ``letter`` what was seen of
    a letter (its number and day), empty where none was.
    """

    request_id: str
    preferred: tuple[int, ...] = ()
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTick:
    """What a host answered about a date they were given.

    ``date_key`` names that date, so that an answer counts for it alone. ``seq`` is given by the
    store; of several ticks for one date the last counts.
    """

    visit_id: str
    date_key: str
    answer: CallAnswer
    note: str
    who: str
    at: datetime
    seq: int = 0
