"""What becomes of a duty when the warning is lifted, suspended or resumed, and what the command may decide, as tables."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift, resume, suspend
from smogctl.questions.decisions import DecisionError
from smogctl.questions.tasks import Activation, Decided, by_measure
from smogctl.values.vocabulary import Colour
from test_standing import COAL, EVENTS, MEASURES, ROADS, SITES, items_of, plan

# what happens after the warning

AFTER: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    # a duty; the changes at a suspension, at a resumption, at the lift (from orange)
    "ends with the episode": (
        f"measures: [{EVENTS}]",
        *(("paused",), ("resumed",), ("ended",)),
    ),
    "stood by": (f"measures: [{EVENTS}], levels: [red]", ("kept",), ("kept",), ()),
    "owed all year": (f"measures: [{COAL}]", ("kept",), ("kept",), ("continues",)),
    "owed all year, more by the episode": (
        f"measures: [{COAL}], levels: [orange]",
        *(("kept",), ("kept",), ("reverts",)),
    ),
    "of no measure, at levels": (
        "levels: [orange]",
        *(("paused",), ("resumed",), ("ended",)),
    ),
    "of no measure and no level": (
        "phase: respond",
        ("kept",),
        ("kept",),
        ("continues",),
    ),
    "two parts of two fates": (
        f"measures: [{SITES}]",
        *(("paused", "kept"), ("resumed", "kept"), ("ended", "reverts")),
    ),
    "a review": (f"measures: [{COAL}], phase: review", (), (), ("added",)),
}


@pytest.mark.parametrize(
    ("fields", "paused", "resumed", "lifted"), AFTER.values(), ids=AFTER
)
def test_what_becomes_of_a_duty_afterwards(
    fields: str,
    paused: tuple[str, ...],
    resumed: tuple[str, ...],
    lifted: tuple[str, ...],
) -> None:
    named = plan(f"text: 办事, {fields}")

    def told(lists: Activation) -> tuple[str | None, ...]:
        return tuple(item.change for item in items_of(lists))

    assert told(suspend(named, MEASURES, "orange")) == paused
    assert told(resume(named, MEASURES, "orange")) == resumed
    assert told(lift(named, MEASURES, "orange")) == lifted


def test_what_is_paused_or_over_says_so() -> None:
    named = plan(f"text: 办, measures: [{EVENTS}]", f"text: 事, measures: [{COAL}]")
    states = {
        ask: [item.standing.state for item in items_of(ask(named, MEASURES, "orange"))]
        for ask in (suspend, resume, lift)
    }
    assert sorted(states[suspend]) == ["due", "paused"]
    assert states[resume] == ["due", "due"]
    assert sorted(states[lift]) == ["due", "ended"]
    assert all(item.stage is None for item in items_of(lift(named, MEASURES, "red")))


Ask = Callable[[Registry, Mapping[str, Measure], Colour, Sequence[Decided]], Activation]
ASKS: list[tuple[Ask, str, Colour | None, Colour | None]] = [
    (lift, "lift", None, "orange"),
    (suspend, "suspend", "orange", None),
    (resume, "resume", "orange", None),
]


@pytest.mark.parametrize(("ask", "event", "level", "origin"), ASKS)
def test_an_answer_says_of_what_it_is(
    ask: Ask, event: str, level: Colour | None, origin: Colour | None
) -> None:
    named = plan(f"text: 办, measures: [{EVENTS}]", f"text: 事, measures: [{COAL}]")
    held, vain = Decided(EVENTS, "hold"), Decided("a-2", "start")
    told = ask(named, MEASURES, "orange", [held, vain])
    assert (told.event, told.level, told.origin) == (event, level, origin)
    assert (told.registry, told.measures) == (named, MEASURES)
    assert told.decisions == (held, vain)
    assert told.notices == ("决定 a-2 没有改变什么：没有待定的可执行。",)
    plain = activate(named, MEASURES, "orange", None, [held])
    assert (plain.event, plain.level, plain.origin) == (None, "orange", None)
    assert (plain.decisions, plain.notices, plain.whole) == ((held,), (), ())


def test_what_is_held_neither_pauses_nor_goes_on_nor_ends() -> None:
    named = plan(f"text: 办, measures: [{EVENTS}]")
    held = [Decided(EVENTS, "hold")]
    for ask in (suspend, resume):
        (item,) = items_of(ask(named, MEASURES, "orange", held))
        assert (item.standing.state, item.change) == ("held", "kept")
    assert items_of(lift(named, MEASURES, "orange", held)) == []


def test_what_was_started_by_word_ends_with_the_episode() -> None:
    named = plan(f"text: 办, measures: [{EVENTS}]")
    started = [Decided("a-1", "start")]
    (item,) = items_of(activate(named, MEASURES, "yellow", None, started))
    assert item.standing[:4] == ("due", "decided", "command", True)
    for ask, change in ((suspend, "paused"), (resume, "resumed"), (lift, "ended")):
        (item,) = items_of(ask(named, MEASURES, "yellow", started))
        assert item.change == change


# decisions

PAIR = (f"text: 办, measures: [{EVENTS}]", f"text: 事, measures: [{EVENTS}, {COAL}]")


@pytest.mark.parametrize(
    ("decided", "states"),
    [
        ([(EVENTS, "hold")], ["held", "held", "due"]),
        ([(f"a/{EVENTS}", "hold")], ["held", "held", "due"]),
        ([("a-2", "hold")], ["due", "held", "held"]),
        ([(COAL, "hold")], ["due", "due", "held"]),
        ([("a-1", "hold"), (EVENTS, "start")], ["held", "due", "due"]),
        ([(EVENTS, "hold"), (f"a/{EVENTS}", "start")], ["due", "due", "due"]),
        ([(f"a/{EVENTS}", "hold"), ("a-2", "start")], ["held", "due", "due"]),
        ([(EVENTS, "start")], ["due", "due", "due"]),
    ],
)
def test_of_what_a_decision_is(
    decided: list[tuple[str, Any]], states: list[str]
) -> None:
    made = [Decided(*entry) for entry in decided]
    lists = activate(plan(*PAIR), MEASURES, "orange", None, made)
    told = {
        task.duty.id: [item.standing.state for item in task.items]
        for task in lists.lists[0].tasks
    }
    assert [*told["a-1"], *told["a-2"]] == states


@pytest.mark.parametrize(
    ("decided", "part"),
    [
        ([("a-9", "hold")], "决定 a-9：没有这样的职责、措施或 单位/措施。"),
        ([(f"b/{EVENTS}", "hold")], f"决定 b/{EVENTS}：没有这样的职责"),
        ([(ROADS, "start")], f"决定 {ROADS}：没有单位承担这项措施。"),
        ([("a-1", "hold"), ("a-1", "start")], "对 a-1 的决定自相矛盾"),
        ([(EVENTS, "hold"), (EVENTS, "start")], f"对 {EVENTS} 的决定自相矛盾"),
        ([(f"a/{COAL}", "start"), (f"a/{COAL}", "hold")], f"对 a/{COAL} 的决定自相"),
    ],
)
def test_what_cannot_be_decided(decided: list[tuple[str, Any]], part: str) -> None:
    made = [Decided(*entry) for entry in decided]
    with pytest.raises(DecisionError, match=part):
        activate(plan(*PAIR), MEASURES, "orange", None, made)


def test_what_is_decided_twice_is_said_once() -> None:
    twice = [Decided("a-1", "start"), Decided("a-1", "start")]
    notices = activate(plan(*PAIR), MEASURES, "orange", None, twice).notices
    assert notices == ("决定 a-1 没有改变什么：没有待定的可执行。",)
    named = plan(f"text: 办, measures: [{EVENTS}], levels: [orange]")
    (against,) = activate(
        named, MEASURES, "orange", None, [Decided("a-1", "hold")]
    ).notices
    assert against == "决定暂不执行的有预案原文写明此级要做的：区甲局 a-1。"


ROUTINE = {
    "command": "do",
    "office": "do",
    "department": "routine",
    "territory": "routine",
    "park": "routine",
    "enterprise": "routine",
}


@pytest.mark.parametrize("kind", ROUTINE)
def test_what_is_owed_all_year_is_routine_but_of_command_and_office(kind: str) -> None:
    for fields, part in (
        (f"measures: [{COAL}]", ROUTINE[kind]),
        (f"measures: [{COAL}], during: episode", "do"),
        (f"measures: [{COAL}], levels: [yellow]", "do"),
        (f"measures: [{COAL}], phase: [monitor, respond]", "do"),
        (f"measures: [{EVENTS}], levels: [orange]", "hold"),
    ):
        named = plan(f"text: 办, {fields}", kind=kind)
        (task,) = activate(named, MEASURES, "yellow").lists[0].tasks
        assert task.part == part, fields
    held = activate(named, MEASURES, "orange", None, [Decided("a-1", "hold")])
    started = activate(named, MEASURES, "yellow", None, [Decided("a-1", "start")])
    assert held.lists[0].tasks[0].part == "held"
    assert started.lists[0].tasks[0].part == "do"


DOWN: dict[str, tuple[str, str]] = {
    # a measure and its levels; how its item stands at yellow, since orange
    f"measures: [{EVENTS}]": ("ended", "ended"),
    f"measures: [{COAL}], levels: [orange]": ("due", "reverts"),
    f"measures: [{COAL}], levels: [yellow]": ("due", "kept"),
    f"measures: [{COAL}]": ("due", "kept"),
}


@pytest.mark.parametrize("fields", DOWN)
def test_what_a_lower_level_leaves_of_what_was_due(fields: str) -> None:
    state, change = DOWN[fields]
    named = plan(f"text: 办, {fields}")
    (item,) = items_of(activate(named, MEASURES, "yellow", "orange"))
    assert (item.standing.state, item.change) == (state, change)


def test_what_is_held_at_the_other_level_ends_and_stays_held() -> None:
    held = [Decided("a-1", "hold")]
    for fields in (f"measures: [{ROADS}]", f"measures: [{COAL}]"):
        named = plan(f"text: 办, {fields}")
        pairs: list[tuple[Colour, Colour]] = [
            ("yellow", "orange"),
            ("orange", "yellow"),
        ]
        for level, origin in pairs:
            (item,) = items_of(activate(named, MEASURES, level, origin, held))
            assert (item.standing.state, item.change) == ("held", "ended")
            (item,) = items_of(activate(named, MEASURES, level, origin, held, held))
            assert (item.standing.state, item.change) == ("held", "kept")
            (item,) = items_of(activate(named, MEASURES, level, origin, [], held))
            assert (item.standing.state, item.change) == ("due", "added")


# lists by measure


def test_a_measures_list_says_what_changed_for_it_alone() -> None:
    text = f"text: 办, measures: [{EVENTS}, {COAL}]"
    named = plan(text, "text: 无措施, levels: [yellow]")

    def told(lists: Activation, **more: bool) -> list[tuple[str | None, str | None]]:
        return [
            (sheet.measure and sheet.measure.id, task.change)
            for sheet in by_measure(lists.lists, MEASURES, **more)
            for task in sheet.tasks
        ]

    plain = told(activate(named, MEASURES, "orange"))
    order = [name for name in MEASURES if name in (EVENTS, COAL)]
    assert plain == [(order[0], None), (order[1], None), (None, None)]
    risen = dict(told(activate(named, MEASURES, "orange", "yellow")))
    assert risen == {EVENTS: "added", COAL: "kept", None: "kept"}
    fallen = dict(told(activate(named, MEASURES, "yellow", "orange")))
    assert fallen == {EVENTS: "ended", COAL: "kept", None: "kept"}
    over = dict(told(lift(named, MEASURES, "orange"), event=True))
    assert over == {EVENTS: "ended", COAL: "continues", None: "ended"}
    paused = dict(told(suspend(named, MEASURES, "orange"), event=True))
    assert paused == {EVENTS: "paused", COAL: "kept", None: "paused"}


def test_a_review_opens_at_the_lift_with_what_it_is_about() -> None:
    named = plan(
        f"text: 评估, measures: [{SITES}], phase: review",
        f"text: 查, measures: [{{id: {SITES}, parts: [停工]}}], phase: review",
        "text: 总结, phase: review",
    )
    whole, part, nothing = items_of(lift(named, MEASURES, "yellow"))
    for item, parts in (
        (whole, ("停工", "扬尘防治")),
        (part, ("停工",)),
        (nothing, ()),
    ):
        measure = item.measure
        assert item.standing == (
            *("due", "stated", None, True),
            *(measure and measure.after, parts, None),
        )
        assert (item.stage, item.change) == (None, "added")
    assert whole.measure == part.measure == MEASURES[SITES]
    assert nothing.measure is None
