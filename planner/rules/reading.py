"""Rules files: YAML in, plain records out, every problem with its line and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

import yaml
from pydantic import ValidationError
from rapidfuzz import process

from planner.domain.errors import BadInput
from planner.rules.checking import doubts_of
from planner.rules.placing import placed
from planner.rules.rule_records import SECTIONS, Record

SCHEMA: Final = "sijempol-rules/1"
#: The largest rules file that is read, in characters.
LARGEST: Final = 2_000_000
#: How deep a rules file may nest; the deepest record needs six.
DEEPEST: Final = 20

_DATA: Final = files("planner") / "data"
_LINE: Final = "__line__"
_IDS: Final = {
    *("id", "series", "extends", "replaces", "revokes", "cuts_short", "displaces", "disputes"),
    *("lifts", "corrects", "instrument"),
}
_WEEKDAYS: Final = {"mon_thu", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}
_NOTHING: Final = {"", "null", "~", "Null", "NULL"}


class _Lines(yaml.BaseLoader):
    """Reads every scalar as text, so that 32.72 stays a code and 15:00 a clock time.

    Mappings remember their line. A name given twice, and references that could blow a small
    file up, are refused.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem="rujukan (*) tidak dipakai di berkas aturan; tulis isinya",
                problem_mark=self.peek_event().start_mark,  # type: ignore[no-untyped-call]
            )
        return super().compose_node(parent, index)

    def mapping_with_line(self, node: Any) -> dict[str, object]:
        """Return a mapping of texts with the line it starts on."""
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(self.construct_object(key_node, deep=True))
            if key in mapping:
                raise yaml.MarkedYAMLError(
                    problem=f"'{key}' tertulis dua kali; hapus salah satu",
                    problem_mark=key_node.start_mark,
                )
            mapping[key] = self.construct_object(value_node, deep=True)
        mapping[_LINE] = node.start_mark.line + 1
        return mapping


_Lines.add_constructor(
    yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
    _Lines.mapping_with_line,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rules file holds: its records, and what in it should be confirmed."""

    records: tuple[dict[str, object], ...]
    warnings: tuple[str, ...]


def read_records(text: str, *, name: str) -> tuple[dict[str, object], ...]:
    """Return the records of a rules file's ``text``, each a mapping of plain JSON values.

    ``name`` is the file's name for messages.

    Raises
    ------
    BadInput
        Anything is wrong: every problem is listed with file, line, field and remedy, and no
        record is taken.
    """
    return read_rules(text, name=name).records


def read_rules(text: str, *, name: str, existing: Sequence[Mapping[str, object]] = ()) -> Reading:
    """Return the records of a rules file's ``text`` with what should be confirmed.

    ``existing`` are records already on file, with which the new ones must fit.

    Raises
    ------
    BadInput
        As :func:`read_records`.
    """
    document = _document(text, name)
    warnings: list[str] = []
    problems = [
        f"{name}, baris {_line(document)}: bagian '{section}' tidak dikenal."
        f"{_nearest(section, SECTIONS)}"
        for section in document
        if section not in {*SECTIONS, "schema", _LINE}
    ]
    if document.get("schema") != SCHEMA:
        problems.append(
            f"{name}: baris pertama harus 'schema: {SCHEMA}', bukan '{document.get('schema', '')}'."
        )
    records: list[dict[str, object]] = []
    seen: dict[str, int] = {}
    for section, model in SECTIONS.items():
        for item in _items(document.get(section), section, name, problems):
            line = _line(item)
            place = f"{name}, baris {line}"
            before = len(problems)
            named = f"{place} ({item.get('id', 'tanpa id')})"
            codes = placed(item, named, problems, warnings)
            if len(problems) > before:
                continue
            record = _validated(codes, model, place, problems)
            if record is None:
                continue
            first = seen.setdefault(record.id, line)
            if first != line:
                problems.append(
                    f"{name}, baris {line}, id: '{record.id}' sudah dipakai di baris {first}. "
                    "Beri id lain."
                )
            records.append(record.model_dump(mode="json", by_alias=True, exclude_unset=True))
            records[-1]["kind"] = record.kind
    if problems:
        raise BadInput(problems)
    mine = {str(record["id"]) for record in records}
    warnings += [
        f"{name}, baris {seen[doubt.record_id]} ({doubt.record_id}): {doubt.sentence}"
        for doubt in doubts_of([*(each for each in existing if each["id"] not in mine), *records])
        if doubt.record_id in seen
    ]
    return Reading(tuple(records), tuple(warnings))


def shipped_records() -> tuple[dict[str, object], ...]:
    """Return the history that comes along: rules, levels, policy and calendar of 2020-2022."""
    names = (path.name for path in (_DATA / "rules").iterdir())
    return _records_in("rules", sorted(name for name in names if name.endswith(".yaml")))


def starting_records() -> tuple[dict[str, object], ...]:
    """Return what a real office begins with: calendar, hours, channels and a policy.

    Nobody has confirmed the policy yet, and nothing of 2020-2022 is among them.
    """
    return (
        *_records_in("rules", ("calendar.yaml", "holidays.yaml", "policy.yaml")),
        *_records_in("start", ("channels.yaml",)),
    )


def _records_in(folder: str, names: Iterable[str]) -> tuple[dict[str, object], ...]:
    return tuple(
        record
        for name in names
        for record in read_records((_DATA / folder / name).read_text(encoding="utf-8"), name=name)
    )


def _document(text: str, name: str) -> dict[str, object]:
    if len(text) > LARGEST:
        raise BadInput([f"{name}: berkas lebih dari {LARGEST} huruf. Bagi menjadi beberapa."])
    try:
        _refuse_depth(text)
        document = yaml.load(text, Loader=_Lines)  # noqa: S506 - builds text, lists, mappings
    except yaml.MarkedYAMLError as error:
        line = "?" if error.problem_mark is None else error.problem_mark.line + 1
        raise BadInput(
            [f"{name}, baris {line}: {error.problem}. Periksa spasi dan tanda kutip."]
        ) from error
    except yaml.YAMLError as error:
        raise BadInput([f"{name}: bukan YAML yang bisa dibaca. Simpan sebagai UTF-8."]) from error
    if not isinstance(document, dict):
        raise BadInput([f"{name}: isi harus dimulai dengan 'schema: {SCHEMA}'."])
    return document


def _refuse_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise yaml.MarkedYAMLError(problem=f"susunan lebih dalam dari {DEEPEST}")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _items(
    value: object, section: str, name: str, problems: list[str]
) -> Iterator[Mapping[str, object]]:
    if value is None or value == "":
        return
    if not isinstance(value, list):
        problems.append(f"{name}: bagian '{section}' harus berupa daftar (baris '- id: ...').")
        return
    for item in value:
        if isinstance(item, dict):
            yield item
        else:
            problems.append(f"{name}: '{section}' memuat '{item}', bukan catatan dengan id.")


def _validated(
    item: Mapping[str, object], model: type[Record], place: str, problems: list[str]
) -> Record | None:
    try:
        return model.model_validate(_clean(item))
    except ValidationError as refused:
        named = f"{place} ({item.get('id', 'tanpa id')})"
        errors = refused.errors(include_url=False)
        problems.extend(f"{named}{_sentence(error, model)}" for error in errors)
        return None


def _clean(value: object) -> object:
    """Return ``value`` without line marks, with YAML's words for nothing as None."""
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items() if key != _LINE}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return None if value in _NOTHING else value


def _sentence(error: Any, model: type[Record]) -> str:
    """Return one of pydantic's findings as an Indonesian sentence with its field."""
    path = ".".join(str(part) for part in error["loc"])
    if error["type"] == "value_error":
        return f": {error['ctx']['error']}"
    return f"{f', {path}' if path else ''}: {_finding(error, path, model)}"


def _finding(error: Any, path: str, model: type[Record]) -> str:
    kind, given = str(error["type"]), str(error.get("input"))[:60]
    complaint = "tidak bisa dipakai. Lihat bentuk berkas aturan."
    if kind == "missing":
        return "wajib diisi."
    if kind == "extra_forbidden":
        names = [info.alias or name for name, info in model.model_fields.items()]
        return f"nama ini tidak dikenal.{_nearest(path.rsplit('.', maxsplit=1)[-1], names)}"
    if kind in ("enum", "literal_error"):
        choices = str(error["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
        near = _nearest(given, choices.split(", "))
        complaint = f"bukan pilihan.{near} Pilihan: {choices}."
    elif kind == "string_pattern_mismatch":
        complaint = _form(path)
    elif "date" in kind:
        complaint = "bukan tanggal. Tulis TTTT-BB-HH, misalnya 2021-07-03."
    elif "int" in kind or "than" in kind:
        complaint = "bukan bilangan bulat yang wajar. Periksa angkanya."
    elif "bool" in kind:
        complaint = "harus true atau false."
    return f"'{given}' {complaint}"


def _form(path: str) -> str:
    if path.startswith("areas"):
        return "bukan kode wilayah Kemendagri, misalnya 32.72 (kota) atau 32.72.03.1002."
    if "hours" in path or path.split(".", maxsplit=1)[0] in _WEEKDAYS:
        return "bukan jam. Tulis JJ:MM, misalnya 08:00."
    if path.split(".", maxsplit=1)[0] in _IDS:
        return "bukan id. Pakai huruf besar, angka, dan tanda hubung."
    return "tidak sesuai bentuknya. Pakai huruf kecil dan garis bawah."


def _nearest(given: str, choices: Any) -> str:
    near = process.extractOne(given, list(choices))
    return f" Maksud Anda '{near[0]}'?" if near and near[1] > 60 else ""


def _line(item: Mapping[str, object]) -> int:
    return int(str(item.get(_LINE, 1)))
