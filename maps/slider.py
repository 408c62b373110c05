"""A slider that shows one layer of a map at a time, with what a page says of the same step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from maps.map_content import MapWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stop of a slider: the script's name of its layer, its key, its label, its day."""

    layer: str
    key: str
    label: str
    day: int


def slider_body(id: str, stops: Sequence[Stop], words: MapWords) -> str:  # noqa: A002
    """Return the slider as markup; it stays hidden until the map's script works."""
    options = "".join(
        f'<option value="{days}">{escape(word)}</option>' for word, days in words.spans
    )
    choose = f"<label>{escape(words.show)} <select>{options}</select></label>" if options else ""
    return (
        f'<div class="peta-geser" id="{id}-geser" hidden>'
        f'<button type="button" aria-label="{escape(words.earlier)}">&#8249;</button>'
        f'<input type="range" min="0" max="{len(stops) - 1}" value="0" step="1" '
        f'aria-label="{escape(words.slide)}">'
        f'<button type="button" aria-label="{escape(words.later)}">&#8250;</button>'
        f'<output aria-live="polite"></output>{choose}</div>'
    )


def slider_script(id: str, map_name: str, stops: Sequence[Stop]) -> str:  # noqa: A002
    """Return the script that moves the slider; texts in it are data."""
    steps = ", ".join(
        f"{{layer: {stop.layer}, key: {_text(stop.key)}, label: {_text(stop.label)}, "
        f"day: {stop.day}}}"
        for stop in stops
    )
    return f"geser({map_name}, {_text(id)}, [{steps}]);"


def _text(text: str) -> str:
    return json.dumps(text).replace("<", "\\u003c")


#: Parts of the page that tell of a step carry ``data-peta`` (the map) and ``data-langkah`` (its
#: key) and are shown together with it.
SLIDING: Final = """function geser(map, id, stops) {
  var box = document.getElementById(id + "-geser"), range = box.querySelector("input"),
    span = box.querySelector("select"), said = box.querySelector("output"),
    buttons = box.querySelectorAll("button"),
    parts = document.querySelectorAll('[data-peta="' + id + '"]');
  function show() {
    var at = Number(range.value), first = stops[at].day, days = span ? Number(span.value) : 1,
      seen = {};
    stops.forEach(function (stop, n) {
      var whole = days > 1000, inside = stop.day >= first && stop.day < first + days;
      if (n === at || whole || (days > 1 && inside)) {
        map.addLayer(stop.layer); seen[stop.key] = true;
      } else map.removeLayer(stop.layer);
    });
    parts.forEach(function (part) { part.hidden = !seen[part.dataset.langkah]; });
    said.textContent = stops[at].label;
    range.setAttribute("aria-valuetext", stops[at].label);
    buttons[0].disabled = at === 0;
    buttons[1].disabled = at === stops.length - 1;
  }
  function move(by) { range.value = Number(range.value) + by; show(); }
  buttons[0].addEventListener("click", function () { move(-1); });
  buttons[1].addEventListener("click", function () { move(1); });
  range.addEventListener("input", show);
  if (span) span.addEventListener("change", show);
  box.hidden = false;
  show();
}
"""

SLIDER_STYLE: Final = """
.peta-geser{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem}
.peta-geser[hidden]{display:none}
.peta-geser button{width:3rem;height:3rem;font:inherit;font-size:1.5rem;line-height:1;
border:2px solid currentColor;border-radius:.5rem;background:transparent;color:inherit}
.peta-geser button:disabled{opacity:.4}
.peta-geser input{flex:1 1 10rem;height:3rem;min-width:0;accent-color:#0a4a63}
.peta-geser output{flex:1 0 100%;font-weight:700}
.peta-geser select{font:inherit;color:inherit;background:transparent;height:3rem}
.peta-geser option{color:#16242c;background:#fff}
@media print{.peta-geser{display:none}[data-langkah][hidden]{display:block}}
"""
