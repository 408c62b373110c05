"""Offices made once and copied for each test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from planner.store import PUBLISHED


def copied(office: Path, to: Path) -> Path:
    """Return ``to``, a copy of an office's folder; published files, never rewritten, are linked."""
    shutil.copytree(office, to, ignore=shutil.ignore_patterns(PUBLISHED))
    if (office / PUBLISHED).exists():
        shutil.copytree(office / PUBLISHED, to / PUBLISHED, copy_function=os.link)
    return to
