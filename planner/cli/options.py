"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

#: Where an office's data lie when nothing is said.
OFFICE_FOLDER: Final = Path("var/office")

Data = Annotated[Path, typer.Option(help="Folder data kantor.")]
Today = Annotated[str | None, typer.Option("--as-of", help="Anggap hari ini, TTTT-BB-HH.")]
