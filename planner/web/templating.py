"""The office's pages from templates, escaped."""

from __future__ import annotations

from functools import lru_cache

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from planner.domain.indonesian import clock_words, day_words, short_day, span_words
from planner.web.acting import new_key, person_of


def office_page(
    request: Request, template: str, *, status: int = 200, **values: object
) -> Response:
    """Return an office page; it is never kept by caches."""
    site = request.app.state.site
    text = (
        _environment()
        .get_template(template)
        .render(
            office=site.desk.office,
            orang=person_of(request),
            jalan=request.url.path,
            today=site.clock.today(),
            saved_days=site.desk.saved_days,
            **values,
        )
    )
    headers = {"cache-control": "no-store"}
    return Response(text, status, headers=headers, media_type="text/html; charset=utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("planner.web"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["hari"] = day_words
    environment.filters["hari_pendek"] = short_day
    environment.filters["jam"] = clock_words
    environment.filters["rentang"] = lambda days: span_words(*days)
    environment.filters["aman"] = Markup
    environment.globals["kunci_baru"] = new_key
    return environment
