"""What somebody saw of a visit before they changed it: a later change by another is no surprise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain.errors import PlannerError
from planner.domain.visits import Visit


class VisitChanged(PlannerError):
    """Somebody changed a visit after the page was shown on which it was to be changed.

    ``visit_id`` is that visit, ``seen`` the version that was shown.
    """

    code = "visit_changed"

    def __init__(self, visit_id: str, seen: int) -> None:
        super().__init__(
            f"Kunjungan {visit_id} sudah diubah orang lain sejak halaman ini dibuka. "
            "Lihat keadaan terbaru, lalu putuskan."
        )
        self.visit_id, self.seen = visit_id, seen


def refuse_unseen(visits: Mapping[str, Visit], seen: Iterable[tuple[str, int]]) -> None:
    """Refuse to change visits that are no longer as they were ``seen``: pairs of id and version.

    Raises
    ------
    VisitChanged
        One of them was changed meanwhile.
    """
    for visit_id, version in seen:
        visit = visits.get(visit_id)
        if visit is not None and visit.version != version:
            raise VisitChanged(visit_id, version)
