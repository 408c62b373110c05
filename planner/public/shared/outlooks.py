"""When a stopped service or visit may come back, in words that are true on a day."""

from __future__ import annotations

from datetime import date

from planner.domain.visits import Visit
from planner.public.shared.language import day_words, say


def outlook_words(earliest: date | None, review_on: date | None, *, today: date) -> str:
    """Return when a stopped service may come back, or when it is looked at again.

    A day before ``today`` promises nothing any more, and the words say so.
    """
    if earliest is not None and earliest >= today:
        return say("Buka lagi paling cepat %(hari)s, belum pasti.", hari=day_words(earliest))
    if earliest is not None:
        return say(
            "Belum ada tanggal buka. Perkiraan %(hari)s sudah lewat.", hari=day_words(earliest)
        )
    if review_on is not None and review_on >= today:
        return say("Belum ada tanggal buka. Kami periksa lagi %(hari)s.", hari=day_words(review_on))
    if review_on is not None:
        return say(
            "Belum ada tanggal buka. Kami berjanji memeriksa lagi %(hari)s; hari itu sudah lewat.",
            hari=day_words(review_on),
        )
    return say("Belum ada tanggal buka.")


def visit_outlook(visit: Visit, *, today: date) -> str:
    """Return what a suspended visit waits for, as it stands on ``today``."""
    if visit.request.fixed_day is not None:
        return say("Tanggalnya tidak bisa digeser. Hubungi kantor untuk dilayani di kantor.")
    return outlook_words(visit.earliest, visit.review_on, today=today)
