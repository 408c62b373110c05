"""What is wrong in a field of a rules file, as a sentence with its remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from rapidfuzz import process

from planner.rules.rule_records import Record

_IDS: Final = {
    *("id", "series", "extends", "replaces", "revokes", "cuts_short", "displaces", "disputes"),
    *("lifts", "corrects", "instrument"),
}
_WEEKDAYS: Final = {"mon_thu", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}


def sentence_of(error: Any, model: type[Record]) -> str:
    """Return one of pydantic's findings as an Indonesian sentence with its field."""
    path = ".".join(str(part) for part in error["loc"])
    if error["type"] == "value_error":
        return f": {error['ctx']['error']}"
    return f"{f', {path}' if path else ''}: {_finding(error, path, model)}"


def _finding(error: Any, path: str, model: type[Record]) -> str:
    kind, given = str(error["type"]), str(error.get("input"))[:60]
    complaint = _shape(kind, path, error.get("ctx") or {})
    if kind == "missing":
        return "wajib diisi."
    if kind == "extra_forbidden":
        names = [info.alias or name for name, info in model.model_fields.items()]
        return f"nama ini tidak dikenal.{nearest(path.rsplit('.', maxsplit=1)[-1], names)}"
    if kind in ("enum", "literal_error"):
        choices = str(error["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
        near = nearest(given, choices.split(", "))
        complaint = f"bukan pilihan.{near} Pilihan: {choices}."
    elif kind == "string_pattern_mismatch":
        complaint = _form(path)
    elif "date" in kind:
        complaint = "bukan tanggal. Tulis TTTT-BB-HH, misalnya 2021-07-03."
    elif "int" in kind:
        complaint = "bukan bilangan bulat. Tulis angka saja, misalnya 20."
    elif "bool" in kind:
        complaint = "harus true atau false."
    return f"'{given}' {complaint}"


#: What is wrong with the shape of a value, and what it should be, by pydantic's kinds.
_SHAPES: Final = {
    "greater_than_equal": "terlalu kecil: paling sedikit {ge}.",
    "less_than_equal": "terlalu besar: paling banyak {le}.",
    "string_too_short": "terlalu pendek: paling sedikit {min_length} huruf.",
    "string_too_long": "terlalu panjang: paling banyak {max_length} huruf.",
    "too_short": "harus berisi sedikitnya {min_length}.",
    "too_long": "harus berisi paling banyak {max_length}.",
    "tuple_type": "bukan daftar. Tulis dalam kurung siku: {field}: [...].",
    "string_type": 'bukan tulisan. Beri tanda kutip, misalnya "32.72".',
}
_A_MAPPING: Final = "bukan isian bernama. Tulis dalam kurung kurawal: {field}: {{nama: isi}}."


def _shape(kind: str, path: str, facts: Mapping[str, Any]) -> str:
    field = path.rsplit(".", maxsplit=1)[-1]
    return _SHAPES.get(kind, _A_MAPPING).format(field=field, **facts)


def _form(path: str) -> str:
    if path.startswith("areas"):
        return "bukan kode wilayah Kemendagri, misalnya 32.72 (kota) atau 32.72.03.1002."
    if "hours" in path or path.split(".", maxsplit=1)[0] in _WEEKDAYS:
        return "bukan jam. Tulis JJ:MM, misalnya 08:00."
    if path.split(".", maxsplit=1)[0] in _IDS:
        return "bukan id. Pakai huruf besar, angka, dan tanda hubung."
    return "tidak sesuai bentuknya. Pakai huruf kecil dan garis bawah."


def nearest(given: str, choices: Iterable[str]) -> str:
    """Return which of ``choices`` was likely meant, as a question; nothing where none is near."""
    near = process.extractOne(given, list(choices))
    return f" Maksud Anda '{near[0]}'?" if near and near[1] > 60 else ""
