"""Generated files are fresh, and other tools read the registries by the schema as we do."""

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import HEAD, ROOT, UNIT
from smogctl.schema.base import model_in
from smogctl.schema.descriptions import DESCRIPTIONS
from smogctl.schema.json_schema import FILES
from smogctl.wording.editing import editor_schema

SPEC = importlib.util.spec_from_file_location(
    "generate", ROOT / "tools" / "generate.py"
)
assert SPEC is not None
assert SPEC.loader is not None
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)


@pytest.mark.parametrize("path", generate.generated(), ids=lambda path: path.name)
def test_generated_files_are_fresh(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generate.generated()[path](), (
        "run: python tools/generate.py"
    )


def test_the_modelines_point_to_the_schemas() -> None:
    for folder in ("registries", "catalogue"):
        for path in (ROOT / folder).glob("*.yaml"):
            first = path.read_text(encoding="utf-8").split("\n")[0]
            assert first.startswith("# yaml-language-server: $schema=../schema/")
            assert (path.parent / first.partition("$schema=")[2]).is_file()


@pytest.fixture(scope="session")
def validate() -> Callable[..., Any]:
    jsonschema = pytest.importorskip(
        "jsonschema",
        reason="the cross-check by another validator is a development tool",
    )
    import yaml

    def call(text: str, kind: str = "registry") -> list[str]:
        schema = json.loads(
            (ROOT / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8")
        )
        # as editors do: YAML 1.2 has no dates
        resolvers = {
            key: [pair for pair in pairs if not pair[0].endswith("timestamp")]
            for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }
        loader = type(
            "Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": resolvers}
        )
        return [
            one.message
            for one in jsonschema.Draft202012Validator(schema).iter_errors(
                yaml.load(text, loader)
            )
        ]

    return call


def test_another_validator_accepts_the_shipped_files(
    validate: Callable[..., Any],
) -> None:
    for district in ("kunqu", "jiangjin"):
        assert (
            validate(
                (ROOT / "registries" / f"{district}.yaml").read_text(encoding="utf-8")
            )
            == []
        )
    for kind in ("measures", "functions", "schemes", "aqi"):
        assert (
            validate(
                (ROOT / "catalogue" / f"{kind}.yaml").read_text(encoding="utf-8"), kind
            )
            == []
        )


BAD = {
    "unknown field": UNIT + "    nam: x\n",
    "missing field": UNIT.replace("    kind: department\n", ""),
    "wrong choice": UNIT.replace("department", "bureau"),
    "bad id": UNIT.replace("id: education\n", "id: Education\n"),
    "bad measure id": UNIT + "        measures: [dust]\n",
    "bad phase": UNIT + "        phase: later\n",
    "bad row": UNIT + "    row: many\n",
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_another_validator_rejects_what_a_schema_can_see(
    validate: Callable[..., Any], bad: str
) -> None:
    assert validate(HEAD + UNIT) == []
    assert validate(HEAD + bad) != []


def test_check_jsonschema_accepts_both_registries() -> None:
    pytest.importorskip(
        "check_jsonschema", reason="check-jsonschema is a development tool"
    )
    files = [str(path) for path in sorted((ROOT / "registries").glob("*.yaml"))]
    schema = str(ROOT / "schema" / "registry.schema.json")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *files],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()


def _properties(node: dict[str, Any]) -> Iterator[Any]:
    """Every field of a schema with the list of values that it may have, if any."""
    yield from node.get("properties", {}).items()
    for inner in node.get("$defs", {}).values():
        yield from _properties(inner)


def _enumerations(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        if "enum" in node:
            yield node
        for inner in node.values():
            yield from _enumerations(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _enumerations(inner)


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_explains_every_field_and_names_every_value(kind: str) -> None:
    schema = editor_schema(kind)
    fields = list(_properties(schema))
    assert fields
    for name, field in fields:
        assert re.search("[\u4e00-\u9fff]", field["description"]), name
        assert "title" not in field
    for node in _enumerations(schema):
        if set(node["enum"]) <= CODES:
            continue
        assert len(node["enumDescriptions"]) == len(node["enum"]), node
        assert all(
            re.search("[\u4e00-\u9fff]", name) for name in node["enumDescriptions"]
        )


CODES = {"PM2.5", "PM10", "O3", "SO2", "NO2", "CO", "dust", "AQI", "O3-8h"}
"""What is its own name."""


def test_no_description_is_of_a_field_that_is_not_there() -> None:
    models = {}

    def walk(model: Any) -> None:
        if model.__name__ not in models:
            models[model.__name__] = model
            for field in model.model_fields.values():
                inner = model_in(field.annotation)
                if inner:
                    walk(inner)

    for model in FILES.values():
        walk(model)
    every = {
        field.alias or name
        for model in models.values()
        for name, field in model.model_fields.items()
    }
    for name, fields in DESCRIPTIONS.items():
        known = (
            every
            if name == ""
            else {
                field.alias or key for key, field in models[name].model_fields.items()
            }
        )
        assert set(fields) <= known, name
