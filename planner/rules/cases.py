"""Cases in rows: what the rules say of each, for checking by hand or by machine."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from planner.domain.decisions import Ask, Limits
from planner.domain.errors import BadInput
from planner.domain.vocabulary import Line, Service, Urgency
from planner.rules.book import Rulebook
from planner.rules.explaining import Explanation, explain
from planner.rules.field_types import AREA_PATTERN
from planner.rules.workdays import WorkCalendar

NEEDED: Final = ("case_id", "as_of", "visit_date", "program_line", "area_code")
#: The most cases one file may hold.
MOST_ROWS: Final = 20_000

_Choice = TypeVar("_Choice", bound=StrEnum)
CaseRow = Mapping[str, str]


class _WrongRow(Exception):
    """One row cannot be decided; its text names column, value and remedy."""


def read_cases(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file's ``text``; cells are stripped, unknown columns stay.

    Raises
    ------
    BadInput
        It is no CSV, a needed column is missing, or it has too many rows.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [name for name in NEEDED if name not in (reader.fieldnames or [])]
    if missing:
        raise BadInput([f"Baris 1: kolom {', '.join(missing)} tidak ada. Tambahkan kolomnya."])
    rows = []
    try:
        for cells in reader:
            rows.append({key: (cells[key] or "").strip() for key in cells if key is not None})
            if len(rows) > MOST_ROWS:
                raise BadInput([f"Berkas lebih dari {MOST_ROWS} kasus. Bagi menjadi beberapa."])
    except csv.Error as error:
        raise BadInput([f"Baris {reader.line_num}: isi tidak terbaca ({error})."]) from error
    return rows


def decide_cases(
    book: Rulebook, calendar: WorkCalendar, rows: Sequence[CaseRow]
) -> list[dict[str, object]]:
    """Return one record a row, in order; a row that cannot be decided gives an error record.

    A row whose ``evaluable`` column says anything but yes is passed over with a remark.
    """
    return [
        _answer(case_id, said) if isinstance(said, Explanation) else {"case_id": case_id, **said}
        for case_id, said in explain_cases(book, calendar, rows)
    ]


def explain_cases(
    book: Rulebook, calendar: WorkCalendar, rows: Sequence[CaseRow]
) -> Iterator[tuple[str, Explanation | dict[str, str]]]:
    """Yield each row's case with the way to its answer, or with why there is none."""
    for number, row in enumerate(rows, start=2):
        case_id = row.get("case_id", "")
        if row.get("evaluable", "yes") not in ("", "yes"):
            yield case_id, {"skipped": "perlu data di luar berkas aturan"}
            continue
        try:
            yield case_id, _explained(book, calendar, row)
        except _WrongRow as wrong:
            yield case_id, {"error": f"Baris {number} ({case_id or 'tanpa case_id'}), {wrong}"}


def _explained(book: Rulebook, calendar: WorkCalendar, row: CaseRow) -> Explanation:
    if not row.get("case_id"):
        raise _WrongRow("kolom case_id: kosong. Isi nomor kasus.")
    ask = Ask(
        line=_word(row, "program_line", Line),
        area_code=_area(row),
        urgency=_word(row, "urgency", Urgency) if row.get("urgency") else Urgency.ROUTINE,
        services=_services(row),
        venue=row.get("venue", ""),
        people=_count(row, "participants"),
        crew=_count(row, "crew"),
        residents=_count(row, "residents", least=0),
        vaccinated=_count(row, "vaccinated", least=0),
        fixed=_yes(row, "fixed"),
    )
    day, as_of = _day(row, "visit_date"), _day(row, "as_of")
    dropped = [name for name in re.split(r"[;,\s]+", row.get("drop_rules", "")) if name]
    try:
        left = book.without(dropped) if dropped else book
    except KeyError as unknown:
        raise _WrongRow(f"kolom drop_rules: aturan {unknown} tidak ada. Periksa id.") from unknown
    return explain(left, calendar, ask, day, as_of=as_of)


def _answer(case_id: str, way: Explanation) -> dict[str, object]:
    decision = way.decision
    return {
        "case_id": case_id,
        "decision": decision.outcome.value,
        "earliest": None if decision.earliest is None else decision.earliest.isoformat(),
        "firm": decision.firm,
        "limits": limits_object(decision.limits),
        "deciding_rules": list(decision.rule_ids),
        "reason": decision.reason,
        "reason_en": decision.reason_en,
        "review_on": None if decision.review_on is None else decision.review_on.isoformat(),
        "review_cause": None if decision.review_cause is None else decision.review_cause.value,
        "advice": list(decision.advice),
        "offers": list(decision.offers),
        "staff_percent": decision.staff_percent,
        "stale": decision.stale,
        "steps": [{"step": step.name, "rules": list(step.rule_ids)} for step in decision.steps],
        "basis_of_limits": {
            each.limit: {
                "rules": list(each.rule_ids),
                "instruments": list(each.instruments),
                "articles": list(each.articles),
                "policy": each.policy or None,
            }
            for each in way.limits
        },
    }


def limits_object(limits: Limits) -> dict[str, object]:
    """Return ``limits`` as the object that results carry; what does not limit is null."""
    return {
        "people_together": limits.people_together,
        "total": limits.total,
        "percent": limits.percent,
        "hours": None if limits.hours is None else list(limits.hours),
        "outdoor": limits.outdoor,
        "requires": list(limits.requires),
        "sessions": limits.sessions,
        "services_off": [service.value for service in limits.services_off],
        "total_per_day": limits.total_per_day,
        "sessions_per_week": limits.sessions_per_week,
        "residents_only": limits.residents_only,
        "vaccinated_only": limits.vaccinated_only,
        "eligible": limits.eligible,
    }


def _word(row: CaseRow, column: str, words: type[_Choice]) -> _Choice:
    text = row.get(column, "")
    if text not in set(words):
        raise _WrongRow(f"kolom {column}: '{text}' tidak dikenal. Pilihan: {', '.join(words)}.")
    return words(text)


def _services(row: CaseRow) -> tuple[Service, ...]:
    names = [name for name in re.split(r"[;,\s]+", row.get("services", "")) if name]
    for name in names:
        if name not in set(Service):
            raise _WrongRow(
                f"kolom services: '{name}' tidak dikenal. Pilihan: {', '.join(Service)}."
            )
    return tuple(Service(name) for name in dict.fromkeys(names)) or (Service.KTP_RECORDING,)


def _area(row: CaseRow) -> str:
    code = row.get("area_code", "")
    if not re.fullmatch(AREA_PATTERN, code):
        raise _WrongRow(
            f"kolom area_code: '{code}' bukan kode wilayah. Tulis misalnya 32.72.03.1002."
        )
    return code


def _count(row: CaseRow, column: str, *, least: int = 1) -> int | None:
    text = row.get(column, "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) < least:
        raise _WrongRow(f"kolom {column}: '{text}' harus bilangan bulat {least} atau lebih.")
    return int(text)


def _yes(row: CaseRow, column: str) -> bool:
    text = row.get(column, "").casefold()
    if text not in ("", "yes", "no", "ya", "tidak"):
        raise _WrongRow(f"kolom {column}: '{text}' tidak dikenal. Tulis yes atau no.")
    return text in ("yes", "ya")


def _day(row: CaseRow, column: str) -> date:
    text = row.get(column, "")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _WrongRow(
            f"kolom {column}: '{text}' bukan tanggal. Tulis TTTT-BB-HH, misalnya 2021-07-05."
        ) from error
