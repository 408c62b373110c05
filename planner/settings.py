"""What can be set from outside, by environment variables that begin with SIJEMPOL_."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from planner.domain.errors import BadInput
from planner.domain.fleet import Depot
from planner.domain.office import Figure, OfficeProfile, SessionFigures
from planner.domain.vocabulary import Evidence

_KUDUS = "Sidoarjo 2012: 5-10 menit per orang; kelurahan dan sekolah di tempat lain serupa."
_KEDIRI = "Kediri 2020: 15 menit per dokumen bila data dan jaringan baik."
_OURS = "Perkiraan kami; ganti dengan catatan kantor."
_QUOTA = "PPU paling sedikit 100 sehari, Kediri 100 per sesi sebelum pandemi."

#: Where the example is served; its links lead nowhere else.
DEMO_URL = "http://127.0.0.1:8000/"


class Settings(BaseSettings):
    """Settings of one office. Minutes are whole, positions WGS84 degrees.

    The depot's position is an estimate along Jl. Bhayangkara between known house numbers;
    the office must set its own.
    """

    model_config = SettingsConfigDict(env_prefix="SIJEMPOL_", extra="ignore")

    database: str = Field(default="", max_length=500, repr=False)
    office_name: str = Field(default="Disdukcapil Kota Sukabumi", min_length=3, max_length=80)
    office_address: str = Field(default="", max_length=160)
    whatsapp: str | None = Field(default=None, pattern=r"^62\d{8,13}$")
    site_url: str = Field(default="", max_length=120, pattern=r"^(https?://[!-~]+/)?$")
    depot_name: str = Field(default="Kantor Disdukcapil", min_length=3, max_length=80)
    depot_lat: float = Field(default=-6.91250, ge=-11, le=6)
    depot_lon: float = Field(default=106.93005, ge=95, le=141)
    setup_min: int = Field(default=30, ge=0, le=180)
    recording_min: int = Field(default=8, ge=1, le=60)
    document_min: int = Field(default=15, ge=1, le=120)
    changeover_min: int = Field(default=3, ge=0, le=60)
    packup_min: int = Field(default=15, ge=0, le=120)
    home_min: int = Field(default=30, ge=5, le=180)
    normal_session_people: int = Field(default=100, ge=1, le=1000)

    @field_validator("site_url")
    @classmethod
    def _leads_somewhere(cls, address: str) -> str:
        try:
            parts = urlsplit(address)
            named = not address or (bool(parts.hostname) and parts.port != 0)
        except ValueError:
            named = False
        if not named:
            raise ValueError("alamat tanpa nama situs; tulis misalnya https://sijempol.example/")
        return address

    def profile(self, *, demo: bool) -> OfficeProfile:
        """Return the office as actions know it; the demo has no number that could ring."""
        set_by_office = "depot_lat" in self.model_fields_set
        return OfficeProfile(
            name=f"{self.office_name} (CONTOH)" if demo else self.office_name,
            demo=demo,
            whatsapp=None if demo else self.whatsapp,
            site_url=self.site_url or (DEMO_URL if demo else ""),
            address=self.office_address,
            depot=Depot(
                name=self.depot_name,
                lat=self.depot_lat,
                lon=self.depot_lon,
                evidence=Evidence.DOCUMENTED if set_by_office else Evidence.ESTIMATED,
                source="pengaturan kantor" if set_by_office else _OURS,
            ),
            figures=self._figures(),
        )

    def _figures(self) -> SessionFigures:
        def figure(name: str, evidence: Evidence, source: str) -> Figure:
            if name in self.model_fields_set:
                evidence, source = Evidence.DOCUMENTED, "pengaturan kantor"
            return Figure(value=getattr(self, name), evidence=evidence, source=source)

        return SessionFigures(
            setup_min=figure("setup_min", Evidence.ESTIMATED, _OURS),
            recording_min=figure("recording_min", Evidence.ESTIMATED, _KUDUS),
            document_min=figure("document_min", Evidence.ESTIMATED, _KEDIRI),
            changeover_min=figure("changeover_min", Evidence.ESTIMATED, _OURS),
            packup_min=figure("packup_min", Evidence.ESTIMATED, _OURS),
            home_min=figure("home_min", Evidence.ESTIMATED, _OURS),
            normal_session_people=figure("normal_session_people", Evidence.ESTIMATED, _QUOTA),
        )


def read_settings() -> Settings:
    """Return what is set from outside.

    Raises
    ------
    BadInput
        A setting cannot be used.
    """
    try:
        return Settings()
    except ValidationError as refused:
        raise BadInput(
            [
                f"Pengaturan SIJEMPOL_{'_'.join(str(part) for part in error['loc']).upper()} "
                f"tidak bisa dipakai: {error['msg']}."
                for error in refused.errors(include_url=False, include_input=False)
            ]
        ) from refused
