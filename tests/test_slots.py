"""Which reports a body owes, to the minute: the last that is still owed and the first that is not, and what fills each."""

from datetime import datetime
from typing import Any

import pytest

from ledgers import BODIES, text_of, when
from smogctl.incident.fold import fold
from smogctl.incident.slots import filled, slot_for, slots_of
from smogctl.incident.state import BodyState, State
from smogctl.incident.view import view
from test_fold import BEGIN, FALL, RISE, Step, events_of
from test_fold import order as ordered

SCHOOL = BODIES[0]
KEY = ("education", "区教育局")
DAY_1, DAY_2, DAY_3 = "2026-12-01T17:00", "2026-12-02T17:00", "2026-12-03T17:00"
FIVE_1, FIVE_2, FIVE_3, FIVE_4 = 300, 1740, 3180, 4620
"""The minutes of 17:00, of which a report is due each day."""
DAY = 24 * 60
"""So far ahead they are listed."""


def out(minute: int = 5, order: str = "@begin", name: str = "out", **more: Any) -> Step:
    return (name, "issued", minute, {"order": order, "to": (0,), **more})


def told(minute: int, slot: str, **more: Any) -> Step:
    fields = {"body": SCHOOL, "slot": slot, **more}
    return (f"told-{minute}", "report", minute, fields)


def back(minute: int, slot: str, **more: Any) -> Step:
    fields = {"body": SCHOOL, "slot": slot, "reason": "无章", **more}
    return (f"back-{minute}", "rejected", minute, fields)


def change(name: str, kind: str, minute: int, at: int | None = None) -> Step:
    return (name, kind, minute, ordered(minute if at is None else at))


def rise(minute: int) -> Step:
    return ("up", "upgraded", minute, ordered(minute, **RISE))


def fall(minute: int) -> Step:
    return ("down", "downgraded", minute, ordered(minute, **FALL))


def stood(*steps: Step) -> tuple[State, BodyState]:
    state = fold(events_of((BEGIN, *steps)).values())
    assert not state.flags
    return state, state.bodies[KEY]


def owed(minute: int, *steps: Step) -> list[str]:
    """The reports that are owed up to a minute, by when they are due."""
    state, body = stood(*steps)
    return [slot.name for slot in slots_of(state, body, when(minute))]


def dues(minute: int, *steps: Step) -> dict[str, str]:
    state, body = stood(*steps)
    return {slot.name: slot.due for slot in slots_of(state, body, when(minute))}


# the first one

AGAIN = out(50, name="again", round=1)


def test_an_order_that_goes_out_again_is_answered_by_the_time_first_said() -> None:
    assert dues(100, out(), AGAIN) == {"first": text_of(1445)}
    assert dues(100, out(report_due=None), AGAIN) == {}


def test_who_asks_for_no_report_gets_none() -> None:
    none = out(report_due=None)
    assert owed(9000, none) == []
    risen = out(605, "@up", "more")
    assert owed(610, none, rise(600), risen) == ["first-2"]


@pytest.mark.parametrize(
    ("minute", "firsts"),
    [(1444, ["first-2"]), (1445, ["first-2"]), (1446, ["first", "first-2"])],
)
def test_a_first_one_goes_into_the_next_levels_until_it_is_due(
    minute: int, firsts: list[str]
) -> None:
    risen = out(minute, "@up", "more", daily=())
    assert owed(minute, out(), rise(minute), risen) == firsts


def test_of_three_levels_each_takes_up_the_one_before() -> None:
    levels = (out(daily=()), rise(600), out(605, "@up", "more", daily=()))
    third = (fall(700), out(705, "@down", "less", daily=()))
    assert owed(800, *levels, *third) == ["first-3"]
    late = (fall(2100), out(2105, "@down", "less", daily=()))
    assert owed(2200, *levels, *late) == ["first-2", "first-3"]
    given = (told(650, "first-2"), *third)
    assert owed(800, *levels, *given) == ["first-2", "first-3"]


# the daily ones


@pytest.mark.parametrize(
    ("due", "days"),
    [(FIVE_2 - 1, ["first", DAY_2]), (FIVE_2, ["first"]), (FIVE_2 + 1, ["first"])],
)
def test_the_daily_ones_begin_after_the_first_is_due(due: int, days: list[str]) -> None:
    assert owed(FIVE_2 - DAY, out(report_due=text_of(due))) == days


@pytest.mark.parametrize(
    ("minute", "days"),
    [
        (FIVE_2 - 1, []),
        (FIVE_2, [DAY_2]),
        (FIVE_2 + 1, [DAY_2]),
        (FIVE_3, [DAY_2, DAY_3]),
    ],
)
def test_the_daily_ones_end_with_the_response(minute: int, days: list[str]) -> None:
    assert owed(9000, out(), change("end", "lifted", minute)) == ["first", *days]


def test_times_of_day_come_in_their_order() -> None:
    names = ["2026-12-02T17:00", "2026-12-02T20:00", "2026-12-03T00:00"]
    step = out(daily=("20:00", "00:00", "17:00"))
    midnight = 36 * 60
    assert owed(midnight - DAY, step) == ["first", *names]
    assert owed(midnight - DAY - 1, step) == ["first", *names[:2]]
    assert owed(FIVE_2 - DAY, step) == ["first", *names[:1]]
    assert dues(midnight - DAY, step)[names[2]] == text_of(midnight)


def test_the_level_in_force_says_at_which_times() -> None:
    risen = out(605, "@up", "more", daily=("09:00",))
    days = owed(1500, out(), rise(600), risen)
    assert days == ["first-2", "2026-12-03T09:00"]


@pytest.mark.parametrize(
    ("stop", "on", "days"),
    [
        (FIVE_2 - 1, FIVE_2, [DAY_2, DAY_3]),
        (FIVE_2 - 1, FIVE_2 + 1, [DAY_3]),
        (FIVE_2, FIVE_2 + 1, [DAY_3]),
        (FIVE_2 + 1, FIVE_3, [DAY_2, DAY_3]),
        (FIVE_2, FIVE_3 + 1, []),
    ],
)
def test_no_daily_one_from_the_stop_until_it_goes_on(
    stop: int, on: int, days: list[str]
) -> None:
    pause = (change("stop", "suspended", stop), change("on", "resumed", on))
    assert owed(FIVE_3 - DAY, out(), *pause) == ["first", *days]


def test_it_can_stop_twice_and_for_good() -> None:
    first = (change("a", "suspended", 1500), change("b", "resumed", 1600))
    second = (change("c", "suspended", 1700), change("d", "resumed", 1800))
    assert owed(FIVE_3 - DAY, out(), *first, *second) == ["first", DAY_3]
    assert owed(FIVE_4 - DAY, out(), *first, second[0]) == ["first"]
    longer = ("more", "extended", 1710, ordered(1710, until=text_of(9000)))
    assert owed(FIVE_3 - DAY, out(), second[0], longer, second[1]) == ["first", DAY_3]


def test_no_day_comes_after_the_last_of_all() -> None:
    """An event of any hand may be of any time: nothing overflows."""
    last = "9999-12-31T%s:00+08:00"
    begin: Step = ("begin", "opened", 0, {"start": last % "00:00"})
    late = ("out", "issued", 5, {"order": "@begin", "to": (0,)})
    late[3]["report_due"] = last % "16:00"
    state = fold(events_of((begin, late)).values())
    assert not state.flags
    body = state.bodies[KEY]
    names = [slot.name for slot in slots_of(state, body, datetime.max)]
    assert names == ["first", "9999-12-31T17:00"]


# the last one


def test_one_report_after_the_lift() -> None:
    end = change("end", "lifted", 600)
    final = out(610, "@end", "fin", report_due=text_of(900))
    assert dues(700, out(), end, final) == {
        "final": text_of(900),
        "first": text_of(1445),
    }
    assert owed(700, out(), end, final) == ["final", "first"]
    more = out(650, "@end", "fin-2", round=1, report_due=text_of(990))
    assert dues(700, out(), end, final, more)["final"] == text_of(900)
    none = out(610, "@end", "fin", report_due=None)
    assert owed(700, out(), end, none) == ["first"]


# what fills one


def at_of(name: str, *steps: Step) -> str | None:
    """When a slot that is owed was reported."""
    state, body = stood(*steps)
    slot = next(each for each in slots_of(state, body, when(3000)) if each.name == name)
    return filled(body, slot)


def test_what_fills_a_report() -> None:
    levels = (rise(2000), out(2005, "@up", "more"))
    assert at_of("first", out()) is None
    assert at_of("first", out(), told(90, "first")) == text_of(90)
    assert at_of("first", out(), told(95, "extra-1"), told(90, "extra-2")) == text_of(
        90
    )
    assert at_of(DAY_2, out(), told(90, "extra-1")) is None
    assert at_of("first-2", out(), told(90, "first"), *levels) is None
    later = (*levels, told(2100, "extra-1"))
    assert at_of("first-2", out(), told(90, "first"), *later) == text_of(2100)
    assert at_of("first", out(), *later) == text_of(2100)


def test_one_that_was_sent_back_is_made_good_by_what_comes_after() -> None:
    sent_back = (out(), told(90, "first"), told(91, "extra-1"), back(95, "first"))
    assert at_of("first", *sent_back) is None
    assert at_of("first", *sent_back, told(99, "extra-2")) == text_of(99)
    again = told(98, "first", round=1)
    assert at_of("first", *sent_back, again) == text_of(98)
    daily = (out(), told(1700, DAY_2), back(1710, DAY_2))
    assert at_of(DAY_2, *daily, told(1720, "extra-1")) is None
    assert at_of(DAY_2, *daily, told(1720, DAY_2, round=1)) == text_of(1720)


# for which one a report is taken


def taken_for(minute: int, *steps: Step) -> str:
    state, body = stood(*steps)
    return slot_for(state, body, when(minute))


GIVEN = (out(), told(90, "first"))
NIGHT = 8 * 60


@pytest.mark.parametrize(
    ("minute", "slot"),
    [
        (FIVE_2 - NIGHT - 1, "extra-2026-12-02T08:59"),
        (FIVE_2 - NIGHT, DAY_2),
        (FIVE_2, DAY_2),
        (FIVE_2 + NIGHT, DAY_2),
        (FIVE_2 + NIGHT + 1, DAY_2),
        (FIVE_3 - NIGHT - 1, DAY_2),
        (FIVE_3 - NIGHT, DAY_3),
    ],
)
def test_near_a_days_time_it_is_that_days(minute: int, slot: str) -> None:
    """Between two it is made good for the oldest that is open."""
    assert taken_for(minute, *GIVEN) == slot


def test_the_oldest_that_is_open_and_not_what_is_given() -> None:
    night = FIVE_4 - NIGHT - 60
    assert taken_for(night, *GIVEN) == DAY_2
    assert taken_for(night, *GIVEN, told(1750, DAY_2)) == DAY_3
    both = (told(1750, DAY_2), told(3200, DAY_3))
    assert taken_for(night, *GIVEN, *both) == "extra-2026-12-04T08:00"


def test_the_last_first_one_goes_before_and_the_final_one_before_all() -> None:
    levels = (out(daily=()), rise(2000), out(2005, "@up", "more", daily=()))
    assert owed(2010, *levels) == ["first", "first-2"]
    assert taken_for(2010, *levels) == "first-2"
    assert taken_for(FIVE_2, out()) == "first"
    lift = ("end", "lifted", 2100, ordered(2100, level="orange"))
    end = (lift, out(2110, "@end", "fin", daily=()))
    assert taken_for(2120, *levels, *end) == "final"
    assert taken_for(2130, *levels, *end, told(2120, "final")).startswith("extra-")


# how they stand


def test_what_was_given_besides_stands_with_the_time_at_which_it_came() -> None:
    given = (out(daily=()), told(90, "first"), told(200, "extra-1"))
    steps = (*given, told(210, "extra-2"), back(220, "extra-2"))
    state, _ = stood(*steps)
    (body,) = [each for each in view(state, when(230)).bodies if each.issue]
    assert [tuple(each) for each in body.reports] == [
        ("first", text_of(1445), text_of(90), "in"),
        ("extra-1", None, text_of(200), "in"),
        ("extra-2", None, text_of(210), "rejected"),
    ]
    good, _ = stood(*steps, told(300, "extra-3"))
    (body,) = [each for each in view(good, when(310)).bodies if each.issue]
    assert [each.slot for each in body.reports] == ["first", "extra-1", "extra-3"]
    assert view(good, when(310)).counts["reports_rejected"] == 0
