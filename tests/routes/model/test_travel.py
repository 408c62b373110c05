"""Minutes from crow-fly distance."""

from __future__ import annotations

import numpy as np
import pytest

from routes import TravelModel, crow_fly_km, crow_fly_minutes

OFFICE, SOUTH = (-6.92, 106.93), (-6.95, 106.93)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert crow_fly_km((0.0, 100.0), (1.0, 100.0)) == pytest.approx(111.195, abs=0.001)


def test_minutes_are_whole_rounded_up_symmetric_and_zero_at_home() -> None:
    model = TravelModel(min_per_km=3.0, base_min=2.0)
    minutes = crow_fly_minutes([OFFICE, SOUTH, OFFICE], model=model)
    assert minutes[0, 1] == minutes[1, 0] == 13  # 3.336 km * 3 + 2 = 12.007, rounded up
    assert minutes[0, 2] == 0
    assert np.array_equal(np.diag(minutes), [0, 0, 0])
