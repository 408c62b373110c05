"""Serving on this machine only."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Final

import uvicorn
from fastapi import FastAPI

from planner.domain.errors import PlannerError

#: Passwords must not travel unencrypted: other machines come through a proxy with TLS.
HOST: Final = "127.0.0.1"


class PortTaken(PlannerError):
    """Another program listens there."""

    code = "port_taken"


class _Server(uvicorn.Server):
    """Tells when it is ready to answer."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.on_ready()


def serve(
    app: FastAPI, *, port: int, on_ready: Callable[[str], None], proxied: bool = False
) -> None:
    """Serve ``app`` until interrupted; ``on_ready`` hears the address.

    ``proxied`` says that a proxy on this machine takes TLS off: it alone is believed about who
    asks, and whether they ask over TLS.

    Raises
    ------
    PortTaken
        Another program listens on ``port``.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        raise PortTaken(
            f"Pintu {port} sudah dipakai program lain. Pilih yang lain, misalnya --port {port + 1}."
        ) from error
    config = config_of(app, proxied=proxied)
    try:
        _Server(config, lambda: on_ready(f"http://{HOST}:{port}/")).run(sockets=[listening])
    except KeyboardInterrupt:
        return
    finally:
        listening.close()


def config_of(app: FastAPI, *, proxied: bool) -> uvicorn.Config:
    """Return how ``app`` is served; without a proxy nobody's word about an address counts."""
    return uvicorn.Config(
        app,
        log_level="warning",
        # Nothing here speaks WebSocket; whoever asks for it passes the guard like others.
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=3,
        proxy_headers=proxied,
        forwarded_allow_ips=HOST,
    )
