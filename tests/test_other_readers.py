"""What lint calls clean, other readers of YAML take for what the schema asks."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import HEAD
from smogctl.lint.engine import lint
from smogctl.lint.fixing import fix_text
from smogctl.lint.rulebook import all_rules
from smogctl.lint.subject import subject_from
from smogctl.schema.desk import DeskFile
from smogctl.schema.json_schema import json_schema
from smogctl.schema.kinds import kinds_of
from smogctl.schema.registry import RegistryFile
from smogctl.yamlfile.reader import parse

VALUES = [
    *("no", "yes", "on", "off", "n", "y", "No", "TRUE", "true", "false", "True"),
    *("~", "null", "Null", "", '""', "''"),
    *("0150203", "150203", "0", "00", "07", "08", "3", "+3", "-3", "1_000", "0x1F"),
    *("0o17", "0b1", "12", "012", "1e3", "1.5", ".5", "5.", "1.5e3", "-1.0e+3"),
    *(".inf", "-.Inf", ".nan", "=", "<<", "12:00", "17:00", "06:00", "1:2:3", "9:0"),
    *("2027-03-31", "2027-3-31", "2027-03-31T10:00:00", "2027-03-31 10:00", "a"),
    *('"3"', "'3'", '"true"', "'false'", '"2027-03-31"', '"no"', '"150203"', '"1e3"'),
    *('"17:00"', '"007"', "区教育局", "0.1.2", "1.2.3", "e3", "1e", "0o9", "٣"),
]

REGISTRY = """{head}units:
  - id: education
    name: 区教育局
    kind: department
    {unit}
    duties:
      - id: education-1
        text: 组织学校减少户外活动
        {duty}
"""
WAIVER = """waivers:
  - gap: unled
    {waiver}
    reason: 市级统一监管
    until: {until}
"""
DESK = """format: smogctl.desk/1
district: shi
office:
  {office}
deadlines:
  {deadlines}
daily: [{daily}]
contacts:
  - unit: education
    {contact}
"""


def registry(**given: str) -> str:
    empty = {"unit": "row: 1", "duty": "note: x"}
    adcode = given.pop("district", "within: 甲市")
    head = HEAD.replace("short: 石山}", f"short: 石山, {adcode}}}")
    until = given.pop("until", "2027-03-31")
    waiver = given.pop("waiver", "unit: 区教育局")
    body = REGISTRY.format(head=head, **{**empty, **given})
    return body + WAIVER.format(waiver=waiver, until=until)


def desk(**given: str) -> str:
    usual = {
        "office": "name: 办公室",
        "deadlines": "receipt: 2",
        "daily": '"17:00"',
        "contact": "post: 科长",
    }
    return DESK.format(**{**usual, **given})


def files(value: str) -> Iterator[str]:
    """A value in the place of every kind of field, of registries and desks."""
    yield registry(unit=f"row: {value}")
    yield registry(unit=f"note: {value}")
    yield registry(unit=f"aliases: [{value}]")
    yield registry(unit=f"bodies: [{value}]")
    yield registry(unit=f"bodies: [{{name: 甲, lead: {value}}}]")
    yield registry(duty=f"ends: {value}")
    yield registry(duty=f"scope: {value}")
    yield registry(duty=f"levels: {value}")
    yield registry(duty=f"measures: [{value}]")
    yield registry(district=f"adcode: {value}")
    yield registry(waiver=f"scope: {value}")
    yield registry(until=value)
    yield desk(office=f"phone: {value}")
    yield desk(deadlines=f"receipt: {value}")
    yield desk(daily=value)
    yield desk(contact=f"checked: {value}")
    yield desk(contact=f"name: {value}")


def findings(text: str) -> list[str]:
    """What is wrong with reading and form."""
    folder = "desks" if text.startswith("format: smogctl.desk") else "registries"
    path = Path(folder) / "shi.yaml"
    rules = [rule for rule in all_rules() if rule.CODE[:2] in ("S1", "F2")]
    subject = subject_from(parse(text.encode(), "shi.yaml"), path)
    return [str(one) for one in lint(subject, rules) if one.severity == "error"]


@cache
def clean() -> list[str]:
    return [text for value in VALUES for text in files(value) if not findings(text)]


def schema_of(text: str) -> dict[str, Any]:
    kind = "desk" if text.startswith("format: smogctl.desk") else "registry"
    return json_schema(kind)


def as_json(value: Any) -> Any:
    """A day is a text in JSON: the schema says so, and no reader takes it for another."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat()))


def test_what_is_clean_is_valid_for_a_reader_of_yaml_1_1() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    checked = clean()
    assert len(checked) > 100
    validators = {
        kind: jsonschema.Draft202012Validator(json_schema(kind))
        for kind in ("desk", "registry")
    }
    for text in checked:
        kind = "desk" if text.startswith("format: smogctl.desk") else "registry"
        read = as_json(yaml.safe_load(text))
        wrong = [error.message for error in validators[kind].iter_errors(read)]
        assert wrong == [], text


def test_what_is_clean_is_valid_for_a_reader_of_yaml_1_2() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    reader = (
        "const yaml = require('yaml'); const texts = JSON.parse("
        "require('fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(texts.map(text => yaml.parse(text))))"
    )
    checked = clean()
    modules = [os.environ.get("NODE_PATH", "")]
    server = shutil.which("yaml-language-server")
    if server is not None:
        modules += [
            str(folder / "node_modules") for folder in Path(server).resolve().parents
        ]
    done = subprocess.run(
        [node, "-e", reader],
        env={**os.environ, "NODE_PATH": os.pathsep.join(modules)},
        input=json.dumps(checked),
        capture_output=True,
        text=True,
        check=False,
    )
    if "Cannot find module 'yaml'" in done.stderr:
        pytest.skip("node has no yaml")
    for text, read in zip(checked, json.loads(done.stdout), strict=True):
        validator = jsonschema.Draft202012Validator(schema_of(text))
        wrong = [error.message for error in validator.iter_errors(read)]
        assert wrong == [], text


def test_a_value_is_wrong_by_its_field() -> None:
    said = {
        text.strip().split("\n")[-1]: [finding.split(" ", 1)[1] for finding in faults]
        for text, faults in (
            (f"{line}\n", findings(registry(**{place: line})))
            for place, line in (
                ("unit", 'row: "3"'),
                ("unit", "row: 3"),
                ("unit", "row: 03"),
                ("unit", "note: 3"),
                ("unit", "note: 1e3"),
                ("duty", "ends: 'true'"),
                ("duty", "ends: true"),
                ("duty", "scope: true"),
            )
        )
    }
    assert said == {
        'row: "3"': ["S110 “3”有引号，别的工具读成文字，这里应是整数。请去掉引号。"],
        "row: 3": [],
        "row: 03": ["S110 “03”以 0 开头，别的工具会读成别的值。请写作 3。"],
        "note: 3": ["S110 “3”没有引号，别的工具会读成别的值。请写作 \"3\"。"],
        "note: 1e3": ["S110 “1e3”没有引号，别的工具会读成别的值。请写作 \"1e3\"。"],
        "ends: 'true'": [
            "S110 “true”有引号，别的工具读成文字，这里应是真假。请去掉引号。"
        ],
        "ends: true": [],
        "scope: true": [
            "S110 “true”没有引号，别的工具会读成别的值。请写作 \"true\"。"
        ],
    }  # fmt: skip


def test_what_can_be_mended_is_mended() -> None:
    text = registry(unit="row: '3'", duty='ends: "true"').replace("甲市", "0o17")
    fixed = fix_text(text, Path("shi.yaml"), all_rules())
    assert "row: 3\n" in fixed
    assert "ends: true\n" in fixed
    assert 'within: "0o17"' in fixed
    assert findings(fixed) == []


@pytest.mark.parametrize(
    ("model", "kind"), [(RegistryFile, "registry"), (DeskFile, "desk")]
)
def test_the_kinds_of_fields_are_those_of_the_schema(
    model: type[RegistryFile | DeskFile], kind: str
) -> None:
    schema = json_schema(kind)
    types: dict[str, set[str]] = {}
    for holder in (schema, *schema["$defs"].values()):
        for name, field in holder.get("properties", {}).items():
            types.setdefault(name, set()).update(scalars(field))
    names = {str: "string", int: "integer", bool: "boolean"}
    expected = {name: names.get(of, "string") for name, of in kinds_of(model).items()}
    given = {name: kinds for name, kinds in types.items() if kinds}
    assert {name: {of} for name, of in expected.items()} == {
        name: kinds
        for name, kinds in given.items()
        if name not in ("measures", "bodies")
    }


def scalars(field: dict[str, Any]) -> set[str]:
    """The types of scalar that a field of a schema, or of the items of its list, may have."""
    types: set[str] = set()
    if field.get("type") in ("string", "integer", "boolean"):
        types.add(field["type"])
    if "const" in field or "enum" in field:
        types.add("string")
    inner = [
        *field.get("anyOf", ()),
        field.get("items"),
        field.get("additionalProperties"),
    ]
    for part in inner:
        if isinstance(part, dict):
            types |= scalars(part)
    return types
