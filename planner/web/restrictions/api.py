"""The office's endpoints about rules: look at what would change before anything is in force."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.responses import JSONResponse

from planner.actions.restrictions.preview_facts import level_values, preview_values
from planner.actions.restrictions.preview_rules import look_ahead, preview_rules
from planner.domain.errors import BadInput
from planner.rules import read_rules
from planner.web.shell.access import Clearance, needs
from planner.web.shell.context import Here

router = APIRouter(prefix="/kantor/api")


@router.post("/pratinjau-aturan", name="api_preview_rules")
@needs(Clearance.COORDINATOR)
def preview(
    here: Here, text: Annotated[bytes, Body(media_type="application/yaml")]
) -> JSONResponse:
    """Tell what recording the rules of a YAML text would change; nothing is saved."""
    rules = read_rules(_decoded(text), name="pratinjau", existing=here.state.records, entering=True)
    preview = preview_rules(here.office, here.act(), rules.records)
    return JSONResponse({"warnings": list(rules.warnings), **preview_values(preview)})


@router.get("/level-berikut", name="api_next_level")
@needs(Clearance.VIEWER)
def next_level(here: Here) -> JSONResponse:
    """Tell what the next stricter level would do in the coming week."""
    ahead = look_ahead(here.office, here.act())
    return JSONResponse({"next": None if ahead is None else level_values(ahead)})


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(["Teks aturan bukan UTF-8. Simpan ulang sebagai UTF-8."]) from error
