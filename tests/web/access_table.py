"""Who may open what, written by hand: what endpoints say of themselves is compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.routing import compile_path

from planner.domain.accounts import Stage
from planner.web.shell.access import Need


@dataclass(frozen=True, slots=True)
class Row:
    """One endpoint: its method, its path as the router writes it, and what it needs."""

    method: str
    path: str
    need: Need


#: Every endpoint of the application; folders of files stand with their first part.
ACCESS: Final = (
    Row("GET", "/kantor/aset/leaflet", Need.NOBODY),
    Row("GET", "/kantor/aset", Need.NOBODY),
    Row("GET", "/kantor/masuk", Need.GUEST),
    Row("POST", "/kantor/masuk", Need.GUEST),
    Row("POST", "/kantor/masuk/contoh", Need.EXAMPLE),
    Row("GET", "/kantor/masuk/kode", Need.STEP_CODE),
    Row("POST", "/kantor/masuk/kode", Need.STEP_CODE),
    Row("GET", "/kantor/pasang", Need.GUEST),
    Row("POST", "/kantor/pasang", Need.GUEST),
    Row("POST", "/kantor/keluar", Need.SIGNED_IN),
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
    Row("GET", "/kantor/papan-aset", Need.NOBODY),
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
    Row("GET", "/kantor/aturan/terlambat", Need.COORDINATOR),
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
    Row("GET", "/", Need.NOBODY),
    Row("GET", "/{path:path}", Need.NOBODY),
)

#: Where a sign-in that is under way goes on.
STEP_PAGES: Final = {
    Stage.CODE: "/kantor/masuk/kode",
    Stage.PASSWORD: "/kantor/akun/sandi",
    Stage.ENROL: "/kantor/akun/langkah-kedua",
}
OFFICE_ROWS: Final = tuple(
    row for row in ACCESS if row.path == "/kantor" or row.path.startswith("/kantor/")
)
_PATTERNS: Final = tuple((row, compile_path(row.path)[0]) for row in OFFICE_ROWS)


def page_at(path: str) -> Row | None:
    """Return the row of the office's page at ``path``; None where there is none."""
    there = (row for row, pattern in _PATTERNS if row.method == "GET" and pattern.match(path))
    return next(there, None)
