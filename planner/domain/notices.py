"""Messages to people when a visit or the service changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message for those a change concerns, ready to be sent by WhatsApp.

    ``audience`` is "public" for a group visit, "private" for a home visit: a private notice
    goes to the contact of that visit and appears in no public output. ``text`` is Indonesian
    and holds no personal data. ``seq`` is given by the store.
    """

    visit_id: str
    area_code: str
    at: datetime
    as_of: date
    kind: str
    audience: str
    text: str
    rule_ids: tuple[str, ...] = ()
    seq: int = 0
