"""What the plan asks at a level: the meaning of docs/design.md, What the answers mean, on values, on both districts, and as laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import HEAD, registry
from smogctl.plan import catalogue
from smogctl.questions.activation import activate, by_body, by_measure, lift
from smogctl.values.vocabulary import ACTIVE_PHASES, RANK
from strategies import files, registry_of

MEASURES = catalogue.measures()
LEVELS = ["yellow", "orange", "red"]


def one_duty(fields: str):
    return registry(
        HEAD
        + "units:\n  - id: a\n    name: 区甲局\n    kind: department\n    duties:\n"
        + f"      - {{id: a-1, text: 办事, {fields}}}\n"
    )


def the_task(fields: str, level: str, origin: str | None = None):
    tasks = activate(one_duty(fields), MEASURES, level, origin).lists[0].tasks
    return tasks[0] if tasks else None


CASES = [
    # fields, level, part, state, basis
    ("levels: [yellow]", "yellow", "do", "due", "stated"),
    ("levels: [yellow]", "orange", "do", "due", "inferred"),
    ("levels: [orange, red]", "yellow", "hold", "standby", "stated"),
    ("levels: [yellow, red]", "orange", "do", "due", "inferred"),
    ("measures: [public.school-outdoor]", "yellow", "do", "due", "inferred"),
    ("measures: [public.school-suspension]", "orange", "hold", "standby", "inferred"),
    ("measures: [public.school-suspension]", "red", "do", "due", "inferred"),
    ("measures: [support.funding]", "yellow", "do", "due", "unstated"),
    ("measures: [area.coal]", "yellow", "routine", "due", "unstated"),
    ("measures: [{id: area.coal, levels: [yellow]}]", "yellow", "do", "due", "stated"),
    ("measures: [area.coal, public.school-suspension]", "yellow", "hold", "due", "unstated"),
    ("measures: [area.coal, public.school-outdoor]", "yellow", "do", "due", "unstated"),
    ("measures: [mobile.restriction, dust.sites]", "yellow", "do", "due", "inferred"),
    ("role: lead", "yellow", "do", "due", "unstated"),
    ("levels: [yellow], ends: true", "yellow", "do", "due", "stated"),
]


@pytest.mark.parametrize(("fields", "level", "part", "state", "basis"), CASES)
def test_state_part_and_basis(fields, level, part, state, basis):
    task = the_task(fields, level)
    assert (task.part, task.state, task.basis) == (part, state, basis)


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ("levels: [yellow], ends: true", "orange"),
        ("phase: prepare", "red"),
        ("phase: [review, standing]", "red"),
    ],
)
def test_no_task(fields, level):
    assert the_task(fields, level) is None


def test_what_is_not_shown_is_counted_by_phase():
    found = activate(one_duty("phase: [review, standing]"), MEASURES, "red").lists[0]
    assert found.left_out == {"review": 1}
    ended = activate(one_duty("levels: [yellow], ends: true"), MEASURES, "red").lists[0]
    assert ended.left_out == {"respond": 1}


def test_only_assignments_of_an_active_phase_make_the_task():
    fields = "phase: prepare, measures: [support.preparedness, {id: dust.sites, phase: [respond]}]"
    task = the_task(fields, "red")
    assert [item.measure.id for item in task.items] == ["dust.sites"]


@pytest.mark.parametrize(
    ("fields", "level", "origin", "change"),
    [
        ("measures: [public.school-suspension]", "red", "yellow", "added"),
        ("measures: [public.school-suspension]", "yellow", "red", "ended"),
        ("measures: [public.school-outdoor, public.school-suspension]", "red", "yellow", "widened"),
        (
            "measures: [public.school-outdoor, public.school-suspension]",
            "yellow",
            "red",
            "narrowed",
        ),
        ("measures: [public.school-outdoor]", "red", "yellow", "kept"),
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
def test_changes(fields, level, origin, change):
    assert the_task(fields, level, origin).change == change


def test_what_ends_on_a_downgrade_still_stands_by():
    task = the_task("measures: [public.school-suspension]", "yellow", "red")
    assert (task.state, task.part, task.change) == ("standby", "hold", "ended")


def test_stages_are_those_of_the_level_also_of_what_stands_by():
    def stages(level):
        return [
            item.stage
            for item in the_task("measures: [public.school-outdoor, area.cooking]", level).items
        ]

    assert stages("yellow") == ["减少户外活动", "倡导"]
    assert stages("red") == ["停止户外活动", "禁止"]


def test_lifting_ends_all_and_opens_the_review():
    found = registry(
        HEAD
        + """units:
  - {id: a, name: 区甲局, kind: department, duties: [
      {id: a-1, text: 停课, measures: [public.school-suspension]},
      {id: a-2, text: 停工, measures: [dust.sites]},
      {id: a-3, text: 总结, phase: [respond, review],
       measures: [{id: support.review, phase: review}, support.reporting]},
      {id: a-4, text: 演练, phase: prepare}]}
"""
    )
    tasks = lift(found, MEASURES, "yellow").lists[0].tasks
    assert [(task.duty.id, task.state, task.change) for task in tasks] == [
        ("a-3", "due", "added"),
        ("a-1", "ended", "ended"),
        ("a-2", "ended", "ended"),
    ]
    assert [item.standing.state for item in tasks[0].items] == ["due", "due"]


def test_the_school_at_yellow_and_the_upgrade_to_red(kunqu):
    def school(level, origin=None):
        lists = activate(kunqu, MEASURES, level, origin).lists
        (task,) = next(one for one in lists if one.unit.id == "education").tasks
        return task

    states = {item.measure.id: item.standing[:2] for item in school("yellow").items}
    assert states["public.school-outdoor"] == ("due", "inferred")
    assert states["public.school-suspension"] == ("standby", "inferred")
    assert school("red", "yellow").change == "widened"


def test_the_office_of_jiangjin(jiangjin):
    def office(level):
        lists = activate(jiangjin, MEASURES, level).lists
        return {task.duty.id: (task.state, task.basis) for task in lists[1].tasks}

    assert office("yellow")["office-6"] == ("due", "stated")
    assert office("orange")["office-6"] == ("due", "inferred")
    assert office("yellow")["office-7"] == ("standby", "stated")
    assert office("orange")["office-7"] == ("due", "stated")


def test_who_acts_as_the_office_has_its_list_after_its_own(jiangjin):
    found = activate(jiangjin, MEASURES, "orange")
    lists = {one.unit.id: one.tasks for one in found.lists}
    acting = [task.acting_for for task in lists["ecology"]]
    assert acting == [None] * 5 + ["office"] * 5
    assert [task.duty for task in lists["ecology"][5:]] == [task.duty for task in lists["office"]]


def test_who_else_names_a_unit(jiangjin):
    lists = {one.unit.id: one for one in activate(jiangjin, MEASURES, "orange").lists}
    named = [duty.id for _, duty in lists["urban-management"].named_in]
    assert named == ["public-security-4", "transport-2"]


def due(found):
    return {
        (task.duty.id, number)
        for entry in found.lists
        for task in entry.tasks
        for number, item in enumerate(task.items)
        if item.standing.state == "due" and not item.assignment.ends
    }


@given(files(ends=False))
def test_law_due_only_grows_with_the_level(data):
    found = registry_of(data)
    yellow, orange, red = (due(activate(found, MEASURES, level)) for level in LEVELS)
    assert yellow <= orange <= red


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_due_only_grows_in_the_shipped_districts(district, request):
    found = request.getfixturevalue(district)
    yellow, orange, red = (due(activate(found, MEASURES, level)) for level in LEVELS)
    assert yellow < orange < red


@given(files(), st.sampled_from(LEVELS))
def test_law_nothing_is_forgotten(data, level):
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
def test_law_added_and_ended_are_each_others_reverse(data, level, origin):
    found = registry_of(data)

    def moved(here, there, change):
        lists = activate(found, MEASURES, here, there).lists
        return {task.duty.id for entry in lists for task in entry.tasks if task.change == change}

    assert moved(level, origin, "added") == moved(origin, level, "ended")
    assert moved(level, origin, "widened") == moved(origin, level, "narrowed")
    assert moved(level, level, "added") == moved(level, level, "ended") == set()


@given(files(), st.sampled_from(LEVELS))
def test_law_lists_by_body_and_measure_hold_the_same_tasks(data, level):
    lists = activate(registry_of(data), MEASURES, level).lists
    tasks = {task.duty.id for entry in lists for task in entry.tasks}
    assert {task.duty.id for entry in by_measure(lists, MEASURES) for task in entry.tasks} == tasks
    assert [one.bodies for one in by_body(lists)] == [
        (body.name,) for one in lists for body in one.unit.bodies
    ]


def test_partners_are_those_of_what_the_task_is_made_of():
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
    narrowed = {
        one.measure.id: one.tasks[0]
        for one in by_measure(activate(found, MEASURES, "yellow").lists, MEASURES)
    }
    assert narrowed["area.coal"].partners == ()
    assert narrowed["area.coal"].part == "routine"


def test_lifted_measures_have_ended_also_each_for_itself():
    found = one_duty("measures: [public.school-outdoor, public.school-suspension]")
    lists = by_measure(lift(found, MEASURES, "yellow").lists, MEASURES)
    assert [one.tasks[0].change for one in lists] == ["ended", "ended"]
