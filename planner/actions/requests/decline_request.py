"""A request is declined with an offer; there is no way to decline it without one."""

from __future__ import annotations

from typing import Final

from planner.actions.requests.end_visits import cancel_visits
from planner.actions.saving.changes import reason_of
from planner.actions.saving.office import Act, Done, Office
from planner.actions.saving.office_state import load_state
from planner.domain.errors import BadInput, NotFound
from planner.domain.vocabulary import Offer

#: What the host is offered, as the visit's history says it.
OFFERED: Final = {
    Offer.MERGE: "Tawaran: digabung dengan kunjungan lain",
    Offer.OFFICE: "Tawaran: dilayani di kantor",
    Offer.ONLINE: "Tawaran: dilayani lewat WhatsApp",
}

_MERGE_WITH: Final = (
    "Gabung dengan: isi nomor permohonan lain yang masih berjalan. "
    "Salin nomornya dari daftar permohonan."
)


def decline_request(
    office: Office, act: Act, request_id: str, *, offer: Offer, why: str, merge_with: str = ""
) -> Done:
    """Cancel all open visits of a request and say what its host is offered instead.

    ``merge_with`` is the request it is merged with, needed for that offer alone.

    Raises
    ------
    BadInput
        The reason is missing, or the request to merge with is missing or has ended.
    NotFound
        There is no such request, or nothing of it is open any more.
    """
    with office.database.reading() as store:
        visits = load_state(store, office.areas).visits.values()
    mine = [v.id for v in visits if v.request.id == request_id and not v.state.ended]
    told = f"{OFFERED[offer]}. {reason_of(why)}"
    if offer is Offer.MERGE:
        host = [v for v in visits if v.request.id == merge_with and not v.state.ended]
        if merge_with == request_id or not host or host[0].private:
            raise BadInput([_MERGE_WITH])
    if act.idempotency_key and not mine:
        # The same form again: what it asked for is done.
        mine = [v.id for v in visits if v.request.id == request_id]
    if not mine:
        raise NotFound(f"Permohonan {request_id[:20]} tidak ada atau sudah berakhir.")
    return cancel_visits(office, act, sorted(mine), why=told)
