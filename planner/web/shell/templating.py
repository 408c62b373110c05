"""The office's pages from templates, escaped."""

from __future__ import annotations

from functools import lru_cache

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from planner.actions.accounts.codes import form_token
from planner.domain.accounts import ROLE_WORDS, Role
from planner.domain.indonesian import clock_words, day_words, short_day, span_words
from planner.public.compact import Compact
from planner.web.below import in_practice
from planner.web.shell.forms import new_key
from planner.web.shell.links import links_of
from planner.web.shell.shortcuts import SHORTCUTS
from planner.web.shell.tour import tour_bar


def office_page(
    request: Request, template: str, *, status: int = 200, **values: object
) -> Response:
    """Return an office page; it is never kept by caches."""
    site = request.app.state.site
    text = (
        environment()
        .get_template(template)
        .render(
            office=site.office.profile,
            jalan=request.url.path,
            today=site.clock.today(),
            saved_days=site.office.saved_days,
            pintasan=SHORTCUTS,
            latihan=in_practice(request),
            link=links_of(request),
            tur=tour_bar(request),
            **_person(request),
            **values,
        )
    )
    headers = {"cache-control": "no-store"}
    return Response(text, status, headers=headers, media_type="text/html; charset=utf-8")


def _person(request: Request) -> dict[str, object]:
    """Return who looks: ``signed``, what they ``may`` do, and ``tanda`` for their forms."""
    signed = getattr(request.state, "signed", None)
    role = None if signed is None else signed.role
    field = Markup('<input type="hidden" name="tanda" value="{}">')
    return {
        "signed": signed,
        "role": "" if role is None else ROLE_WORDS[role],
        "may": {each.value: role is not None and role.at_least(each) for each in Role},
        "tanda": "" if signed is None else field.format(form_token(signed.token)),
    }


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return what renders the office's templates; loaded once."""
    environment = Environment(
        loader=PackageLoader("planner.web"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=[Compact],
    )
    environment.filters["hari"] = day_words
    environment.filters["hari_pendek"] = short_day
    environment.filters["jam"] = clock_words
    environment.filters["rentang"] = lambda days: span_words(*days)
    environment.filters["aman"] = Markup
    environment.globals["kunci_baru"] = new_key
    return environment
