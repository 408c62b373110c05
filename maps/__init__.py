"""Draw facts safely, offline."""

from maps.boundaries import BoundaryError, BoundaryFault, read_boundaries
from maps.canvas import asset_files
from maps.cells import CellSeed, approximate_cells
from maps.drawing import draw_status_map, draw_tour_map
from maps.map_content import (
    AreaShape,
    MapParts,
    MapWords,
    Slide,
    StatusMap,
    Step,
    StepMap,
    StopPoint,
    StyleRule,
    TourLine,
    TourMap,
)
from maps.offline import hash_source, library_script, library_style
from maps.sketch import Sketch, SketchArea, draw_sketch
from maps.steps import draw_step_map

__all__ = [
    "AreaShape",
    "BoundaryError",
    "BoundaryFault",
    "CellSeed",
    "MapParts",
    "MapWords",
    "Sketch",
    "SketchArea",
    "Slide",
    "StatusMap",
    "Step",
    "StepMap",
    "StopPoint",
    "StyleRule",
    "TourLine",
    "TourMap",
    "approximate_cells",
    "asset_files",
    "draw_sketch",
    "draw_status_map",
    "draw_step_map",
    "draw_tour_map",
    "hash_source",
    "library_script",
    "library_style",
    "read_boundaries",
]
