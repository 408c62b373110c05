"""One declaration for each condition: where each part keeps it. ``terms`` has those of the cost.

The table names the parts; it runs none of them. Names are dotted, inside this package. Beside a
name stand words for a part that does not keep a condition itself: ``RELAXED`` (the bound leaves
it out, which only lowers it), ``AFTERWARDS`` (the routing model of OR-Tools does not know it; its
tours are put into the search's own state, which does) and, for a reason, ``NEVER`` (no task is
left out for it). ``tests/routes/conditions`` resolves each name, changes each field and looks
whether each part that is said to read it answers otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

RELAXED: Final = "relaxed"
AFTERWARDS: Final = "checked afterwards"
NEVER: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A hard condition: ``name`` is the name of its check and the code of its violations.

    ``fields`` are what it reads (type.field), ``kernel`` what keeps it in the search, ``check``
    its independent twin, ``reason`` the code of a task left out for it or ``NEVER``, ``bound``
    what keeps it in the bound or ``RELAXED``, ``ortools`` what tells it to the routing model or
    ``AFTERWARDS``.
    """

    name: str
    fields: tuple[str, ...]
    kernel: str
    check: str
    reason: str
    bound: str
    ortools: str


#: Fields that only name things.
LABELS: Final = ("Problem.name", "Task.id", "Task.name", "Unit.id", "Unit.name")
#: Fields that hold rows with fields of their own, and the number of places that the tables have.
HOLDERS: Final = (
    "Problem.places",
    "Problem.units",
    "Problem.published",
    "Problem.spacings",
    "Problem.surge",
    "Problem.weights",
    "Unit.shifts",
    "Shift.rest",
)

CONDITIONS: Final = (
    Condition(
        name="each_task_once",
        fields=("Problem.tasks",),
        kernel="kernels.changes.put",
        check="checks.people.each_task_once",
        reason=NEVER,
        bound="bounds.master.Master.add",
        ortools="search.ortools_model.each_task_once",
    ),
    Condition(
        name="capable_unit",
        fields=("Task.units",),
        kernel="search.task_tables.candidates",
        check="checks.people.capable_unit",
        reason="capable_unit",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.capable_unit",
    ),
    Condition(
        name="service_length",
        fields=("Task.service_min", "Task.service_by_unit"),
        kernel="kernels.times.earliest",
        check="checks.times.service_length",
        reason="service_length",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.Routing",
    ),
    Condition(
        name="inside_interval",
        fields=("Task.intervals", "Problem.day_min"),
        kernel="kernels.times.earliest",
        check="checks.times.inside_interval",
        reason="inside_interval",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.inside_interval",
    ),
    Condition(
        name="on_its_day",
        fields=("Task.release_day", "Task.fixed_day"),
        kernel="search.task_tables.windows_of",
        check="checks.times.on_its_day",
        reason="on_its_day",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.capable_unit",
    ),
    Condition(
        name="outside_breaks",
        fields=("Shift.breaks", "Task.buffer_min"),
        kernel="kernels.times.earliest",
        check="checks.times.outside_breaks",
        reason="outside_breaks",
        bound="bounds.pricing.Pricer.price",
        ortools=AFTERWARDS,
    ),
    Condition(
        name="time_to_travel",
        fields=(
            "Problem.travel_min",
            "Problem.travel_by_class",
            "Unit.travel_class",
            "Task.place",
            "Task.buffer_min",
        ),
        kernel="kernels.times.arrive",
        check="checks.times.time_to_travel",
        reason="time_to_travel",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.Routing",
    ),
    Condition(
        name="within_shift",
        fields=(
            "Unit.depot",
            "Shift.day",
            "Shift.start_min",
            "Shift.end_min",
            "Task.buffer_min",
        ),
        kernel="kernels.tours.retime",
        check="checks.times.within_shift",
        reason="within_shift",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.within_shift",
    ),
    Condition(
        name="takes_its_rest",
        fields=("Rest.minutes", "Rest.opens", "Rest.closes"),
        kernel="kernels.rests.back_rested",
        check="checks.rests.takes_its_rest",
        reason="takes_its_rest",
        bound=RELAXED,
        ortools=AFTERWARDS,
    ),
    Condition(
        name="tour_duration",
        fields=("Unit.max_tour_min", "Task.buffer_min"),
        kernel="kernels.tours.departure",
        check="checks.tours.tour_duration",
        reason="tour_duration",
        bound=RELAXED,
        ortools="search.ortools_limits.tour_duration",
    ),
    Condition(
        name="tour_distance",
        fields=("Unit.max_tour_m", "Problem.distance_m"),
        kernel="kernels.tours.is_short_enough",
        check="checks.tours.tour_distance",
        reason="tour_distance",
        bound=RELAXED,
        ortools="search.ortools_limits.tour_distance",
    ),
    Condition(
        name="days_apart",
        fields=("Spacing.tasks", "Spacing.min_days", "Spacing.max_days"),
        kernel="kernels.places.allowed",
        check="checks.times.days_apart",
        reason="days_apart",
        bound=RELAXED,
        ortools=AFTERWARDS,
    ),
    Condition(
        name="on_a_day_set",
        fields=("Spacing.day_sets", "Spacing.weekday_sets", "Problem.first_weekday"),
        kernel="kernels.places.allowed",
        check="checks.tours.on_a_day_set",
        reason="on_a_day_set",
        bound=RELAXED,
        ortools="search.ortools_limits.on_a_day_set",
    ),
    Condition(
        name="same_unit",
        fields=("Spacing.same_unit",),
        kernel="kernels.places.allowed",
        check="checks.tours.same_unit",
        reason="same_unit",
        bound=RELAXED,
        ortools="search.ortools_limits.same_unit",
    ),
    Condition(
        name="people_per_unit_day",
        fields=("Unit.people_per_day", "Task.people"),
        kernel="kernels.places.detour",
        check="checks.people.people_per_unit_day",
        reason="people_per_unit_day",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.people_per_unit_day",
    ),
    Condition(
        name="people_per_area_day",
        fields=("Problem.area_people_per_day", "Task.area", "Task.people"),
        kernel="kernels.places.allowed",
        check="checks.people.people_per_area_day",
        reason="people_per_area_day",
        bound="bounds.master.Master.add",
        ortools=AFTERWARDS,
    ),
    Condition(
        name="sessions_per_area_week",
        fields=("Problem.area_sessions_per_week", "Problem.first_weekday", "Task.area"),
        kernel="kernels.places.allowed",
        check="checks.people.sessions_per_area_week",
        reason="sessions_per_area_week",
        bound="bounds.master.Master.add",
        ortools=AFTERWARDS,
    ),
    Condition(
        name="crews_per_day",
        fields=("Problem.crews_per_day", "Unit.crew"),
        kernel="kernels.places.allowed",
        check="checks.people.crews_per_day",
        reason="crews_per_day",
        bound="bounds.master.Master.add",
        ortools=AFTERWARDS,
    ),
    Condition(
        name="one_unit_at_site",
        fields=("Task.site", "Problem.units_at_site"),
        kernel="kernels.places.allowed",
        check="checks.people.one_unit_at_site",
        reason="one_unit_at_site",
        bound=RELAXED,
        ortools="search.ortools_model.one_unit_at_site",
    ),
    Condition(
        name="pinned_stays",
        fields=(
            "Published.task",
            "Published.unit",
            "Published.day",
            "Published.start_min",
            "Published.pinned",
        ),
        kernel="search.task_tables.candidates",
        check="checks.promises.pinned_stays",
        reason="pinned_stays",
        bound="bounds.master.Master",
        ortools="search.ortools_model.each_task_once",
    ),
    Condition(
        name="frozen_stays",
        fields=("Problem.frozen_before",),
        kernel="search.task_tables.candidates",
        check="checks.promises.frozen_stays",
        reason="frozen_stays",
        bound="bounds.pricing.Pricer.price",
        ortools="search.ortools_model.capable_unit",
    ),
    Condition(
        name="within_change_budget",
        fields=("Problem.change_budget",),
        kernel="kernels.changes.total",
        check="checks.promises.within_change_budget",
        reason=NEVER,
        bound=RELAXED,
        ortools=AFTERWARDS,
    ),
)
