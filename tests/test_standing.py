"""What binds a clause to levels and to the episode, as tables of small plans."""

from collections.abc import Mapping
from typing import Any

import pytest

from conftest import HEAD, registry
from smogctl.plan import catalogue
from smogctl.plan.measures import Stage, Start
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.standing import LevelRules, shown_stage
from smogctl.questions.tasks import Activation, Item
from smogctl.values.vocabulary import Colour

MEASURES = catalogue.measures()
COAL, ROADS, SITES = "area.coal", "dust.roads", "dust.sites"
EVENTS = "public.events"


def plan(*duties: str, head: str = HEAD, kind: str = "department") -> Registry:
    """One unit, and what it has to do: the rest of each duty."""
    text = f"{head}units:\n  - id: a\n    name: 区甲局\n    kind: {kind}\n    duties:\n"
    for number, rest in enumerate(duties, 1):
        text += f"      - {{id: a-{number}, {rest}}}\n"
    return registry(text)


def items_of(lists: Activation) -> list[Item]:
    return [
        item for entry in lists.lists for task in entry.tasks for item in task.items
    ]


# the place that a measure starts in

STARTS: list[tuple[str, str, Colour | None]] = [
    # within what the district lies, its name; from which level the measure starts
    ("", "石山区", "yellow"),
    ("within: 甲省, ", "石山区", "orange"),
    ("within: 甲省乙市, ", "石山区", "red"),
    ("within: 甲省丙市, ", "石山区", "orange"),
    ("within: 丁甲省, ", "石山区", "yellow"),
    ("", "甲省石山区", "orange"),
]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("within", "name", "level"), STARTS)
def test_the_nearest_place_says_from_which_level(
    within: str, name: str, level: Colour, turned: bool
) -> None:
    starts = [Start("甲省", "orange", "文"), Start("甲省乙市", "red", "文")]
    if turned:
        starts.reverse()
    roads = MEASURES[ROADS]._replace(starts="yellow", starts_in=tuple(starts))
    head = HEAD.replace("{id: shi, name: 石山区", f"{{id: shi, {within}name: {name}")
    rules = LevelRules(plan(f"text: 办, measures: [{ROADS}]", head=head), MEASURES)
    start = rules.start_of(roads)
    assert start == (level, "catalogue")
    unbound = roads._replace(starts=None)
    assert rules.start_of(unbound) == (None if level == "yellow" else start)


def test_of_a_place_that_is_named_twice_the_first_counts() -> None:
    starts = (Start("甲省", "orange", "文"), Start("甲省", "red", "文"))
    roads = MEASURES[ROADS]._replace(starts_in=starts)
    head = HEAD.replace("{id: shi", "{id: shi, within: 甲省")
    rules = LevelRules(plan(f"text: 办, measures: [{ROADS}]", head=head), MEASURES)
    assert rules.start_of(roads) == ("orange", "catalogue")


# the texts that bind: the chapter's and the clause's own are stated, others are inferred

CHAPTER = (
    f"responses:\n  - {{id: r-1, level: orange, text: 洒水, measures: [{ROADS}]}}\n"
)
UPPER = f"upper:\n  - {{measure: {ROADS}, starts: orange, source: 市}}\n"
GROUNDS: dict[str, tuple[str, str, dict[Colour, tuple[str, str, str | None]]]] = {
    "the chapter": (
        CHAPTER,
        "",
        {
            "yellow": ("standby", "stated", "chapter"),
            "orange": ("due", "stated", "chapter"),
            "red": ("due", "stated", "chapter"),
        },
    ),
    "a higher plan": (
        UPPER,
        "",
        {
            "yellow": ("standby", "inferred", "upper"),
            "orange": ("due", "inferred", "upper"),
        },
    ),
    "the chapter before a higher plan": (
        CHAPTER.replace("orange", "red") + UPPER,
        "",
        {
            "orange": ("standby", "stated", "chapter"),
            "red": ("due", "stated", "chapter"),
        },
    ),
    "the clause before a higher plan": (
        UPPER,
        ", levels: [red]",
        {
            "orange": ("standby", "stated", "clause"),
            "red": ("due", "stated", "clause"),
        },
    ),
    "the clause, then the chapter": (
        CHAPTER,
        ", levels: [red]",
        {
            "yellow": ("standby", "stated", "clause"),
            "orange": ("due", "stated", "chapter"),
            "red": ("due", "stated", "clause"),
        },
    ),
    "the catalogue": ("", "", {"yellow": ("due", "inferred", "catalogue")}),
}


@pytest.mark.parametrize(("more", "levels", "wanted"), GROUNDS.values(), ids=GROUNDS)
def test_which_text_decides_and_how_firm_it_is(
    more: str, levels: str, wanted: Mapping[Colour, tuple[str, str, str | None]]
) -> None:
    named = plan(f"text: 办, measures: [{ROADS}]{levels}", head=HEAD + more)
    for level, told in wanted.items():
        (item,) = items_of(activate(named, MEASURES, level))
        assert item.standing[:3] == told, level


ENDS: dict[Colour, str | None] = {"yellow": "standby", "orange": "due", "red": None}


def test_what_ends_is_there_at_its_levels_only() -> None:
    for fields, last in (("levels: [orange], ends: true", None), ("", "due")):
        rest = fields or "levels: [orange]"
        named = plan(f"text: 办, measures: [{ROADS}], {rest}")
        for level, state in {**ENDS, "red": last}.items():
            told = [
                item.standing.state
                for item in items_of(activate(named, MEASURES, level))
            ]
            assert told == ([state] if state else [])


# the episode's words

BOUND = [
    # the clause, its measures; which of them the episode binds
    ("开展散煤治理，预警期间上报", [COAL], [True]),
    ("预警期间，开展散煤治理，检查油品", [COAL, "mobile.enforcement"], [True, True]),
    ("开展散煤治理，检查油品", [COAL, "mobile.enforcement"], [False, False]),
    ("开展散煤治理，预警期间检查油品", [COAL, "mobile.enforcement"], [False, True]),
    ("预警期间开展散煤治理；检查油品", [COAL, "mobile.enforcement"], [True, False]),
]


@pytest.mark.parametrize(("text", "measures", "bound"), BOUND)
def test_the_episode_binds_what_its_words_are_about(
    text: str, measures: list[str], bound: list[bool]
) -> None:
    named = plan(f"text: {text}, measures: [{', '.join(measures)}]")
    told = [
        item.standing.episode for item in items_of(activate(named, MEASURES, "red"))
    ]
    assert told == bound


# stages

SHOWN = Stage("一", None), Stage("二", "条件"), Stage("三", None)


def test_a_stage_is_the_highest_that_is_reached_of_the_whole_and_its_parts() -> None:
    stop, dust = MEASURES[SITES].parts
    measure = MEASURES[SITES]._replace(
        stages={"orange": SHOWN[1], "yellow": SHOWN[0]},
        parts=(
            stop._replace(stages={"red": SHOWN[2]}),
            dust._replace(stages={"yellow": SHOWN[0]}),
        ),
    )
    for level, parts, told in (
        ("yellow", (), SHOWN[0].shown),
        ("orange", (), SHOWN[1].shown),
        ("red", (), SHOWN[1].shown),
        ("orange", (stop.name,), SHOWN[1].shown),
        ("red", (stop.name,), f"{SHOWN[1].shown}；{SHOWN[2].shown}"),
        ("yellow", (stop.name, dust.name), f"{SHOWN[0].shown}；{SHOWN[0].shown}"),
    ):
        at: Any = level
        assert shown_stage(measure, parts, at) == told, (level, parts)
    assert shown_stage(measure._replace(stages={}), (stop.name,), "orange") is None
    assert shown_stage(None, (), "red") is None
