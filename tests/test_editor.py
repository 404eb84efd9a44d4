"""What an editor shows of a registry: by the real yaml-language-server, over its protocol, and our schema."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from languageserver import Server

PROGRAM = shutil.which("yaml-language-server")

TEXT = f"""\
# yaml-language-server: $schema={(ROOT / "schema" / "registry.schema.json").as_uri()}
format: smogctl/1
district: {{id: shishan, name: 石山区}}
plan:
  title: 预案
  scheme: national-2024
levels:
  - {{id: orange, name: 橙色预警, response: Ⅱ级响应}}
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 落实停课
        role: lead
        measures: [public.school-suspension]
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if not PROGRAM:
        if os.environ.get("SMOGCTL_CI"):
            pytest.fail("yaml-language-server is missing")
        pytest.skip("no yaml-language-server (npm install -g yaml-language-server)")
    running = Server([PROGRAM, "--stdio"], tmp_path_factory.mktemp("editor"))
    yield running
    running.close()


def opened(server: Any, tmp_path: Any, text: Any) -> Any:
    uri = (tmp_path / "shishan.yaml").as_uri()
    server.open(uri, text)
    return uri


def at(text: Any, word: Any, behind: Any = 0) -> Any:
    """The place of a word's beginning, or so many characters behind it."""
    before = text[: text.index(word) + behind]
    return {
        "line": before.count("\n"),
        "character": len(before) - before.rfind("\n") - 1,
    }


def hovered(server: Any, uri: Any, place: Any) -> Any:
    answer = server.ask(
        "textDocument/hover", {"textDocument": {"uri": uri}, "position": place}
    )
    contents = answer["contents"] if answer else ""
    return contents["value"] if isinstance(contents, dict) else str(contents)


def completed(server: Any, uri: Any, place: Any) -> Any:
    answer = server.ask(
        "textDocument/completion", {"textDocument": {"uri": uri}, "position": place}
    )
    items = answer["items"] if isinstance(answer, dict) else answer
    return {
        item["label"]: str(item.get("documentation") or item.get("detail"))
        for item in items
    }


def test_a_right_registry_has_no_diagnostic(server: Any, tmp_path: Path) -> None:
    assert server.diagnostics(opened(server, tmp_path, TEXT)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("role: lead", "role: leader"),
        ("scheme: national-2024", "scheme: national-2025"),
        ("[public.school-suspension]", "[public.school]"),
        ("kind: department", "kind: bureau"),
        ("    name: 区教育局", "    nam: 区教育局"),
    ],
)
def test_what_is_wrong_is_underlined_where_it_stands(
    server: Any, tmp_path: Path, old: str, new: str
) -> None:
    text = TEXT.replace(old, new)
    found = server.diagnostics(opened(server, tmp_path, text))
    line = at(text, new)["line"]
    assert line in {one["range"]["start"]["line"] for one in found}, found


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("role: lead", "本单位自己的角色"),
        ("scheme: national", "预警分级依据哪个标准"),
        ("measures: [", "这一条属于哪些措施"),
        ("kind: department", "类别"),
        ("format: smogctl", "文件的格式和版本"),
    ],
)
def test_a_field_is_explained(
    server: Any, tmp_path: Path, word: str, shown: str
) -> None:
    uri = opened(server, tmp_path, TEXT)
    server.diagnostics(uri)
    assert shown in hovered(server, uri, at(TEXT, word, 1))


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("        role: ", {"lead", "joint", "support", "guide"}),
        (
            "        phase: ",
            {"prepare", "monitor", "warn", "respond", "review", "standing"},
        ),
        ("        measures: [", {"dust.sites", "public.school-suspension"}),
        ("  scheme: ", {"national-2024", "national-2018"}),
        ("    kind: ", {"department", "territory", "enterprise"}),
    ],
)
def test_values_are_offered(
    server: Any, tmp_path: Path, line: str, labels: set[str]
) -> None:
    key = line.strip().split(":")[0]
    text = "\n".join(
        line if row.strip().startswith(f"{key}:") else row for row in TEXT.split("\n")
    )
    if line not in text:
        text += line
    uri = opened(server, tmp_path, text)
    server.diagnostics(uri)
    assert labels <= completed(server, uri, at(text, line, len(line))).keys()
