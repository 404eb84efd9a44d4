"""A fictional district with a response chapter and a higher plan: what must come out at each level and afterwards.

The case lies beside the project where it is developed, made by a hand that has not seen the code.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import CHAPTER, Run
from smogctl.plan import catalogue
from smogctl.plan.loading import load
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift, resume, suspend
from smogctl.questions.coverage import Coverage
from smogctl.questions.tasks import Activation, Decided, Task
from smogctl.values.vocabulary import Colour

pytestmark = pytest.mark.skipif(
    not CHAPTER.is_dir(), reason="the case lies beside the project only"
)
MEASURES = catalogue.measures()


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (CHAPTER / "expected.json").read_text(encoding="utf-8")
    )
    return found


@pytest.fixture(scope="module")
def shiwan() -> Registry:
    found = load(CHAPTER / "shiwan.yaml", MEASURES)
    assert found.findings == ()
    assert found.registry is not None
    return found.registry


def tasks(lists: Activation) -> dict[str, Task]:
    return {task.duty.id: task for entry in lists.lists for task in entry.tasks}


@pytest.mark.parametrize("level", ["yellow", "orange", "red"])
def test_state_basis_and_ground(
    shiwan: Registry, expected: dict[str, Any], level: Colour
) -> None:
    found = tasks(activate(shiwan, MEASURES, level))
    for duty, wanted in expected[level].items():
        standing = found[duty].items[0].standing
        assert [standing.state, standing.basis, standing.ground] == wanted, duty
    assert set(expected["never a task"]).isdisjoint(found)


def test_what_is_routine(shiwan: Registry, expected: dict[str, Any]) -> None:
    found = tasks(activate(shiwan, MEASURES, "orange"))
    routine = [duty for duty, task in found.items() if task.part == "routine"]
    assert routine == expected["routine at orange"]


@pytest.mark.parametrize(("event", "ask"), [("lift", lift), ("suspend", suspend)])
def test_afterwards(
    shiwan: Registry, expected: dict[str, Any], event: str, ask: Callable[..., Any]
) -> None:
    found = tasks(ask(shiwan, MEASURES, "orange"))
    for duty, wanted in expected[event].items():
        items = found[duty].items
        if isinstance(wanted, dict):
            assert {
                part: one.change for one in items for part in one.standing.parts
            } == wanted
        else:
            assert items[0].change == wanted, duty


def test_what_a_lift_drops_is_counted(
    shiwan: Registry, expected: dict[str, Any]
) -> None:
    lists = lift(shiwan, MEASURES, "orange")
    assert set(expected["lift leaves out"]).isdisjoint(tasks(lists))
    dropped = sum(entry.left_out.get("standby", 0) for entry in lists.lists)
    assert dropped == len(expected["lift leaves out"])


def test_a_suspension_and_its_end_leave_what_was(shiwan: Registry) -> None:
    before, after = (
        activate(shiwan, MEASURES, "orange"),
        resume(shiwan, MEASURES, "orange"),
    )
    assert {duty: task.state for duty, task in tasks(before).items()} == {
        duty: task.state for duty, task in tasks(after).items()
    }


def test_a_decision(shiwan: Registry, expected: dict[str, Any]) -> None:
    decided = (Decided("education-2", "start"),)
    found = tasks(activate(shiwan, MEASURES, "yellow", None, decided))
    standing = found["education-2"].items[0].standing
    wanted = expected["decide education-2 at yellow"]
    assert [standing.state, standing.basis, standing.ground] == wanted


def test_gaps(shiwan: Registry, expected: dict[str, Any]) -> None:
    found: dict[str, list[str | None]] = {"unordered": [], "unprepared": []}
    for gap in Coverage(shiwan, MEASURES).gaps:
        if gap.kind in found:
            found[gap.kind].append(gap.duty)
    assert found == {kind: expected["gaps"][kind] for kind in found}


def test_the_command_lines_say_the_same(run: Run) -> None:
    folder = ["--registries", str(CHAPTER)]
    assert run("lint", str(CHAPTER / "shiwan.yaml")).code == 0
    levels = run("levels", *folder).out
    activated = run("activate", "-l", "橙", *folder).out
    assert "响应措施自黄色起" in activated
    assert "上级预案自" in activated
    assert "r-orange-1" in levels or "停止" in levels
    assert "有令无人" in run("gaps", *folder).out


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the case that a test may spoil."""
    folder = tmp_path / "registries"
    shutil.copytree(CHAPTER, folder)
    return folder / "shiwan.yaml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


PLANTED = {
    "a word that the source has not": (
        "text: 停止土石方作业,",
        "text: 停止土石方工程作业,",
        "T301",
    ),
    "an entry left out": (
        "  - {id: r-orange-1, level: orange, text: 中小学停止户外活动, measures: [public.school-outdoor]}\n",
        "",
        "T302",
    ),
    "an id twice": ("id: r-orange-2", "id: r-orange-1", "R301"),
    "a unit that is not there": ("units: [housing]}", "units: [houses]}", "R302"),
    "a measure that is not there": (
        "measures: [mobile.odd-even]",
        "measures: [mobile.even]",
        "R302",
    ),
    "a level that is not there": ("level: red, text", "level: blue, text", "R302"),
    "a higher plan's measure": (
        "measure: mobile.restriction,",
        "measure: mobile.cars,",
        "R302",
    ),
    "a measure of the higher plan twice": (
        "upper:\n",
        "upper:\n  - {measure: mobile.restriction, starts: red, source: 又一份}\n",
        "R301",
    ),
    "a part that is not there": (
        "[{id: area.fireworks, parts: [禁放]}]",
        "[{id: area.fireworks, parts: [放]}]",
        "R302",
    ),
}


@pytest.mark.parametrize(("old", "new", "code"), PLANTED.values(), ids=PLANTED)
def test_lint_sees_a_fault_planted_in_the_chapter(
    run: Run, copy: Path, old: str, new: str, code: str
) -> None:
    edit(copy, old, new)
    ended = run("lint", "--no-cache", "-f", "json", str(copy))
    found = json.loads(ended.out)["findings"]
    assert code in {one["code"] for one in found}, found


def test_two_entries_out_of_the_source_s_order(run: Run, copy: Path) -> None:
    text = copy.read_text(encoding="utf-8")
    lines = text.split("\n")
    first = next(at for at, line in enumerate(lines) if "r-yellow-1" in line)
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    copy.write_text("\n".join(lines), encoding="utf-8")
    found = json.loads(run("lint", "--no-cache", "-f", "json", str(copy)).out)[
        "findings"
    ]
    assert "T303" in {one["code"] for one in found}


CHANGED = {
    "an order from another level": (
        "level: red, text: 机动车",
        "level: orange, text: 机动车",
        "r-red-1",
    ),
    "an order of another unit": (
        ", units: [housing]",
        ", units: [water]",
        "r-orange-2",
    ),
    "a start of the higher plan": (
        "starts: yellow,",
        "starts: red,",
        "mobile.restriction",
    ),
    "a part": (
        "[{id: area.fireworks, parts: [禁放]}]",
        "[area.fireworks]",
        "public-security-2",
    ),
    "bound to the episode": (
        "measures: [support.safety]",
        "during: episode\n        measures: [support.safety]",
        "emergency-1",
    ),
}


@pytest.mark.parametrize(("old", "new", "named"), CHANGED.values(), ids=CHANGED)
def test_diff_names_what_changed(
    run: Run, copy: Path, old: str, new: str, named: str
) -> None:
    edit(copy, old, new)
    ended = run("diff", str(CHAPTER / "shiwan.yaml"), str(copy))
    assert named in ended.out
    assert run("diff", str(copy), str(copy)).out.count(named) == 0


def test_the_board_says_what_binds_a_clause(run: Run) -> None:
    page = run("board", "--registries", str(CHAPTER), "-f", "html").out
    assert "黄色：应执行（原文，响应措施）" in page
    assert "黄色：应执行（推定，上级预案）" in page


def test_diff_tells_an_entry_of_the_higher_plan_by_its_measure(
    run: Run, copy: Path
) -> None:
    more = (
        "upper:\n  - {measure: dust.sites, starts: yellow, source: 上级预案（虚构）}\n"
    )
    edit(copy, "upper:\n", more)
    out = run("diff", str(CHAPTER / "shiwan.yaml"), str(copy)).out
    assert "upper dust.sites" in out
    assert "upper mobile.restriction" not in out
