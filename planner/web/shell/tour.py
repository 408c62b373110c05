"""A tour of ten minutes through the main job, on example data: stop, reschedule, publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fastapi import Request

from planner.domain.indonesian import day_words
from planner.web.below import in_practice
from planner.web.shell.links import Links


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStep:
    """One step: what to do now, where, and what is seen then."""

    title: str
    do: tuple[str, ...]
    see: str
    href: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TourBar:
    """The step somebody is at, as the bar on every page tells it."""

    at: int
    of: int
    title: str


#: The titles, by which the bar names the steps.
TITLES: Final = (
    "Catat pembatasan",
    "Berlakukan sekarang",
    "Lihat yang dihentikan",
    "Susun draf baru",
    "Baca yang belum terjadwal",
    "Pindahkan satu kunjungan",
    "Periksa dan terbitkan",
    "Salin teks WhatsApp",
    "Kembalikan rencana lama",
)


def tour_steps(
    today: date, *, draft: int | None, plan: int | None, link: Links
) -> tuple[TourStep, ...]:
    """Return the steps as they read on ``today``; ``draft`` and ``plan`` are what they lead to.

    Where there is none yet, a step leads to where one is made.
    """
    last = day_words(today + timedelta(7))
    new_search, versions = link("new_search"), link("versions")
    said: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
        (
            (
                "Bayangkan wali kota menutup Kecamatan Cikole mulai besok.",
                "Pilih Dihentikan sementara, centang Kecamatan Cikole.",
                f"Isi Sampai dengan {last}, lalu tekan Lihat akibatnya.",
            ),
            "Daftar kunjungan yang terkena dan kalimat yang akan dibaca warga. Belum tersimpan.",
            link("new_rule"),
            "Buka pembatasan baru",
        ),
        (
            (
                "Di halaman akibat, tekan Berlakukan sekarang juga.",
                "Usulkan ke orang kedua adalah cara biasa, bila ada waktu.",
            ),
            "Halaman aturan itu dengan keadaan berlaku atau akan berlaku.",
            link("rules"),
            "Lihat daftar pembatasan",
        ),
        (
            ("Buka daftar kunjungan yang dihentikan sementara.",),
            "Tiap kunjungan tetap ada, dengan alasan. Tanggal baru belum dijanjikan.",
            link("requests", keadaan="dihentikan"),
            "Lihat yang dihentikan",
        ),
        (
            (
                "Biarkan isian seperti adanya, lalu tekan Mulai susun.",
                "Rencana terbit tidak berubah selama Anda mencoba.",
            ),
            "Kemajuan pencarian, lalu papan draf baru.",
            new_search,
            "Buka susun rute",
        ),
        (
            ("Baca bagian Belum terjadwal di papan draf.",),
            "Tiap kunjungan punya alasan dengan angka. Bila kosong, semua sudah punya tempat.",
            new_search if draft is None else link("plan", draft, fragment="belum"),
            "Buka draf",
        ),
        (
            (
                "Pilih nama satu kunjungan di kalender draf.",
                "Di Tempat lain terbaik, tekan Pindahkan ke sini.",
            ),
            "Kunjungan itu di tempat baru. Tombol Urungkan mengembalikannya.",
            new_search if draft is None else link("plan", draft),
            "Buka draf",
        ),
        (
            (
                "Baca yang berubah, dan lihat halaman warga di pratinjau ponsel.",
                "Tekan Terbitkan.",
            ),
            "Rencana dengan nomor baru, yang sekarang dilihat warga.",
            new_search if draft is None else link("review_plan", draft),
            "Buka pemeriksaan",
        ),
        (
            ("Buka Teks WhatsApp rencana ini, pilih satu teks, lalu salin.",),
            "Teks tanpa data pribadi, siap dikirim ke grup kelurahan.",
            versions if plan is None else link("plan", plan, fragment="teks"),
            "Buka rencana terbit",
        ),
        (
            (
                "Pilih rencana sebelumnya, tekan Kembalikan.",
                "Draf dari rencana lama terbuka; terbitkan bila memang perlu.",
            ),
            "Riwayat tidak hilang: rencana lama menjadi draf baru.",
            versions,
            "Buka versi rencana",
        ),
    )
    return tuple(
        TourStep(title=title, do=do, see=see, href=href, link=words)
        for title, (do, see, href, words) in zip(TITLES, said, strict=True)
    )


def tour_cookie(request: Request) -> str:
    """Return the cookie that keeps the step; an example beside an office has its own."""
    return "sijempol-tur-latihan" if in_practice(request) else "sijempol-tur"


def tour_bar(request: Request) -> TourBar | None:
    """Return the step that the browser of ``request`` is at; None where no tour goes on."""
    if not request.app.state.site.office.profile.demo:
        return None
    at = step_number(request.cookies.get(tour_cookie(request), ""))
    return None if at is None else TourBar(at=at, of=len(TITLES), title=TITLES[at - 1])


def step_number(text: str) -> int | None:
    """Return the step that ``text`` names, None where it names none."""
    known = text.isascii() and text.isdecimal() and len(text) < 3
    return int(text) if known and 1 <= int(text) <= len(TITLES) else None
