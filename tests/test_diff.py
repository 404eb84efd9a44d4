"""`diff`: what an edit means, from files, folders and git revisions."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import HEAD, Run, registry
from smogctl.plan import catalogue
from smogctl.plan.registry import Registry
from smogctl.questions.changes import difference

BASE = (
    HEAD
    + """units:
  - id: a
    name: 区甲局
    kind: department
    duties:
      - {id: a-1, text: 督促工地停工, measures: [dust.sites]}
      - {id: a-2, text: 会同区乙局洒水, convenes: [b], measures: [dust.roads]}
      - {id: a-3, text: 完成其他事项, phase: standing}
  - {id: b, name: 区乙局, kind: department, duties: [{id: b-1, text: 停课, measures: [public.school-suspension]}]}
"""
)

EDITS = {
    "nothing": ("", "", [], [], set()),
    "reworded": (
        "督促工地停工",
        "督促全部工地停工",
        [("reworded", "a-1")],
        [],
        {"yellow", "orange", "red"},
    ),
    "dropped": (
        "      - {id: a-3, text: 完成其他事项, phase: standing}\n",
        "",
        [("dropped", "a-3")],
        [],
        set(),
    ),
    "partner": (
        "convenes: [b]",
        "shares: [b]",
        [("partners", "a-2")],
        [],
        {"yellow", "orange", "red"},
    ),
    "leader": (
        "measures: [dust.sites]",
        "role: support, measures: [dust.sites]",
        [("role", "a-1")],
        ["dust.sites"],
        set(),
    ),
    "levels": (
        "text: 停课, ",
        "text: 停课, levels: [orange, red], ",
        [("levels", "b-1")],
        [],
        {"yellow", "orange", "red"},
    ),
    "measure": (
        "[public.school-suspension]",
        "[public.school-outdoor]",
        [("measures", "b-1")],
        ["public.school-outdoor", "public.school-suspension"],
        {"yellow", "orange", "red"},
    ),
    "phase": (
        "phase: standing",
        "phase: respond",
        [("phases", "a-3")],
        [],
        {"yellow", "orange", "red"},
    ),
    "scope": (
        "[public.school-suspension]",
        "[{id: public.school-suspension, scope: 教育机构}]",
        [("measures", "b-1")],
        [],
        {"yellow", "orange", "red"},
    ),
    "note": (
        "text: 停课, ",
        "text: 停课, note: 原文如此, ",
        [("note", "b-1")],
        [],
        set(),
    ),
    "level": ("response: Ⅲ级响应", "response: Ⅳ级响应", [("changed", "")], [], set()),
    "scheme": (
        "scheme: national-2024",
        "scheme: cq-2022",
        [("changed", "")],
        [],
        set(),
    ),
    "district": ("short: 石山", "short: 石", [("changed", "")], [], set()),
    "unit note": (
        "    name: 区甲局\n",
        "    name: 区甲局\n    note: 原文如此\n",
        [("changed", "")],
        [],
        set(),
    ),
    "unit renamed": (
        "name: 区甲局",
        "name: 区丙局",
        [("renamed", "")],
        ["dust.sites", "dust.roads"],
        set(),
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_an_edit_means(
    edit: tuple[str, str, list[tuple[str, str]], list[str], set[str]],
) -> None:
    old, new, changes, leaders, levels = edit
    found = difference(
        registry(BASE),
        registry(BASE.replace(old, new) if old else BASE),
        catalogue.measures(),
    )
    assert [(one.kind, one.duty) for one in found.changes] == changes
    assert [one.measure for one in found.leaders] == sorted(
        leaders, key=list(catalogue.measures()).index
    )
    assert {one.level for one in found.effects} == levels


def test_new_ids_are_no_new_things() -> None:
    edited = (
        BASE.replace("id: b,", "id: bee,")
        .replace("convenes: [b]", "convenes: [bee]")
        .replace("a-3", "a-9")
    )
    found = difference(registry(BASE), registry(edited), catalogue.measures())
    assert [(one.kind, one.unit_id, one.duty) for one in found.changes] == [
        ("renumbered", "bee", ""),
        ("renumbered", "a", "a-9"),
    ]
    assert found.leaders == ()
    assert found.effects == ()


def test_a_move_names_what_moved_and_nothing_else() -> None:
    first = "      - {id: a-1, text: 督促工地停工, measures: [dust.sites]}\n"
    last = "      - {id: a-3, text: 完成其他事项, phase: standing}\n"
    moved = BASE.replace(first, "").replace(last, last + first)
    found = difference(registry(BASE), registry(moved), catalogue.measures())
    assert [(one.kind, one.duty) for one in found.changes] == [("moved", "a-1")]


def test_districts_that_came_and_went() -> None:
    one = registry(BASE)
    came = difference(None, one, catalogue.measures())
    assert {change.kind for change in came.changes} == {"added"}
    assert {effect.change for effect in came.effects} == {"added"}
    assert {
        effect.change for effect in difference(one, None, catalogue.measures()).effects
    } == {"ended"}


def test_the_reverse_of_a_difference_is_its_mirror(
    kunqu: Registry, jiangjin: Registry
) -> None:
    forth = difference(kunqu, jiangjin, catalogue.measures())
    back = difference(jiangjin, kunqu, catalogue.measures())
    assert {
        (one.duty, one.old, one.new) for one in forth.changes if one.kind == "reworded"
    } == {
        (one.duty, one.new, one.old) for one in back.changes if one.kind == "reworded"
    }
    assert len(forth.effects) == len(back.effects)


@pytest.fixture
def repository(folder: Path) -> Path:
    def git(*arguments: Any) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(
            ["git", *identity, *arguments],
            cwd=folder.parent,
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    return folder


def test_files_folders_and_revisions(run: Run, repository: Path) -> None:
    path = repository / "kunqu.yaml"
    old = path.read_text(encoding="utf-8")
    path.write_text(
        old.replace("负责强化道路清扫保洁工作", "负责强化道路清扫"), encoding="utf-8"
    )
    copy = repository.parent / "old.yaml"
    copy.write_text(old, encoding="utf-8")
    where = repository.parent
    below = repository / "sources"
    ended = run("diff", "HEAD:", "..", "--format", "json", cwd=below)
    assert len(json.loads(ended.out)["districts"]) == 1, ended.err
    ended = run("diff", "HEAD:./../kunqu.yaml", "../kunqu.yaml", cwd=below)
    assert ended.code == 0
    for one, other in (
        ("HEAD:", "registries"),
        ("HEAD:registries/kunqu.yaml", "registries/kunqu.yaml"),
        ("old.yaml", "registries/kunqu.yaml"),
    ):
        ended = run("diff", one, other, "--format", "json", cwd=where)
        assert ended.code == 0, ended.err
        (district,) = json.loads(ended.out)["districts"]
        assert list(district) == [
            "district",
            "file",
            "old_hash",
            "new_hash",
            "changes",
            "leaders",
            "effects",
        ]
        (change,) = district["changes"]
        assert list(change) == ["kind", "unit", "unit_id", "duty", "old", "new"]
        assert (change["kind"], change["duty"]) == ("reworded", "urban-management-4")
        assert list(district["effects"][0]) == [
            "level",
            "unit",
            "unit_id",
            "duty",
            "change",
            "old",
            "new",
        ]
    comment = run("diff", "HEAD:", "registries", "--format", "md", cwd=where).out
    assert comment.startswith("# 昆都仑区")
    assert "负责强化道路清扫保洁工作" in comment
    assert run("diff", "registries", "registries", cwd=where).out == "没有变化。\n"


@pytest.mark.parametrize("word", ["nothing.yaml", "NOREV:", "-x:", ":", "HEAD:nowhere"])
def test_what_is_no_state_is_refused(run: Run, repository: Path, word: str) -> None:
    ended = run("diff", word, "registries", cwd=repository.parent)
    assert ended.code == 2
    assert ended.err


def test_arguments_are_asked_for(run: Run) -> None:
    ended = run("diff")
    assert (ended.code, ended.out) == (2, "")
    assert "缺少" in ended.err


def test_a_revision_lists_a_folders_own_files_as_the_disk_does(
    run: Run, repository: Path
) -> None:
    """An archive in a folder of its own, and what is hidden, are no registries of the folder."""
    folder = repository.parent / "registries"
    (folder / "archive").mkdir()
    old = (
        (folder / "kunqu.yaml")
        .read_text("utf-8")
        .replace("id: kunqu", "id: kunqu-2024", 1)
    )
    (folder / "archive" / "kunqu-2024.yaml").write_text(old, "utf-8")
    (folder / ".hidden.yaml").write_text("no registry", "utf-8")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["add", "-A", "-f"], ["commit", "-qm", "second"]):
        subprocess.run([*git, *words], cwd=repository.parent, check=True)
    for one, other in (
        ("HEAD:", "registries"),
        ("HEAD:registries", "registries"),
        ("HEAD:registries/", "registries"),
        ("HEAD:registries/archive", "registries/archive"),
    ):
        ended = run("diff", one, other, cwd=repository.parent)
        assert (ended.code, ended.out) == (0, "没有变化。\n"), ended.err


def test_a_file_that_is_saved_while_it_is_compared_is_no_dropped_district(
    repository: Path, tmp_path: Path
) -> None:
    from smogctl.cli.commands.diff import Version, _again
    from smogctl.values.findings import Refusal

    path = tmp_path / "kunqu.yaml"
    path.write_bytes((repository / "kunqu.yaml").read_bytes())
    version = Version("kunqu.yaml", path)
    before = version.loaded().registry
    assert before is not None
    version = version._replace(digest=before.digest)
    again = _again(version)
    assert again is not None
    assert again.district.id == "kunqu"
    for data in (
        b"",
        path.read_bytes()[:900],
        path.read_bytes().replace("昆区".encode(), b"x"),
    ):
        path.write_bytes(data)
        with pytest.raises(Refusal, match="被改动了"):
            _again(version)


def test_two_files_of_one_district_are_said_to_be_so(
    run: Run, repository: Path, tmp_path: Path
) -> None:
    (repository / "again.yaml").write_bytes((repository / "kunqu.yaml").read_bytes())
    ended = run("diff", str(repository), str(repository))
    assert ended.code == 2
    assert "again.yaml" in ended.err and "无从比较，请只留一个" in ended.err
    assert "读不了" not in ended.err and "都列出了" not in ended.err
