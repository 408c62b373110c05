"""The YAML text of a rules file: every scalar a text, every mapping with its line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import yaml

from planner.domain.errors import BadInput

SCHEMA: Final = "sijempol-rules/1"
#: The largest rules file that is read, in characters.
LARGEST: Final = 2_000_000
#: How deep a rules file may nest; the deepest record needs six.
DEEPEST: Final = 20
#: Where a mapping keeps the line it starts on.
LINE: Final = "__line__"


class _Lines(yaml.BaseLoader):
    """Reads every scalar as text, so that 32.72 stays a code and 15:00 a clock time.

    Mappings remember their line. A name given twice, and references that could blow a small
    file up, are refused.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem="rujukan (*) tidak dipakai di berkas aturan; tulis isinya",
                problem_mark=self.peek_event().start_mark,  # type: ignore[no-untyped-call]
            )
        return super().compose_node(parent, index)

    def mapping_with_line(self, node: Any) -> dict[str, object]:
        """Return a mapping of texts with the line it starts on."""
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(self.construct_object(key_node, deep=True))
            if key in mapping:
                raise yaml.MarkedYAMLError(
                    problem=f"'{key}' tertulis dua kali; hapus salah satu",
                    problem_mark=key_node.start_mark,
                )
            mapping[key] = self.construct_object(value_node, deep=True)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


_Lines.add_constructor(
    yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
    _Lines.mapping_with_line,
)


def document_of(text: str, name: str) -> dict[str, object]:
    """Return the mapping that ``text`` holds; ``name`` is the file's for messages.

    Raises
    ------
    BadInput
        It is no YAML that can be read, too large, or nests too deep.
    """
    if len(text) > LARGEST:
        raise BadInput([f"{name}: berkas lebih dari {LARGEST} huruf. Bagi menjadi beberapa."])
    try:
        _refuse_depth(text)
        document = yaml.load(text, Loader=_Lines)  # noqa: S506 - builds text, lists, mappings
    except yaml.MarkedYAMLError as error:
        line = "?" if error.problem_mark is None else error.problem_mark.line + 1
        raise BadInput(
            [f"{name}, baris {line}: {error.problem}. Periksa spasi dan tanda kutip."]
        ) from error
    except yaml.YAMLError as error:
        raise BadInput([f"{name}: bukan YAML yang bisa dibaca. Simpan sebagai UTF-8."]) from error
    if not isinstance(document, dict):
        raise BadInput([f"{name}: isi harus dimulai dengan 'schema: {SCHEMA}'."])
    return document


def _refuse_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise yaml.MarkedYAMLError(problem=f"susunan lebih dalam dari {DEEPEST}")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def line_of(item: Mapping[str, object]) -> int:
    """Return the line a mapping starts on."""
    return int(str(item.get(LINE, 1)))
