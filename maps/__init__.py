"""Draw facts safely, offline."""

from maps.boundaries import BoundaryError, read_boundaries
from maps.canvas import asset_files
from maps.cells import CellSeed, approximate_cells
from maps.drawing import draw_status_map, draw_tour_map
from maps.facts import (
    AreaShape,
    MapParts,
    MapWords,
    StatusMap,
    StopPoint,
    StyleRule,
    TourLine,
    TourMap,
)

__all__ = [
    "AreaShape",
    "BoundaryError",
    "CellSeed",
    "MapParts",
    "MapWords",
    "StatusMap",
    "StopPoint",
    "StyleRule",
    "TourLine",
    "TourMap",
    "approximate_cells",
    "asset_files",
    "draw_status_map",
    "draw_tour_map",
    "read_boundaries",
]
