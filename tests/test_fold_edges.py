"""What cannot be, in the fold: events that nobody can read, corrections of corrections, orders that fit no other.

Each is kept and flagged, and does nothing; what stands beside it counts.
"""

from typing import Any

import pytest

from ledgers import BODIES, text_of
from smogctl.incident import events as kinds
from smogctl.incident.event import canonical, sealed
from smogctl.incident.fold import base_key, fold
from test_fold import BEGIN, FALL, OUT, RISE, Step, corrects, events_of
from test_fold import order as ordered

SCHOOL, POLICE = BODIES[0], BODIES[1]
FREE: Step = ("free", "exempted", 9, {"whom": "某热源厂"})


# what nobody can read

UNREADABLE: dict[str, dict[str, Any]] = {
    "observed is no time": {"observed": "2026-13-01T12:00:00+08:00"},
    "recorded is no time": {"recorded": "正午"},
    "observed before all time": {"observed": "0001-01-01T00:00:00+23:00"},
    "recorded before all time": {"recorded": "0001-01-01T00:00:00+23:00"},
    "no such kind": {"kind": "sung"},
    "no JSON": {"data": "{"},
    "another kind's data": {"data": '{"text":"风停了"}'},
    "no number": {"data": '{"whom":1}'},
}


@pytest.mark.parametrize("fields", UNREADABLE.values(), ids=UNREADABLE)
def test_what_nobody_can_read_is_flagged_and_does_nothing(
    fields: dict[str, Any],
) -> None:
    made = events_of((BEGIN, FREE, ("more", "exempted", 10, {"whom": "乙厂"})))
    wrong = made["free"]._replace(**fields)
    state = fold((made["begin"], wrong, made["more"]))
    assert state.flags == [(wrong, "内容读不懂：不认识的种类，或不合写法")]
    assert (state.phase, state.exempted) == ("open", ["乙厂"])
    assert list(state.living()) == [made["begin"], made["more"]]


def test_a_correction_that_corrects_nothing_ends_no_other() -> None:
    steps = (
        *(BEGIN, FREE),
        ("lost", "corrected", 19, {**corrects("free"), "event": "0" * 64}),
        ("no", "corrected", 20, corrects("free")),
    )
    made = events_of(steps)
    state = fold(made.values())
    assert [flag.event for flag in state.flags] == [made["lost"]]
    assert (state.exempted, list(state.corrected)) == ([], [made["free"].hash])
    assert list(state.living()) == [made["begin"], made["no"]]


@pytest.mark.parametrize("name", ["observed", "recorded"])
def test_a_correction_at_no_time_corrects_nothing(name: str) -> None:
    made = events_of((BEGIN, FREE, ("no", "corrected", 20, corrects("free"))))
    told: dict[str, Any] = {name: "正午"}
    wrong = made["no"]._replace(**told)
    state = fold((made["begin"], made["free"], wrong))
    assert [flag.event for flag in state.flags] == [wrong]
    assert (state.exempted, state.corrected) == (["某热源厂"], {})


def test_what_of_a_drill_stands_among_the_real_does_nothing() -> None:
    made = events_of((BEGIN, FREE))
    mixed = made["free"]._replace(drill=1)
    state = fold((made["begin"], mixed))
    assert state.flags == [(mixed, "演练与实际混在一起")]
    assert (state.drill, state.exempted) == (False, [])


# corrections, and the keys of what counts


def test_of_two_corrections_of_one_event_the_first_counts() -> None:
    steps = (
        *(BEGIN, FREE),
        ("no", "corrected", 20, corrects("free")),
        ("nay", "corrected", 30, corrects("free")),
    )
    made = events_of(steps)
    state = fold(made.values())
    assert state.corrected == {made["free"].hash: made["no"]}
    assert state.flags == []
    assert list(state.living()) == [made["begin"], made["no"], made["nay"]]


def test_what_counts_is_known_by_its_key_without_a_count() -> None:
    made = events_of((BEGIN, FREE, ("no", "corrected", 20, corrects("free"))))
    again = made["free"]._replace(key="exempted/某热源厂~2", seq=4, turn=4, hash="")
    last = sealed(again)
    more = sealed(again._replace(key="exempted/某热源厂~3", seq=5, turn=5))
    state = fold((*made.values(), last, more))
    assert state.keys == {
        "opened": made["begin"],
        base_key(made["no"].key): made["no"],
        "exempted/某热源厂": last,
    }


def test_what_did_nothing_has_no_key() -> None:
    made = events_of((BEGIN, ("shut", "closed", 9, {})))
    assert fold(made.values()).keys == {"opened": made["begin"]}


# what is void

VOID: dict[str, tuple[dict[str, Any], tuple[str, str, int, int, str | None]]] = {
    "an opening": ({}, ("shi", "石山区", 2026, 1, None)),
    "with a title": ({"title": "演练一"}, ("shi", "石山区", 2026, 1, "演练一")),
    "of another year": (
        {"start": "2031-01-01T00:00:00+08:00", "episode": 12},
        ("shi", "石山区", 2031, 12, None),
    ),
    "without an episode": ({"episode": None}, ("shi", "石山区", 0, 0, None)),
    "with a start that is none": ({"start": "明天"}, ("shi", "石山区", 0, 0, None)),
    "without a district": ({"district": ...}, ("", "", 0, 0, None)),
}


@pytest.mark.parametrize(("fields", "left"), VOID.values(), ids=VOID)
def test_what_is_left_of_an_opening_that_does_not_count(
    fields: dict[str, Any], left: tuple[str, str, int, int, str | None]
) -> None:
    made = events_of((BEGIN, ("no", "corrected", 20, corrects("begin"))))
    told = {**made["begin"].content, **fields}
    data = {name: value for name, value in told.items() if value is not ...}
    begin = made["begin"]._replace(data=canonical(data))
    state = fold((begin, made["no"]))
    assert state.phase == "void"
    assert (
        *(state.district, state.name, state.year, state.episode),
        state.title,
    ) == left


# the fold of each kind, and who is meant


def test_who_did_not_get_an_order_was_not_sent_it() -> None:
    more: Step = ("more", "issued", 8, {"order": "@begin", "to": (1,), "round": 1})
    sent = {"issue": "@more", "bodies": (POLICE, SCHOOL)}
    state = fold(events_of((BEGIN, OUT, more, ("to", "sent", 9, sent))).values())
    assert [flag.why for flag in state.flags] == ["那次下达没有给“区教育局”"]
    assert all(body.sent == [] for body in state.bodies.values())


def test_a_reports_first_order_is_the_one_that_it_must_not_precede() -> None:
    more: Step = ("more", "issued", 50, {"order": "@begin", "round": 1})
    for minute, flags in ((4, 1), (5, 0), (49, 0)):
        report = ("told", "report", minute, {"body": SCHOOL, "slot": "first"})
        state = fold(events_of((BEGIN, OUT, more, report)).values())
        assert len(state.flags) == flags, minute


def test_a_report_is_sent_back_once_and_told_again_with_the_count() -> None:
    first = {"body": SCHOOL, "slot": "first"}
    back = {**first, "reason": "无章"}
    steps: tuple[Step, ...] = (
        *(BEGIN, OUT),
        ("told", "report", 10, first),
        ("back", "rejected", 11, back),
        ("twice", "rejected", 12, back),
        ("same", "report", 13, first),
        ("again", "report", 14, {**first, "round": 1}),
        ("back-2", "rejected", 15, {**back, "round": 1}),
        ("last", "report", 16, {**first, "round": 2}),
    )
    made = events_of(steps)
    state = fold(made.values())
    told = state.bodies["education", "区教育局"]
    assert [flag.event for flag in state.flags] == [made["twice"], made["same"]]
    assert told.rejections == {"first": 2}
    assert told.reports["first"].event == made["last"]


def test_an_end_is_put_off_at_the_level_in_force_and_after_it_began() -> None:
    for fields, part in (
        ({"level": "orange"}, "现在是黄色预警，不是橙色"),
        ({"until": text_of(30)}, "不晚于启动的2026年12月1日12时30分"),
        ({"until": text_of(31)}, ""),
    ):
        begin: Step = ("begin", "opened", 0, {"start": text_of(30)})
        on = ordered(40, **{"until": text_of(60), **fields})
        state = fold(events_of((begin, ("on", "extended", 40, on))).values())
        assert [part in flag.why for flag in state.flags] == [True] * bool(part)
        assert (len(state.orders) == 2) is not bool(part)


@pytest.mark.parametrize("kind", ["suspended", "lifted", "extended", "resumed"])
def test_an_order_about_another_level_does_nothing(kind: str) -> None:
    stop: Step = ("stop", "suspended", 60, ordered(60))
    steps = (BEGIN, stop) if kind == "resumed" else (BEGIN,)
    told = ordered(90, level="red", until=text_of(900))
    made = events_of((*steps, ("red", kind, 90, told)))
    state = fold(made.values())
    assert state.flags == [(made["red"], "现在是黄色预警，不是红色")]
    assert len(state.orders) == len(steps)


def test_a_level_falls_only_to_a_lower_one() -> None:
    up: Step = ("up", "upgraded", 60, ordered(60, **RISE))
    for level, orders in (("yellow", 3), ("orange", 2), ("red", 2)):
        down = ordered(90, **{**FALL, "level": level})
        state = fold(events_of((BEGIN, up, ("down", "downgraded", 90, down))).values())
        assert len(state.orders) == orders
    for level, orders in (("yellow", 1), ("orange", 2), ("red", 2)):
        rises = ordered(90, **{**RISE, "level": level})
        state = fold(events_of((BEGIN, ("up", "upgraded", 90, rises))).values())
        assert len(state.orders) == orders


def test_the_number_of_what_went_out_is_its_own_or_the_orders() -> None:
    begin: Step = ("begin", "opened", 0, {"number": "甲号"})
    for fields, number in (({}, "甲号"), ({"number": "乙号"}, "乙号")):
        out: Step = ("out", "issued", 5, {"order": "@begin", **fields})
        (issue,) = fold(events_of((begin, out)).values()).issues
        assert issue.number == number
    (issue,) = fold(events_of((BEGIN, OUT)).values()).issues
    assert issue.number is None
    assert (issue.receipt_due, issue.report_due) == (text_of(65), text_of(1445))
    assert (issue.daily, issue.decisions, issue.order.kind) == (
        *(("17:00",), {}),
        "start",
    )
    (body, *_) = issue.bodies
    assert body.named == ("education", "区教育局", "区教育局")
    assert body.tasks == (("d-0", "x", "due", "巡查", ()),)


def test_an_order_holds_what_was_told_of_it() -> None:
    told = {
        "level": "red",
        "response": "Ⅰ级响应",
        "start": text_of(30),
        "until": text_of(900),
        "number": "甲号",
        "authority": "指挥长",
        "basis": "市级通知",
        "forecast": "重污染",
        "reason": "加重",
        "as_24": ("until",),
    }
    made = events_of((("begin", "opened", 0, told),))
    state = fold(made.values())
    (order,) = state.orders
    assert {name: getattr(order, name) for name in told} == told
    assert (order.event, order.kind, order.origin) == (made["begin"], "start", None)
    assert [body.body for body in order.bodies] == ["区教育局", "区公安局", "交管大队"]
    assert (state.plan, state.registry_hash) == ("石山区预案", "0123456789ab")


def test_decisions_are_told_by_their_names_as_far_as_there_are_any() -> None:
    decided = kinds.named("decided")
    two = ({"id": "d-1", "act": "start"}, {"id": "d-2", "act": "hold"})
    for names, words in (
        ((), "d-1（d-1）执行；d-2（d-2）暂不执行"),
        (("停课",), "停课（d-1）执行"),
        (("停课", "停工", "限行"), "停课（d-1）执行；停工（d-2）暂不执行"),
    ):
        assert decided.said(decided.Data(decisions=two, names=names)) == words
