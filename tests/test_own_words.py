"""No rule, word or scope stands in the code or the catalogue because one of the two shipped documents has it."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, SHARED

LONG = 8
"""A phrase of so many characters is nobody's common word."""
HAN = re.compile("[\u3400-\u9fff]+")


def eights(text: str) -> set[str]:
    """Every run of eight Chinese characters, layout left out."""
    runs = HAN.findall("".join(text.split()))
    return {run[at : at + LONG] for run in runs for at in range(len(run) - LONG + 1)}


@pytest.fixture(scope="module")
def of_the_two() -> set[str]:
    """What only the two source documents say."""
    sources = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "registries/sources").iterdir()
    ]
    annexes = (ROOT / "tests" / "annexes").glob("*.*")
    others = [path.read_bytes().decode("utf-8", "replace") for path in annexes]
    corpus = (SHARED / "corpus").glob("*.txt")
    others += [path.read_bytes().decode("utf-8", "replace") for path in corpus]
    for path in (ROOT / "tests/words").glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        others += [json.loads(line)["text"] for line in lines]
    common = {run for text in others for run in eights(text)}
    return {run for text in sources for run in eights(text)} - common


def strings(path: Path) -> Iterator[Any]:
    """Every text constant of a module, docstrings included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_the_code_has_no_phrase_of_theirs(of_the_two: set[str]) -> None:
    for path in (ROOT / "src" / "smogctl").rglob("*.py"):
        for text in strings(path):
            assert not eights(text) & of_the_two, path


def test_the_catalogue_has_no_phrase_of_theirs(of_the_two: set[str]) -> None:
    for path in (ROOT / "catalogue").glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        # the measures' names are the reference's, whoever uses them
        words = (
            word for line in lines if "    name: " not in line for word in line.split()
        )
        found = {run for word in words for run in eights(word)}
        assert not found & of_the_two, path.name


def test_the_two_documents_say_something_of_their_own(of_the_two: set[str]) -> None:
    assert len(of_the_two) > 1000
