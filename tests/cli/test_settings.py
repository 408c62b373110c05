"""Settings that cannot be used are refused by name, in words."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from planner.settings import Settings


@pytest.mark.parametrize(
    "address", ["http://[/", "http://[::1/", "https://a:b:c/", "https://a:99999/"]
)
def test_an_address_of_the_site_that_leads_nowhere_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("SIJEMPOL_SITE_URL", address)
    with pytest.raises(ValidationError, match="misalnya https://sijempol"):
        Settings()


@pytest.mark.parametrize("address", ["", "https://sijempol.example/", "http://[::1]:8000/a/"])
def test_an_address_of_the_site_is_taken(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("SIJEMPOL_SITE_URL", address)
    assert Settings().site_url == address
