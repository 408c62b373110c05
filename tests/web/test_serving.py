"""Who asks is believed from the machine's own proxy alone."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from planner.clock import SetClock
from planner.domain.office import at_wib
from planner.web.app import create_app
from planner.web.guard import LOOPBACK
from planner.web.serving import config_of
from tests.web.conftest import MONDAY, QUICK, WebOffice

NAME = "sijempol.example"


def served(web: WebOffice, *, proxied: bool, peer: str = "127.0.0.1") -> TestClient:
    """Return a client of the office as it is served, connected from ``peer``."""
    hosts = {*LOOPBACK, NAME}
    app = create_app(web.office, SetClock(at_wib(MONDAY, 10)), solve=QUICK, hosts=hosts)
    config = config_of(app, proxied=proxied)
    config.load()
    return TestClient(
        config.loaded_app,
        base_url=f"http://{NAME}",
        headers={"sec-fetch-site": "same-origin"},
        client=(peer, 5000),
        follow_redirects=False,
    )


def guesses(client: TestClient) -> list[int]:
    return [
        client.post(
            "/kantor/masuk",
            data={"nama": "siti", "sandi": "salah"},
            headers={"x-forwarded-for": f"10.0.0.{n}", "x-forwarded-proto": "https"},
        ).status_code
        for n in range(6)
    ]


@pytest.mark.parametrize(("proxied", "peer"), [(False, "127.0.0.1"), (True, "10.1.1.1")])
def test_a_made_up_address_does_not_help_guessing(
    bare: WebOffice, proxied: bool, peer: str
) -> None:
    assert guesses(served(bare, proxied=proxied, peer=peer)) == [401] * 5 + [429]


def test_the_proxy_tells_people_apart_and_says_when_they_come_over_tls(bare: WebOffice) -> None:
    client = served(bare, proxied=True)
    assert guesses(client) == [401] * 6
    tls = {"x-forwarded-proto": "https"}
    over = client.post("/kantor/masuk/contoh", data={"peran": "viewer"}, headers=tls)
    assert over.headers["set-cookie"].startswith("__Host-sijempol=")
    plain = served(bare, proxied=False)
    flat = plain.post("/kantor/masuk/contoh", data={"peran": "viewer"}, headers=tls)
    assert flat.headers["set-cookie"].startswith("sijempol=")
