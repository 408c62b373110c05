"""Cases that stand beside rules with the answer that is expected; they are no records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.vocabulary import Outcome
from planner.rules.book import Rulebook
from planner.rules.cases import NEEDED, decide_cases
from planner.rules.findings import nearest
from planner.rules.rule_text import LINE, line_of
from planner.rules.workdays import WorkCalendar

#: What a case may be asked, beside what it must say.
ASKED: Final = (
    *("urgency", "services", "venue", "participants", "crew", "residents", "vaccinated", "fixed"),
)
#: What a case may expect; ``why`` is for people.
EXPECTED: Final = ("decision", "earliest")
COLUMNS: Final = (*NEEDED, *ASKED, *EXPECTED, "why")


@dataclass(frozen=True, slots=True)
class ExpectedCase:
    """A row as the verb ``decide`` takes it, with the line it stands on."""

    line: int
    row: Mapping[str, str]

    @property
    def case_id(self) -> str:
        """The case's own id."""
        return self.row["case_id"]


def cases_of(
    items: Sequence[Mapping[str, object]], name: str, problems: list[str]
) -> tuple[ExpectedCase, ...]:
    """Return the cases of a file; what is wrong with one is added to ``problems``."""
    cases: dict[str, ExpectedCase] = {}
    for item in items:
        line = line_of(item)
        row = {key: _cell(value) for key, value in item.items() if key != LINE}
        case_id = row.get("case_id", "")
        place = f"{name}, baris {line} (kasus {case_id or 'tanpa case_id'})"
        wrong = [
            f"{place}, {column}: kolom ini tidak dikenal.{nearest(column, COLUMNS)}"
            for column in row
            if column not in COLUMNS
        ]
        wrong += [
            f"{place}, {column}: wajib diisi."
            for column in (*NEEDED, "decision")
            if not row.get(column)
        ]
        if row.get("decision") and row["decision"] not in set(Outcome):
            wrong.append(
                f"{place}, decision: '{row['decision']}' bukan pilihan. Pilihan: "
                f"{', '.join(Outcome)}."
            )
        if case_id in cases:
            wrong.append(f"{place}, case_id: sudah dipakai di baris {cases[case_id].line}.")
        problems += wrong
        if not wrong:
            cases[case_id] = ExpectedCase(line, row)
    return tuple(cases.values())


def failures_of(
    cases: Iterable[tuple[str, ExpectedCase]], records: Iterable[Mapping[str, object]]
) -> list[str]:
    """Return a sentence for each case, given with its file's name, that does not hold.

    What waits for a second person is taken as if it were confirmed.
    """
    asked = list(cases)
    if not asked:
        return []
    plain = [{key: value for key, value in each.items() if key != "proposed"} for each in records]
    book, calendar = Rulebook.of(plain), WorkCalendar.of(plain)
    failures = []
    for (name, case), answer in zip(
        asked, decide_cases(book, calendar, [case.row for _, case in asked]), strict=True
    ):
        place = f"{name}, baris {case.line}, kasus {case.case_id}"
        if "error" in answer:
            failures.append(f"{place}: {str(answer['error']).split(', ', 1)[1]}")
        elif any(case.row.get(column, got) != got for column, got in _got(answer).items()):
            expected = _words(case.row.get("decision", ""), case.row.get("earliest", ""))
            got = _words(*_got(answer).values())
            failures.append(
                f"{place}: diharapkan {expected}, hasilnya {got}. {answer['reason']} Perbaiki "
                "aturannya, atau kasusnya."
            )
    return failures


def _got(answer: Mapping[str, object]) -> dict[str, str]:
    return {column: str(answer[column] or "") for column in EXPECTED}


def _words(decision: str, earliest: str) -> str:
    return f"{decision} ({earliest})" if earliest else decision


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    text = str(value).strip()
    return "" if text in ("null", "~") else text
