"""The forms about one visit: each says which version of it was shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Final

from pydantic import Field

from planner.actions.saving.office import Act
from planner.domain.code_words import SERVICES
from planner.domain.vocabulary import Service
from planner.web.shell.context import OfficeRequest
from planner.web.shell.form_models import Day, NeededLine, OfficeForm, Ticked, Whole, within

#: What a form holds in ``came_from`` where it stands on the day's page.
FROM_DAY: Final = "hari"

Version = Annotated[Whole, within(0, 2**31)]
DocumentCount = Annotated[Whole, within(0, 5000)]
PeopleServed = Annotated[Whole, within(1, 2000)]


def seen_versions(pairs: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the visits of a form with the versions that were shown, each written "id:version"."""
    return tuple(
        (visit_id, int(version))
        for visit_id, _, version in (pair.partition(":") for pair in pairs)
        if version.isascii() and version.isdecimal() and len(version) < 10
    )


class VisitForm(OfficeForm):
    """A form about one visit; from the day's page it says which day and unit were shown."""

    version: Version | None = Field(default=None, alias="versi", title="Versi")
    came_from: str = Field(default="", alias="dari", title="Halaman", max_length=80)
    day: str = Field(default="", alias="hari", title="Hari", max_length=80)
    unit: str = Field(default="", title="Unit mobil", max_length=80)

    def act(self, here: OfficeRequest, visit_id: str) -> Act:
        """Return the act of sending this form: what was seen of the visit is said with it."""
        act = here.act(self.idempotency_key)
        return act if self.version is None else replace(act, seen=((visit_id, self.version),))


class ReasonForm(VisitForm):
    """A visit ends or fails for a reason."""

    why: NeededLine = Field(alias="alasan", title="Alasan", max_length=200)


class PostponeForm(ReasonForm):
    """A visit loses its date and is looked at again on a day."""

    review_on: Day = Field(alias="periksa", title="Hari diperiksa lagi")


class PresentForm(ReasonForm):
    """Those already present are served although a rule stops the visit."""

    people: PeopleServed = Field(alias="orang", title="Orang dilayani")


class ResultForm(VisitForm):
    """A visit took place: the people served, by service as counted."""

    people: PeopleServed = Field(alias="orang", title="Orang dilayani")
    ktp_recording: DocumentCount = Field(
        default=0, alias="jumlah-KTP_RECORDING", title=SERVICES[Service.KTP_RECORDING]
    )
    ktp_print: DocumentCount = Field(
        default=0, alias="jumlah-KTP_PRINT", title=SERVICES[Service.KTP_PRINT]
    )
    kk: DocumentCount = Field(default=0, alias="jumlah-KK", title=SERVICES[Service.KK])
    kia: DocumentCount = Field(default=0, alias="jumlah-KIA", title=SERVICES[Service.KIA])
    birth_certificate: DocumentCount = Field(
        default=0, alias="jumlah-BIRTH_CERTIFICATE", title=SERVICES[Service.BIRTH_CERTIFICATE]
    )
    death_certificate: DocumentCount = Field(
        default=0, alias="jumlah-DEATH_CERTIFICATE", title=SERVICES[Service.DEATH_CERTIFICATE]
    )
    marriage_certificate: DocumentCount = Field(
        default=0,
        alias="jumlah-MARRIAGE_CERTIFICATE",
        title=SERVICES[Service.MARRIAGE_CERTIFICATE],
    )
    rest_waits: Ticked = Field(default=False, alias="sisa", title="Sisa menunggu")

    def counts(self) -> dict[Service, int]:
        """Return how many were served by each service."""
        return {service: getattr(self, service.name.lower()) for service in Service}
