"""Templates are laid out for readers; what is served shows the same without the layout."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError, UndefinedError

from planner.public import compact, render_site
from planner.public.compact import BLOCKS, KEPT, Compact, served_style
from planner.public.shared import rendering
from planner.public.shared.public_facts import SiteFacts
from tests.public.feeds.lives import TUESDAY, facts_of, resumed, scheduled, suspended

PLANNER = Path(str(files("planner")))
WIDEST = 100


def made(source: str, **values: object) -> str:
    environment = Environment(
        loader=DictLoader({"halaman.html": source}),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[Compact],
    )
    return environment.get_template("halaman.html").render(**values)


def test_layout_beside_blocks_goes_and_spaces_between_words_stay() -> None:
    source = """
      <ul>
        {% for name in names %}
          <li>
            <b>{{ name }}</b>
            datang,
            <a href="/x">lihat</a>.
          </li>
        {% endfor %}
      </ul>
    """
    row = '<li><b>{}</b> datang, <a href="/x">lihat</a>.</li>'
    assert made(source, names=["A", "B"]) == f"<ul>{row.format('A')}{row.format('B')}</ul>"


def test_a_space_that_may_not_break_is_no_layout() -> None:
    assert made("<p>\n  \u00a0 a\u2003\n</p>") == "<p>\u00a0 a\u2003</p>"


def test_words_that_touch_a_tag_touch_it_still() -> None:
    assert (
        made("<p>satu<b>dua</b>tiga <i>empat</i></p>") == "<p>satu<b>dua</b>tiga <i>empat</i></p>"
    )
    assert made("<p>\n  {{ a -}}\n  , {{ a }}\n</p>", a="x") == "<p>x, x</p>"


def test_attributes_keep_their_values_on_however_many_lines_they_stand() -> None:
    source = """<input
      title="dua  spasi {{ a }}  lagi"
      {% if a %}
        checked
      {% endif %}
      value='{{ a }} > "b"  c'
    >"""
    shown = made(source, a="x").split("checked")
    assert shown[0].rstrip() == '<input title="dua  spasi x  lagi"'
    assert shown[1].lstrip() == """value='x > "b"  c'>"""
    assert "\n" not in "".join(shown)


@pytest.mark.parametrize("name", sorted(KEPT))
def test_some_elements_are_served_as_they_are_written(name: str) -> None:
    inner = "\n  a  {{ b }}\n\n  <p  >c "
    source = f'<{name} id="x"\n  >{inner}</{name}>'
    assert made(source, b="d") == f'<{name} id="x">{inner.replace("{{ b }}", "d")}</{name}>'


def test_values_are_never_touched() -> None:
    value = "  <b>\n   dua  spasi </b>\n"
    assert made("<p>\n  {{ a | safe }}\n</p>", a=value) == f"<p>{value}</p>"
    assert made("<b>\n  {{ a | safe }}\n</b>", a=value) == f"<b> {value} </b>"


def test_an_error_still_names_its_line() -> None:
    source = "<div>\n  <p>\n    a\n  </p>\n  {{ tidak_ada }}\n</div>"
    with pytest.raises(UndefinedError) as raised:
        made(source)
    traceback = raised.value.__traceback__
    lines = []
    while traceback is not None:
        lines.append((traceback.tb_frame.f_code.co_filename, traceback.tb_lineno))
        traceback = traceback.tb_next
    assert ("<template>", 5) in lines


@pytest.mark.parametrize(
    "source",
    ['<p>a</p>\n<p class="b>c</p>', "<p>a</p>\n<p", "<pre>\n a", "<!-- a"],
)
def test_a_template_that_ends_too_early_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="ends before"):
        made(source)


class Shown(HTMLParser):
    """What a browser shows of a page: tags, and words with the spaces that are seen."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = [""]
        self.kept = ""

    def edge(self, name: str, tag: str) -> None:
        if name in BLOCKS and not self.parts[-1].startswith("<"):
            self.parts[-1] = self.parts[-1].rstrip()
        self.parts.append(tag)
        self.parts.append("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A block shown in an attribute too, as a page's summary, is laid out there as well.
        values = sorted((name, re.sub(r"\s+", " ", value or "")) for name, value in attrs)
        self.edge(tag, f"<{tag} {values}")
        self.kept = tag if tag in KEPT else ""

    def handle_endtag(self, tag: str) -> None:
        self.edge(tag, f"</{tag}")
        self.kept = ""

    def handle_data(self, data: str) -> None:
        name = self.parts[-2].strip("</").split(" ")[0] if len(self.parts) > 1 else ""
        words = data if self.kept else re.sub(r"\s+", " ", data)
        self.parts[-1] += words.lstrip() if name in BLOCKS and not self.kept else words


def shown(page: bytes) -> list[str]:
    reader = Shown()
    reader.feed(page.decode())
    return [part for part in reader.parts if part]


def some_facts() -> SiteFacts:
    moved = resumed(suspended(scheduled("P-3")), TUESDAY)
    return facts_of(scheduled(), suspended(scheduled("P-2")), moved, scheduled("P-4", firm=False))


def test_pages_show_the_same_with_and_without_their_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = some_facts()
    served = render_site(facts)
    rendering._environment.cache_clear()
    monkeypatch.setattr(Compact, "filter_stream", lambda _, stream: stream)
    try:
        laid_out = render_site(facts)
    finally:
        rendering._environment.cache_clear()
    pages = [path for path in served if path.endswith(".html")]
    assert len(pages) > 100
    for path in pages:
        assert shown(served[path].content) == shown(laid_out[path].content), path
        assert len(served[path].content) < len(laid_out[path].content), path


def layout_of(page: str) -> list[str]:
    """Return what a page still has of its template's layout."""
    for name in KEPT:
        page = re.sub(rf"<{name}\b.*?</{name}>", "", page, flags=re.S)
    return re.findall(r".{0,40}\n[ \t]+.{0,40}|>\n+<", re.sub(r'"[^"]*"', '""', page))


def test_public_pages_are_served_without_layout() -> None:
    for path, file in render_site(some_facts()).items():
        if path.endswith(".html"):
            assert layout_of(file.content.decode()) == [], path


STYLES = sorted(PLANNER.glob("*/static/*.css"))
IMPORT = re.compile(r'@import "(.+?)";\n')


def rules_of(path: Path) -> str:
    """Return the rules of a style sheet, each that it imports before its own."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    named = {style.name: style for style in STYLES}
    return "".join(rules_of(named[name]) for name in IMPORT.findall(text)) + IMPORT.sub("", text)


def colours_of(text: str) -> Counter[tuple[str, str]]:
    """Return how often each own property is given, by the theme or the paper it is for."""
    given: Counter[tuple[str, str]] = Counter()
    for medium, rules in re.findall(r"(?:@media ([^{]*)\{\s*)?:root \{(.*?)\}", text, re.S):
        given.update((medium.strip(), name) for name in re.findall(r"(--\w+):", rules))
    return given


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_is_served_whole_with_what_it_imports_and_without_layout(path: Path) -> None:
    served = served_style(f"planner.{path.parts[-3]}", path.name)
    assert "\n" not in served
    assert "@import" not in served
    source = re.sub(r"\s", "", rules_of(path)).replace(";}", "}")
    assert re.sub(r"\s", "", served) == source


def test_each_colour_is_written_once_for_each_theme() -> None:
    written = Counter[tuple[str, str]]()
    for path in STYLES:
        written += colours_of(path.read_text(encoding="utf-8"))
    assert {name: times for name, times in written.items() if times > 1} == {}
    dark = {name for medium, name in written if "dark" in medium}
    assert {name for medium, name in written if not medium} - dark == {"--huruf", "--emas"}
    assert len(dark) > 20


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_colour_that_a_style_uses_is_given(path: Path) -> None:
    beside = PLANNER / "web" / "static" / "kantor.css"
    rules = rules_of(path) + (rules_of(beside) if path.parts[-3] == "web" else "")
    given = {name for _, name in colours_of(rules)}
    assert set(re.findall(r"var\((--\w+)", rules)) <= given


def test_a_style_that_imports_what_is_not_there_is_never_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "salah.css").write_text('@import "entah.css";\n', encoding="utf-8")
    monkeypatch.setattr(compact, "files", lambda _package: tmp_path)
    with pytest.raises(FileNotFoundError, match=r"entah\.css"):
        served_style("planner.lain", "salah.css")


def test_templates_styles_and_scripts_fit_on_a_screen() -> None:
    sources = [*PLANNER.glob("*/templates/**/*.html"), *PLANNER.glob("*/static/*")]
    assert len(sources) > 80
    wide = {
        f"{path.relative_to(PLANNER)}:{number}": len(line)
        for path in sources
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > WIDEST
    }
    assert wide == {}
