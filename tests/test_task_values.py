"""Tasks as plain values: what changed for one, under which heading it stands, what binds it and from when."""

from itertools import combinations
from typing import Any

import pytest

from conftest import HEAD, registry
from smogctl.plan import catalogue
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift
from smogctl.questions.standing import LevelRules, Standing, merged
from smogctl.questions.tasks import (
    GROUP_ORDER,
    Item,
    Task,
    by_body,
    fate_of,
    group_of,
    shift_of,
)
from smogctl.values.vocabulary import After, Change, Colour, Ground, State, TaskBasis

MEASURES = catalogue.measures()


def plan(fields: str, text: str = "办事") -> Registry:
    return registry(
        HEAD
        + "units:\n  - id: a\n    name: 区甲局\n    kind: department\n    duties:\n"
        + f"      - {{id: a-1, text: {text}, {fields}}}\n"
    )


def task(fields: str, level: Colour, origin: Colour | None = None) -> Task:
    return activate(plan(fields), MEASURES, level, origin).lists[0].tasks[0]


def item(told: str) -> Item:
    """An item of a task: `due added`, `standby`, and the like."""
    state, _, change = told.partition(" ")
    made = task("levels: [yellow]", "yellow").items[0]
    fields: dict[str, Any] = {"state": state}
    standing = made.standing._replace(**fields)
    fates: dict[str, Any] = {"change": change or None}
    return made._replace(standing=standing, **fates)


def items(told: str) -> list[Item]:
    return [item(part) for part in told.split(", ")]


SHIFTS: dict[str, Change] = {
    "due added": "added",
    "due added, standby": "added",
    "due kept": "kept",
    "due widened": "widened",
    "due narrowed": "narrowed",
    "due kept, due added": "widened",
    "due kept, due widened": "widened",
    "due kept, ended ended": "narrowed",
    "due kept, due reverts": "narrowed",
    "due kept, due narrowed": "narrowed",
    "due added, ended ended, due kept": "kept",
    "due added, due added, ended ended, due kept": "widened",
    "due added, ended ended, due reverts, due kept": "narrowed",
    "due widened, ended ended, due kept": "narrowed",
    "due widened, due narrowed": "kept",
    "ended ended": "ended",
    "due reverts": "reverts",
    "ended ended, due reverts": "reverts",
    "due added, ended ended": "kept",
    "due added, due reverts": "kept",
    "standby": "kept",
}
"""The items of a task at another level, and what changed for the whole."""


@pytest.mark.parametrize(("told", "change"), SHIFTS.items(), ids=SHIFTS)
def test_what_changed_for_a_task(told: str, change: Change) -> None:
    assert shift_of(items(told)) == change


FATES: dict[str, Change] = {
    "due added": "added",
    "due added, due kept": "added",
    "due added, due resumed": "added",
    "due resumed, due kept": "resumed",
    "due kept": "kept",
    "due kept, due reverts": "kept",
    "due kept, held paused": "narrowed",
    "due kept, ended ended": "kept",
    "due reverts, due continues": "reverts",
    "due continues": "continues",
    "due continues, held paused": "continues",
    "held paused": "paused",
    "held paused, ended ended": "paused",
    "ended ended": "ended",
    "standby": "kept",
    "due": "kept",
}
"""The same at a lift, a suspension or a resumption."""


@pytest.mark.parametrize(("told", "change"), FATES.items(), ids=FATES)
def test_what_becomes_of_a_task(told: str, change: Change) -> None:
    assert fate_of(items(told)) == change


HEADINGS = {
    ("resumed", "due", "do"): "resumed",
    ("reverts", "due", "do"): "reverts",
    ("continues", "due", "routine"): "continues",
    ("paused", "held", "do"): "paused",
    ("ended", "ended", "do"): "ended",
    (None, "ended", "do"): "ended",
    ("added", "due", "do"): "do",
    ("widened", "due", "do"): "do",
    ("kept", "standby", "hold"): "hold",
    (None, "held", "held"): "held",
    (None, "due", "routine"): "routine",
}


@pytest.mark.parametrize(("told", "heading"), HEADINGS.items())
def test_under_which_heading_a_task_stands(
    told: tuple[Any, Any, Any], heading: str
) -> None:
    change, state, part = told
    made = task("levels: [yellow]", "yellow")
    assert group_of(made._replace(change=change, state=state, part=part)) == heading
    assert set(HEADINGS.values()) == set(GROUP_ORDER)


STANDINGS = [
    # fields, level: part; state, basis, ground, since when
    ("levels: [yellow]", "yellow", "do", ("due", "stated", "clause", "yellow")),
    ("levels: [yellow]", "orange", "do", ("due", "inferred", "clause", "yellow")),
    (
        "levels: [yellow, orange]",
        *("orange", "do", ("due", "stated", "clause", "yellow")),
    ),
    ("levels: [orange]", "yellow", "hold", ("standby", "stated", "clause", "orange")),
    (
        "measures: [public.events]",
        *("yellow", "hold", ("standby", "inferred", "catalogue", "orange")),
    ),
    (
        "measures: [public.events]",
        *("orange", "do", ("due", "inferred", "catalogue", "orange")),
    ),
    ("measures: [area.coal]", "yellow", "routine", ("due", "unstated", None, None)),
    (
        "measures: [area.coal], phase: monitor",
        *("yellow", "do", ("due", "unstated", None, None)),
    ),
    (
        "measures: [area.coal], phase: warn",
        *("yellow", "do", ("due", "unstated", None, None)),
    ),
]


@pytest.mark.parametrize(("fields", "level", "part", "wanted"), STANDINGS)
def test_what_binds_a_task_and_from_when(
    fields: str, level: Colour, part: str, wanted: tuple[str, str, str, str]
) -> None:
    made = task(fields, level)
    standing = made.items[0].standing
    assert made.part == part
    told = (standing.state, standing.basis, standing.ground, standing.since)
    assert told == wanted


ITEM_CHANGES = {
    ("levels: [yellow]", "orange", "yellow"): "kept",
    ("levels: [yellow]", "yellow", "orange"): "kept",
    ("levels: [orange]", "orange", "yellow"): "added",
    ("levels: [yellow], ends: true", "orange", "yellow"): "ended",
    ("measures: [public.events]", "yellow", "orange"): "ended",
}


@pytest.mark.parametrize(("told", "change"), ITEM_CHANGES.items())
def test_what_changed_for_an_item(
    told: tuple[str, Colour, Colour], change: str
) -> None:
    fields, level, origin = told
    assert task(fields, level, origin).items[0].change == change


def test_a_body_has_the_clauses_that_mean_it() -> None:
    named = registry(
        HEAD
        + """\
units:
  - id: a
    name: 区甲局、区乙局
    bodies: [区甲局, 区乙局]
    kind: department
    duties: [{id: a-1, text: 巡查, levels: [yellow]}]
  - id: b
    name: 区丙局
    kind: department
    duties:
      - {id: b-1, text: 会同区甲局检查, levels: [yellow], convenes: [a]}
      - {id: b-2, text: 会同区乙局检查, levels: [yellow], convenes: [a]}
"""
    )
    sheets = by_body(activate(named, MEASURES, "yellow").lists)
    told = {
        sheet.bodies: [duty.id for _, duty in sheet.named_in]
        for sheet in sheets
        if sheet.unit.id == "a"
    }
    assert told == {("区甲局",): ["b-1"], ("区乙局",): ["b-2"]}


def test_a_lift_counts_what_it_drops() -> None:
    lists = lift(plan("measures: [public.school-suspension]"), MEASURES, "yellow").lists
    assert [entry.left_out for entry in lists] == [{"standby": 1}]


def standing(basis: TaskBasis, state: State = "due", after: After = "ends") -> Standing:
    return Standing(state, basis, None, False, after, (basis,))


BASES: tuple[TaskBasis, ...] = ("stated", "decided", "inferred", "unstated")


@pytest.mark.parametrize(("firm", "weak"), list(combinations(BASES, 2)))
def test_parts_as_one_rest_on_the_weakest_that_is_due(
    firm: TaskBasis, weak: TaskBasis
) -> None:
    for pair in ((firm, weak), (weak, firm)):
        told = merged([standing(basis) for basis in pair])
        assert (told.state, told.basis, told.parts) == ("due", weak, pair)
    due, idle = standing(firm), standing(weak, "standby")
    assert merged([due, idle])[:2] == merged([idle, due])[:2] == ("due", firm)
    idle = merged([standing(firm, "standby"), standing(weak, "standby")])
    assert idle[:2] == ("standby", weak)


def test_parts_as_one_go_on_where_all_of_them_do() -> None:
    for first, second, after in (
        ("ends", "continues", "ends"),
        ("continues", "ends", "ends"),
        ("continues", "continues", "continues"),
    ):
        fates: list[Any] = [first, second]
        told = merged([standing("stated", after=fate) for fate in fates])
        assert (told.after, told.episode) == (after, False)
        bound = [standing("stated"), standing("stated")._replace(episode=True)]
        assert merged(bound).episode


def started(named: Registry) -> dict[str, tuple[Ground | None, Colour | None]]:
    """What starts each part of a plan's one assignment, and from which level."""
    sheet = activate(named, MEASURES, "red").lists[0]
    (made,) = sheet.tasks
    rules = LevelRules(named, MEASURES)
    (assignment,) = made.duty.assignments
    standings = rules.parts(sheet.unit, made.duty, assignment, "red")
    return {each.parts[0]: (each.ground, each.since) for each in standings}


CATALOGUE = ("catalogue", "yellow")
ORDERED = ("chapter", "orange")
CHAPTERS = [
    # the chapter's order of dust.sites, the assignment; what starts each part
    ("dust.sites", "", (ORDERED, ORDERED)),
    ("{id: dust.sites, parts: [停工]}", "", (ORDERED, CATALOGUE)),
    ("{id: dust.sites, scope: 工地}", "", (ORDERED, ORDERED)),
    ("{id: dust.sites, scope: 工地}", "scope: 工地", (ORDERED, ORDERED)),
    ("{id: dust.sites, scope: 工地}", "scope: 道路", (CATALOGUE, CATALOGUE)),
    ("dust.sites], units: [b", "", (CATALOGUE, CATALOGUE)),
    ("dust.sites], units: [a, b", "", (ORDERED, ORDERED)),
]


@pytest.mark.parametrize(("order", "scope", "parts"), CHAPTERS)
def test_what_the_chapter_orders_starts_from_its_level(
    order: str, scope: str, parts: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    first = f"  - {{id: r-1, level: orange, text: 停工, measures: [{order}]}}\n"
    other = (
        "  - {id: r-0, level: yellow, text: 停工, measures: [dust.sites], units: [b]}\n"
    )
    named = registry(
        HEAD
        + f"responses:\n{other}{first}"
        + "units:\n  - id: a\n    name: 区甲局\n    kind: department\n    duties:\n"
        + f"      - {{id: a-1, text: 办事, measures: [dust.sites], {scope}}}\n"
        + "  - {id: b, name: 区乙局, kind: department}\n"
    )
    told = started(named)
    assert told == dict(zip(("停工", "扬尘防治"), parts, strict=True))


@pytest.mark.parametrize(
    ("upper", "last"),
    [
        ("", ("catalogue", "orange")),
        ("yellow", ("catalogue", "orange")),
        ("red", ("upper", "red")),
    ],
)
def test_a_part_keeps_a_start_that_is_later_than_the_higher_plans(
    upper: str, last: tuple[str, str]
) -> None:
    """Of dust.stockpiles the last part starts at orange, the others at yellow."""
    above = f"upper:\n  - {{measure: dust.stockpiles, starts: {upper}, source: 市}}\n"
    named = registry(
        HEAD
        + (above if upper else "")
        + "units:\n  - id: a\n    name: 区甲局\n    kind: department\n    duties:\n"
        + "      - {id: a-1, text: 办事, measures: [dust.stockpiles]}\n"
    )
    told = started(named)
    first = ("upper", upper) if upper else ("catalogue", "yellow")
    assert told == {"裸土": first, "料堆": first, "停业": last}


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ("", ("due", "unstated", None)),
        ("levels: [orange]", ("due", "stated", "clause")),
        ("levels: [red]", None),
    ],
)
def test_who_lifts_the_warning_does_so_at_the_lift(
    fields: str, wanted: tuple[str, str, str | None] | None
) -> None:
    named = plan(f"measures: [support.warning], {fields}", "发布、解除预警信息")
    lists = lift(named, MEASURES, "orange").lists
    told = [each for entry in lists for task in entry.tasks for each in task.items]
    if wanted is None:
        assert all(each.change != "kept" for each in told)
        return
    (only,) = told
    assert only.standing[:3] == wanted
    assert (only.standing.episode, only.change) == (True, "kept")
    assert only.measure == MEASURES["support.warning"]
