"""The poster of a kelurahan as a PDF of one A4 sheet: black on white, with a QR code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import groupby
from typing import Final

import segno
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from planner.domain.office import WIB

MARGIN_MM: Final = 12.0
WIDTH_MM: Final = 210 - 2 * MARGIN_MM
CODE_MM: Final = 44.0
#: Title sizes in points, tried in order until it fits on two lines.
TITLES: Final = (54, 48, 40, 32)
#: Posters that are kept: more than any regency has kelurahan, each of which is asked for in turn.
KEPT: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What a poster says. ``visits`` and ``channels`` are a heading with its line each.

    ``address`` is where the code leads; empty where the site's address is not known.
    """

    title: str
    about: str
    state: str
    outlook: str
    heading: str
    visits: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    address: str
    foot: str
    day: date
    demo: bool


@lru_cache(maxsize=KEPT)
def code_rows(address: str) -> tuple[bytes, ...]:
    """Return the rows of the QR code of ``address``, a byte a module, 1 where it is dark."""
    return tuple(bytes(row) for row in segno.make(address, error="q", micro=False).matrix)


class _Sheet:
    """One A4 sheet being written from top to bottom."""

    def __init__(self, poster: Poster) -> None:
        self.pdf = FPDF(format="A4")
        self.pdf.set_margin(MARGIN_MM)
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.set_title(_latin(poster.title))
        self.pdf.set_lang("id")
        # Nothing of the file depends on when it was made.
        self.pdf.set_creation_date(datetime.combine(poster.day, time(), WIB))
        self.pdf.set_producer("sijempol")
        self.pdf.add_page()

    def text(self, text: str, size: float, *, bold: bool = False, width: float = WIDTH_MM) -> None:
        """Write ``text``, wrapped to ``width`` millimetres, ``size`` in points."""
        self.pdf.set_font("Helvetica", style="B" if bold else "", size=size)
        self.pdf.multi_cell(
            width,
            size * 0.42,
            _latin(text),
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def rule(self, thickness: float) -> None:
        """Draw a line over the sheet's width."""
        self.pdf.ln(1.5)
        self.pdf.set_line_width(thickness)
        y = self.pdf.get_y()
        self.pdf.line(MARGIN_MM, y, MARGIN_MM + WIDTH_MM, y)
        self.pdf.ln(2)

    def code(self, address: str, x: float, y: float) -> None:
        """Draw the QR code of ``address``, readable with a quarter of it soiled."""
        rows = code_rows(address)
        step = CODE_MM / len(rows)
        self.pdf.set_fill_color(0)
        for down, row in enumerate(rows):
            across = 0
            for dark, run in groupby(row):
                width = len(list(run))
                if dark:
                    at = (x + across * step, y + down * step)
                    self.pdf.rect(*at, width * step, step, style="F")
                across += width


@lru_cache(maxsize=KEPT)
def poster_pdf(poster: Poster) -> bytes:
    """Return the sheet as PDF; the same poster gives the same bytes."""
    sheet = _Sheet(poster)
    if poster.demo:
        sheet.text("CONTOH, bukan jadwal sungguhan", 14, bold=True)
    sheet.text(poster.title, title_size(sheet.pdf, poster.title), bold=True)
    sheet.text(poster.about, 16)
    sheet.rule(1.2)
    sheet.text(poster.state, 28, bold=True)
    sheet.text(poster.outlook, 17)
    sheet.rule(1.2)
    sheet.text(poster.heading, 20, bold=True)
    for name, line in poster.visits:
        sheet.rule(0.4)
        sheet.text(name, 15)
        sheet.text(line, 17, bold=True)
    sheet.rule(1.2)
    top = sheet.pdf.get_y()
    beside = WIDTH_MM - CODE_MM - 8 if poster.address else WIDTH_MM
    for name, line in poster.channels:
        sheet.text(name, 14, bold=True, width=beside)
        if line:
            sheet.text(line, 14, width=beside)
    if poster.address:
        sheet.code(poster.address, MARGIN_MM + WIDTH_MM - CODE_MM, top)
        sheet.pdf.set_y(max(sheet.pdf.get_y(), top + CODE_MM + 2))
        sheet.text(poster.address, 11)
    sheet.text(poster.foot, 11)
    return bytes(sheet.pdf.output())


def title_size(pdf: FPDF, title: str) -> int:
    """Return the largest size in points at which ``title`` takes two lines at most."""
    for size in TITLES:
        pdf.set_font("Helvetica", style="B", size=size)
        lines = pdf.multi_cell(WIDTH_MM, size, _latin(title), dry_run=True, output="LINES")
        if isinstance(lines, list) and len(lines) <= 2:
            return size
    return TITLES[-1]


def _latin(text: str) -> str:
    """Return ``text`` with what the fonts of every PDF reader lack put as "?"."""
    return text.encode("latin-1", "replace").decode("latin-1")
