"""Where in a text somebody writes: the same as the parsed tree has it, at every value, in every style."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from smogctl.editor.marking import subject_of_text
from smogctl.yamlfile.cursor import cursor_at

REGISTRIES = [
    *sorted((ROOT / "registries").glob("*.yaml")),
    ROOT / "docs/guide/files/registries/qinglan.yaml",
]
STYLES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "flow over several lines": lambda text: yaml.safe_dump(
        yaml.load(text, yaml.BaseLoader),
        allow_unicode=True,
        default_flow_style=True,
        width=60,
    ),
    "block, double quotes": lambda text: yaml.safe_dump(
        yaml.load(text, yaml.BaseLoader),
        allow_unicode=True,
        default_style='"',
        width=10_000,
    ),
    "block, single quotes": lambda text: yaml.safe_dump(
        yaml.load(text, yaml.BaseLoader),
        allow_unicode=True,
        default_style="'",
        width=10_000,
    ),
    "Windows": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("path", REGISTRIES, ids=lambda path: path.stem)
def test_the_cursor_is_where_the_tree_has_it(path: Path, style: str) -> None:
    text = STYLES[style](path.read_text("utf-8"))
    subject = subject_of_text(path, text)
    assert len(subject.texts) > 100
    starts = [0, *(hit.end() for hit in re.finditer("\r\n|\n", text))]
    wrong = []
    for where, value, mark in subject.texts[:: 3 if style == "as it is" else 17]:
        if not value:
            continue
        at = starts[mark.line - 1] + mark.column - 1
        inside = at + (1 if mark.plain else 2)
        found = cursor_at(text, inside)
        if found is None or found.path != where or not value.startswith(found.word[:1]):
            wrong.append((where, found))
    assert wrong == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab: -[]{},\n\"'#&*|>é区𠮷\t", max_size=60), st.integers(0, 60))
def test_no_text_breaks_it(text: str, place: int) -> None:
    found = cursor_at(text, min(place, len(text)))
    if found is not None:
        assert text[found.start : found.end] == found.word
        assert found.start <= min(place, len(text)) <= found.end
