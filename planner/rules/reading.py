"""Rules files: YAML in, plain records out, every problem with its line and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from planner.domain.errors import BadInput
from planner.rules.checking import doubts_among, doubts_of_calendar
from planner.rules.doubts import Doubt
from planner.rules.expected import ExpectedCase, cases_of, failures_of
from planner.rules.findings import nearest, sentence_of
from planner.rules.named import Named
from planner.rules.placing import placed
from planner.rules.refusing import refusals_of, unsourced
from planner.rules.rule_records import MODELS, SECTIONS, Record
from planner.rules.rule_text import LINE, SCHEMA, document_of, line_of

_NOTHING: Final = {"", "null", "~", "Null", "NULL"}
#: The section of expected cases, which are no records.
CASES: Final = "cases"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rules file holds: its records, and what in it should be confirmed.

    ``cases`` are the answers it expects, which are no records.
    """

    records: tuple[dict[str, object], ...]
    warnings: tuple[str, ...]
    cases: tuple[ExpectedCase, ...] = ()


@dataclass(slots=True)
class _File:
    """One file as it is read: its records with their lines, its problems and warnings."""

    name: str
    models: list[Record] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    cases: tuple[ExpectedCase, ...] = ()

    def place(self, record_id: str) -> str:
        """Return where a record stands, for messages; without a file's name its title."""
        if not self.name:
            return next(model.title for model in self.models if model.id == record_id)
        return f"{self.name}, baris {self.lines[record_id]} ({record_id})"

    def messages(self, doubts: Sequence[Doubt]) -> list[str]:
        """Return what is said of this file's records, each with its place."""
        return [
            f"{self.place(doubt.record_id)}: {doubt.sentence}"
            for doubt in doubts
            if doubt.record_id in self.lines
        ]

    def plain(self) -> tuple[dict[str, object], ...]:
        """Return the records as plain JSON values."""
        return tuple(_plain(record) for record in self.models)


def read_records(text: str, *, name: str) -> tuple[dict[str, object], ...]:
    """Return the records of a rules file's ``text``, each a mapping of plain JSON values.

    ``name`` is the file's name for messages. Whether the records fit together is not asked:
    what may not be has no effect.

    Raises
    ------
    BadInput
        Anything is wrong: every problem is listed with file, line, field and remedy, and no
        record is taken.
    """
    return read_files([(name, text)])


def read_files(texts: Sequence[tuple[str, str]]) -> tuple[dict[str, object], ...]:
    """Return the records of several files, given as names and texts, as :func:`read_records`.

    Raises
    ------
    BadInput
        As :func:`read_records`, or one id stands in two files.
    """
    return tuple(record for file in _read(texts) for record in file.plain())


def read_rules(
    text: str,
    *,
    name: str,
    existing: Sequence[Mapping[str, object]] = (),
    entering: bool = False,
) -> Reading:
    """Return the records of a rules file's ``text`` with what should be confirmed.

    ``existing`` are records already on file, with which the new ones must fit. Without a
    ``name`` (a form has none) messages call records by their titles. Raises as
    :func:`check_files`.
    """
    return check_files([(name, text)], existing=existing, entering=entering)[0]


def check_files(
    texts: Sequence[tuple[str, str]],
    *,
    existing: Sequence[Mapping[str, object]] = (),
    entering: bool = False,
) -> tuple[Reading, ...]:
    """Return what each of several files holds, given as names and texts.

    All must fit together and with ``existing``. For ``entering`` an office every ending needs
    a source.

    Raises
    ------
    BadInput
        As :func:`read_files`; or records may not be as they are, beside the others and those on
        file; or an expected case does not hold.
    """
    read = _read(texts)
    mine = {record.id for file in read for record in file.models}
    plain = [record for file in read for record in file.plain()]
    problems = _taken(read, existing)
    before = [each for each in existing if each["id"] not in mine]
    models = [MODELS[str(each["kind"])].model_validate(each) for each in before]
    models += [record for file in read for record in file.models]
    named = Named.of(models, mine)
    without_source = tuple(unsourced(named))
    refusals = (*refusals_of(named), *(without_source if entering else ()))
    problems += [message for file in read for message in file.messages(refusals)]
    if not problems:
        cases = [(file.name, case) for file in read for case in file.cases]
        problems = failures_of(cases, [*before, *plain])
    if problems:
        raise BadInput(problems)
    doubts = (*doubts_among(named), *doubts_of_calendar(models, mine), *without_source)
    return tuple(
        Reading(file.plain(), (*file.warnings, *file.messages(doubts)), file.cases) for file in read
    )


def _plain(record: Record) -> dict[str, object]:
    plain = record.model_dump(mode="json", by_alias=True, exclude_unset=True)
    plain["kind"] = record.kind
    return plain


def _read(texts: Sequence[tuple[str, str]]) -> list[_File]:
    """Return the files of these names and texts; every problem of all of them is told."""
    read = []
    problems: list[str] = []
    where: dict[str, _File] = {}
    for name, text in texts:
        try:
            file = _read_one(name, document_of(text, name))
        except BadInput as refused:
            problems += refused.problems
            continue
        read.append(file)
        problems += file.problems
        for record_id in file.lines:
            other = where.setdefault(record_id, file)
            if other is not file:
                problems.append(
                    f"{file.place(record_id)}: id ini juga dipakai di {other.name}, baris "
                    f"{other.lines[record_id]}. Beri id lain, atau hapus salah satunya."
                )
    if problems:
        raise BadInput(problems)
    return read


def _read_one(name: str, document: dict[str, object]) -> _File:
    file = _File(name)
    file.problems = [
        f"{name}, baris {line_of(document)}: bagian '{section}' tidak dikenal."
        f"{nearest(section, (*SECTIONS, CASES))}"
        for section in document
        if section not in {*SECTIONS, CASES, "schema", LINE}
    ]
    if document.get("schema") != SCHEMA:
        file.problems.append(
            f"{name}: baris pertama harus 'schema: {SCHEMA}', bukan '{document.get('schema', '')}'."
        )
    for section, model in SECTIONS.items():
        for item in _items(document.get(section), section, name, file.problems):
            _take(file, item, model)
    items = list(_items(document.get(CASES), CASES, name, file.problems))
    file.cases = cases_of(items, name, file.problems)
    return file


def _take(file: _File, item: Mapping[str, object], model: type[Record]) -> None:
    """Add the record of ``item`` to ``file``, or what is wrong with it."""
    line = line_of(item)
    place = f"{file.name}, baris {line}"
    before = len(file.problems)
    named = f"{place} ({item.get('id', 'tanpa id')})" if file.name else str(item.get("title"))
    codes = placed(item, named, file.problems, file.warnings)
    if len(file.problems) > before:
        return
    record = _validated(codes, model, named, file.problems)
    if record is None:
        return
    first = file.lines.setdefault(record.id, line)
    if first != line:
        file.problems.append(
            f"{place}, id: '{record.id}' sudah dipakai di baris {first}. Beri id lain."
        )
    file.models.append(record)


def _taken(read: Sequence[_File], existing: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the problems of ids that records on file have with another content."""
    there = {str(each["id"]): each for each in existing}
    return [
        f"{file.place(str(plain['id']))}: id ini sudah tercatat dengan isi lain. Beri id baru, "
        "dan isi corrects bila yang tercatat salah."
        for file in read
        for plain in file.plain()
        if plain["id"] in there and _said(there[str(plain["id"])]) != _said(plain)
    ]


def _said(plain: Mapping[str, object]) -> dict[str, object]:
    """Return what a plain record says, whether or not somebody still has to confirm it."""
    return {name: value for name, value in plain.items() if name != "proposed"}


def _items(
    value: object, section: str, name: str, problems: list[str]
) -> Iterator[Mapping[str, object]]:
    if value is None or value == "":
        return
    if not isinstance(value, list):
        start = "case_id" if section == CASES else "id"
        problems.append(f"{name}: bagian '{section}' harus berupa daftar (baris '- {start}: ...').")
        return
    for item in value:
        if isinstance(item, dict):
            yield item
        else:
            problems.append(f"{name}: '{section}' memuat '{item}', bukan catatan dengan id.")


def _validated(
    item: Mapping[str, object], model: type[Record], named: str, problems: list[str]
) -> Record | None:
    try:
        return model.model_validate(_clean(item))
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
        problems.extend(f"{named}{sentence_of(error, model)}" for error in errors)
        return None


def _clean(value: object) -> object:
    """Return ``value`` without line marks, with YAML's words for nothing as None."""
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items() if key != LINE}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return None if value in _NOTHING else value
