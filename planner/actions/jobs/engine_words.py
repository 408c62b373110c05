"""What people are told of the tours engine."""

from __future__ import annotations

from typing import Final

#: Where the engine can never be compiled.
SLOW_FOR_GOOD: Final = (
    "Mesin rute berjalan lambat, dengan langkah lebih sedikit: tidak ada folder simpanan yang "
    "hanya bisa ditulis pemakai program ini. Isi SIJEMPOL_CACHE dengan folder seperti itu, lalu "
    "mulai ulang."
)
