"""The one safe way out of Folium: own files, fixed names, text through GeoJson properties."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, Final

import folium
from branca.element import Element

from maps.assets import SCRIPTS, STYLES
from maps.map_content import MapParts, MapWords
from maps.slider import SLIDER_STYLE, SLIDING, Stop, slider_body, slider_script

#: Stands for an opening brace until the script is whole: the library below reads what it drew
#: as a template once more, and would run what a text like "{{ ... }}" says. A text's own mark is
#: doubled meanwhile, so that every text comes back as it was.
BRACE: Final = "\ue07b"
_KEPT: Final = str.maketrans({BRACE: BRACE * 2, "{": BRACE + "("})
#: What may stand in a finished string: a backslash of its own, a doubled mark, a brace's mark.
_MARKS: Final = re.compile(r"\\\\|\\ue07b(?:\\ue07b|\()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """How a layer's ``label`` property is shown: always, or when pointed at."""

    kind: str
    direction: str = "auto"
    permanent: bool = True


class Canvas:
    """A map being drawn. Every element gets a fixed name: same facts, same bytes."""

    def __init__(self, map_id: str, title: str, words: MapWords) -> None:
        self.map_id, self.title, self.words = map_id, title, words
        self.count = 0
        self.labels: list[str] = []
        self.stops: tuple[Stop, ...] = ()
        self.map = self._named(
            folium.Map(
                location=[0, 0],
                zoom_start=12,
                tiles=None,
                zoom_control=False,
                attributionControl=False,
                maxZoom=19,
                zoomSnap=0.25,
                zoomAnimation=False,
                fadeAnimation=False,
                markerZoomAnimation=False,
                scrollWheelZoom=False,
            )
        )

    def _named(self, element: Any) -> Any:
        element._id = f"{self.map_id.replace('-', '')}{self.count}"
        self.count += 1
        return element

    def group(self, name: str, *, shown: bool) -> Any:
        """Return a new group of layers that can be switched on and off."""
        group = self._named(folium.FeatureGroup(name=_braceless(escape(name)), show=shown))
        group.add_to(self.map)
        return group

    def layer(
        self,
        features: Sequence[Mapping[str, object]],
        *,
        into: Any = None,
        popup: bool = False,
        label: Label | None = None,
        marker: Any = None,
    ) -> None:
        """Add GeoJson ``features``; their ``teks`` shows on a click, ``label`` as asked."""
        data = {"type": "FeatureCollection", "features": _braceless(list(features))}
        given = {} if marker is None else {"marker": self._named(marker)}
        layer = self._named(folium.GeoJson(data, control=False, zoom_on_click=False, **given))
        if popup:
            shown = folium.GeoJsonPopup(fields=["teks"], labels=False, maxWidth=260)
            layer.add_child(self._named(shown))
        if label is not None:
            self.labels.append(f"tulis({layer.get_name()}, {json.dumps(asdict(label))});")
        layer.add_to(self.map if into is None else into)

    def switch(self) -> None:
        """Add the box that switches groups on and off."""
        self._named(folium.LayerControl(collapsed=True)).add_to(self.map)

    def slide(self, stops: Sequence[Stop]) -> None:
        """Add the slider that shows one stop's layer at a time."""
        self.stops = tuple(stops)

    def fit(self, points: Sequence[tuple[float, float]]) -> None:
        """Show all (lat, lon) ``points``."""
        lats, lons = [point[0] for point in points], [point[1] for point in points]
        self.map.fit_bounds([[min(lats), min(lons)], [max(lats), max(lons)]], padding=(8, 8))
        for child in self.map._children.values():
            if child._name == "FitBounds":
                self._named(child)

    def parts(self, *, above: str = "", legend: str = "", style: str = "") -> MapParts:
        """Return what was drawn; ``above`` is safe markup put before the map itself."""
        root = self.map.get_root()
        root.render()
        drawn = "\n".join(_script(child) for child in root.script._children.values())
        drawn = _MARKS.sub(_with_braces, drawn)
        name, words, labels = self.map.get_name(), self.words, "\n".join(self.labels)
        options = json.dumps(
            {
                "zoomInTitle": words.zoom_in,
                "zoomOutTitle": words.zoom_out,
                "position": "bottomright",
            }
        )
        controls = f"L.control.zoom({options}).addTo({name});\n{self._spoken(name)}"
        sliding = ""
        if self.stops:
            above += slider_body(self.map_id, self.stops, words)
            sliding, style = SLIDING, style + SLIDER_STYLE
            controls += "\n" + slider_script(self.map_id, name, self.stops)
        return MapParts(
            body=(
                f'{above}<div class="peta folium-map" id="{name}" role="region" '
                f'aria-label="{escape(self.title)}"></div>'
                f"<noscript><p>{escape(words.needs_script)}</p></noscript>"
            ),
            legend=legend,
            script=f"(function () {{\n{_LABELLING}{sliding}{drawn}\n{labels}\n{controls}\n}})();\n",
            style=_STYLE + style,
            scripts=SCRIPTS,
            styles=STYLES,
        )

    def _spoken(self, name: str) -> str:
        """Return script that gives the library's own buttons words people here read."""
        close, choose = json.dumps(self.words.close), json.dumps(self.words.choose)
        return (
            f'{name}.on("popupopen", function (event) {{\n'
            '  var button = event.popup.getElement().querySelector("a[role=button]");\n'
            f'  if (button) button.setAttribute("aria-label", {close});\n'
            "});\n"
            f'{name}.getContainer().querySelectorAll(".leaflet-control-layers-toggle")'
            f".forEach(function (button) {{ button.title = {choose}; }});"
        )


def _with_braces(mark: re.Match[str]) -> str:
    """Return what :data:`_MARKS` met in a finished script as its text had it."""
    written = mark[0]
    if written.endswith("("):
        return "\\u007b"
    return written if written == "\\\\" else written[: len(written) // 2]


def _braceless(value: Any) -> Any:
    """Return ``value`` with every opening brace in its texts put as ``BRACE``."""
    if isinstance(value, str):
        return value.translate(_KEPT)
    if isinstance(value, Mapping):
        return {key: _braceless(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_braceless(inner) for inner in value]
    return value


def _script(child: Element) -> str:
    rendered: str = child.render()
    return "\n".join(line.rstrip() for line in rendered.splitlines() if line.strip())


def safe_text(title: str, lines: Sequence[str], href: str | None, words: MapWords) -> str:
    """Return words for a popup as markup in which all text is escaped."""
    rows = [f"<strong>{escape(title)}</strong>", *(escape(line) for line in lines if line)]
    if href is not None:
        rows.append(f'<a href="{escape(href)}">{escape(words.open_link)}</a>')
    return "<br>".join(rows)


def feature(geometry: Mapping[str, object], properties: Mapping[str, object]) -> dict[str, object]:
    """Return a GeoJson feature."""
    return {"type": "Feature", "geometry": dict(geometry), "properties": dict(properties)}


#: Gives every feature its own label, as text and never as markup.
_LABELLING: Final = """function tulis(layer, how) {
  layer.eachLayer(function (one) {
    var text = document.createElement("span");
    text.textContent = one.feature.properties.label;
    one.bindTooltip(text, {permanent: how.permanent, direction: how.direction,
      sticky: !how.permanent, className: how.kind});
  });
}
"""

_STYLE: Final = """
.peta{position:relative;width:100%;height:min(94vw,70vh,34rem);min-height:18rem;z-index:0;
border:1px solid #748389;border-radius:.5rem;background:#edf0ef;font:1rem/1.4 inherit}
.leaflet-container{font-family:inherit;background:#edf0ef}
.leaflet-popup-content{font-size:1rem;line-height:1.4;margin:.75rem 1rem}
.leaflet-popup-content-wrapper,.leaflet-popup-tip{color:#16242c;background:#fff}
.leaflet-popup-content a{display:inline-block;padding:.35rem 0;color:#075380}
.leaflet-popup-content td{border:0;padding:0}
.leaflet-bar a,.leaflet-touch .leaflet-bar a{width:3rem;height:3rem;line-height:3rem;color:#16242c}
.leaflet-control-layers-expanded{max-height:18rem;max-width:16rem;overflow:auto;color:#16242c}
.leaflet-control-layers-toggle{width:3rem!important;height:3rem!important}
.leaflet-control-layers label{padding:.3rem 0;font-size:1rem}
.leaflet-interactive:focus{outline:none}
.leaflet-interactive:focus-visible{outline:3px solid #0a4a63}
.leaflet-tooltip{font-size:.9375rem;color:#16242c}
.peta-pola{position:absolute;width:0;height:0}
.peta-kelompok{background:rgba(255,255,255,.9);border:0;box-shadow:none;padding:0 .15rem;
border-radius:.15rem;font-size:.8125rem;font-weight:700;line-height:1.25}
.peta-kunci{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0;list-style:none}
.peta-kunci li{display:inline-flex;align-items:center;gap:.4rem}
.peta-kunci svg{flex:none;background:#edf0ef;border-radius:.25rem}
"""
