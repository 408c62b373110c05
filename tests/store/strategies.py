"""Any value that may come to be saved."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, timedelta, timezone

from hypothesis import strategies as st

from planner.domain.crews import Leave, LeaveReason, Officer, Skill
from planner.domain.decisions import Limits
from planner.domain.fleet import Unit
from planner.domain.notices import Notice
from planner.domain.plan_figures import PlanCost, PlanFigures
from planner.domain.plans import LeftOut, Plan, PlanEntry, Scenario
from planner.domain.publications import Publication, PublishedFile
from planner.domain.visits import Placement, Request, Visit, VisitEvent
from planner.domain.vocabulary import (
    EventKind,
    Evidence,
    Line,
    PlanState,
    Service,
    Urgency,
    VisitState,
)
from tests.store.values import REQUEST, UNIT, VISIT

# Text that UTF-8 can hold; a lone surrogate is no character.
characters = st.characters(exclude_categories=["Cs"])
texts = st.text(characters, max_size=20)
ids = st.text(characters, min_size=1, max_size=12)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# The bounds are naive: the strategy adds the zone.
_first, _last = datetime(1990, 1, 1), datetime(2100, 12, 31)  # noqa: DTZ001
instants = st.datetimes(_first, _last, timezones=zones)
words = st.lists(texts, max_size=3).map(tuple)
services = st.lists(st.sampled_from(Service), min_size=1, max_size=3).map(tuple)
counts = st.integers(0, 2**40)
minutes = st.integers(0, 1440)
places = st.floats(-180, 180)

limits = st.builds(
    Limits,
    people_together=st.none() | counts,
    total=st.none() | counts,
    total_per_day=st.none() | counts,
    sessions_per_week=st.none() | counts,
    percent=st.none() | counts,
    hours=st.none() | st.tuples(texts, texts),
    outdoor=st.none() | st.booleans(),
    residents_only=st.booleans(),
    vaccinated_only=st.booleans(),
    requires=words,
    services_off=st.just(()) | services,
    sessions=st.none() | counts,
)
requests = st.builds(
    Request,
    id=ids,
    line=st.sampled_from(Line),
    area_code=texts,
    place=texts,
    lat=places,
    lon=places,
    people=st.integers(1, 5000),
    requested_on=days,
    urgency=st.sampled_from(Urgency),
    services=services,
    venue=texts,
    fixed_day=st.none() | days,
    contact=texts,
    synthetic=st.booleans(),
)
units = st.builds(
    Unit,
    id=ids,
    name=texts,
    services=services,
    recording_sets=counts,
    people_per_day=counts,
    crew=counts,
    evidence=st.sampled_from(Evidence),
)
placements = st.builds(
    Placement,
    state=st.sampled_from(VisitState),
    day=st.none() | days,
    unit_id=st.none() | texts,
    start_min=st.none() | minutes,
    end_min=st.none() | minutes,
    people=counts,
    firm=st.booleans(),
    limits=limits,
    earliest=st.none() | days,
    review_on=st.none() | days,
)
events = st.builds(
    VisitEvent,
    visit_id=st.just(VISIT.id),
    at=instants,
    as_of=days,
    kind=st.sampled_from(EventKind),
    who=texts,
    why=texts,
    rule_ids=words,
    before=st.none() | placements,
    after=st.none() | placements,
)
visits = st.builds(
    Visit,
    id=st.just(VISIT.id),
    request=st.just(REQUEST),
    people=st.integers(1, 5000),
    state=st.sampled_from(VisitState),
    session_no=counts,
    split_from=st.none() | st.just(VISIT.id),
    day=days,
    unit_id=st.just(UNIT.id),
    start_min=minutes,
    end_min=minutes,
    firm=st.booleans(),
    unsure=st.booleans(),
    limits=limits,
    rule_ids=words,
    as_of=st.none() | days,
    earliest=st.none() | days,
    review_on=st.none() | days,
    held_by_office=st.booleans(),
    version=st.just(1),
)
notices = st.builds(
    Notice,
    visit_id=st.sampled_from(("", VISIT.id)),
    area_code=texts,
    at=instants,
    as_of=days,
    kind=texts,
    audience=texts,
    text=texts,
    rule_ids=words,
)
entries = st.builds(
    PlanEntry,
    visit_id=texts,
    unit_id=st.just(UNIT.id),
    day=days,
    start_min=minutes,
    end_min=minutes,
    people=counts,
    firm=st.booleans(),
    limits=limits,
    rule_ids=words,
    session_no=counts,
    split_from=st.none() | st.just(VISIT.id),
    travel_min=minutes,
    kept=st.booleans(),
    pinned=st.booleans(),
)
left_outs = st.builds(
    LeftOut,
    visit_id=texts,
    code=texts,
    sentence=texts,
    rule_ids=words,
    people=counts,
    split_from=st.none() | texts,
)
scenarios = st.builds(Scenario, title=texts, units=st.none() | words)
costs = st.builds(
    PlanCost, **{field.name: st.none() | st.integers(0, 2**53) for field in fields(PlanCost)}
)
finite = st.floats(allow_nan=False, allow_infinity=False)
figures = st.builds(
    PlanFigures,
    km=st.none() | finite,
    solve_s=st.none() | finite,
    tours=st.none() | counts,
    travel_min=st.none() | counts,
    seed=st.none() | counts,
)
plans = st.builds(
    Plan,
    state=st.just(PlanState.DRAFT),
    as_of=days,
    first_day=days,
    last_day=days,
    firm_until=st.none() | days,
    based_on=st.none(),
    made_at=instants,
    made_by=texts,
    entries=st.lists(entries, max_size=4).map(tuple),
    left_out=st.lists(left_outs, max_size=3).map(tuple),
    cost=costs,
    facts=figures,
    scenario=scenarios,
)
files = st.builds(PublishedFile, sha256=texts, content_type=texts, size=counts)
publications = st.builds(
    Publication,
    day=days,
    at=instants,
    facts_hash=texts,
    cause=texts,
    plan_number=st.none(),
    files=st.dictionaries(texts, files, max_size=4),
)
# Whatever a record can hold, nested; keys that look like our own marks among them.
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | days
    | instants,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(
            st.sampled_from(("$date", "$tuple", "$dict", "$datetime", "$", "id")) | texts,
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)

officers = st.builds(
    Officer,
    id=ids,
    name=ids.filter(str.strip),
    skills=st.sets(st.sampled_from(Skill)).map(lambda skills: tuple(sorted(skills))),
    left_on=st.none() | days,
)


@st.composite
def _leaves(draw: st.DrawFn) -> Leave:
    first, length = draw(days), draw(st.integers(0, 399))
    back = draw(st.none() | st.integers(0, length))
    return Leave(
        officer_id=draw(st.sampled_from(("pt-001", "pt-002"))),
        first_day=first,
        last_day=first + timedelta(length),
        reason=draw(st.sampled_from(LeaveReason)),
        back_on=None if back is None else first + timedelta(back),
    )


leaves = _leaves()
