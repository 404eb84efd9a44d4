"""Generated files are fresh, and other tools read the registries by the schema as we do."""

import importlib.util
import json
import subprocess
import sys

import pytest

from conftest import HEAD, ROOT, UNIT

SPEC = importlib.util.spec_from_file_location("generate", ROOT / "tools" / "generate.py")
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)


@pytest.mark.parametrize("path", generate.generated(), ids=lambda path: path.name)
def test_generated_files_are_fresh(path):
    assert path.read_text(encoding="utf-8") == generate.generated()[path], (
        "run: python tools/generate.py"
    )


def test_the_modelines_point_to_the_schemas():
    for folder in ("registries", "catalogue"):
        for path in (ROOT / folder).glob("*.yaml"):
            first = path.read_text(encoding="utf-8").split("\n")[0]
            assert first.startswith("# yaml-language-server: $schema=../schema/")
            assert (path.parent / first.partition("$schema=")[2]).is_file()


@pytest.fixture(scope="session")
def validate():
    jsonschema = pytest.importorskip(
        "jsonschema", reason="the cross-check by another validator is a development tool"
    )
    import yaml

    def call(text: str, kind: str = "registry") -> list[str]:
        schema = json.loads((ROOT / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
        # as editors do: YAML 1.2 has no dates
        loader = type(
            "Loader",
            (yaml.SafeLoader,),
            {"yaml_implicit_resolvers": dict(yaml.SafeLoader.yaml_implicit_resolvers)},
        )
        for key, pairs in list(loader.yaml_implicit_resolvers.items()):
            loader.yaml_implicit_resolvers[key] = [
                pair for pair in pairs if not pair[0].endswith("timestamp")
            ]
        return [
            one.message
            for one in jsonschema.Draft202012Validator(schema).iter_errors(yaml.load(text, loader))
        ]

    return call


def test_another_validator_accepts_the_shipped_files(validate):
    for district in ("kunqu", "jiangjin"):
        assert (
            validate((ROOT / "registries" / f"{district}.yaml").read_text(encoding="utf-8")) == []
        )
    for kind in ("measures", "functions", "schemes", "aqi"):
        assert (
            validate((ROOT / "catalogue" / f"{kind}.yaml").read_text(encoding="utf-8"), kind) == []
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
def test_another_validator_rejects_what_a_schema_can_see(validate, bad):
    assert validate(HEAD + UNIT) == []
    assert validate(HEAD + bad) != []


def test_check_jsonschema_accepts_both_registries():
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is a development tool")
    files = [str(path) for path in sorted((ROOT / "registries").glob("*.yaml"))]
    schema = str(ROOT / "schema" / "registry.schema.json")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *files],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()
