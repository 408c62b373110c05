"""A restored office is the office: the same pages now, and the same pages made anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from planner.actions.saving.office import Act
from planner.actions.site.keep_data import back_up_office, restore_office
from planner.actions.site.refresh_site import refresh_site
from planner.demo import DemoScript
from planner.domain.office import at_wib
from tests.demo import opened, played


def published(folder: Path, script: DemoScript) -> dict[str, bytes]:
    """Return every byte that the office in ``folder`` shows on its saved days."""
    office = opened(folder, script)
    try:
        with office.database.reading() as store:
            publications = [store.publications.find_for_day(day) for day in office.saved_days]
        assert None not in publications
        return {
            f"{each.day} {path}": office.files.read(file.sha256)
            for each in publications
            if each is not None
            for path, file in each.files.items()
        }
    finally:
        office.database.close()


def rendered_tomorrow(folder: Path, script: DemoScript) -> dict[str, str]:
    """Render the whole site for the next day and return the hash of each page."""
    office = opened(folder, script)
    tomorrow = script.until + timedelta(1)
    try:
        act = Act(at=at_wib(tomorrow, 7), day=tomorrow, who="uji")
        publication = refresh_site(office, act).publication
        assert publication is not None
        assert publication.day == tomorrow
        return {path: file.sha256 for path, file in publication.files.items()}
    finally:
        office.database.close()


@pytest.mark.slow
def test_a_restored_office_shows_and_renders_the_same_bytes(tmp_path: Path) -> None:
    script, _ = played(tmp_path / "asal")
    counts = back_up_office(tmp_path / "asal", tmp_path / "cadangan", kind="demo")
    assert counts == restore_office(tmp_path / "cadangan", tmp_path / "pulih")
    shown = published(tmp_path / "asal", script)
    assert len(shown) > 100
    assert published(tmp_path / "pulih", script) == shown
    again = rendered_tomorrow(tmp_path / "asal", script)
    assert rendered_tomorrow(tmp_path / "pulih", script) == again
    assert len(again) > 40
