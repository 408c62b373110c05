"""The example beside an office: played into its own folder, opened, and nothing else removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from planner.cli import practice
from planner.cli.practice import FOLDER, PracticeMaker, play_practice
from planner.domain.errors import WrongData
from planner.web.guard import LOOPBACK
from tests.builders import make_office
from tests.demo import played

OnProgress = Callable[[str], None]


def test_what_is_played_is_told_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def rebuilt(
        folder: Path, _script: object, _areas: object, on_progress: OnProgress, site_url: str
    ) -> None:
        on_progress("02-07-2021: 3 aturan baru diketahui")
        heard.extend([folder.name, site_url, PracticeMaker(tmp_path, LOOPBACK).news()])

    monkeypatch.setattr(practice, "rebuild", rebuilt)
    play_practice(str(tmp_path / FOLDER), str(tmp_path / f"{FOLDER}.kabar"))
    assert heard == [
        FOLDER,
        "http://127.0.0.1:8000/latihan/",
        "02-07-2021: 3 aturan baru diketahui",
    ]


def test_a_folder_that_is_no_example_is_left_alone(tmp_path: Path) -> None:
    maker = PracticeMaker(tmp_path, LOOPBACK)
    make_office(tmp_path / FOLDER, demo=False).database.close()
    for act in (maker.remove, maker.open):
        with pytest.raises(WrongData, match="bukan data contoh"):
            act()
    assert (tmp_path / FOLDER / "sijempol.db").is_file()
    maker.close()


@pytest.mark.slow
def test_the_played_example_is_opened_with_its_own_addresses_and_removed(tmp_path: Path) -> None:
    maker = PracticeMaker(tmp_path, LOOPBACK)
    assert not maker.exists()
    played(tmp_path / FOLDER)
    assert maker.exists()
    example = maker.open()
    assert isinstance(example.app, FastAPI)
    assert example.app.state.site.office.profile.site_url.endswith("/latihan/")
    client = TestClient(example.app, base_url="http://127.0.0.1:8000")
    assert "CONTOH" in client.get("/").text
    example.close()
    maker.remove()
    assert not (tmp_path / FOLDER).exists()
    maker.close()
