"""Visits as lists: which are still ahead, which dates are firm, what stands on one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.domain.vocabulary import VisitState
from planner.public.shared.language import day_words, say
from planner.public.shared.page_views import ShownVisit, visit_view
from planner.public.shared.public_facts import PublicVisit, SiteFacts

#: How long a cancelled visit stays in sight after its day.
ENDED_SHOWN_FOR: Final = timedelta(30)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLists:
    """The public visits by where they stand, each list in the order of days and hours.

    ``ahead`` are those of today, whatever the hour, and of later days.
    ``ended`` were cancelled or did not take place; they stay for ``ENDED_SHOWN_FOR`` after
    their day.
    """

    ahead: tuple[ShownVisit, ...]
    stopped: tuple[ShownVisit, ...]
    done: tuple[ShownVisit, ...]
    ended: tuple[ShownVisit, ...] = ()

    @property
    def firm(self) -> tuple[ShownVisit, ...]:
        """Visits ahead whose day has known rules."""
        return tuple(view for view in self.ahead if not view.tentative)

    @property
    def tentative(self) -> tuple[ShownVisit, ...]:
        """Visits ahead on days whose rules are not known yet."""
        return tuple(view for view in self.ahead if view.tentative)

    @property
    def sure_words(self) -> str:
        """How far dates are firm, in a sentence; empty where nothing is ahead."""
        firm, tentative = self.firm, self.tentative
        sentences = []
        if firm and firm[-1].day is not None:
            sentences.append(
                say(
                    "%(n)s kunjungan bertanggal pasti, sampai %(hari)s.",
                    n=len(firm),
                    hari=day_words(firm[-1].day),
                )
            )
        if tentative and tentative[0].day is not None:
            sentences.append(
                say(
                    "%(n)s kunjungan bertanggal sementara, mulai %(hari)s: "
                    "aturannya belum diketahui.",
                    n=len(tentative),
                    hari=day_words(tentative[0].day),
                )
            )
        return " ".join(sentences)

    @property
    def stopped_words(self) -> str:
        """What the stopped visits wait for, in a sentence or two."""
        fixed = sum(view.fixed for view in self.stopped)
        waiting = len(self.stopped) - fixed
        sentences = [say("%(n)s kunjungan menunggu tanggal baru.", n=waiting)] if waiting else []
        if fixed:
            sentences.append(
                say("%(n)s kunjungan bertanggal tetap dan tidak bisa digeser.", n=fixed)
            )
        return " ".join(sentences)


def visit_lists(facts: SiteFacts) -> VisitLists:
    """Return the visits of ``facts`` in lists, as they stand on their day."""
    coming = [
        public_visit
        for public_visit in facts.visits
        if public_visit.visit.state is VisitState.SCHEDULED
        and public_visit.visit.day is not None
        and public_visit.visit.day >= facts.today
    ]
    ended = _in_state(facts, VisitState.CANCELLED) + _in_state(facts, VisitState.FAILED)
    return VisitLists(
        ended=tuple(
            view
            for view in _ordered(ended, facts)
            if view.day is not None and view.day + ENDED_SHOWN_FOR >= facts.today
        ),
        ahead=_ordered(coming, facts),
        stopped=_ordered(_in_state(facts, VisitState.SUSPENDED), facts),
        done=_ordered(_in_state(facts, VisitState.DONE), facts),
    )


def soon_words(ahead: Sequence[ShownVisit], today: date) -> str:
    """Return how many visits there are today and until Sunday; each day is named."""
    sunday = today + timedelta(6 - today.weekday())
    days = [view.day for view in ahead if view.day is not None and view.day <= sunday]
    now = sum(day == today for day in days)
    sentence = say("Hari ini, %(hari)s: %(n)s kunjungan.", hari=day_words(today), n=now)
    if sunday == today or len(days) == now:
        return sentence
    later = say(
        "Sesudahnya sampai %(hari)s: %(n)s kunjungan.", hari=day_words(sunday), n=len(days) - now
    )
    return f"{sentence} {later}"


def by_day(views: Sequence[ShownVisit]) -> list[tuple[str, list[ShownVisit]]]:
    """Return ``views``, ordered by day, under their days in words."""
    days: dict[date | None, list[ShownVisit]] = {}
    for view in views:
        days.setdefault(view.day, []).append(view)
    return [
        (say("Belum ada tanggal") if day is None else day_words(day), days[day]) for day in days
    ]


def _in_state(facts: SiteFacts, state: VisitState) -> list[PublicVisit]:
    return [public_visit for public_visit in facts.visits if public_visit.visit.state is state]


def _ordered(visits: Iterable[PublicVisit], facts: SiteFacts) -> tuple[ShownVisit, ...]:
    views = [visit_view(each, facts) for each in visits]
    return tuple(sorted(views, key=lambda view: (view.day or date.max, view.now, view.id)))
