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
    fields = node.get("properties", {})
    for name, field in fields.items():
        field.pop("title", None)
        _shorten(name, field)
    if "stages" in fields:
        stages = fields["stages"]
        whole = stages["additionalProperties"]
        stages["additionalProperties"] = {"anyOf": [_TEXT, whole]}


_ONE_OR_MORE = {"phase", "levels"}
_TEXT = {"type": "string", "minLength": 1}
_BARE: dict[str, dict[str, Any]] = {
    "measures": {"type": "string", "pattern": MEASURE_ID},
    "bodies": _TEXT,
}


def _shorten(name: str, field: dict[str, Any]) -> None:
    by_type = {choice.get("type"): choice for choice in field.get("anyOf", ())}
    array = field if field.get("type") == "array" else by_type.get("array")
    if array is None:
        return
    items = array.get("items", {})
    if name in _ONE_OR_MORE and "enum" in items:
        if array is field:
            # what the field says of the list, one of the choices says now
            field["anyOf"] = [dict(field)]
            for key in ("type", "items", "minItems"):
                field.pop(key, None)
        field["anyOf"].insert(0, items)
    if name in _BARE and "$ref" in items:
        array["items"] = {"anyOf": [_BARE[name], items]}
