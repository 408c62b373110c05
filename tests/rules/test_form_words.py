"""What the rules say against records is told in the words of forms, on pages of the office."""

from __future__ import annotations

import pytest

from planner.domain.errors import BadInput
from planner.rules.form_words import form_words, in_form_words, titles_of
from planner.rules.named import RELATIONS

TITLES = titles_of(
    [{"id": "A01", "title": "Inmendagri 15"}, {"id": "R-2", "title": "Aturan known_on 2021-07-02"}]
)


def test_fields_days_and_ids_get_their_words() -> None:
    said = form_words("baru diketahui 2021-07-02, Periksa known_on; A01 (review) kalah.", TITLES)
    assert said == "baru diketahui 2 Juli 2021, Periksa hari diketahui; Inmendagri 15 kalah."
    assert form_words("bukan hari: 2021-13-45 di R-9", TITLES) == "bukan hari: 2021-13-45 di R-9"


def test_what_somebody_wrote_stays() -> None:
    assert form_words("'R-2' lebih longgar", TITLES) == "'Aturan known_on 2021-07-02' lebih longgar"


@pytest.mark.parametrize("relation", sorted(RELATIONS))
def test_each_relation_has_a_word(relation: str) -> None:
    assert relation not in form_words(f"{relation}: 'X'", {})


def test_what_is_refused_is_told_so() -> None:
    with pytest.raises(BadInput, match=r"^yang dicabut: 'Inmendagri 15'$"), in_form_words(TITLES):
        raise BadInput(["revokes: 'A01'"])
