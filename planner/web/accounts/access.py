"""Who may open what: one table of every endpoint. What has no row here is opened to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from re import Pattern
from typing import Final

from starlette.routing import compile_path

from planner.actions.accounts.sessions import Signed
from planner.domain.accounts import Role, Stage


class Need(StrEnum):
    """What a person must have shown to open an endpoint."""

    #: Public: nobody is asked, no session is looked up.
    NOBODY = "nobody"
    #: Pages of signing in itself.
    GUEST = "guest"
    #: A button of the example: exists in no real office.
    EXAMPLE = "example"
    #: Steps of a sign-in that is under way.
    STEP_CODE = "step code"
    STEP_PASSWORD = "step password"  # noqa: S105
    STEP_ENROL = "step enrol"
    #: A session, complete or not.
    SESSION = "session"
    VIEWER = "viewer"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Row:
    """One endpoint: its method, its path as the router writes it, and what it needs."""

    method: str
    path: str
    need: Need


#: Every endpoint of the application. Rows of the office stand in the order they are matched.
ACCESS: Final = (
    Row("GET", "/kantor/aset/{name:path}", Need.NOBODY),
    Row("GET", "/kantor/masuk", Need.GUEST),
    Row("POST", "/kantor/masuk", Need.GUEST),
    Row("POST", "/kantor/masuk/contoh", Need.EXAMPLE),
    Row("GET", "/kantor/masuk/kode", Need.STEP_CODE),
    Row("POST", "/kantor/masuk/kode", Need.STEP_CODE),
    Row("GET", "/kantor/pasang", Need.GUEST),
    Row("POST", "/kantor/pasang", Need.GUEST),
    Row("POST", "/kantor/keluar", Need.SESSION),
    Row("GET", "/kantor/akun", Need.VIEWER),
    Row("POST", "/kantor/akun/sesi", Need.VIEWER),
    Row("GET", "/kantor/akun/sandi", Need.STEP_PASSWORD),
    Row("POST", "/kantor/akun/sandi", Need.STEP_PASSWORD),
    Row("GET", "/kantor/akun/langkah-kedua", Need.STEP_ENROL),
    Row("POST", "/kantor/akun/langkah-kedua", Need.STEP_ENROL),
    Row("GET", "/kantor/isian", Need.VIEWER),
    Row("POST", "/kantor/isian/buang", Need.VIEWER),
    Row("GET", "/kantor/orang", Need.ADMIN),
    Row("POST", "/kantor/orang", Need.ADMIN),
    Row("POST", "/kantor/orang/{login}/peran", Need.ADMIN),
    Row("POST", "/kantor/orang/{login}/sandi", Need.ADMIN),
    Row("POST", "/kantor/orang/{login}/aktif", Need.ADMIN),
    Row("GET", "/kantor/catatan", Need.COORDINATOR),
    Row("GET", "/kantor/catatan/data-pribadi", Need.ADMIN),
    Row("GET", "/kantor", Need.VIEWER),
    Row("POST", "/kantor/draf", Need.COORDINATOR),
    Row("GET", "/kantor/rencana/{plan_id}", Need.VIEWER),
    Row("GET", "/kantor/rencana/{plan_id}/peta.js", Need.VIEWER),
    Row("GET", "/kantor/rencana/{plan_id}/peta.css", Need.VIEWER),
    Row("POST", "/kantor/rencana/{plan_id}/terbitkan", Need.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/buang", Need.COORDINATOR),
    Row("GET", "/kantor/rencana/{plan_id}/kunjungan/{visit_id}", Need.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/ubah", Need.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/obat", Need.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/urungkan", Need.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/ulangi", Need.COORDINATOR),
    Row("GET", "/kantor/rencana/{plan_id}/periksa", Need.COORDINATOR),
    Row("GET", "/kantor/rencana/{plan_id}/pratinjau/{path:path}", Need.COORDINATOR),
    Row("GET", "/kantor/papan-aset/{name}", Need.NOBODY),
    Row("GET", "/kantor/bandingkan", Need.VIEWER),
    Row("GET", "/kantor/susun", Need.COORDINATOR),
    Row("POST", "/kantor/susun", Need.COORDINATOR),
    Row("GET", "/kantor/susunan/{job_id}", Need.VIEWER),
    Row("GET", "/kantor/susunan/{job_id}/kabar", Need.VIEWER),
    Row("POST", "/kantor/susunan/{job_id}/cukup", Need.COORDINATOR),
    Row("POST", "/kantor/susunan/{job_id}/batal", Need.COORDINATOR),
    Row("GET", "/kantor/versi", Need.VIEWER),
    Row("POST", "/kantor/versi/{number}/kembalikan", Need.COORDINATOR),
    Row("GET", "/kantor/cari", Need.VIEWER),
    Row("GET", "/kantor/pintasan", Need.VIEWER),
    Row("GET", "/kantor/hari", Need.COORDINATOR),
    Row("GET", "/kantor/hari/tanda", Need.COORDINATOR),
    Row("GET", "/kantor/lembar", Need.VIEWER),
    Row("GET", "/kantor/lembar/cek", Need.VIEWER),
    Row("GET", "/kantor/lembar/{unit_id}/{day}", Need.VIEWER),
    Row("GET", "/kantor/lembar/{unit_id}/{day}/rahasia", Need.COORDINATOR),
    Row("GET", "/kantor/permohonan", Need.VIEWER),
    Row("GET", "/kantor/permohonan/baru", Need.COORDINATOR),
    Row("POST", "/kantor/permohonan", Need.COORDINATOR),
    Row("GET", "/kantor/permohonan/{name}", Need.COORDINATOR),
    Row("POST", "/kantor/permohonan/{name}/tolak", Need.COORDINATOR),
    Row("POST", "/kantor/permohonan/{name}/tempat", Need.COORDINATOR),
    Row("GET", "/kantor/kunjungan/{visit_id}", Need.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/batalkan", Need.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/tunda", Need.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/layani-hadir", Need.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/selesai", Need.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/gagal", Need.COORDINATOR),
    Row("GET", "/kantor/aturan", Need.VIEWER),
    Row("GET", "/kantor/aturan/baru", Need.COORDINATOR),
    Row("POST", "/kantor/aturan/baru", Need.COORDINATOR),
    Row("POST", "/kantor/aturan/pratinjau", Need.COORDINATOR),
    Row("POST", "/kantor/aturan/usulkan", Need.COORDINATOR),
    Row("POST", "/kantor/aturan/berlakukan", Need.COORDINATOR),
    Row("GET", "/kantor/aturan/kebijakan", Need.VIEWER),
    Row("GET", "/kantor/aturan/catatan/{rule_id}", Need.VIEWER),
    Row("POST", "/kantor/aturan/catatan/{rule_id}/periksa", Need.COORDINATOR),
    Row("POST", "/kantor/aturan/catatan/{rule_id}/tolak", Need.COORDINATOR),
    Row("GET", "/kantor/hubungi", Need.COORDINATOR),
    Row("POST", "/kantor/hubungi/{visit_id}", Need.COORDINATOR),
    Row("GET", "/kantor/impor", Need.COORDINATOR),
    Row("POST", "/kantor/impor", Need.COORDINATOR),
    Row("GET", "/kantor/impor/berkas/{token}", Need.COORDINATOR),
    Row("POST", "/kantor/impor/berkas/{token}/perbaiki", Need.COORDINATOR),
    Row("GET", "/kantor/impor/berkas/{token}/bermasalah.{form}", Need.COORDINATOR),
    Row("POST", "/kantor/impor/berkas/{token}/ambil", Need.COORDINATOR),
    Row("POST", "/kantor/impor/{batch_id}/batalkan", Need.COORDINATOR),
    Row("GET", "/kantor/ekspor/templat.xlsx", Need.COORDINATOR),
    Row("GET", "/kantor/ekspor/{kind}.{form}", Need.COORDINATOR),
    Row("GET", "/kantor/panduan", Need.VIEWER),
    Row("GET", "/kantor/panduan/gambar/{name}.png", Need.VIEWER),
    Row("GET", "/kantor/panduan/{name}", Need.VIEWER),
    Row("GET", "/kantor/petugas", Need.VIEWER),
    Row("POST", "/kantor/petugas", Need.COORDINATOR),
    Row("POST", "/kantor/petugas/hapus-nama", Need.COORDINATOR),
    Row("POST", "/kantor/petugas/cuti/{leave_id}/akhiri", Need.COORDINATOR),
    Row("POST", "/kantor/petugas/{officer_id}", Need.COORDINATOR),
    Row("POST", "/kantor/petugas/{officer_id}/berhenti", Need.COORDINATOR),
    Row("POST", "/kantor/petugas/{officer_id}/cuti", Need.COORDINATOR),
    Row("GET", "/kantor/piket", Need.VIEWER),
    Row("POST", "/kantor/piket", Need.COORDINATOR),
    Row("POST", "/kantor/piket/{day}/tukar", Need.COORDINATOR),
    Row("GET", "/kantor/piket/unit/{unit_id}/{day}", Need.VIEWER),
    Row("GET", "/kantor/latihan", Need.COORDINATOR),
    Row("POST", "/kantor/latihan", Need.COORDINATOR),
    Row("POST", "/kantor/latihan/hapus", Need.COORDINATOR),
    Row("GET", "/kantor/mulai", Need.COORDINATOR),
    Row("POST", "/kantor/mulai/aturan", Need.COORDINATOR),
    Row("GET", "/kantor/tur", Need.VIEWER),
    Row("POST", "/kantor/api/pratinjau-aturan", Need.COORDINATOR),
    Row("GET", "/kantor/api/level-berikut", Need.VIEWER),
    Row("GET", "/cari", Need.NOBODY),
    Row("GET", "/en/cari", Need.NOBODY),
    Row("GET", "/{day:saved}/cari", Need.NOBODY),
    Row("GET", "/{day:saved}/en/cari", Need.NOBODY),
    Row("GET", "/{day:saved}/{path:path}", Need.NOBODY),
    Row("GET", "/{path:path}", Need.NOBODY),
)

OFFICE: Final = "/kantor"
_ROLES: Final = {
    Need.VIEWER: Role.VIEWER,
    Need.COORDINATOR: Role.COORDINATOR,
    Need.ADMIN: Role.ADMIN,
}
_STEPS: Final = {
    Need.STEP_CODE: (Stage.CODE,),
    Need.STEP_PASSWORD: (Stage.PASSWORD, Stage.FULL),
    Need.STEP_ENROL: (Stage.ENROL, Stage.FULL),
    Need.SESSION: tuple(Stage),
}
#: Where a sign-in that is under way goes on.
NEXT_STEP: Final = {
    Stage.CODE: "/kantor/masuk/kode",
    Stage.PASSWORD: "/kantor/akun/sandi",
    Stage.ENROL: "/kantor/akun/langkah-kedua",
    Stage.FULL: "/kantor",
}


def is_office(path: str) -> bool:
    """Return whether ``path`` lies in the office."""
    return path == OFFICE or path.startswith(f"{OFFICE}/")


_Compiled = tuple[Row, Pattern[str]]
_OFFICE_ROWS: Final[tuple[_Compiled, ...]] = tuple(
    (row, compile_path(row.path)[0]) for row in ACCESS if is_office(row.path)
)


def rows_for(path: str) -> dict[str, Row]:
    """Return the office's rows for ``path``, by method."""
    found: dict[str, Row] = {}
    for row, pattern in _OFFICE_ROWS:
        if pattern.match(path):
            found.setdefault(row.method, row)
    return found


def opens_by_role(need: Need) -> bool:
    """Return whether what has ``need`` is opened by a person's role."""
    return need in _ROLES


def opens(need: Need, signed: Signed | None) -> bool:
    """Return whether ``signed`` (None: nobody) may open what has ``need``."""
    if need in (Need.NOBODY, Need.GUEST, Need.EXAMPLE):
        return True
    if signed is None:
        return False
    if need in _STEPS:
        return signed.session.stage in _STEPS[need]
    return signed.role is not None and signed.role.at_least(_ROLES[need])
