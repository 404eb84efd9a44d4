"""The product against a second reading of the design, by brute force: tasks, lifts, gaps.

The oracles (`activation_oracle`, `oracle`) know the plain data and the catalogue's facts only.
Where the words of one act among several would have to be told apart, nothing is compared.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import activation_oracle
import oracle
from conftest import CHAPTER, ROOT
from smogctl.plan import catalogue
from smogctl.plan.measures import Measure, Start
from smogctl.plan.registry import Duty, Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift, resume, suspend
from smogctl.questions.coverage import Coverage
from smogctl.questions.gap import Gap
from smogctl.questions.tasks import Activation, Decided, Item, Task
from smogctl.values.vocabulary import Act, Colour
from strategies import files, registry_of, settled

MEASURES = catalogue.measures()
LEVELS: list[Colour] = ["yellow", "orange", "red"]
PLANS = {
    "kunqu": ROOT / "registries" / "kunqu.yaml",
    "jiangjin": ROOT / "registries" / "jiangjin.yaml",
    "shiwan": CHAPTER / "shiwan.yaml",
}

Key = TypeVar("Key")
Place = TypeVar("Place", bound=tuple[str | int, ...])
Value = TypeVar("Value")

BY_PROVINCE: dict[str, list[tuple[str, Colour]]] = {
    "mobile.restriction": [("四川省", "yellow"), ("四川省成都市", "red")],
    "mobile.non-road": [("四川省", "yellow")],
    "dust.sites": [("四川省成都市", "orange"), ("石省", "red")],
    "dust.stockpiles": [("四川省成都市", "red")],
    "support.supervision": [("石省", "orange")],
}


def provincial() -> dict[str, Measure]:
    """The catalogue, as if some provinces' texts ordered some measures from another level."""
    return dict(MEASURES) | {
        name: MEASURES[name]._replace(
            starts_in=tuple(
                Start(within=within, level=level, evidence="虚构")
                for within, level in starts
            )
        )
        for name, starts in BY_PROVINCE.items()
    }


PROVINCIAL = provincial()


# --- what the product says, in the oracle's words


def rows(activation: Activation) -> list[tuple[Task, Item, tuple[str, int]]]:
    """(task, its item, (duty id, number of the entry)), for each unit's own tasks."""
    return [
        (task, item, key_of(task.duty, item))
        for found in activation.lists
        for task in found.tasks
        if not task.acting_for
        for item in task.items
    ]


def key_of(duty: Duty, item: Item) -> tuple[str, int]:
    return duty.id, next(
        n for n, one in enumerate(duty.assignments) if one is item.assignment
    )


def standing_of(item: Item) -> tuple[str, str, str | None]:
    return item.standing.state, item.standing.basis, item.standing.ground


def states_of(activation: Activation) -> dict[tuple[str, int], Any]:
    return {key: standing_of(item) for _, item, key in rows(activation)}


def due_of(activation: Activation) -> set[tuple[str, int]]:
    return {key for _, item, key in rows(activation) if item.standing.state == "due"}


def changes_of(activation: Activation) -> dict[tuple[str, int, str], str | None]:
    """{(duty, entry, part): change} but of what stands by; a review that opens is of no part."""
    found: dict[tuple[str, int, str], str | None] = {}
    for _, item, key in rows(activation):
        if item.standing.state == "standby":
            assert (activation.event, item.change) in (
                ("suspend", "kept"),
                ("resume", "kept"),
            )
            continue
        names = ("review",) if item.change == "added" else item.standing.parts or ("",)
        found |= {(*key, name): item.change for name in names}
    return found


def unwarned(found: Mapping[Place, Value], data: dict[str, Any]) -> dict[Place, Value]:
    """The same without warnings, which stand by otherwise."""
    skipped = {
        one["key"]
        for one in activation_oracle.assignments(data)
        if one["measure"] == "support.warning"
    }
    return {key: value for key, value in found.items() if key[:2] not in skipped}


def known(
    expected: Mapping[Key, str | None], told: Mapping[Key, Value]
) -> tuple[dict[Key, str | None], dict[Key, Value]]:
    """What is expected, and of what is told that of which something is known."""
    unknown = {key for key, value in expected.items() if value is None}
    return (
        {key: value for key, value in expected.items() if key not in unknown},
        {key: value for key, value in told.items() if key not in unknown},
    )


# --- comparisons, for any file


def compare_states(
    data: dict[str, Any],
    registry: Registry,
    measures: Mapping[str, Measure],
    decided: Sequence[tuple[str, Act]] = (),
) -> None:
    acts = tuple(Decided(*one) for one in decided)
    for level in LEVELS:
        told = states_of(activate(registry, measures, level, decided=acts))
        expected = activation_oracle.states(data, measures, level, decided)
        standing = {key: value for key, value in expected.items() if value}
        assert unwarned(told, data) == unwarned(standing, data), level


def compare_episode(
    data: dict[str, Any], registry: Registry, measures: Mapping[str, Measure]
) -> None:
    expected = {
        key: next(iter(set(found.values())))
        for key, found in activation_oracle.bound(data, measures).items()
        if len(set(found.values())) == 1
    }
    for level in LEVELS:
        told = {
            key: item.standing.episode
            for _, item, key in rows(activate(registry, measures, level))
            if expected.get(key) is not None
        }
        assert told == {key: expected[key] for key in told}


def compare_parts(
    data: dict[str, Any], registry: Registry, measures: Mapping[str, Measure]
) -> None:
    for level in LEVELS:
        told = {
            task.duty.id: task.part
            for task, _, _ in rows(activate(registry, measures, level))
        }
        expected = activation_oracle.list_parts(data, measures, level)
        warned = {
            one["duty"]
            for one in activation_oracle.active(data)
            if one["measure"] == "support.warning"
        }
        expected = {duty: part for duty, part in expected.items() if duty not in warned}
        told = {duty: part for duty, part in told.items() if duty not in warned}
        left, right = known(expected, told)
        assert right == left, level


def compare_changes(
    data: dict[str, Any],
    expected: dict[tuple[str, int, str], Any],
    activation: Activation,
) -> None:
    left, right = known(
        unwarned(expected, data), unwarned(changes_of(activation), data)
    )
    assert right == left


def compare_after(
    data: dict[str, Any], registry: Registry, measures: Mapping[str, Measure]
) -> None:
    for level in LEVELS:
        expected = activation_oracle.after_lift(data, measures, level)
        compare_changes(data, expected, lift(registry, measures, level))
        expected = activation_oracle.after_suspension(data, measures, level)
        compare_changes(data, expected, suspend(registry, measures, level))
        expected = activation_oracle.after_suspension(data, measures, level, "resumed")
        compare_changes(data, expected, resume(registry, measures, level))


def concerned(gap: Gap) -> frozenset[str]:
    return frozenset(name for name in (gap.unit, *gap.other) if name)


def compare_gaps(
    data: dict[str, Any], registry: Registry, measures: Mapping[str, Measure]
) -> None:
    found = Coverage(registry, measures).gaps
    told = {
        (one.kind, one.severity, one.measure, one.scope, concerned(one))
        for one in found
    }
    assert told == oracle.gaps(data, measures)
    asked = [(one.duty, one.measure) for one in found if one.kind == "unordered"]
    assert set(asked) <= oracle.unordered(data, measures)
    assert len({measure for _, measure in asked}) == len(asked)


# --- generated files


def plans() -> Any:
    return files().map(settled)


@given(plans())
def test_states(data: dict[str, Any]) -> None:
    compare_states(data, registry_of(data), MEASURES)


@given(plans())
def test_states_where_provinces_differ(data: dict[str, Any]) -> None:
    compare_states(data, registry_of(data), PROVINCIAL)


@given(plans())
def test_bound_to_the_episode(data: dict[str, Any]) -> None:
    compare_episode(data, registry_of(data), MEASURES)


@given(plans())
def test_the_parts_of_a_list(data: dict[str, Any]) -> None:
    compare_parts(data, registry_of(data), MEASURES)


@given(plans())
def test_after(data: dict[str, Any]) -> None:
    compare_after(data, registry_of(data), MEASURES)


@given(plans())
def test_gaps(data: dict[str, Any]) -> None:
    compare_gaps(data, registry_of(data), MEASURES)


ACT = st.sampled_from(["start", "hold"])


@st.composite
def decided_files(draw: Any, *, ends: Any = True) -> Any:
    """A file and some decisions on what stands in it."""
    data = settled(draw(files(ends=ends)))
    names = [
        name
        for one in activation_oracle.active(data)
        for name in activation_oracle.names_of(one)
    ]
    if not names:
        return data, []
    ids = draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=4))
    return data, [(name, draw(ACT)) for name in ids]


@given(decided_files())
def test_decisions(drawn: Any) -> None:
    data, decided = drawn
    compare_states(data, registry_of(data), MEASURES, decided)


# --- the laws


@given(decided_files(ends=False))
def test_law_due_only_grows_with_the_level(drawn: Any) -> None:
    data, decided = drawn
    registry = registry_of(data)
    acts = tuple(Decided(*one) for one in decided)
    due = [
        due_of(activate(registry, MEASURES, level, decided=acts)) for level in LEVELS
    ]
    assert due[0] <= due[1] <= due[2]


@given(files(ends=False))
def test_law_due_only_grows_where_provinces_differ(
    data: dict[str, Any],
) -> None:
    registry = registry_of(data)
    due = [due_of(activate(registry, PROVINCIAL, level)) for level in LEVELS]
    assert due[0] <= due[1] <= due[2]


@given(files(), st.sampled_from(LEVELS))
def test_law_a_lift_leaves_what_continues_or_reverts(
    data: dict[str, Any], level: Colour
) -> None:
    registry = registry_of(data)
    found = rows(lift(registry, MEASURES, level))
    assert all(item.change for _, item, _ in found)
    for task, item, _ in found:
        ended = item.change == "ended"
        assert item.standing.state == ("ended" if ended else "due")
        assert item.change in ("ended", "continues", "reverts", "added")
        own = [one.change for one in task.items]
        assert (task.state == "ended") == (set(own) == {"ended"})
    was_due = due_of(activate(registry, MEASURES, level))
    assert unwarned(dict.fromkeys(was_due), data) == unwarned(
        {key: None for _, item, key in found if item.change != "added"}, data
    )


@given(files(), st.sampled_from(LEVELS))
def test_law_a_suspension_pauses_exactly_what_a_lift_ends(
    data: dict[str, Any], level: Colour
) -> None:
    registry = registry_of(data)
    lifted = changes_of(lift(registry, MEASURES, level))
    paused = changes_of(suspend(registry, MEASURES, level))
    resumed = changes_of(resume(registry, MEASURES, level))

    def of(found: Any, change: Any) -> Any:
        return {key for key, value in unwarned(found, data).items() if value == change}

    assert of(paused, "paused") == of(lifted, "ended") == of(resumed, "resumed")
    assert of(paused, "kept") == of(lifted, "continues") | of(lifted, "reverts")
    assert set(paused.values()) <= {"paused", "kept"}
    assert set(resumed.values()) <= {"resumed", "kept"}


@given(files(), st.sampled_from(LEVELS))
def test_law_suspended_then_resumed_is_not_suspended(
    data: dict[str, Any], level: Colour
) -> None:
    registry = registry_of(data)
    usual = activate(registry, MEASURES, level)
    again = resume(registry, MEASURES, level)
    assert due_of(again) == due_of(usual)
    assert {task.duty.id for task, _, _ in rows(again) if task.state == "due"} == {
        task.duty.id for task, _, _ in rows(usual) if task.state == "due"
    }


@given(decided_files(), st.sampled_from(LEVELS))
def test_law_a_decision_changes_nothing_else(drawn: Any, level: Colour) -> None:
    data, decided = drawn
    registry = registry_of(data)
    acts = tuple(Decided(*one) for one in decided)
    before = states_of(activate(registry, MEASURES, level))
    now = states_of(activate(registry, MEASURES, level, decided=acts))
    named = {
        one["key"]
        for one in activation_oracle.active(data)
        if {name for name, _ in decided} & set(activation_oracle.names_of(one))
    }
    assert before.keys() == now.keys()
    for key in before:
        if key not in named:
            assert now[key] == before[key]
        elif now[key] != before[key]:
            assert now[key][1:] == ("decided", "command")
            assert (before[key][0], now[key][0]) in {
                ("standby", "due"),
                ("due", "held"),
            }


@given(files())
def test_law_a_measure_is_fully_led_exactly_when_each_part_is(
    data: dict[str, Any],
) -> None:
    gaps = Coverage(registry_of(data), MEASURES).gaps
    every = activation_oracle.assignments(data)
    for measure in MEASURES.values():
        owners = [one for one in every if one["measure"] == measure.id]
        led = oracle.led_parts(measure, owners, MEASURES)
        usual = {
            one.name for one in measure.parts if (one.need or measure.need) != "rare"
        }
        open_parts = {
            gap.scope
            for gap in gaps
            if gap.kind == "partial" and gap.measure == measure.id
        }
        assert open_parts == (usual - led if led else set())


@given(files(), st.sampled_from(LEVELS))
def test_law_acted_tasks_carry_the_same_state_and_change(
    data: dict[str, Any], level: Colour
) -> None:
    registry = registry_of(data)
    for found in (activate(registry, MEASURES, level), lift(registry, MEASURES, level)):
        tasks = [task for one in found.lists for task in one.tasks]
        own = {task.duty.id: task for task in tasks if not task.acting_for}
        for task in tasks:
            mine = own[task.duty.id]
            assert (task.state, task.change, task.part) == (
                mine.state,
                mine.change,
                mine.part,
            )
            assert [standing_of(item) for item in task.items] == [
                standing_of(item) for item in mine.items
            ]


# --- where the product reads the design otherwise: one small file each


def small(*entries: dict[str, Any], **more: list[dict[str, str]]) -> dict[str, Any]:
    """A file of one department whose clauses have one entry each."""
    duties = [
        {"id": f"unit-0-{n}", "text": "组织检查", "measures": [entry]}
        for n, entry in enumerate(entries)
    ]
    unit = {
        "id": "unit-0",
        "name": "区unit-0局",
        "kind": "department",
        "duties": duties,
    }
    return {
        "format": "smogctl/1",
        "district": {"id": "shi", "name": "石山区"},
        "plan": {"title": "石山区预案", "scheme": "national-2024"},
        "levels": [
            {"id": "yellow", "name": "黄色预警", "response": "Ⅲ级响应"},
            {"id": "orange", "name": "橙色预警", "response": "Ⅱ级响应"},
            {"id": "red", "name": "红色预警", "response": "Ⅰ级响应"},
        ],
        "units": [unit],
        **more,
    }


def order(level: Any, **measure: Any) -> Any:
    return {
        "id": f"r-{level}",
        "level": level,
        "text": "组织检查",
        "measures": [measure],
    }


def above(measure: str, starts: str) -> dict[str, str]:
    return {"measure": measure, "starts": starts, "source": "上级预案（虚构）"}


DISPUTED = {
    "an order of one scope binds an assignment without a scope": small(
        {"id": "mobile.restriction"},
        responses=[order("yellow", id="mobile.restriction", scope="国三")],
    ),
    "an assignment that ends is due above its last level, where the chapter orders it": small(
        {"id": "dust.sites", "levels": ["yellow"], "ends": True},
        responses=[order("yellow", id="dust.sites")],
    ),
}


@pytest.mark.xfail(
    strict=True, reason="decided otherwise: docs/decisions/0009-levels.md"
)
@pytest.mark.parametrize("data", DISPUTED.values(), ids=DISPUTED)
def test_disputed_states(data: dict[str, Any]) -> None:
    compare_states(data, registry_of(data), MEASURES)


def test_who_shares_a_measure_leads_it_also_where_another_ends() -> None:
    data = small(
        {"id": "dust.sites", "levels": ["yellow"], "ends": True},
        {"id": "dust.sites", "role": "joint"},
    )
    told = {gap.kind for gap in Coverage(registry_of(data), MEASURES).gaps}
    assert "dropped" not in told
    assert "dropped" not in {one[0] for one in oracle.gaps(data, MEASURES)}


def test_a_part_does_not_start_before_the_higher_plan_starts_its_measure() -> None:
    data = small({"id": "dust.stockpiles"}, upper=[above("dust.stockpiles", "red")])
    compare_states(data, registry_of(data), MEASURES)


# --- real plans


@pytest.fixture(params=PLANS)
def plan(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Registry]:
    """A plan as plain data and as the product reads it."""
    path = PLANS[request.param]
    if not path.is_file():
        pytest.skip(f"{path} is not here: shared cases are no part of the repository")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["plan"].pop("issued", None)
    return data, registry_of(json.loads(json.dumps(data, default=str)))


COMPARISONS = [
    compare_states,
    compare_episode,
    compare_parts,
    compare_after,
    compare_gaps,
]


@pytest.mark.parametrize("compare", COMPARISONS, ids=lambda one: one.__name__)
def test_real_plans(
    plan: tuple[dict[str, Any], Registry], compare: Callable[..., Any]
) -> None:
    compare(*plan, MEASURES)


# --- what was worked out by hand for one of them
