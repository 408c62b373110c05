"""Who may open what, written by hand: what endpoints say of themselves is compared with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.routing import compile_path

from planner.domain.accounts import Stage
from planner.web.shell.access import Clearance


@dataclass(frozen=True, slots=True)
class Row:
    """One endpoint: its method, its path as the router writes it, and what it needs."""

    method: str
    path: str
    need: Clearance


#: Every endpoint of the application; folders of files stand with their first part.
ACCESS: Final = (
    Row("GET", "/kantor/aset/leaflet", Clearance.NOBODY),
    Row("GET", "/kantor/aset", Clearance.NOBODY),
    Row("GET", "/kantor/masuk", Clearance.GUEST),
    Row("POST", "/kantor/masuk", Clearance.GUEST),
    Row("POST", "/kantor/masuk/contoh", Clearance.EXAMPLE),
    Row("GET", "/kantor/masuk/kode", Clearance.STEP_CODE),
    Row("POST", "/kantor/masuk/kode", Clearance.STEP_CODE),
    Row("GET", "/kantor/pasang", Clearance.GUEST),
    Row("POST", "/kantor/pasang", Clearance.GUEST),
    Row("POST", "/kantor/keluar", Clearance.SIGNED_IN),
    Row("GET", "/kantor/akun", Clearance.VIEWER),
    Row("POST", "/kantor/akun/sesi", Clearance.VIEWER),
    Row("GET", "/kantor/akun/sandi", Clearance.STEP_PASSWORD),
    Row("POST", "/kantor/akun/sandi", Clearance.STEP_PASSWORD),
    Row("GET", "/kantor/akun/langkah-kedua", Clearance.STEP_ENROL),
    Row("POST", "/kantor/akun/langkah-kedua", Clearance.STEP_ENROL),
    Row("GET", "/kantor/isian", Clearance.VIEWER),
    Row("POST", "/kantor/isian/buang", Clearance.VIEWER),
    Row("GET", "/kantor/orang", Clearance.ADMIN),
    Row("POST", "/kantor/orang", Clearance.ADMIN),
    Row("POST", "/kantor/orang/{login}/peran", Clearance.ADMIN),
    Row("POST", "/kantor/orang/{login}/sandi", Clearance.ADMIN),
    Row("POST", "/kantor/orang/{login}/aktif", Clearance.ADMIN),
    Row("GET", "/kantor/catatan", Clearance.COORDINATOR),
    Row("GET", "/kantor/catatan/data-pribadi", Clearance.ADMIN),
    Row("GET", "/kantor", Clearance.VIEWER),
    Row("POST", "/kantor/draf", Clearance.COORDINATOR),
    Row("GET", "/kantor/rencana/{plan_id}", Clearance.VIEWER),
    Row("GET", "/kantor/rencana/{plan_id}/peta.js", Clearance.VIEWER),
    Row("GET", "/kantor/rencana/{plan_id}/peta.css", Clearance.VIEWER),
    Row("POST", "/kantor/rencana/{plan_id}/terbitkan", Clearance.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/buang", Clearance.COORDINATOR),
    Row("GET", "/kantor/rencana/{plan_id}/kunjungan/{visit_id}", Clearance.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/ubah", Clearance.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/obat", Clearance.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/urungkan", Clearance.COORDINATOR),
    Row("POST", "/kantor/rencana/{plan_id}/ulangi", Clearance.COORDINATOR),
    Row("GET", "/kantor/rencana/{plan_id}/periksa", Clearance.COORDINATOR),
    Row("GET", "/kantor/rencana/{plan_id}/pratinjau/{path:path}", Clearance.COORDINATOR),
    Row("GET", "/kantor/papan-aset", Clearance.NOBODY),
    Row("GET", "/kantor/bandingkan", Clearance.VIEWER),
    Row("GET", "/kantor/susun", Clearance.COORDINATOR),
    Row("POST", "/kantor/susun", Clearance.COORDINATOR),
    Row("GET", "/kantor/susunan/{job_id}", Clearance.VIEWER),
    Row("GET", "/kantor/susunan/{job_id}/kabar", Clearance.VIEWER),
    Row("POST", "/kantor/susunan/{job_id}/cukup", Clearance.COORDINATOR),
    Row("POST", "/kantor/susunan/{job_id}/batal", Clearance.COORDINATOR),
    Row("GET", "/kantor/versi", Clearance.VIEWER),
    Row("POST", "/kantor/versi/{number}/kembalikan", Clearance.COORDINATOR),
    Row("GET", "/kantor/cari", Clearance.VIEWER),
    Row("GET", "/kantor/pintasan", Clearance.VIEWER),
    Row("GET", "/kantor/hari", Clearance.COORDINATOR),
    Row("GET", "/kantor/hari/tanda", Clearance.COORDINATOR),
    Row("GET", "/kantor/lembar", Clearance.VIEWER),
    Row("GET", "/kantor/lembar/cek", Clearance.VIEWER),
    Row("GET", "/kantor/lembar/{unit_id}/{day}", Clearance.VIEWER),
    Row("GET", "/kantor/lembar/{unit_id}/{day}/rahasia", Clearance.COORDINATOR),
    Row("GET", "/kantor/permohonan", Clearance.VIEWER),
    Row("GET", "/kantor/permohonan/baru", Clearance.COORDINATOR),
    Row("POST", "/kantor/permohonan", Clearance.COORDINATOR),
    Row("GET", "/kantor/permohonan/{name}", Clearance.COORDINATOR),
    Row("POST", "/kantor/permohonan/{name}/tolak", Clearance.COORDINATOR),
    Row("POST", "/kantor/permohonan/{name}/tempat", Clearance.COORDINATOR),
    Row("GET", "/kantor/kunjungan/{visit_id}", Clearance.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/batalkan", Clearance.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/tunda", Clearance.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/layani-hadir", Clearance.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/selesai", Clearance.COORDINATOR),
    Row("POST", "/kantor/kunjungan/{visit_id}/gagal", Clearance.COORDINATOR),
    Row("GET", "/kantor/aturan", Clearance.VIEWER),
    Row("GET", "/kantor/aturan/baru", Clearance.COORDINATOR),
    Row("POST", "/kantor/aturan/baru", Clearance.COORDINATOR),
    Row("POST", "/kantor/aturan/pratinjau", Clearance.COORDINATOR),
    Row("POST", "/kantor/aturan/usulkan", Clearance.COORDINATOR),
    Row("POST", "/kantor/aturan/berlakukan", Clearance.COORDINATOR),
    Row("GET", "/kantor/aturan/kebijakan", Clearance.VIEWER),
    Row("POST", "/kantor/aturan/kebijakan/sahkan", Clearance.ADMIN),
    Row("GET", "/kantor/aturan/terlambat", Clearance.COORDINATOR),
    Row("GET", "/kantor/kembali", Clearance.COORDINATOR),
    Row("POST", "/kantor/kembali", Clearance.COORDINATOR),
    Row("GET", "/kantor/aturan/catatan/{rule_id}", Clearance.VIEWER),
    Row("POST", "/kantor/aturan/catatan/{rule_id}/periksa", Clearance.COORDINATOR),
    Row("POST", "/kantor/aturan/catatan/{rule_id}/tolak", Clearance.COORDINATOR),
    Row("GET", "/kantor/hubungi", Clearance.COORDINATOR),
    Row("POST", "/kantor/hubungi/{visit_id}", Clearance.COORDINATOR),
    Row("GET", "/kantor/impor", Clearance.COORDINATOR),
    Row("POST", "/kantor/impor", Clearance.COORDINATOR),
    Row("GET", "/kantor/impor/berkas/{token}", Clearance.COORDINATOR),
    Row("POST", "/kantor/impor/berkas/{token}/perbaiki", Clearance.COORDINATOR),
    Row("GET", "/kantor/impor/berkas/{token}/bermasalah.{form}", Clearance.COORDINATOR),
    Row("POST", "/kantor/impor/berkas/{token}/ambil", Clearance.COORDINATOR),
    Row("POST", "/kantor/impor/{batch_id}/batalkan", Clearance.COORDINATOR),
    Row("GET", "/kantor/ekspor/templat.xlsx", Clearance.COORDINATOR),
    Row("GET", "/kantor/ekspor/{kind}.{form}", Clearance.COORDINATOR),
    Row("GET", "/kantor/panduan", Clearance.VIEWER),
    Row("GET", "/kantor/panduan/gambar/{name}.png", Clearance.VIEWER),
    Row("GET", "/kantor/panduan/{name}", Clearance.VIEWER),
    Row("GET", "/kantor/petugas", Clearance.VIEWER),
    Row("POST", "/kantor/petugas", Clearance.COORDINATOR),
    Row("POST", "/kantor/petugas/hapus-nama", Clearance.COORDINATOR),
    Row("POST", "/kantor/petugas/cuti/{leave_id}/akhiri", Clearance.COORDINATOR),
    Row("POST", "/kantor/petugas/{officer_id}", Clearance.COORDINATOR),
    Row("POST", "/kantor/petugas/{officer_id}/berhenti", Clearance.COORDINATOR),
    Row("POST", "/kantor/petugas/{officer_id}/cuti", Clearance.COORDINATOR),
    Row("GET", "/kantor/piket", Clearance.VIEWER),
    Row("POST", "/kantor/piket", Clearance.COORDINATOR),
    Row("POST", "/kantor/piket/{day}/tukar", Clearance.COORDINATOR),
    Row("GET", "/kantor/piket/unit/{unit_id}/{day}", Clearance.VIEWER),
    Row("GET", "/kantor/latihan", Clearance.COORDINATOR),
    Row("POST", "/kantor/latihan", Clearance.COORDINATOR),
    Row("POST", "/kantor/latihan/hapus", Clearance.COORDINATOR),
    Row("GET", "/kantor/mulai", Clearance.COORDINATOR),
    Row("POST", "/kantor/mulai/aturan", Clearance.COORDINATOR),
    Row("GET", "/kantor/tur", Clearance.VIEWER),
    Row("POST", "/kantor/api/pratinjau-aturan", Clearance.COORDINATOR),
    Row("GET", "/kantor/api/level-berikut", Clearance.VIEWER),
    Row("GET", "/cari", Clearance.NOBODY),
    Row("GET", "/en/cari", Clearance.NOBODY),
    Row("GET", "/{day:saved}/cari", Clearance.NOBODY),
    Row("GET", "/{day:saved}/en/cari", Clearance.NOBODY),
    Row("GET", "/{day:saved}/{path:path}", Clearance.NOBODY),
    Row("GET", "/", Clearance.NOBODY),
    Row("GET", "/{path:path}", Clearance.NOBODY),
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
