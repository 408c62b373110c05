"""A map of the same areas at several steps, moved by a slider."""

from __future__ import annotations

from maps.canvas import Canvas
from maps.drawing import NAME, area_features, corners, outline
from maps.map_content import MapParts, MapWords, StepMap
from maps.marks import fill, legend, notes, patterns, swatch
from maps.slider import Stop


def draw_step_map(facts: StepMap, *, words: MapWords, id: str = "peta") -> MapParts:  # noqa: A002
    """Return the map of ``facts``, its first step shown; ``id`` keeps several maps apart."""
    canvas = Canvas(id, facts.title, words)
    fills = {rule.key: fill(rule, id) for rule in facts.styles}
    stops = []
    for number, step in enumerate(facts.steps):
        group = canvas.group(step.name, shown=number == 0)
        canvas.layer(area_features(step.areas, fills, words), into=group, popup=True, label=NAME)
        stops.append(Stop(layer=group.get_name(), key=step.name, label=step.label, day=number))
    first = facts.steps[0].areas
    outline(canvas, first, colour="#16242c", weight=2.5)
    canvas.fit(corners(first))
    canvas.slide(stops)
    used = {area.style_key for step in facts.steps for area in step.areas}
    shown = [rule for rule in facts.styles if rule.key in used]
    return canvas.parts(
        above=patterns(facts.styles, id) + notes(facts, words),
        legend=legend([(swatch(fills[rule.key]), rule.label) for rule in shown], words),
    )
