"""Rules as YAML that reads back equal, and the schema of a rules file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import yaml
from pydantic import TypeAdapter

from planner.rules.cases import NEEDED
from planner.rules.expected import COLUMNS
from planner.rules.rule_records import SECTIONS
from planner.rules.rule_text import SCHEMA

#: The section each kind of record stands in.
_SECTION: Final = {
    str(model.model_fields["kind"].default): section for section, model in SECTIONS.items()
}


class _Whole(yaml.SafeDumper):
    """Writes a value that two records share twice: rules files know no references."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Return that nothing is ever written as a reference."""
        return True


def to_yaml(records: Iterable[Mapping[str, object]]) -> str:
    """Return plain ``records`` as a rules file; reading it gives the same records."""
    sections: dict[str, list[dict[str, object]]] = {}
    for record in records:
        fields = {key: value for key, value in record.items() if key != "kind"}
        sections.setdefault(_SECTION[str(record["kind"])], []).append(fields)
    ordered = {name: sections[name] for name in SECTIONS if name in sections}
    whole = {"schema": SCHEMA, **ordered}
    text: str = yaml.dump(whole, Dumper=_Whole, allow_unicode=True, sort_keys=False, width=100)
    return text


def file_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a rules file, made from the records' models."""
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {"schema": {"const": SCHEMA}}
    for section, model in SECTIONS.items():
        schema = TypeAdapter(model).json_schema(
            by_alias=True, ref_template="#/$defs/{model}", mode="validation"
        )
        definitions |= schema.pop("$defs", {})
        schema["properties"].pop("kind", None)
        definitions[model.__name__] = schema
        properties[section] = {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}
    row = {name: {"type": "string"} for name in COLUMNS}
    needed = [*NEEDED, "decision"]
    definitions["ExpectedCase"] = {
        "type": "object",
        "title": "ExpectedCase",
        "description": "A question with the answer expected; it is no record.",
        "additionalProperties": False,
        "properties": row,
        "required": needed,
    }
    properties["cases"] = {"type": "array", "items": {"$ref": "#/$defs/ExpectedCase"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sijempol rules file",
        "type": "object",
        "required": ["schema"],
        "additionalProperties": False,
        "properties": properties,
        "$defs": dict(sorted(definitions.items())),
    }
