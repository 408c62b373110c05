"""The office's endpoints that look at rules before they are in force."""

from __future__ import annotations

import pytest

from planner.store import DataLocked
from tests.web.conftest import WebOffice

STOP = """schema: sijempol-rules/1
rules:
- {id: R-STOP, title: "SE contoh: berhenti sepekan", issuer: city, areas: ["32.72"],
   from: 2021-06-28, to: 2021-07-02, known_on: 2021-06-21, binding: mandatory,
   effects: {suspend: true}, evidence: synthetic}
"""
YAML = {"content-type": "application/yaml"}


def test_a_preview_tells_what_would_change_and_changes_nothing(web: WebOffice) -> None:
    before = web.client.get("/").content
    told = web.client.post("/kantor/api/pratinjau-aturan", content=STOP, headers=YAML)
    assert told.status_code == 200, told.text
    found = told.json()
    assert found["kinds"] == {"suspended": found["visits"]}
    assert found["visits"] >= 4
    assert found["warnings"] == []
    assert all("rumah" not in text for text in found["public_words"])
    assert web.client.get("/").content == before


def test_a_wrong_file_is_refused_with_every_problem(web: WebOffice) -> None:
    wrong = STOP.replace("to: 2021-07-02", "to: 2021-06-02").replace("R-STOP", "r stop")
    told = web.client.post("/kantor/api/pratinjau-aturan", content=wrong, headers=YAML)
    assert told.status_code == 422
    assert "baris 3" in told.json()["problems"][0]
    binary = web.client.post("/kantor/api/pratinjau-aturan", content=b"\xff\xfe", headers=YAML)
    assert binary.status_code == 422
    assert "UTF-8" in binary.json()["problems"][0]


def test_a_preview_from_another_site_is_refused(web: WebOffice) -> None:
    told = web.client.post(
        "/kantor/api/pratinjau-aturan",
        content=STOP,
        headers={**YAML, "sec-fetch-site": "cross-site", "origin": "https://example.org"},
    )
    assert told.status_code == 403


def test_the_next_level_names_the_level_and_its_week(web: WebOffice) -> None:
    found = web.client.get("/kantor/api/level-berikut").json()["next"]
    assert (found["level"], found["first"], found["last"]) == (3, "2021-06-22", "2021-06-28")


def test_a_refusal_while_data_are_locked_is_told_to_programs_in_json(
    web: WebOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise DataLocked("Data sedang dipakai. Coba lagi.")

    monkeypatch.setattr("planner.web.restrictions.api.look_ahead", locked)
    answer = web.client.get("/kantor/api/level-berikut")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json() == {"problems": ["Data sedang dipakai. Coba lagi."]}
