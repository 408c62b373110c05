"""An answer held back until its page is whole, so that a kept form can be filled in."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from planner.domain.people import KeptForm
from planner.web.people.refill import refill

#: Where every page of the office has room for a notice.
_PLACE: Final = '<main id="isi" tabindex="-1">'
_NOTICE: Final = (
    '<p class="peringatan" role="status"><b>Isian Anda tidak hilang.</b> Sesi berakhir sebelum '
    'terkirim. {more} <a href="/kantor/isian">Lihat isian yang tersimpan</a></p>'
)
_THERE: Final = "Isian itu ada di formulir di halaman ini; periksa lalu kirim lagi."
_ELSEWHERE: Final = "Kirim lagi dari halaman isian."
_FILE: Final = " Pilih berkasnya sekali lagi."


class Refilled:
    """Passes an answer on; a page of the office gets the kept form's values and a notice."""

    def __init__(self, kept: KeptForm, send: Send) -> None:
        self.kept, self._send = kept, send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start":
            kind = MutableHeaders(scope=message).get("content-type", "")
            if message["status"] == 200 and kind.startswith("text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish()
            return
        await self._send(message)

    async def _finish(self) -> None:
        start, self._start = self._start, None
        if start is None:
            return
        page, found = refill(self._body.decode("utf-8"), self.kept)
        told = (_THERE if found else _ELSEWHERE) + (_FILE if self.kept.files else "")
        page = page.replace(_PLACE, _PLACE + "\n" + _NOTICE.format(more=told), 1)
        body = page.encode("utf-8")
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body, "more_body": False})
