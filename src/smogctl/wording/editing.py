"""The JSON Schema as an editor needs it: every field explained, every id with its name.

What it allows beyond `schema/json_schema.py` is nothing; what it forbids, smogctl finds wrong too
(R302, R304): measures and schemes are those of the catalogue. A unit's id is any, since a second
one of a function has a number behind it; those of the catalogue are offered.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from smogctl.plan import catalogue
from smogctl.questions.gaps import titles
from smogctl.schema.descriptions import TITLES, description_of
from smogctl.schema.json_schema import FILES, json_schema
from smogctl.values.vocabulary import (
    ACTS,
    AFTERS,
    COLOURS,
    KINDS,
    NEEDS,
    PHASES,
    ROLES,
    STANDINGS,
)

_NAMES: tuple[Mapping[Any, str], ...] = (
    *(COLOURS, KINDS, ROLES, PHASES, NEEDS, AFTERS, ACTS, STANDINGS),
    {"stated": "原文写明", "inferred": "推定"},
    {"episode": "只在预警、响应期间"},
    {"G": "公众防护", "A": "倡议性", "M": "强制性", "S": "保障"},
    titles(),
)
"""Tables of ids and names; a list of values is one of these whose ids it has."""

_CATALOGUED = {
    ("AssignmentEntry", "id"),
    ("OrderedMeasure", "id"),
    ("Upper", "measure"),
    ("Waiver", "measure"),
}


def editor_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of file, with names and explanations in Chinese."""
    schema = json_schema(kind)
    for model, node in _models(schema, FILES[kind].__name__):
        node["title"] = TITLES[model]
        for field, inner in node.get("properties", {}).items():
            inner["description"] = description_of(model, field)
            if inner.get("default", "") is None:
                # an editor would offer to write it
                del inner["default"]
    _name_values(schema)
    if kind == "registry":
        _offer(schema["$defs"])
    return schema


def schema_text(kind: str) -> str:
    """The same as a file."""
    return json.dumps(editor_schema(kind), ensure_ascii=False, indent=2) + "\n"


def _models(schema: dict[str, Any], root: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The models of a schema by name."""
    schema.pop("description", None)
    yield root, schema
    for name, node in schema.get("$defs", {}).items():
        node.pop("description", None)
        yield name, node


def _name_values(node: Any) -> None:
    """The names of values beside them, as editors show them in a list."""
    if isinstance(node, list):
        for child in node:
            _name_values(child)
    if not isinstance(node, dict):
        return
    values = node.get("enum")
    if isinstance(values, list):
        names = _names_of(values)
        if names:
            node["enumDescriptions"] = names
    for child in node.values():
        _name_values(child)


def _names_of(values: list[Any]) -> list[str]:
    """The names of some ids; none where no table has them all."""
    for table in _NAMES:
        if table.keys() >= set(values):
            return list(map(table.__getitem__, values))
    return []


def _offer(definitions: dict[str, Any]) -> None:
    """Measures, schemes and functions of the catalogue, with their names."""
    measures = _names_by_id(catalogue.measures())
    for model, field in _CATALOGUED:
        _restrict(definitions[model]["properties"][field], measures)
    _restrict_bare(definitions["Duty"]["properties"]["measures"], measures)
    _restrict_bare(definitions["Response"]["properties"]["measures"], measures)
    schemes = _names_by_id(catalogue.schemes())
    _restrict(definitions["Plan"]["properties"]["scheme"], schemes)
    functions = _names_by_id(catalogue.functions())
    own = definitions["Unit"]["properties"]["id"]
    shape = {"type": own.pop("type"), "pattern": own.pop("pattern")}
    own["anyOf"] = [_enumeration(functions), shape]


def _names_by_id(entries: Mapping[str, Any]) -> dict[str, str]:
    """The names of a part of the catalogue."""
    return {entry.id: entry.name for entry in entries.values()}


def _enumeration(names: Mapping[str, str]) -> dict[str, Any]:
    return {"enum": list(names), "enumDescriptions": list(names.values())}


def _restrict(node: dict[str, Any], names: Mapping[str, str]) -> None:
    """An id, or nothing, to those that there are."""
    place = node
    for form in node.get("anyOf", ()):
        if "pattern" in form:
            place = form
            break
    del place["type"], place["pattern"]
    place.update(_enumeration(names))


def _restrict_bare(node: dict[str, Any], names: Mapping[str, str]) -> None:
    """The ids in a list that has them bare too."""
    for form in node["items"]["anyOf"]:
        if "pattern" in form:
            _restrict(form, names)
