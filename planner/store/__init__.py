"""The database and the published files. The only place that knows SQL."""

from planner.store.artefacts import ArtefactFiles
from planner.store.database import Database
from planner.store.disk import UNFINISHED, write_private
from planner.store.errors import DataLocked, NotSaved, StaleVisit
from planner.store.moving import back_up, check_backup, copy_data, restore
from planner.store.opening import FILE, PUBLISHED, check_unpublished
from planner.store.store import Store

__all__ = [
    "FILE",
    "PUBLISHED",
    "UNFINISHED",
    "ArtefactFiles",
    "DataLocked",
    "Database",
    "NotSaved",
    "StaleVisit",
    "Store",
    "back_up",
    "check_backup",
    "check_unpublished",
    "copy_data",
    "restore",
    "write_private",
]
