"""What all tests share: where the reference data stand, if they stand anywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of reference data, or skip: a clone elsewhere has none."""
    named = os.environ.get("SIJEMPOL_SHARED")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the reference data folder is not beside this checkout")
    return folder
