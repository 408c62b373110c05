"""Draw facts safely, offline.

What draws is loaded when it is first asked for, with the libraries it needs: ``import maps`` and
``maps.draw_tour_map(...)`` load Folium when a map is drawn (planner/docs/decisions/0064). No such
name is the name of a file.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

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

#: Where the names stand that are loaded late.
LATE: Final = {
    "BoundaryError": "boundaries",
    "BoundaryFault": "boundaries",
    "CellSeed": "cells",
    "Sketch": "sketch",
    "SketchArea": "sketch",
    "TimelinePicture": "timeline",
    "approximate_cells": "cells",
    "asset_files": "assets",
    "asset_folders": "assets",
    "draw_sketch": "sketch",
    "draw_status_map": "drawing",
    "draw_step_map": "steps",
    "draw_timeline": "timeline",
    "draw_tour_map": "drawing",
    "hash_source": "offline",
    "asset_script": "offline",
    "asset_style": "offline",
    "read_boundaries": "boundaries",
}

if TYPE_CHECKING:
    from maps.assets import asset_files, asset_folders
    from maps.boundaries import BoundaryError, BoundaryFault, read_boundaries
    from maps.cells import CellSeed, approximate_cells
    from maps.drawing import draw_status_map, draw_tour_map
    from maps.offline import asset_script, asset_style, hash_source
    from maps.sketch import Sketch, SketchArea, draw_sketch
    from maps.steps import draw_step_map
    from maps.timeline import TimelinePicture, draw_timeline
else:

    def __getattr__(name: str) -> object:
        if name not in LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{LATE[name]}"), name)


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
    "TimelinePicture",
    "TourLine",
    "TourMap",
    "approximate_cells",
    "asset_files",
    "asset_folders",
    "asset_script",
    "asset_style",
    "draw_sketch",
    "draw_status_map",
    "draw_step_map",
    "draw_timeline",
    "draw_tour_map",
    "hash_source",
    "read_boundaries",
]
