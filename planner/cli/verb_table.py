"""Every verb by name: what it is for, and the file that is imported once it is called.

Help names all verbs and carries out none, so it reads this table alone
(planner/docs/decisions/0064).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class VerbFile:
    """The verbs of ``file``, by name with the first line of what each says of itself.

    With a ``group`` they are called behind that word, which is for ``purpose``.
    """

    file: str
    verbs: Mapping[str, str]
    group: str = ""
    purpose: str = ""


#: In the order of the help.
VERB_FILES: Final = (
    VerbFile("demo_verbs", {"demo": "Mainkan kantor contoh dan tampilkan angkanya."}),
    VerbFile("decide_verbs", {"decide": "Putuskan kasus dari CSV menurut aturan."}),
    VerbFile("replay_verbs", {"replay": "Putar ulang masa lalu menurut yang diketahui tiap hari."}),
    VerbFile(
        "plan_verbs",
        {"plan": "Susun draf rencana dari yang menunggu.", "publish": "Terbitkan draf rencana."},
    ),
    VerbFile("serve_verbs", {"serve": "Tampilkan halaman warga dan kantor."}),
    VerbFile("site_verbs", {"maps": "Tulis peta yang terbit ke folder."}),
    VerbFile(
        "engine_verbs",
        {
            "solve": "Susun rute untuk satu soal.",
            "check": "Periksa jawaban rute JSON.",
        },
    ),
    VerbFile(
        "site_verbs",
        {
            "render": "Buat halaman warga untuk hari yang dimulai, lalu bereskan data lama.",
            "export-site": "Tulis halaman warga ke folder.",
        },
    ),
    VerbFile(
        "rules_verbs",
        {
            "check": "Periksa berkas aturan.",
            "schema": "Tulis JSON Schema berkas aturan.",
            "export": "Tulis semua aturan sebagai YAML.",
            "preview": "Lihat apa yang berubah bila aturan ini dicatat.",
            "next-level": "Lihat apa yang terkena bila level naik pekan depan.",
            "propose": "Usulkan aturan; belum berlaku sampai diperiksa orang lain.",
            "pending": "Tampilkan usulan yang menunggu pemeriksaan.",
            "confirm": "Nyatakan usulan benar; kunjungan yang terkena langsung dihentikan.",
            "example": "Catat riwayat 2020-2022 sebagai contoh; yang sudah tercatat tetap.",
            "adopt": "Sahkan kebijakan kantor; halaman tidak lagi menyebutnya anggapan awal.",
        },
        group="rules",
        purpose="Periksa, pratinjau, dan ambil berkas aturan.",
    ),
    VerbFile(
        "db_verbs",
        {
            "upgrade": "Perbarui tabel data ke versi program ini; buat bila belum ada.",
            "downgrade": "Kembalikan tabel data ke skema lama.",
            "backup": "Cadangkan data dan berkas terbitan ke folder baru.",
            "restore": "Pulihkan cadangan ke folder data yang kosong.",
            "move": "Salin data dari berkas ke PostgreSQL pada SIJEMPOL_DATABASE.",
        },
        group="db",
        purpose="Merawat data: cadangan, pindah, versi.",
    ),
    VerbFile(
        "sheet_verbs",
        {
            "template": "Tulis templat permohonan dengan pilihan dan tiga contoh.",
            "check": "Periksa tabel permohonan tanpa menyimpan apa pun.",
            "take": "Ambil permohonan baru dari tabel; baris bermasalah ditinggal.",
            "undo": "Batalkan satu impor utuh, selama belum ada yang dijadwalkan.",
            "export": "Tulis permohonan, unit, kalender, atau hasil.",
        },
        group="sheets",
        purpose="Tabel Excel dan CSV: templat, ambil, ekspor.",
    ),
    VerbFile(
        "users_verbs",
        {
            "add": "Tambah orang dan tampilkan kata sandi sekali pakai.",
            "list": "Tampilkan semua akun.",
            "role": "Ganti peran seseorang; sesinya berakhir.",
            "reset": "Buat kata sandi sekali pakai; langkah kedua dan sesi dihapus.",
            "off": "Matikan akun; sesinya berakhir saat itu juga.",
            "on": "Nyalakan akun lagi.",
        },
        group="users",
        purpose="Mengatur siapa boleh masuk.",
    ),
)
