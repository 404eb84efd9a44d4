"""Edits planted in the shipped registries are found at the edited line."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT
from smogctl.lint.engine import lint
from smogctl.lint.placed import out_of_order
from smogctl.lint.rulebook import all_rules
from smogctl.lint.subject import Subject
from smogctl.yamlfile.reader import parse

Block = re.Match[str]
"""A duty: its lines, and as group 1 its clause."""

BLOCK = re.compile(r"^      - id: .*\n        text: (.*)\n(?:         ?.*\n)*", re.M)
FOUR = ("T301", "T302", "T303", "R306")
SAMPLED = 12
"""Edits of a kind in a district; a thousand of each were right (2026-11-27)."""


class Edit(NamedTuple):
    """A registry after an edit, and the lines at one of which it must be found."""

    text: str
    lines: frozenset[int]


Make = Callable[[str, random.Random], Edit | None]


def line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def entries(text: str) -> list[list[Block]]:
    """The duties of each unit that has some."""
    first = text.index("\nunits:")
    starts = [hit.start() for hit in re.finditer(r"^  - id: ", text, re.M)]
    starts = [start for start in starts if start > first]
    units = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        duties = list(BLOCK.finditer(text, start, end))
        if duties:
            units.append(duties)
    return units


def clause(change: Callable[[str, random.Random], str]) -> Make:
    """An edit inside one clause."""

    def make(text: str, rng: random.Random) -> Edit | None:
        hit = rng.choice(rng.choice(entries(text)))
        start, end = hit.span(1)
        changed = f"{text[:start]}{change(hit[1], rng)}{text[end:]}"
        return Edit(changed, frozenset({line(text, start)}))

    return make


def without_a_character(clause: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(clause) - 1)
    return clause[:at] + clause[at + 1 :]


def number(text: str, rng: random.Random) -> Edit | None:
    places = []
    for duties in entries(text):
        for hit in duties:
            digits = re.finditer("[0-9一二三四五六七八九十]", hit[1])
            places += [hit.start(1) + digit.start() for digit in digits]
    if not places:
        return None
    at = rng.choice(places)
    other = rng.choice([digit for digit in "123456789" if digit != text[at]])
    return Edit(text[:at] + other + text[at + 1 :], frozenset({line(text, at)}))


def dropped(text: str, rng: random.Random) -> Edit | None:
    duties = rng.choice([duties for duties in entries(text) if len(duties) > 1])
    at = rng.randrange(len(duties))
    start, end = duties[at].span()
    # the clause that stands there now; behind the last one the one before it
    neighbour = line(text, start) + 1
    if at + 1 == len(duties):
        neighbour = line(text, duties[at - 1].start(1))
    return Edit(text[:start] + text[end:], frozenset({neighbour}))


def swapped(text: str, rng: random.Random) -> Edit | None:
    duties = rng.choice([duties for duties in entries(text) if len(duties) > 1])
    first, second = sorted(rng.sample(range(len(duties)), 2))
    a, b = duties[first], duties[second]
    if a[1] == b[1]:
        return None
    start, between, end = text[: a.start()], text[a.end() : b.start()], text[b.end() :]
    new_a = f"{start}{b[0]}{between}"
    lines = {line(text, a.start()) + 1, line(new_a, len(new_a)) + 1}
    return Edit(f"{new_a}{a[0]}{end}", frozenset(lines))


def names(text: str) -> Sequence[Block]:
    first = text.index("\nunits:")
    pattern = re.compile("^    name: (.*)$", re.M)
    return list(pattern.finditer(text, first))


def renamed(text: str, rng: random.Random) -> Edit | None:
    own, other = rng.sample(names(text), 2)
    changed = f"{text[: own.start(1)]}{other[1]}{text[own.end() :]}"
    return Edit(changed, frozenset({line(text, own.start())}))


def called(text: str, rng: random.Random) -> Edit | None:
    own, other = rng.sample(names(text), 2)
    if text[own.end() :].split("\n  - id: ")[0].count("\n    aliases:"):
        return None
    alias = f"\n    aliases: [{other[1]}]"
    changed = f"{text[: own.end()]}{alias}{text[own.end() :]}"
    return Edit(changed, frozenset({line(text, own.start()) + 1}))


EDITS: dict[str, Make] = {
    "the last half": clause(lambda text, _: text[: len(text) // 2]),
    "the first half": clause(lambda text, _: text[len(text) // 2 :]),
    "the last character": clause(lambda text, _: text[:-1]),
    "a character": clause(without_a_character),
    "a number": number,
    "a clause": dropped,
    "two clauses": swapped,
    "a unit's name": renamed,
    "an alias": called,
}


def edits(make: Make, text: str) -> Iterator[Edit]:
    rng = random.Random(7)
    for _ in range(SAMPLED):
        edit = make(text, rng)
        if edit is not None:
            yield edit


@pytest.mark.parametrize("district", ["jiangjin", "kunqu"])
@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_is_found_at_its_line_and_nowhere_else(
    kind: str, district: str
) -> None:
    path = ROOT / "registries" / f"{district}.yaml"
    rules = [rule for rule in all_rules() if rule.CODE in FOUR]
    shared = kind in ("a unit's name", "an alias")
    for edit in edits(EDITS[kind], path.read_text(encoding="utf-8")):
        subject = Subject(parse(edit.text.encode(), path.name), path)
        findings = lint(subject, rules)
        if shared:
            findings = [finding for finding in findings if finding.code == "R306"]
        assert findings
        elsewhere = [
            str(finding) for finding in findings if finding.line not in edit.lines
        ]
        assert not elsewhere, edit.lines


HEAD = """format: smogctl/1
district: {id: shi, name: 石山区}
plan: {title: 石山区预案, source: shi.txt, scheme: national-2024}
levels: [{id: yellow, name: 黄色预警, response: Ⅲ级响应}]
"""


def findings_of(tmp_path: Path, source: str, rest: str) -> list[str]:
    (tmp_path / "shi.txt").write_text(source, encoding="utf-8")
    subject = Subject(parse((HEAD + rest).encode(), "shi.yaml"), tmp_path / "shi.yaml")
    rules = [rule for rule in all_rules() if rule.CODE in FOUR]
    return [str(finding) for finding in lint(subject, rules)]


def test_a_cut_response_is_found_at_its_line(tmp_path: Path) -> None:
    source = (
        "石山区预案\n停止土石方作业；增加道路清扫频次。\n区教育局：组织学校停课。\n"
    )
    rest = """responses:
  - {id: r-1, level: yellow, text: 停止土石方作业}
  - {id: r-2, level: yellow, text: 增加道路}
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - {id: education-1, text: 组织学校停课}
"""
    assert findings_of(tmp_path, source, rest) == [
        "shi.yaml:7:36: T302 原文第 2 行里，“清扫频次”没有抄入。"
    ]


def test_a_cut_clause_of_a_table_by_measures_is_found_at_its_line(
    tmp_path: Path,
) -> None:
    source = (
        "石山区预案\n停课\t组织学校停课放假\t区教育局\n"
        "清扫\t增加道路清扫频次\t区城管局\n限行\t实施机动车限行\t区公安局\n"
    )
    rest = """units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - {id: education-1, text: 组织学校停课, note: 措施：停课}
  - id: urban
    name: 区城管局
    kind: department
    duties:
      - {id: urban-1, text: 增加道路清扫频次, note: 措施：清扫}
  - id: police
    name: 区公安局
    kind: department
"""
    assert findings_of(tmp_path, source, rest) == [
        "shi.yaml:10:33: T302 原文第 2 行里，“放假”没有抄入。",
        "shi.yaml:17:11: T302 原文第 4 行里，“限行实施机动车限行”没有抄入。",
    ]


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([], []),
        ([None, 3, None, 5], []),
        ([2, 1], [1]),
        ([5, 2, 3, 4, 1], [0, 4]),
        ([3, 2, 1], [0, 2]),
        ([2, 3, 4, 1], [3]),
        ([4, 1, 2, 3], [0]),
        ([1, 1], [1]),
        ([1, None, 9, 5, 6, 7], [2]),
    ],
)
def test_as_few_as_could_be_moved_are_out_of_order(
    places: list[int | None], moved: list[int]
) -> None:
    assert out_of_order(places) == moved
