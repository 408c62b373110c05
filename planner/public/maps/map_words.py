"""The words of a map's own controls, in Indonesian."""

from __future__ import annotations

from typing import Final

from maps import MapWords

MAP_WORDS: Final = MapWords(
    zoom_in="Perbesar",
    zoom_out="Perkecil",
    needs_script="Peta memerlukan JavaScript. Semua isinya ada di tabel di bawah.",
    open_link="Buka halamannya",
    close="Tutup keterangan",
    choose="Pilih hari yang digambar",
    approximate="Batas wilayah perkiraan, digambar dari titik tengah dan luas.",
    legend="Arti warna, pola, dan garis",
    numbers="Urutan kunjungan dalam rute",
    depot="Kantor, awal dan akhir rute",
    slide="Hari",
    earlier="Hari sebelumnya",
    later="Hari berikutnya",
    show="Tampilkan",
    spans=(("satu hari", 1), ("tujuh hari", 7), ("semua hari", 100_000)),
)
