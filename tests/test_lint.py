"""Lint: every rule's own examples, the shipped registries, planted faults, ignores, fixes, formats, the cache."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import HEAD, ROOT, UNIT, Run, smogctl
from smogctl.lint.engine import lint, lint_file
from smogctl.lint.fixing import fix_text
from smogctl.lint.many import lint_files
from smogctl.lint.rulebook import Rule, all_codes, all_rules, choose, choose_codes
from smogctl.lint.subject import Subject
from smogctl.plan.registry import Registry
from smogctl.system.parallel import FORK_FROM
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import parse

RULES = {rule.CODE: rule for rule in all_rules()}
BLOCK = re.compile(r"^```(bad|good|source)\n(.*?)^```", re.S | re.M)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMOGCTL_CACHE", str(tmp_path / "cache"))


def whole(example: str) -> str:
    """An example's top-level keys in place of those of a sound file."""
    sections = dict(
        re.findall(r"^([a-z]+:)(.*?)(?=^[a-z]+:|\Z)", HEAD + UNIT, re.S | re.M)
    )
    own = re.split(r"^(?=[a-z]+:)", example, flags=re.M)
    names = {part.partition(":")[0] + ":" for part in own}
    kept = "".join(name + text for name, text in sections.items() if name not in names)
    return kept + example


def quoted(message: str) -> str:
    found = re.search("“(.*?)”", message)
    assert found is not None, message
    return found[1]


def examples(rule: Rule) -> dict[str, Any]:
    found: dict[str, list[str]] = {"bad": [], "good": [], "source": []}
    assert rule.__doc__ is not None
    for kind, text in BLOCK.findall(rule.__doc__):
        found[kind].append(text)
    return found


def run_desk_example(
    tmp_path: Path, rule: Rule, text: str
) -> tuple[list[Finding], list[int]]:
    registries, desks = tmp_path / "registries", tmp_path / "desks"
    for folder in (registries, desks):
        folder.mkdir(exist_ok=True)
    unit = "units: [{id: education, name: 区教育局, kind: department}]\n"
    (registries / "shi.yaml").write_text(HEAD + unit, encoding="utf-8")
    text = text.replace("district: here", "district: shi")
    (desks / "shi.yaml").write_text(text.replace("  # <-", ""), encoding="utf-8")
    wanted = [
        number
        for number, line in enumerate(text.split("\n"), 1)
        if line.endswith("# <-")
    ]
    return lint_file(desks / "shi.yaml", [rule]), wanted


def run_example(
    tmp_path: Path, rule: Rule, text: str
) -> tuple[list[Finding], list[int]]:
    if text.startswith("format: smogctl.desk/"):
        return run_desk_example(tmp_path, rule, text)
    source = "".join(examples(rule)["source"])
    path = tmp_path / "shi.yaml"
    text = whole(text)
    if source:
        (tmp_path / "source.txt").write_text(source, encoding="utf-8")
        text = text.replace(
            "scheme: national-2024}", "scheme: national-2024, source: source.txt}"
        )
    path.write_text(text.replace("  # <-", ""), encoding="utf-8")
    wanted = [
        number
        for number, line in enumerate(text.split("\n"), 1)
        if line.endswith("# <-")
    ]
    return lint_file(path, [rule]), wanted


@pytest.mark.parametrize(
    "code", [code for code, rule in RULES.items() if examples(rule)["bad"]]
)
def test_a_rules_own_examples(code: str, tmp_path: Path) -> None:
    rule = RULES[code]
    for bad in examples(rule)["bad"]:
        found, wanted = run_example(tmp_path, rule, bad)
        assert [one.line for one in found] == wanted, found
        assert {one.code for one in found} == {code}
    assert examples(rule)["good"]
    for good in examples(rule)["good"]:
        found, _ = run_example(tmp_path, rule, good)
        assert found == []


NO_BLOCK = {"S101", "S102", "R307", "R308", "T309", "X901", "X902"}


def test_every_rule_has_examples_bytes_or_a_test_of_its_own() -> None:
    for code, rule in RULES.items():
        assert examples(rule)["bad"] or hasattr(rule, "BAD") or code in NO_BLOCK, code


@pytest.mark.parametrize(
    "code", [code for code, rule in RULES.items() if hasattr(rule, "BAD")]
)
def test_examples_that_are_no_text(code: str, tmp_path: Path) -> None:
    (tmp_path / "shi.yaml").write_bytes(vars(RULES[code])["BAD"])
    assert [one.code for one in lint_file(tmp_path / "shi.yaml", [RULES[code]])] == [
        code
    ]


def test_rules_are_well_formed() -> None:
    assert all_codes() == list(RULES)
    for code, rule in RULES.items():
        assert re.fullmatch(r"[SFRTLWXD]\d{3}", code)
        assert rule.SEVERITY in ("error", "warning", "note")
        assert rule.__doc__ is not None
        assert rule.__doc__.startswith(f"{code} ")
        assert len(rule.__doc__) > 40


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_the_shipped_registries_have_no_finding_above_a_note_without_an_ignore(
    district: str,
) -> None:
    path = ROOT / "registries" / f"{district}.yaml"
    assert "smogctl: ignore" not in path.read_text(encoding="utf-8")
    assert {one.severity for one in lint_file(path, all_rules())} <= {"note"}


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("pristine") / "registries"
    shutil.copytree(ROOT / "registries", target)
    return target


# code, what is replaced (a pattern, at any of its places), by what, companions that it brings
PLANTED = [
    ("S104", r"(?<=^    name: )(.*)$", "\\1\u200b\u0007", {"T301", "T302"}),
    ("S105", r"^    name: (.*)$", r"    name: \1: x", set()),
    ("S106", r"^  - id: (.*)$", r"---\n  - id: \1", set()),
    ("S111", r"(?<=^    name: )(.*)$", "\\1\u200b", {"T301", "T302", "T305"}),
    (
        "S113",
        r"^    kind: department$",
        "    kind：department",
        {"S105", "F201", "F203", "S110", "T301", "T302"},
    ),
    (
        "F206",
        r"^        measures: \[([a-z.-]+)\]$",
        r"        measures: [\1, \1]",
        set(),
    ),
    ("R303", r"^      - id: ([a-z-]+-\d)$", r"      - id: \1", set()),
    (
        "R305",
        r"^  - id: (natural-resources|townships|meteorology|culture-tourism)$",
        "  - id: shaft",
        {"R302", "T305"},
    ),
    (
        "R306",
        r"^    name: (区公安局|区教委|区教育局|江津气象局|区应急局)$",
        r"    name: \1\n    aliases: [区财政局]",
        set(),
    ),
    (
        "T303",
        r"(^      - id: .*\n(?:        .*\n)+)(      - id: .*\n(?:        .*\n)+)",
        r"\2\1",
        set(),
    ),
    ("T305", r"^        (?:convenes|shares): .*\n", "", set()),
    ("T307", r"^        levels: .*\n", "", set()),
    ("S109", r"^    name: (.*)$", r"    name: \1\n    name: \1", set()),
    ("S107", r"^    kind: department$", "    kind: &k department", set()),
    ("S110", r"^    name: .*$", "    name: 12:00", {"T301", "T302", "T305", "R306"}),
    ("F201", r"^    kind: department\n", "", set()),
    ("F202", r"^    kind: department$", "    kind: department\n    rwo: x", set()),
    ("F203", r"^    kind: department$", "    kind: bureau", set()),
    ("R301", r"^      - id: ([a-z-]+)-2$", r"      - id: \1-1", set()),
    (
        "R302",
        r"^        measures: \[support\.[a-z-]+\]$",
        "        measures: [support.nothing]",
        set(),
    ),
    ("S112", r"(?<=^    name: 区)(.*)$", r"⻓\1", {"T301", "T302", "T305"}),
    ("T301", r"(?<=^        text: ).*$", "凭空而来的一条", {"T305", "T306", "T307"}),
    (
        "T302",
        r"^      - id: [a-z-]+-1\n        text: .*\n(?:        .*\n)*(?=      - id)",
        "",
        {"R302"},
    ),
    ("T304", r"(?<=^        text: )(.*)$", r"\1；", set()),
    ("T306", r"^        role: support\n", "", set()),
    ("T305", r"^        supports: (.*)\n", r"        convenes: \1\n", set()),
    ("T304", r"(?<=^    name: )([^{\n]*)$", r"'\1 '", set()),
]


def places_for(pattern: Any, text: Any) -> Any:
    """Where a fault can be planted among the units."""
    first = text.index("\nunits:")
    return [hit for hit in re.finditer(pattern, text, re.M) if hit.start() > first]


def plantable() -> Iterator[Any]:
    """Each fault with each district that has a place for it; every fault has one somewhere."""
    for planted in PLANTED:
        districts = []
        for path in sorted((ROOT / "registries").glob("*.yaml")):
            if places_for(planted[1], path.read_text(encoding="utf-8")):
                districts.append(path.stem)
        assert districts, planted
        for district in districts:
            yield pytest.param(planted, district, id=f"{planted[0]}-{district}")


@pytest.mark.parametrize(("planted", "district"), list(plantable()))
@given(data=st.data())
def test_a_planted_fault_is_found_where_it_is(
    pristine: Path,
    tmp_path_factory: pytest.TempPathFactory,
    planted: tuple[str, str, str, set[str]],
    district: str,
    data: st.DataObject,
) -> None:
    code, pattern, new, companions = planted
    text = (pristine / f"{district}.yaml").read_text(encoding="utf-8")
    hit = data.draw(st.sampled_from(places_for(pattern, text)))
    edited = text[: hit.start()] + hit.expand(new) + text[hit.end() :]
    if code == "R303":
        edited += f"\nretired: [{hit[1]}]\n"
    subject = Subject(
        parse(edited.encode(), f"{district}.yaml"), pristine / f"{district}.yaml"
    )
    found = [one for one in lint(subject, all_rules()) if one.severity != "note"]
    assert code in {one.code for one in found}
    assert {one.code for one in found} <= {code} | companions
    line = edited.count("\n", 0, hit.start()) + 1
    near = [one for one in found if one.code == code]
    if code in EXACT:
        at = edited.index(EXACT[code])
        place = (edited.count("\n", 0, at) + 1, at - edited.rfind("\n", 0, at))
        assert place in {(one.line, one.column) for one in near}, (near, place)
    # a clause swapped with the one above it stands behind that one's lines
    reach = hit[0].count("\n") if code == "T303" else 3
    assert any(abs(one.line - line) <= reach for one in near), (near, line)


EXACT = {
    "S104": "\u0007",
    "S107": "&k",
    "S110": "12:00",
    "S111": "\u200b",
    "S112": "⻓",
    "S113": "：department",
    "F202": "rwo",
    "F203": "bureau",
    "R302": "support.nothing",
    "R305": "shaft",
    "T301": "凭空而来的一条",
}
"""What the finding must point at, to the character, where the edit leaves something that stands there only once."""

HEADS = [
    ("R304", "scheme: ", "scheme: x-", "jiangjin"),
    ("R304", "scheme: ", "scheme: x-", "kunqu"),
    (
        "L401",
        "  - {id: yellow",
        "  - {id: red, name: x, response: Ⅰ级响应}\n  - {id: yellow",
        "kunqu",
    ),
    ("L402", "response: Ⅲ级响应", "response: Ⅳ级响应", "kunqu"),
    ("L402", "response: Ⅲ级应急响应", "response: Ⅰ级应急响应", "jiangjin"),
    ("L403", "released_by: office", "released_by: offic", "jiangjin"),
    (
        "W501",
        "outside:",
        "waivers: [{gap: unled, unit: 区没有局, reason: x, until: 2030-01-01}]\noutside:",
        "kunqu",
    ),
    (
        "W502",
        "outside:",
        "waivers: [{gap: idle, unit: 区公安局, reason: x, until: 2030-01-01}]\noutside:",
        "kunqu",
    ),
    ("T309", "source: sources/", "source: source/", "kunqu"),
    ("T301", "  title: 昆都仑区", "  title: 昆区", "kunqu"),
    (
        "T307",
        "text: 牵头做好能源活动管理\n",
        "text: 牵头做好能源活动管理\n        levels: red\n",
        "kunqu",
    ),
    ("T301", "    - 序号 责任主体 职责", "    - 序号 单位 职责", "kunqu"),
    (
        "T310",
        "text: 牵头做好能源活动管理\n",
        "text: 区教育局负责做好能源活动管理\n",
        "kunqu",
    ),
    (
        "T311",
        "text: 牵头做好能源活动管理\n",
        "text: 牵头做好能源活动管理\n        check: [没有认出措施]\n",
        "kunqu",
    ),
    ("T302", "  frame:\n    - 序号 责任主体 职责\n", "", "kunqu"),
    ("S110", 'adcode: "150203"', "adcode: 150203", "kunqu"),
    (
        "F204",
        "  id: kunqu\n  name: 昆都仑区\n",
        "  name: 昆都仑区\n  id: kunqu\n",
        "kunqu",
    ),
    ("R307", "id: kunqu", "id: kunqv", "kunqu"),
]
"""Faults of a file's head: code, what is replaced, by what, where."""

COMPANIONS = {
    "L401": {"R301"},
    "L402": {"T307"},
    "W501": {"W502"},
    "T301": {"T302"},
    "T302": set(),
    "T310": {"T301", "T302", "T303"},
}


@pytest.mark.parametrize(("code", "old", "new", "district"), HEADS)
def test_a_fault_planted_in_the_head(
    pristine: Path, code: str, old: str, new: str, district: str
) -> None:
    path = pristine / f"{district}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    edited = text.replace(old, new, 1)
    before = {
        str(one)
        for one in lint(Subject(parse(text.encode(), path.name), path), all_rules())
    }
    found = lint(Subject(parse(edited.encode(), path.name), path), all_rules())
    fresh = [
        one
        for one in found
        if one.severity != "note" or (one.code == code and str(one) not in before)
    ]
    assert code in {one.code for one in fresh}
    assert {one.code for one in fresh} <= {code} | COMPANIONS.get(code, set())


def test_every_rule_is_planted_or_tested_by_itself() -> None:
    planted = {one[0] for one in PLANTED} | {one[0] for one in HEADS}
    alone = {
        "S101",
        "S102",
        "S103",
        "S108",
        "F205",
        "R308",
        "T308",
        "D601",
        "D602",
        "D603",
        "D604",
        "D605",
        "X901",
        "X902",
    }  # tests of the reader and above
    assert planted | alone == set(RULES)


def test_a_file_named_otherwise_and_twins(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    (tmp_path / "shi.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    found = lint_files([tmp_path / "a.yaml"], choose_codes(["R30"], []), cached=False)
    assert [(one.code, one.line) for one in found] == [("R307", 2), ("R308", 2)]
    assert "shi.yaml" in found[1].message


def test_a_missing_source_is_one_error_and_no_more(tmp_path: Path) -> None:
    text = (
        HEAD.replace("scheme: national-2024}", "scheme: national-2024, source: no.txt}")
        + UNIT
    )
    (tmp_path / "shi.yaml").write_text(text, encoding="utf-8")
    found = lint_file(tmp_path / "shi.yaml", choose(["T"], ["T308"]))
    assert [(one.code, one.line, one.column) for one in found] == [("T309", 3, 53)]


def ignoring(comment: str, above: str = "") -> list[Finding]:
    text = (
        HEAD
        + UNIT.replace("        text: 组织", f"{above}        text: 配合组织").rstrip(
            "\n"
        )
        + f"{comment}\n"
    )
    return lint(Subject(parse(text.encode(), "shi.yaml")), choose(["T306", "X"], []))


def test_ignores_need_a_reason_and_a_finding() -> None:
    assert [one.code for one in ignoring("")] == ["T306"]
    assert ignoring("  # smogctl: ignore[T306] 原文如此") == []
    assert ignoring("", above="        # smogctl: ignore[T306] 原文如此\n") == []
    assert [one.code for one in ignoring("  # smogctl: ignore[T306]")] == [
        "T306",
        "X901",
    ]
    assert [
        one.code for one in ignoring("  # smogctl: ignore[T305,T306] 原文如此")
    ] == []
    every = lint(
        Subject(
            parse(
                (HEAD + UNIT.rstrip("\n") + "  # smogctl: ignore[T306] 无\n").encode(),
                "shi.yaml",
            )
        ),
        choose(["T306", "X"], []),
    )
    assert [one.code for one in every] == ["X902"]


@pytest.mark.parametrize(
    "comment",
    ["ignore[t306] 原文如此", "ignore", "ignore: T306 原文如此", "Ignore[T306] 无"],
)
def test_an_ignore_that_is_written_otherwise_is_said_to_have_no_effect(
    comment: str,
) -> None:
    assert [one.code for one in ignoring(f"  # smogctl: {comment}")] == ["T306", "X901"]


RELATED = """units:
  - {id: a, name: 区甲局, kind: department}
  - {id: b, name: 区乙局, kind: department}
  - id: c
    name: 区丙局
    kind: department
    duties:
      - {id: c-1, text: TEXT, role: ROLE, RELATION}
"""


@pytest.mark.parametrize(
    ("text", "role", "relation", "said"),
    [
        ("会同区甲局、区乙局等部门巡查", "lead", "convenes: [a]", ["区乙局"]),
        ("会同区甲局和区乙局巡查", "lead", "convenes: [a, b]", []),
        ("会同区甲局、市网信办巡查", "lead", "convenes: [a]", ["市网信办"]),
        ("配合区甲局巡查", "support", "convenes: [a]", ["区甲局"]),
        ("与区甲局、区乙局共同巡查", "joint", "shares: [b]", ["区甲局"]),
        ("与区甲局沟通", "lead", "shares: []", []),
        ("由区甲局牵头，配合区乙局巡查", "lead", "supports: [b]", ["区甲局"]),
        ("协助区甲局巡查", "support", "supports: [a]", []),
        ("指导区甲局巡查", "guide", "under: [a]", ["区甲局"]),
        ("配合做好巡查工作的部门", "support", "shares: []", []),
    ],
)
def test_relations_are_read_from_the_words(
    text: str, role: str, relation: str, said: list[str]
) -> None:
    file = HEAD + RELATED.replace("TEXT", text).replace("ROLE", role).replace(
        "RELATION", relation
    )
    found = lint(Subject(parse(file.encode(), "shi.yaml")), choose(["T305"], []))
    assert [quoted(one.message) for one in found] == said
    for one, name in zip(found, said, strict=True):
        assert file.split("\n")[one.line - 1][one.column - 1 :].startswith(name)


def test_counts_are_told_beside_a_format_that_carries_findings_only(
    run: Run, folder: Path
) -> None:
    (folder / "bad.yaml").write_text("a: 1", encoding="utf-8")
    ended = run("lint", str(folder / "bad.yaml"), "--statistics", "--format", "github")
    assert re.search(r"^F201 \d", ended.err, re.M)
    assert "规则" not in ended.out


def test_a_head_behind_a_long_comment_is_a_twin_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "shi.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(
        "# 说明\n" * 2000 + HEAD + UNIT, encoding="utf-8"
    )
    found = lint_files([tmp_path / "shi.yaml"], ["R308"], cached=False)
    assert [one.code for one in found] == ["R308"]


def test_an_edit_of_the_same_size_under_a_restored_time_is_seen(
    run: Run, folder: Path
) -> None:
    path = folder / "kunqu.yaml"
    assert run("lint", str(path)).code == 0
    status = path.stat()
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: park", "kind: prak"),
        encoding="utf-8",
    )
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert run("lint", str(path)).code == 1


def test_a_last_line_without_an_end_is_put_in_order_too(tmp_path: Path) -> None:
    text = HEAD + "units:\n  - name: 区教育局\n    kind: department\n    id: education"
    fixed = fix_text(text, tmp_path / "shi.yaml", all_rules())
    assert (
        fixed
        == HEAD + "units:\n  - id: education\n    name: 区教育局\n    kind: department"
    )


UNTIDY = (
    HEAD.replace("short: 石山}", "short: 石山, adcode: 150203}")
    + """\
units:
  - kind: department  # first
    # about the id
    id: education
    name: 区教育局
    duties:
      - text: ' 组织学校 '
        id: education-1
        note: no
"""
)


def test_fixing_is_safe_and_settles(tmp_path: Path) -> None:
    fixed = fix_text(UNTIDY, tmp_path / "shi.yaml", all_rules())
    assert 'adcode: "150203"' in fixed
    assert "text: '组织学校'" in fixed
    assert 'note: "no"' in fixed
    assert (
        fixed.index("# about the id\n")
        < fixed.index("id: education\n")
        < fixed.index("name: 区教育局")
    )
    assert "kind: department  # first" in fixed
    assert fix_text(fixed, tmp_path / "shi.yaml", all_rules()) == fixed
    assert sorted(fixed.replace('"', "").replace(" ", "").split()) == sorted(
        UNTIDY.replace(" ", "").split()
    ) or len(fixed.split("\n")) == len(UNTIDY.split("\n"))
    left = lint(
        Subject(parse(fixed.encode(), "shi.yaml")), choose(["S110", "F204", "T304"], [])
    )
    assert left == []


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_fixing_a_sound_file_changes_nothing(district: str) -> None:
    path = ROOT / "registries" / f"{district}.yaml"
    text = path.read_text(encoding="utf-8")
    assert fix_text(text, path, all_rules()) == text


def test_the_command(run: Run, folder: Path) -> None:
    clean = run("lint", "--registries", str(folder))
    assert clean.code == 0
    assert "2 个文件：错误 0，警告 0" in clean.err
    path = folder / "kunqu.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: park", "kind: prak"),
        encoding="utf-8",
    )
    ended = run("lint", str(path))
    assert ended.code == 1
    assert "错误 F203" in ended.out
    assert run("lint", str(path), "--ignore", "F203").code == 0
    assert run("lint", str(path), "--select", "T").code == 0
    assert run("lint", str(path), "--select", "Z9").code == 2
    data = json.loads(run("lint", str(path), "--format", "json").out)
    assert list(data) == ["format", "findings"]
    assert list(data["findings"][0]) == [
        "code",
        "severity",
        "file",
        "line",
        "column",
        "message",
        "fixable",
    ]
    assert "F203" in run("lint", str(path), "--statistics").out.split("规则")[1]
    assert run("lint", str(folder / "absent.yaml")).code == 1


def test_formats_for_ci(run: Run, folder: Path) -> None:
    path = folder / "kunqu.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: park", "kind: prak"),
        encoding="utf-8",
    )
    line = next(
        n
        for n, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if "prak" in text
    )
    github = run("lint", str(path), "--format", "github").out.split("\n")
    assert any(
        one.startswith("::error file=") and f",line={line},col=11,title=F203::" in one
        for one in github
    )
    entries = json.loads(run("lint", str(path), "--format", "gitlab").out)
    assert {"description", "check_name", "fingerprint", "severity", "location"} == set(
        entries[0]
    )
    assert len({one["fingerprint"] for one in entries}) == len(entries)
    assert (
        next(one for one in entries if one["check_name"] == "F203")["location"][
            "lines"
        ]["begin"]
        == line
    )
    log = json.loads(run("lint", str(path), "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    (result,) = [one for one in log["runs"][0]["results"] if one["ruleId"] == "F203"]
    driver = log["runs"][0]["tool"]["driver"]
    assert driver["rules"][result["ruleIndex"]]["id"] == "F203"
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": line,
        "startColumn": 11,
    }


def test_the_cache_changes_nothing_but_time(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    path = folder / "kunqu.yaml"
    first = run("lint", str(folder)).out
    assert list((tmp_path / "cache" / "store").iterdir())
    assert (
        run("lint", str(folder)).out
        == run("lint", str(folder), "--no-cache").out
        == first
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: park", "kind: prak"),
        encoding="utf-8",
    )
    broken = run("lint", str(folder))
    assert (broken.code, broken.out) == (1, run("lint", str(folder), "--no-cache").out)
    (folder / "sources" / "jiangjin.txt").unlink()
    assert "T309" in run("lint", str(folder)).out


def test_the_cache_does_not_read_again_what_has_not_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = sorted(folder.glob("*.yaml"))
    first = lint_files(paths, all_codes())
    monkeypatch.setattr(
        "smogctl.lint.subject.subject_of", lambda *_: pytest.fail("read again")
    )
    assert lint_files(paths, all_codes()) == first
    for path in paths:
        path.touch()
    assert lint_files(paths, all_codes()) == first


SPY = """
import atexit, os, sys
from pathlib import Path
opened = []
changed = Path(sys.argv[1])
def hook(event, args):
    if event == "open" and str(args[0]).startswith(folder):
        if str(args[0]).endswith("kunqu.txt") and changed.name == "kunqu.yaml":
            text = changed.read_text(encoding="utf-8").replace("kind: park", "kind: prak")
            changed.write_text(text, encoding="utf-8")
        opened.append(os.path.relpath(str(args[0]), folder))
folder = sys.argv[2]
sys.addaudithook(hook)
from smogctl.cli.main import main
sys.argv = ["smogctl", "lint", folder]
atexit.register(lambda: print(" ".join(sorted(opened)), file=sys.stderr))
main()
"""
"""Lints a folder and says which of its files were opened; a registry that is named first is saved, with a fault, while
its source is read.
"""


def spied(folder: Path, changed: str = "") -> list[str]:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            SPY,
            str(folder / changed) if changed else "none",
            str(folder),
        ],
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done.stderr.decode().splitlines()[-1].split()


def test_a_cold_lint_opens_each_file_once_and_a_warm_one_none(folder: Path) -> None:
    long_ago = time.time() - 60
    files = ["jiangjin.yaml", "kunqu.yaml", "sources/jiangjin.txt", "sources/kunqu.txt"]
    for name in files:
        os.utime(folder / name, (long_ago, long_ago))
    time.sleep(
        2.1
    )  # a file that was changed just now is read again: the clock may not tell
    assert spied(folder) == files
    assert spied(folder) == []


def test_a_file_saved_during_a_lint_is_never_remembered_as_clean(
    run: Run, folder: Path
) -> None:
    spied(folder, "kunqu.yaml")
    after = run("lint", str(folder))
    assert (after.code, after.out) == (1, run("lint", "--no-cache", str(folder)).out)


def test_two_processes_find_the_same(folder: Path) -> None:
    for n in range(FORK_FROM):
        (folder / f"c{n:02}.yaml").write_bytes((folder / "kunqu.yaml").read_bytes())
    paths = sorted(folder.glob("*.yaml"))
    many = lint_files(paths, all_codes(), cached=False)
    copies = {path.name for path in paths if path.name.startswith("c")}
    assert {one.file.rsplit("/", 1)[-1] for one in many} >= copies
    assert many == lint_files(list(reversed(paths)), all_codes(), cached=False)


def test_explain_prints_the_docstring(run: Run) -> None:
    out = run("explain", "t305").out
    assert out.startswith("T305 条文点到的单位没有写进关系（警告）")
    assert "错：\n    units:" in out
    assert "```" not in out
    assert len(run("explain").out.splitlines()) == len(RULES)
    assert run("explain", "T999").code == 2


def test_findings_do_not_depend_on_order_zone_locale_or_parser(folder: Path) -> None:
    text = (
        (folder / "kunqu.yaml")
        .read_text(encoding="utf-8")
        .replace("kind: park", "kind: prak")
    )
    (folder / "kunqu.yaml").write_text(text, encoding="utf-8")
    outs = set()
    for env in (
        {},
        {"TZ": "Asia/Shanghai"},
        {"LANG": "C"},
        {"PYTHONHASHSEED": "7"},
        {"PYTHONHASHSEED": "11"},
    ):
        outs.add(
            smogctl("lint", "--no-cache", str(folder), "--format", "json", env=env).out
        )
    assert len(outs) == 1
    for path in sorted(folder.glob("*.yaml")):
        assert lint_file(path, all_rules()) == lint_file(path, all_rules(), pure=True)


DUTY = re.compile(r"^      - id: .*\n(?:        [a-z_]+: .*\n)+", re.M)


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
@given(data=st.data())
def test_law_fixing_puts_shuffled_keys_back_byte_for_byte(
    pristine: Path, district: str, data: st.DataObject
) -> None:
    path = pristine / f"{district}.yaml"
    text = path.read_text(encoding="utf-8")
    hit = data.draw(st.sampled_from(list(DUTY.finditer(text))))
    lines = [line[8:] for line in hit[0].splitlines(keepends=True)]
    shuffled = data.draw(st.permutations(lines))
    edited = (
        text[: hit.start()] + "      - " + "        ".join(shuffled) + text[hit.end() :]
    )
    assert fix_text(edited, path, all_rules()) == text


def test_the_recipes_for_ci_are_what_their_readers_expect() -> None:
    import yaml

    (hook,) = yaml.safe_load(
        (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
    assert hook["entry"] == "smogctl lint"
    assert re.search(hook["files"], "registries/kunqu.yaml")
    assert not re.search(hook["files"], "catalogue/measures.yaml")
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    assert all("run" in step or "uses" in step for step in action["runs"]["steps"])
    assert "--format github" in action["runs"]["steps"][-1]["run"]
    job = yaml.safe_load(
        (ROOT / "docs" / "ci" / "gitlab.yml").read_text(encoding="utf-8")
    )["smogctl"]
    assert job["artifacts"]["reports"]["codequality"] in job["script"][-1]


@pytest.mark.parametrize(
    "written",
    [
        "source: sources/kunqu.txt  # 官网",
        '"source": sources/kunqu.txt',
        "source : sources/kunqu.txt",
    ],
)
def test_the_cache_knows_the_source_however_it_is_written(
    run: Run, folder: Path, written: str
) -> None:
    path = folder / "kunqu.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("source: sources/kunqu.txt", written),
        encoding="utf-8",
    )
    assert run("lint", str(path)).code == 0
    source = folder / "sources" / "kunqu.txt"
    source.write_text(
        source.read_text(encoding="utf-8").replace("餐饮油烟", "餐饮油烟气"),
        encoding="utf-8",
    )
    assert run("lint", str(path)).code == 1


def test_one_file_under_two_names_is_one_file(run: Run, folder: Path) -> None:
    once = run("lint", str(folder / "kunqu.yaml"))
    twice = run(
        "lint",
        str(folder / "kunqu.yaml"),
        str(folder / ".." / "registries" / "kunqu.yaml"),
    )
    assert twice.err == once.err


def test_a_wrong_name_is_no_fault_of_the_unit_above(folder: Path) -> None:
    path = folder / "kunqu.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("name: 区教育局", "name: 区教育厅"),
        encoding="utf-8",
    )
    found = [
        one
        for one in lint_file(path, choose(["T"], ["T308"]))
        if one.severity == "error"
    ]
    assert [one.code for one in found] == ["T301"]


LEVEL_WORDS = {
    "橙色预警以上停工": {"orange", "red"},
    "黄、橙、红色预警时停工": {"yellow", "orange", "red"},
    "Ⅱ、Ⅰ级响应时停工": {"orange", "red"},
    "橙色预警（Ⅱ级响应）及以上停工": {"orange", "red"},
    "三级响应起停工": {"yellow", "orange", "red"},
    "区级部门停工": set(),
    "组织二级以上医院做好接诊准备": set(),
    "参观红色教育基地": set(),
    "劝导黄色环保标志车辆绕行": set(),
    "二、一级响应时停工": {"orange", "red"},
    "二级和一级响应时停工": {"orange", "red"},
    "Ⅲ级至Ⅰ级响应期间巡查": {"yellow", "orange", "red"},
    "黄色至红色预警期间巡查": {"yellow", "orange", "red"},
    "Ⅲ级响应：减少户外活动": {"yellow"},
    "根据不同预警等级停工": set(),
}


@pytest.mark.parametrize(("text", "levels"), LEVEL_WORDS.items())
def test_the_levels_that_a_text_names(
    kunqu: Registry, text: str, levels: set[str]
) -> None:
    from smogctl.grammar.levels import named

    assert {level for _, level in named(text, kunqu.levels)} == levels


def test_a_clause_done_together_is_joint() -> None:
    text = HEAD + UNIT.replace("组织学校", "与区卫健委共同组织学校")
    found = lint(Subject(parse(text.encode(), "shi.yaml")), choose(["T306"], []))
    assert ["joint" in one.message for one in found] == [True]


def test_an_ignore_in_the_plans_own_words_is_none() -> None:
    text = HEAD + UNIT.replace(
        "组织学校减少户外活动", '"配合组织 # smogctl: ignore[T306] 理由"'
    )
    found = lint(Subject(parse(text.encode(), "shi.yaml")), choose(["T306", "X"], []))
    assert [one.code for one in found] == ["T306"]


def test_a_place_inside_quotation_marks_counts_them() -> None:
    text = HEAD + UNIT.replace("组织学校减少户外活动", '"组织⻓学校"')
    (found,) = lint(
        Subject(parse(text.encode(), "shi.yaml")), choose(["S111", "S112"], [])
    )
    assert found.code == "S112"
    plain = HEAD + UNIT.replace("组织学校减少户外活动", '"启动橙色预警时停课"')
    (found,) = lint(Subject(parse(plain.encode(), "shi.yaml")), choose(["T307"], []))
    line = plain.split("\n")[found.line - 1]
    assert line[found.column - 1 :].startswith("橙色")


def test_flow_style_is_not_promised_a_fix() -> None:
    text = HEAD.replace("{id: shi, name: 石山区,", "{name: 石山区, id: shi,") + UNIT
    (found,) = lint(Subject(parse(text.encode(), "shi.yaml")), choose(["F204"], []))
    assert not found.fixable


def test_a_head_with_windows_line_ends_is_a_twin_too(tmp_path: Path) -> None:
    for name in ("shi", "other"):
        (tmp_path / f"{name}.yaml").write_bytes(
            (HEAD + UNIT).replace("\n", "\r\n").encode()
        )
    assert lint_files([tmp_path / "shi.yaml"], ["R308"], cached=False)


def test_a_comment_in_a_head_claims_nothing(tmp_path: Path) -> None:
    (tmp_path / "shi.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    other = HEAD.replace("district: {id: shi,", "district:  # id: shi\n  {id: other,")
    (tmp_path / "other.yaml").write_text(other + UNIT, encoding="utf-8")
    assert lint_files([tmp_path / "shi.yaml"], ["R308"], cached=False) == []


@pytest.mark.parametrize("source", ["/dev/zero", "pipe"])
def test_a_source_that_never_ends_is_none(
    run: Run, tmp_path: Path, source: str
) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    text = (
        HEAD.replace(
            "scheme: national-2024}", f"scheme: national-2024, source: {source}}}"
        )
        + UNIT
    )
    (tmp_path / "shi.yaml").write_text(text, encoding="utf-8")
    assert "T309" in run("lint", str(tmp_path / "shi.yaml")).out


def test_a_registry_quotes_no_file_of_the_machine(run: Run, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    text = (
        HEAD.replace(
            "scheme: national-2024}", f"scheme: national-2024, source: {secret}}}"
        )
        + UNIT
    )
    (tmp_path / "shi.yaml").write_text(text, encoding="utf-8")
    assert "秘密" not in run("lint", str(tmp_path / "shi.yaml")).out


def test_an_all_blank_clause_is_not_mended_away(tmp_path: Path) -> None:
    text = HEAD + UNIT.replace("text: 组织学校减少户外活动", 'text: "  "')
    assert fix_text(text, tmp_path / "shi.yaml", all_rules()) == text


def test_an_empty_folder_among_others_is_said_and_the_rest_checked(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "e").mkdir()
    (tmp_path / "a.yaml").write_text("a: 1", encoding="utf-8")
    ended = run("lint", str(tmp_path / "a.yaml"), str(tmp_path / "e"))
    assert ended.code == 2
    assert "F201" in ended.out
    assert "没有登记册" in ended.err


@pytest.mark.parametrize(
    "line", ["# 写法：{id: a, name：甲}", "note: 原文作 a,text：某某"]
)
def test_a_fullwidth_colon_in_words_is_none(line: str) -> None:
    text = HEAD + UNIT.rstrip("\n") + f"\n        {line}\n"
    assert lint(Subject(parse(text.encode(), "shi.yaml")), choose(["S113"], [])) == []


OTHERS = [
    "对拒不配合区甲局检查的企业依法处罚",
    "督促企业配合区甲局开展核查",
    "组织各镇街配合区甲局做好禁放",
    "落实区乙局和区甲局联合印发的通知",
    "面向区甲局提供技术支持",
    "向区甲局提供应急物资",
    "会同有关部门开展检查",
]


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_nobodys_partner_is_left_alone(text: str) -> None:
    file = HEAD + RELATED.replace("TEXT", text).replace("ROLE", "lead").replace(
        ", RELATION", ""
    )
    assert lint(Subject(parse(file.encode(), "shi.yaml")), choose(["T305"], [])) == []


def test_a_known_name_that_only_begins_another_is_not_meant() -> None:
    text = RELATED.replace("区甲局", "区政府").replace(
        "TEXT", "会同区政府督查室开展督查"
    )
    file = HEAD + text.replace("ROLE", "lead").replace(", RELATION", "")
    (found,) = lint(Subject(parse(file.encode(), "shi.yaml")), choose(["T305"], []))
    assert "“区政府督查室”，本登记册里没有" in found.message


def test_two_files_of_one_district_are_not_compared(run: Run, tmp_path: Path) -> None:
    for folder, names in (("old", ("a", "b")), ("new", ("a",))):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / f"{name}.yaml").write_text(
                HEAD + UNIT, encoding="utf-8"
            )
    assert run("diff", str(tmp_path / "old"), str(tmp_path / "new")).code == 2


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals of Unix")
@pytest.mark.parametrize("times", [1, 3])
def test_an_interrupt_ends_all_workers(tmp_path: Path, times: int) -> None:
    import signal
    import subprocess
    import sys
    import time

    for number in range(400):
        (tmp_path / f"d{number}.yaml").write_text(
            HEAD.replace("id: shi", f"id: d{number}") + UNIT, encoding="utf-8"
        )
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "smogctl",
            "gaps",
            "--registries",
            str(tmp_path),
            "-f",
            "json",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    time.sleep(0.6)
    for _ in range(times):
        try:
            os.killpg(process.pid, signal.SIGINT)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    _, said = process.communicate(timeout=20)
    assert process.returncode in (
        0,
        1,
        130,
        -signal.SIGINT,
    )  # the last one may meet the interpreter on its way out
    assert b"Traceback" not in said


def test_giving_up_early_leaves_the_interrupt_as_it_was() -> None:
    import signal

    from smogctl.system.parallel import each

    before = signal.getsignal(signal.SIGINT)
    results = each(sorted, list(range(100)))
    assert next(results) == 0
    assert isinstance(results, Generator)
    results.close()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_subject_may_be_given_the_text_that_no_file_holds_yet(
    kunqu: Registry,
) -> None:
    data = (ROOT / "registries" / "kunqu.yaml").read_bytes()
    assert Subject(parse(data, "kunqu.yaml")).document is None
    text = (ROOT / "registries" / "sources" / "kunqu.txt").read_text(encoding="utf-8")
    given = Subject(parse(data, "kunqu.yaml"), document=text)
    filed = Subject(parse(data, "kunqu.yaml"), ROOT / "registries" / "kunqu.yaml")
    assert given.document == filed.document == text
    assert given.alignment == filed.alignment
    anew: dict[str, Any] = {"file": "", "own_words": {}}
    assert given.registry is not None
    assert given.registry._replace(**anew) == kunqu._replace(**anew)


def test_a_file_with_a_fault_is_no_registry() -> None:
    text = HEAD + UNIT.replace("education-1", "Education 1")
    assert Subject(parse(text.encode(), "shi.yaml")).registry is None
    twice = Subject(parse((HEAD + UNIT + UNIT.partition("\n")[2]).encode(), "shi.yaml"))
    assert twice.model is not None
    assert twice.registry is None
    assert twice.findings


def test_what_is_listed_twice_is_answered_once(run: Run, tmp_path: Path) -> None:
    text = HEAD + (
        "units:\n"
        "  - id: traffic-police\n    name: 甲队、乙队\n    kind: department\n"
        "    bodies: [甲队, 乙队, {name: 甲队, aliases: [甲]}]\n"
        "    duties:\n"
        "      - id: traffic-police-1\n        text: 会同甲队限行\n"
        "        convenes: [traffic-police, traffic-police]\n"
        "        measures: [mobile.restriction, mobile.restriction,\n"
        "          {id: mobile.restriction, scope: 货车}]\n"
    )
    file = tmp_path / "shi.yaml"
    file.write_text(text, encoding="utf-8")
    found = lint(Subject(parse(text.encode(), "shi.yaml")), choose(["F206"], []))
    assert [(one.line, one.message[:6]) for one in found] == [
        (text[: text.index("{name: 甲队")].count("\n") + 1, "“甲队”在这"),
        (text[: text.index("traffic-police]")].count("\n") + 1, "“traff"),
        (text[: text.index("mobile.restriction,\n")].count("\n") + 1, "“mobil"),
    ]
    duties = json.loads(run("duties", "--registries", str(tmp_path), "-f", "json").out)[
        "duties"
    ]
    assert duties[0]["bodies"] == ["甲队", "乙队"]
    assert len(duties[0]["partners"]) == 1
    by_body = run(
        "activate", "-l", "orange", "--by", "body", "--registries", str(tmp_path)
    ).out
    assert by_body.count("甲队（属") == 1


def test_an_indent_of_wide_blanks_is_said_to_be_one() -> None:
    text = "format: smogctl/1\ndistrict:\n　　id: a\n　　name: 甲区\n"
    found = lint(Subject(parse(text.encode(), "a.yaml")), choose(["F202"], []))
    assert [(one.line, one.column) for one in found] == [(3, 1), (4, 1)]
    assert found[0].message == "“id”前面是全角空格，YAML 不算缩进。请改成半角空格。"


def test_a_fault_of_form_says_whose_it_is_and_hides_no_fault_of_reference(
    run: Run, tmp_path: Path
) -> None:
    """Who writes mends all at once: a wrong field in one unit says nothing about the rest."""
    text = (ROOT / "registries" / "kunqu.yaml").read_text("utf-8")
    text = text.replace("kind: command", "kind: comand", 1)
    text = text.replace("phase: prepare", "phas: prepare", 1)
    text = text.replace("convenes: [cyberspace]", "convenes: [cyberspac]", 1)
    text = text.replace("measures: [support.opinion]", "measures: [support.opinon]", 1)
    text = text.replace("scheme: national-2024", "scheme: national-2042", 1)
    text = text.replace("- id: publicity-2", "- id: publicity-1", 1)
    path = tmp_path / "kunqu.yaml"
    path.write_text(text, "utf-8")
    findings = json.loads(run("lint", str(path), "--format", "json").out)["findings"]
    told = {(one["code"], one["line"]): one["message"] for one in findings}
    lines = text.split("\n")

    def line(words: Any) -> Any:
        return next(at for at, one in enumerate(lines, 1) if words in one)

    assert told["F203", line("kind: comand")].startswith(
        "units[1]（应急指挥部）.kind：应为 command、"
    )
    named = told["F202", line("phas: prepare")]
    assert named.startswith(
        "units[2]（应急指挥部办公室）.duties[3]（office-3）：没有“phas”这个字段。"
    )
    assert "cyberspace" in told["R302", line("cyberspac]")]
    assert "support.opinion" in told["R302", line("support.opinon")]
    assert "national-2024" in told["R304", line("national-2042")]
    second = [at for at, one in enumerate(lines, 1) if "- id: publicity-1" in one][1]
    assert "重复" in told["R301", second]
    # and a question that cannot be answered says as much
    refused = run("duties", "--registries", str(tmp_path))
    assert refused.code == 2
    assert "R302" in refused.err


def test_what_has_the_wrong_form_is_no_wrong_reference_besides(
    run: Run, tmp_path: Path
) -> None:
    text = (ROOT / "registries" / "kunqu.yaml").read_text("utf-8")
    path = tmp_path / "kunqu.yaml"
    path.write_text(
        text.replace("convenes: [cyberspace]", "convenes: [网信办]", 1), "utf-8"
    )
    findings = json.loads(run("lint", str(path), "--format", "json").out)["findings"]
    row = next(
        at
        for at, one in enumerate(text.split("\n"), 1)
        if "convenes: [cyberspace]" in one
    )
    assert [one["code"] for one in findings if one["line"] == row] == ["F203"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - id: publicity\n", "  - name2: x\n"),
        ("  - id: publicity\n", "  - id:\n"),
        ("  - id: publicity\n", "  - id: [publicity]\n"),
        ("  - id: publicity\n", "  - ID: publicity\n"),
        ("outside:\n", "　outside:\n"),
        ("outside:\n", "outsides:\n"),
        ("- {id: members,", "- {"),
        ("  - {id: yellow,", "  - {"),
    ],
)
def test_a_fault_where_an_id_is_given_makes_no_reference_wrong(
    run: Run, tmp_path: Path, old: str, new: str
) -> None:
    """Else a right line would be told to name another unit."""
    text = (ROOT / "registries" / "kunqu.yaml").read_text("utf-8")
    assert old in text
    (tmp_path / "kunqu.yaml").write_text(text.replace(old, new, 1), "utf-8")
    findings = json.loads(run("lint", str(tmp_path), "--format", "json").out)[
        "findings"
    ]
    assert [one for one in findings if one["code"] in ("R302", "L403")] == []
    assert any(one["code"][0] == "F" for one in findings)


def test_the_code_of_a_finding_is_not_told_by_its_words(
    run: Run, tmp_path: Path
) -> None:
    text = (ROOT / "registries" / "kunqu.yaml").read_text("utf-8")
    text = text.replace("parts: [信息报送]", "parts: [重复检查]", 1)
    (tmp_path / "kunqu.yaml").write_text(text, "utf-8")
    findings = json.loads(run("lint", str(tmp_path), "--format", "json").out)[
        "findings"
    ]
    assert {one["code"] for one in findings if "重复检查" in one["message"]} == {"R302"}


def test_strict_counts_warnings(run: Run, folder: Path) -> None:
    path = folder / "kunqu.yaml"
    told = run("lint", str(path), "--strict")
    assert (told.code, "提示 1" in told.err) == (0, True)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("        role: support\n", "", 1), encoding="utf-8")
    usual, strict = run("lint", str(path)), run("lint", str(path), "--strict")
    assert (usual.code, strict.code) == (0, 1)
    assert usual.out == strict.out
    assert "警告 1" in strict.err
    path.write_text(text + "nam: x\n", encoding="utf-8")
    assert run("lint", str(path), "--strict").code == 1
