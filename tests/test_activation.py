"""What the plan asks at a level: the meaning of docs/design.md, What the answers mean, on values, on both districts, and as laws."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import HEAD, registry
from smogctl.plan import catalogue
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift, resume, suspend
from smogctl.questions.decisions import DecisionError
from smogctl.questions.tasks import Activation, Decided, Task, by_body, by_measure
from smogctl.values.vocabulary import ACTIVE_PHASES, RANK, Act, Colour
from strategies import files, registry_of

MEASURES = catalogue.measures()
LEVELS: list[Colour] = ["yellow", "orange", "red"]


def one_duty(fields: str) -> Registry:
    return registry(
        HEAD
        + "units:\n  - id: a\n    name: 区甲局\n    kind: department\n    duties:\n"
        + f"      - {{id: a-1, text: 办事, {fields}}}\n"
    )


def the_task(fields: str, level: Colour, origin: Colour | None = None) -> Task | None:
    tasks = activate(one_duty(fields), MEASURES, level, origin).lists[0].tasks
    return tasks[0] if tasks else None


def a_task(fields: str, level: Colour, origin: Colour | None = None) -> Task:
    task = the_task(fields, level, origin)
    assert task is not None
    return task


CASES = [
    # fields, level, part, state, basis
    ("levels: [yellow]", "yellow", "do", "due", "stated"),
    ("levels: [yellow]", "orange", "do", "due", "inferred"),
    ("levels: [orange, red]", "yellow", "hold", "standby", "stated"),
    ("levels: [yellow, red]", "orange", "do", "due", "inferred"),
    ("measures: [public.school-outdoor]", "yellow", "do", "due", "inferred"),
    ("measures: [public.school-suspension]", "orange", "hold", "standby", "inferred"),
    ("measures: [public.school-suspension]", "red", "do", "due", "inferred"),
    ("measures: [support.funding]", "yellow", "routine", "due", "unstated"),
    ("measures: [support.funding], during: episode", "yellow", "do", "due", "unstated"),
    ("measures: [support.reporting]", "yellow", "do", "due", "unstated"),
    ("measures: [support.forecast], phase: monitor", "yellow", "do", "due", "unstated"),
    ("measures: [area.coal]", "yellow", "routine", "due", "unstated"),
    ("measures: [{id: area.coal, levels: [yellow]}]", "yellow", "do", "due", "stated"),
    (
        "measures: [area.coal, public.school-suspension]",
        "yellow",
        "hold",
        "due",
        "unstated",
    ),
    ("measures: [area.coal, public.school-outdoor]", "yellow", "do", "due", "unstated"),
    ("measures: [mobile.restriction, dust.sites]", "yellow", "do", "due", "inferred"),
    ("role: lead", "yellow", "do", "due", "unstated"),
    ("levels: [yellow], ends: true", "yellow", "do", "due", "stated"),
]


@pytest.mark.parametrize(("fields", "level", "part", "state", "basis"), CASES)
def test_state_part_and_basis(
    fields: str, level: Colour, part: str, state: str, basis: str
) -> None:
    task = a_task(fields, level)
    assert (task.part, task.state, task.basis) == (part, state, basis)


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ("levels: [yellow], ends: true", "orange"),
        ("phase: prepare", "red"),
        ("phase: [review, standing]", "red"),
    ],
)
def test_no_task(fields: str, level: Colour) -> None:
    assert the_task(fields, level) is None


def test_what_is_not_shown_is_counted_by_phase() -> None:
    found = activate(one_duty("phase: [review, standing]"), MEASURES, "red").lists[0]
    assert found.left_out == {"review": 1}
    ended = activate(one_duty("levels: [yellow], ends: true"), MEASURES, "red").lists[0]
    assert ended.left_out == {"respond": 1}


def test_only_assignments_of_an_active_phase_make_the_task() -> None:
    fields = "phase: prepare, measures: [support.preparedness, {id: dust.sites, phase: [respond]}]"
    task = a_task(fields, "red")
    assert [item.measure and item.measure.id for item in task.items] == ["dust.sites"]


@pytest.mark.parametrize(
    ("fields", "level", "origin", "change"),
    [
        ("measures: [public.school-suspension]", "red", "yellow", "added"),
        ("measures: [public.school-suspension]", "yellow", "red", "ended"),
        (
            "measures: [public.school-outdoor, public.school-suspension]",
            "red",
            "yellow",
            "widened",
        ),
        (
            "measures: [public.school-outdoor, public.school-suspension]",
            "yellow",
            "red",
            "narrowed",
        ),
        ("measures: [public.school-outdoor]", "red", "yellow", "widened"),
        ("measures: [public.school-outdoor]", "yellow", "red", "narrowed"),
        ("measures: [public.medical]", "red", "yellow", "kept"),
        (
            "measures: [{id: dust.stockpiles, parts: [停业]}]",
            "yellow",
            "orange",
            "ended",
        ),
        ("measures: [{id: public.medical, levels: [red]}]", "yellow", "red", "reverts"),
        ("measures: [public.school-suspension]", "orange", "yellow", "kept"),
        ("levels: [yellow], ends: true", "red", "yellow", "ended"),
        ("levels: [yellow], ends: true", "yellow", "red", "added"),
        (
            "measures: [{id: dust.sites, levels: [yellow], ends: true}, mobile.restriction]",
            "orange",
            "yellow",
            "kept",
        ),
    ],
)
def test_changes(fields: str, level: Colour, origin: Colour, change: str) -> None:
    assert a_task(fields, level, origin).change == change


def test_what_a_downgrade_ends_is_over_and_does_not_stand_by() -> None:
    task = a_task("measures: [public.school-suspension]", "yellow", "red")
    assert (task.state, task.change) == ("ended", "ended")


def test_stages_are_those_of_the_level_and_of_the_parts_in_question() -> None:
    def stages(level: Any, parts: Any = "") -> Any:
        fields = f"measures: [public.school-outdoor, {{id: dust.sites{parts}}}]"
        return [item.stage for item in a_task(fields, level).items]

    stop = "停止土石方、拆除、室外喷涂等作业"
    assert stages("yellow") == ["减少或停止户外活动", stop]
    assert stages("red") == ["停止户外活动", "室外作业全部停止"]
    assert stages("red", ", parts: [扬尘防治]") == ["停止户外活动", None]


def test_a_stage_says_its_condition() -> None:
    (item,) = a_task("measures: [dust.roads]", "yellow").items
    assert item.stage is not None
    assert item.stage.endswith("（洒水须气温和湿度允许，各地以低于 2℃ 至 5℃ 不洒为界）")


LIFTED = """units:
  - {id: a, name: 区甲局, kind: department, duties: [
      {id: a-1, text: 停课, measures: [public.school-suspension]},
      {id: a-2, text: 工地停工和扬尘防治, measures: [dust.sites]},
      {id: a-3, text: 总结, phase: [respond, review],
       measures: [{id: support.review, phase: review}, {id: support.reporting, phase: respond}]},
      {id: a-4, text: 演练, phase: prepare},
      {id: a-5, text: 散煤治理, measures: [area.coal]},
      {id: a-6, text: 应急期间保障用电, measures: [support.power]},
      {id: a-7, text: 应急期间经费保障, measures: [support.funding]},
      {id: a-8, text: 发布和解除黄色预警, phase: warn, levels: [yellow], measures: [support.warning]}]}
"""


def test_a_lift_ends_what_the_episode_started_and_nothing_else() -> None:
    (entry,) = lift(registry(HEAD + LIFTED), MEASURES, "yellow").lists
    fates = {
        task.duty.id: [(item.standing.parts, item.change) for item in task.items]
        for task in entry.tasks
    }
    assert fates == {
        "a-2": [(("停工",), "ended"), (("扬尘防治",), "reverts")],
        "a-3": [((), "added"), (("值守", "信息报送"), "continues")],
        "a-5": [((), "continues")],
        "a-6": [((), "ended")],
        "a-7": [((), "reverts")],
        "a-8": [((), "kept")],
    }
    assert entry.left_out == {"standby": 1, "prepare": 1}
    states = {task.duty.id: (task.state, task.change) for task in entry.tasks}
    assert states["a-2"] == ("due", "reverts")
    assert states["a-3"] == ("due", "added")
    assert states["a-6"] == ("ended", "ended")


def test_lifting_a_level_is_due_at_it_and_at_its_lift_only() -> None:
    found = registry(
        HEAD + LIFTED.replace("levels: [yellow]", "levels: [yellow], ends: true")
    )

    def shown(lists: Any) -> Any:
        return [task.change for task in lists.lists[0].tasks if task.duty.id == "a-8"]

    assert shown(lift(found, MEASURES, "yellow")) == ["kept"]
    assert shown(lift(found, MEASURES, "orange")) == []


def test_a_proposal_stands_at_every_level_below_and_a_release_at_the_next() -> None:
    found = registry(
        HEAD
        + """units:
  - {id: a, name: 区甲局, kind: office, duties: [
      {id: a-1, text: 提出发布红色预警建议, phase: warn, levels: [red], measures: [support.warning]},
      {id: a-2, text: 负责发布红色预警, phase: warn, levels: [red], measures: [support.warning]}]}
"""
    )

    def standings(level: Any) -> Any:
        (entry,) = activate(found, MEASURES, level).lists
        return {task.duty.id: tuple(task.items[0].standing[:3]) for task in entry.tasks}

    assert standings("yellow") == {
        "a-1": ("due", "inferred", "clause"),
        "a-2": ("standby", "stated", "clause"),
    }
    assert standings("orange")["a-2"] == ("due", "inferred", "clause")


def test_a_suspension_pauses_what_a_lift_would_end_and_opens_no_review() -> None:
    found = registry(HEAD + LIFTED)
    (paused,) = suspend(found, MEASURES, "red").lists
    changes = {
        task.duty.id: [item.change for item in task.items] for task in paused.tasks
    }
    assert changes == {
        "a-1": ["paused"],
        "a-2": ["paused", "kept"],
        "a-3": ["kept"],
        "a-5": ["kept"],
        "a-6": ["paused"],
        "a-7": ["kept"],
        "a-8": ["kept"],
    }
    (again,) = resume(found, MEASURES, "red").lists
    assert {item.change for task in again.tasks for item in task.items} == {
        "resumed",
        "kept",
    }


DECISIONS = [
    # decided, level, state, basis, ground
    (["a-1"], "yellow", "due", "decided", "command"),
    (["public.school-suspension"], "yellow", "due", "decided", "command"),
    (["a/public.school-suspension"], "yellow", "due", "decided", "command"),
    (["a-1=hold"], "red", "held", "decided", "command"),
    (
        ["public.school-suspension", "a-1=hold"],
        "yellow",
        "standby",
        "inferred",
        "catalogue",
    ),
    (["public.school-suspension=hold", "a-1"], "red", "due", "inferred", "catalogue"),
]


def decided(words: list[str]) -> list[Decided]:
    acts: dict[str, Act] = {"": "start", "start": "start", "hold": "hold"}
    pairs = (word.partition("=")[::2] for word in words)
    return [Decided(name, acts[act]) for name, act in pairs]


@pytest.mark.parametrize(("words", "level", "state", "basis", "ground"), DECISIONS)
def test_the_narrowest_decision_counts(
    words: list[str], level: Colour, state: str, basis: str, ground: str
) -> None:
    found = registry(HEAD + LIFTED)
    (entry,) = activate(found, MEASURES, level, None, decided(words)).lists
    task = next(task for task in entry.tasks if task.duty.id == "a-1")
    assert tuple(task.items[0].standing[:3]) == (state, basis, ground)
    assert (task.state == "held") is (task.part == "held")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["nobody"], "没有这样的"),
        (["dust.roads"], "没有单位承担"),
        (["a-1", "a-1=hold"], "自相矛盾"),
    ],
)
def test_a_decision_that_matches_nothing_or_contradicts_is_refused(
    words: list[str], part: str
) -> None:
    with pytest.raises(DecisionError, match=part):
        activate(registry(HEAD + LIFTED), MEASURES, "yellow", None, decided(words))


def test_a_decision_that_changes_nothing_is_said() -> None:
    found = activate(registry(HEAD + LIFTED), MEASURES, "red", None, decided(["a-1"]))
    assert found.notices == ("决定 a-1 没有改变什么：没有待定的可执行。",)


def test_what_was_started_by_decision_ends_with_the_lift() -> None:
    (entry,) = lift(registry(HEAD + LIFTED), MEASURES, "yellow", decided(["a-1"])).lists
    assert next(task for task in entry.tasks if task.duty.id == "a-1").change == "ended"


def test_what_was_held_is_owed_again_at_the_lift_as_far_as_it_is_owed_all_year() -> (
    None
):
    found = one_duty("measures: [{id: dust.sites, parts: [扬尘防治]}]")
    (entry,) = lift(found, MEASURES, "orange", decided(["a-1=hold"])).lists
    (task,) = entry.tasks
    assert (task.state, task.change, task.basis) == ("due", "reverts", "inferred")
    found = one_duty("measures: [{id: dust.sites, parts: [停工]}]")
    (entry,) = lift(found, MEASURES, "orange", decided(["a-1=hold"])).lists
    assert (entry.tasks, entry.left_out) == ((), {"standby": 1})


def test_holding_what_the_plan_s_text_orders_is_said() -> None:
    found = one_duty("measures: [dust.sites], levels: [orange]")
    told = activate(found, MEASURES, "orange", None, decided(["a-1=hold"])).notices
    assert told == ("决定暂不执行的有预案原文写明此级要做的：区甲局 a-1。",)


def test_a_decision_without_effect_is_said_at_a_lift_too() -> None:
    found = one_duty("measures: [dust.sites]")
    assert lift(found, MEASURES, "orange", decided(["a-1"])).notices
    assert suspend(found, MEASURES, "orange", decided(["a-1"])).notices


def test_what_was_started_below_is_not_new_above() -> None:
    found = one_duty("measures: [public.school-suspension]")
    started = decided(["a-1"])
    (entry,) = activate(found, MEASURES, "orange", "yellow", started, started).lists
    assert entry.tasks[0].change == "kept"
    (entry,) = activate(found, MEASURES, "orange", "yellow", started).lists
    assert entry.tasks[0].change == "added"


def test_a_part_that_ends_takes_its_stage_with_it() -> None:
    found = one_duty("measures: [dust.sites]")
    (entry,) = suspend(found, MEASURES, "red").lists
    (task,) = entry.tasks
    stages = {item.standing.parts: item.stage for item in task.items}
    assert stages == {("停工",): "室外作业全部停止", ("扬尘防治",): None}


def test_a_task_of_a_paused_and_a_waiting_measure_is_paused() -> None:
    found = one_duty("measures: [public.school-outdoor, public.school-suspension]")
    (entry,) = suspend(found, MEASURES, "orange").lists
    assert (entry.tasks[0].state, entry.tasks[0].change) == ("paused", "paused")


def test_the_school_at_yellow_and_the_upgrade_to_red(kunqu: Registry) -> None:
    def school(level: Any, origin: Any = None) -> Any:
        lists = activate(kunqu, MEASURES, level, origin).lists
        (task,) = next(one for one in lists if one.unit.id == "education").tasks
        return task

    states = {
        item.measure.id: tuple(item.standing[:2]) for item in school("yellow").items
    }
    assert states["public.school-outdoor"] == ("due", "inferred")
    assert states["public.school-suspension"] == ("standby", "inferred")
    assert school("red", "yellow").change == "widened"


def test_the_office_of_jiangjin(jiangjin: Registry) -> None:
    def office(level: Any) -> Any:
        lists = activate(jiangjin, MEASURES, level).lists
        return {task.duty.id: (task.state, task.basis) for task in lists[1].tasks}

    assert office("yellow")["office-6"] == ("due", "stated")
    assert office("orange")["office-6"] == ("due", "inferred")
    assert office("yellow")["office-7"] == ("standby", "stated")
    assert office("orange")["office-7"] == ("due", "stated")


def test_who_acts_as_the_office_has_its_list_after_its_own(jiangjin: Registry) -> None:
    found = activate(jiangjin, MEASURES, "orange")
    lists = {one.unit.id: one.tasks for one in found.lists}
    acting = [task.acting_for for task in lists["ecology"]]
    assert acting == [None] * 5 + ["office"] * 5
    assert [task.duty for task in lists["ecology"][5:]] == [
        task.duty for task in lists["office"]
    ]


def test_who_else_names_a_unit(jiangjin: Registry) -> None:
    lists = {one.unit.id: one for one in activate(jiangjin, MEASURES, "orange").lists}
    named = [duty.id for _, duty in lists["urban-management"].named_in]
    assert named == ["public-security-4", "transport-2"]


def due(found: Activation) -> set[tuple[str, int]]:
    return {
        (task.duty.id, task.duty.assignments.index(item.assignment))
        for entry in found.lists
        for task in entry.tasks
        for item in task.items
        if item.standing.state == "due" and not item.assignment.ends
    }


@given(files(ends=False))
def test_law_due_only_grows_with_the_level(data: dict[str, Any]) -> None:
    found = registry_of(data)
    yellow, orange, red = (due(activate(found, MEASURES, level)) for level in LEVELS)
    assert yellow <= orange <= red


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_due_only_grows_in_the_shipped_districts(
    district: str, request: pytest.FixtureRequest
) -> None:
    found = request.getfixturevalue(district)
    yellow, orange, red = (due(activate(found, MEASURES, level)) for level in LEVELS)
    assert yellow < orange < red


@given(files(), st.sampled_from(LEVELS))
def test_law_nothing_is_forgotten(data: dict[str, Any], level: Colour) -> None:
    """Each duty is on its unit's list or counted as left out; standby is never left off."""
    found = activate(registry_of(data), MEASURES, level)
    for entry in found.lists:
        own = [task for task in entry.tasks if not task.acting_for]
        assert len(own) + sum(entry.left_out.values()) == len(entry.unit.duties)
        shown = {task.duty.id for task in own}
        for duty in entry.unit.duties:
            for one in duty.assignments:
                active = not ACTIVE_PHASES.isdisjoint(one.phases)
                over = one.ends and one.levels and RANK[level] > RANK[one.levels[-1]]
                gap = (
                    one.ends
                    and one.levels
                    and level not in one.levels
                    and RANK[level] > RANK[one.levels[0]]
                )
                if active and not over and not gap:
                    assert duty.id in shown


@given(files(), st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_law_added_and_ended_are_each_others_reverse(
    data: dict[str, Any], level: Colour, origin: Colour
) -> None:
    found = registry_of(data)

    def moved(here: Any, there: Any, change: Any) -> Any:
        lists = activate(found, MEASURES, here, there).lists
        return {
            task.duty.id
            for entry in lists
            for task in entry.tasks
            if task.change == change
        }

    # what a higher level adds, the way back ends, or leaves to the routine of all year
    over = moved(origin, level, "ended") | moved(origin, level, "reverts")
    assert moved(level, origin, "added") <= over
    assert moved(level, level, "added") == moved(level, level, "ended") == set()


@given(files(), st.sampled_from(LEVELS))
def test_law_lists_by_body_and_measure_hold_the_same_tasks(
    data: dict[str, Any], level: Colour
) -> None:
    lists = activate(registry_of(data), MEASURES, level).lists
    tasks = {task.duty.id for entry in lists for task in entry.tasks}
    assert {
        task.duty.id for entry in by_measure(lists, MEASURES) for task in entry.tasks
    } == tasks
    assert [one.bodies for one in by_body(lists)] == [
        (body.name,) for one in lists for body in one.unit.bodies
    ]


def test_partners_are_those_of_what_the_task_is_made_of() -> None:
    found = registry(
        HEAD
        + """outside: [{id: o, name: 外单位, standing: superior}, {id: p, name: 别单位, standing: superior}]
units:
  - {id: a, name: 区甲局, kind: department, duties: [
      {id: a-1, text: 办事, measures: [
        {id: support.preparedness, phase: prepare, convenes: [o]}, {id: dust.sites, shares: [p]}, area.coal]}]}
"""
    )
    (task,) = activate(found, MEASURES, "yellow").lists[0].tasks
    assert [partner.id for partner in task.partners] == ["p"]
    narrowed = {}
    for one in by_measure(activate(found, MEASURES, "yellow").lists, MEASURES):
        assert one.measure is not None
        narrowed[one.measure.id] = one.tasks[0]
    assert narrowed["area.coal"].partners == ()
    assert narrowed["area.coal"].part == "routine"


def test_lifted_measures_have_ended_also_each_for_itself() -> None:
    found = one_duty("measures: [public.school-outdoor, public.school-suspension]")
    lists = by_measure(lift(found, MEASURES, "red").lists, MEASURES, event=True)
    assert [one.tasks[0].change for one in lists] == ["ended", "ended"]
