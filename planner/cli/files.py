"""Files that the command reads and writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from planner.domain.errors import BadInput
from planner.planning.tables.request_rows import text_of_bytes


def read_text(path: Path) -> str:
    """Return a file's text.

    Raises
    ------
    BadInput
        It is missing, is a folder, or is no UTF-8 text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput([f"Berkas {path} tidak bisa dibaca. Periksa letak dan namanya."]) from error
    return text_of_bytes(content, name=path.name)


def write_json(path: Path, value: object) -> None:
    """Write ``value`` as JSON.

    Raises
    ------
    BadInput
        The file cannot be written.
    """
    try:
        path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput([f"Berkas {path} tidak bisa ditulis. Periksa foldernya."]) from error


def write_site(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Write a site's files below ``folder``, replacing what has the same name.

    Each file stands whole or not at all, and pages come after what they need.

    Raises
    ------
    BadInput
        A file cannot be written.
    """
    for path in sorted(pages, key=lambda path: (path.endswith(".html"), path)):
        target = folder / path
        half = target.with_name(target.name + ".baru")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(pages[path])
            half.replace(target)
        except OSError as error:
            raise BadInput([f"Berkas {target} tidak bisa ditulis. Periksa foldernya."]) from error
