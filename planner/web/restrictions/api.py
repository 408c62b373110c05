"""The office's endpoints about rules: look at what would change before anything is in force."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from fastapi.responses import JSONResponse

from planner.actions.restrictions.preview_rules import look_ahead, preview_rules
from planner.actions.saving.office import Office
from planner.domain.errors import BadInput
from planner.rules import read_rules
from planner.web.shell.acting import act_of
from planner.web.site.published import site_of

router = APIRouter(prefix="/kantor/api")


@router.post("/pratinjau-aturan")
def preview(
    request: Request, text: Annotated[bytes, Body(media_type="application/yaml")]
) -> JSONResponse:
    """Tell what recording the rules of a YAML text would change; nothing is saved."""
    office, act = _office(request), act_of(request)
    try:
        with office.database.reading() as store:
            known = store.rules.list_records()
        read = read_rules(_decoded(text), name="pratinjau", existing=known)
        found = preview_rules(office, act, read.records)
    except BadInput as refused:
        return JSONResponse({"problems": refused.problems}, status_code=422)
    return JSONResponse({"warnings": list(read.warnings), **found})


@router.get("/level-berikut")
def next_level(request: Request) -> JSONResponse:
    """Tell what the next stricter level would do in the coming week."""
    return JSONResponse({"next": look_ahead(_office(request), act_of(request))})


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(["Teks aturan bukan UTF-8. Simpan ulang sebagai UTF-8."]) from error


def _office(request: Request) -> Office:
    office: Office = site_of(request).office
    return office
