"""The ledger's edges as values: the last second that still counts, the key that is just short enough, breaks of a response."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest

from ledgers import BODIES, text_of, when
from smogctl.incident import events as kinds
from smogctl.incident.event import Event, canonical, digest, sealed
from smogctl.incident.fold import MOST_KEY, base_key, fold, keyed
from smogctl.incident.instants import instant, later, minutes_between, moment_of
from smogctl.incident.state import State
from smogctl.incident.view import view
from test_fold import BEGIN, OUT, RISE, Step, events_of
from test_fold import order as ordered

SCHOOL, POLICE = BODIES[0], BODIES[1]
FREE: Step = ("free", "exempted", 9, {"whom": "某热源厂"})


def test_a_key_is_kept_whole_where_it_is_short_and_has_no_mark_of_ours() -> None:
    short = "noted/" + "x" * (MOST_KEY - 6)
    assert MOST_KEY == 160
    assert keyed(short) == short
    for long in (f"{short}x", "noted/a~b"):
        told = sha256(long.encode()).hexdigest()[:32]
        assert keyed(long) == f"noted/#{told}"
    for key, base in {
        "noted/a": "noted/a",
        "noted/a~2": "noted/a",
        "noted/a~2~3": "noted/a~2",
        "noted/a~b": "noted/a~b",
        "noted/a~": "noted/a~",
    }.items():
        assert base_key(key) == base


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-12-01T12:00:00+08:00", datetime(2026, 12, 1, 12)),
        ("2026-12-01T04:00:00+00:00", datetime(2026, 12, 1, 12)),
        ("2026-12-01T23:30:00+09:00", datetime(2026, 12, 1, 22, 30)),
    ],
)
def test_a_moment_is_beijings(text: str, at: datetime) -> None:
    assert moment_of(text) == at
    assert moment_of(text).tzinfo is None
    assert moment_of(instant(at)) == at
    assert minutes_between(text, later(text, 1.5)) == 90


def test_nothing_has_happened_in_a_new_incident() -> None:
    state = State()
    assert (state.id, state.year, state.episode, state.title) == ("", 0, 0, None)
    assert (state.level, state.until, state.ended, state.unissued) == (
        *(None, None, None),
        False,
    )
    assert state.number == "0年第0次"
    assert list(state.living()) == []


# a state's words


def test_what_is_known_of_an_incident_by_its_orders() -> None:
    begin: Step = ("begin", "opened", 0, {"until": text_of(600)})
    steps: tuple[Step, ...] = (
        begin,
        ("out", "issued", 5, {"order": "@begin"}),
        ("again", "issued", 6, {"order": "@begin", "round": 1}),
        ("up", "upgraded", 60, ordered(60, **RISE)),
        ("stop", "suspended", 70, ordered(70, level="orange")),
    )
    made = events_of(steps)
    state = fold(made.values())
    assert state.id == made["begin"].hash
    assert (state.until, state.ended, state.level) == (text_of(600), None, "orange")
    assert (state.levelled.kind, state.issuing.kind, state.order.kind) == (
        *("upgrade", "upgrade"),
        "suspend",
    )
    last = state.issued_of(state.orders[0])
    assert last
    assert last.event == made["again"]
    assert state.issued_of(state.levelled) is None
    assert state.unissued
    gone = fold(events_of((*steps, ("more", "issued", 80, {"order": "@up"}))).values())
    assert (gone.unissued, gone.issuing.kind) == (False, "suspend")


def test_the_reports_that_came_after_an_event() -> None:
    first, extra = {"body": SCHOOL, "slot": "first"}, {"body": SCHOOL, "slot": "x-1"}
    steps: tuple[Step, ...] = (
        *(BEGIN, OUT),
        ("told", "report", 10, first),
        ("more", "report", 11, extra),
        ("back", "rejected", 12, {**extra, "reason": "无章"}),
    )
    made = events_of(steps)
    body = fold(made.values()).bodies["education", "区教育局"]

    def since(name: str) -> list[str]:
        return [report.slot for report in body.reports_since(made[name])]

    assert (since("out"), since("told"), since("more")) == (["first"], [], [])
    assert body.sent_back("x-1") == made["back"]
    assert (body.sent_back("first"), body.sent_back("final")) == (None, None)
    assert body.last
    assert body.last.event == made["out"]


def test_a_supervision_is_late_after_its_term_and_without_one_never() -> None:
    def press(**more: Any) -> Step:
        told = {"bodies": (SCHOOL,), "matter": "迟报", "serial": 1, **more}
        return ("press", "supervised", 20, told)

    far = when(100_000)
    for step, at, late in (
        (press(until=text_of(30)), when(30), 0),
        (press(until=text_of(30)), when(31), 1),
        (press(), far, 0),
    ):
        body, *_ = view(fold(events_of((BEGIN, OUT, step)).values()), at).bodies
        assert (body.late_supervisions, body.supervised) == (late, 1)


# events


def test_an_event_shows_eight_characters_of_its_hash() -> None:
    begin = events_of((BEGIN,))["begin"]
    assert begin.short == begin.hash[:8]
    assert len(begin.short) == 8


def test_an_openings_hash_is_its_incidents_name() -> None:
    made = events_of((BEGIN, FREE))
    begin, free = made["begin"], made["free"]
    assert begin.incident == begin.hash == digest(begin)
    assert free.incident == begin.hash
    assert free.hash == digest(free) != begin.hash
    assert sealed(free._replace(hash="x")) == free
    # a flag counts as the number that it is
    drill: Any = {"drill": True}
    assert digest(free._replace(**drill)) == digest(free._replace(drill=1))
    with pytest.raises(ValueError, match="surrogates"):
        digest(free._replace(by="\ud800"))


@pytest.mark.parametrize("text", ["[]", '"x"', "1", "null", "true"])
def test_what_an_event_says_is_an_object(text: str) -> None:
    event: Event = events_of((BEGIN,))["begin"]._replace(data=text)
    with pytest.raises(ValueError, match="no object"):
        assert event.content
    assert event.known == {}


def test_canonical_is_one_text_for_one_value() -> None:
    assert canonical({"b": [1, "风"], "a": None}) == '{"a":null,"b":[1,"风"]}'


# kinds


def test_a_kind_has_a_hyphen_where_its_file_has_none() -> None:
    assert "handed-over" in kinds.all_kinds()
    assert kinds.named("handed-over").TITLE == "交接班"
    for name in ("handed_over", "__init__", "sung", ""):
        with pytest.raises(KeyError):
            kinds.named(name)


# instants


@pytest.mark.parametrize(
    "text", ["", "正午", "2026-13-01T12:00:00+08:00", "2026-12-01T12:00:0X+08:00"]
)
def test_what_is_no_time_has_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid|month"):
        moment_of(text)
