"""The published site as files, for a folder that any web server can serve."""

from __future__ import annotations

from planner.actions.saving.office import Office
from planner.domain.errors import NotFound


def published_files(office: Office) -> dict[str, bytes]:
    """Return the current site's files by path, each checked against its address.

    Raises
    ------
    NotFound
        Nothing is published yet.
    """
    with office.database.reading() as store:
        publication = store.publications.find_current()
    if publication is None:
        raise NotFound("Belum ada yang terbit. Terbitkan dulu dengan: sijempol publish")
    return {path: office.files.read(file.sha256) for path, file in publication.files.items()}
