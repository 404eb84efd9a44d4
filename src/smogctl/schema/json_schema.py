"""JSON Schema of the files, for editors and other validators.

It describes the file as YAML tools see it: there `row: 13` is a number and `ends: true` a flag,
while smogctl itself reads everything as text first. What only smogctl can check (ids that exist,
the source) is not in it.
"""

from typing import Any

from pydantic import BaseModel

from smogctl.schema.aqi import AqiFile
from smogctl.schema.base import MEASURE_ID
from smogctl.schema.desk import DeskFile
from smogctl.schema.facts import FactsFile
from smogctl.schema.functions import FunctionsFile
from smogctl.schema.measures import MeasuresFile
from smogctl.schema.registry import RegistryFile
from smogctl.schema.schemes import SchemesFile
from smogctl.schema.vocabulary import VocabularyFile

FILES: dict[str, type[BaseModel]] = {
    "registry": RegistryFile,
    "measures": MeasuresFile,
    "functions": FunctionsFile,
    "schemes": SchemesFile,
    "aqi": AqiFile,
    "vocabulary": VocabularyFile,
    "facts": FactsFile,
    "desk": DeskFile,
}


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of file."""
    schema = FILES[kind].model_json_schema()
    _adapt(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _adapt(node: Any) -> None:
    """Allow the short forms: one value for a list of one, a bare id or name.

    Drop what says nothing to an editor.
    """
    if isinstance(node, list):
        for inner in node:
            _adapt(inner)
        return
    if not isinstance(node, dict):
        return
    for inner in node.values():
        _adapt(inner)
    for name, field in node.get("properties", {}).items():
        if isinstance(field, dict):
            field.pop("title", None)
            _shorten(name, field)
    if "stages" in node.get("properties", {}):
        stages = node["properties"]["stages"]
        stages["additionalProperties"] = {
            "anyOf": [_TEXT, stages["additionalProperties"]]
        }


_ONE_OR_MORE = {"phase", "levels"}
_TEXT = {"type": "string", "minLength": 1}
_BARE: dict[str, dict[str, Any]] = {
    "measures": {"type": "string", "pattern": MEASURE_ID},
    "bodies": _TEXT,
}


def _is_array(node: dict[str, Any]) -> bool:
    return bool(node.get("type") == "array")


def _shorten(name: str, field: dict[str, Any]) -> None:
    choices = (field, *field.get("anyOf", ()))
    array = next(filter(_is_array, choices), None)
    if array is None:
        return
    items = array.get("items", {})
    if name in _ONE_OR_MORE and "enum" in items:
        field.setdefault("anyOf", [array] if array is not field else [dict(field)])
        field["anyOf"].insert(0, items)
        for key in ("type", "items", "minItems"):
            if array is field:
                field.pop(key, None)
    if name in _BARE and "$ref" in items:
        array["items"] = {"anyOf": [_BARE[name], items]}
