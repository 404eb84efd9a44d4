"""The fold as a table: the events of an incident, each told in one line, and the state that they leave.

An event is (its name here, its kind, its minute, what it says). `@name` stands for the hash of an event above it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from ledgers import BODIES, draft, issue, opening, text_of
from smogctl.incident import events as kinds
from smogctl.incident.event import Event, canonical, sealed
from smogctl.incident.fold import base_key, fold, keyed
from smogctl.incident.recording import Draft
from smogctl.incident.state import State
from smogctl.values.vocabulary import Colour

Step = tuple[str, str, int, dict[str, Any]]

BEGIN: Step = ("begin", "opened", 0, {})
OUT: Step = ("out", "issued", 5, {"order": "@begin"})
RISE = {"level": "orange", "origin": "yellow", "response": "Ⅱ级响应"}
FALL = {"level": "yellow", "origin": "orange", "response": "Ⅲ级响应"}
SCHOOL, POLICE, SITES = BODIES[0], BODIES[1], BODIES[3]


def order(minute: int, **more: Any) -> dict[str, Any]:
    """What an order about the level in force says."""
    return {"level": "yellow", "start": text_of(minute), **more}


def corrects(name: str) -> dict[str, Any]:
    """What a correction says."""
    return {"event": f"@{name}", "what": "听错的", "reason": "听错了"}


class Case(NamedTuple):
    """A story, and what is true of the incident after it."""

    steps: tuple[Step, ...]
    phase: str | None = "open"
    level: Colour | None = "yellow"
    flags: tuple[tuple[str, str], ...] = ()
    """The events without effect, and a part of the reason."""
    holds: Mapping[str, Any] = MappingProxyType({})
    """Further words about the state; `WORDS` says how each is read."""


def bodies(state: State, field: str) -> dict[str, int]:
    counts = {
        body.named.body: len(getattr(body, field)) for body in state.bodies.values()
    }
    return {name: count for name, count in counts.items() if count}


WORDS: dict[str, Callable[[State], Any]] = {
    "orders": lambda state: [told.kind for told in state.orders],
    "until": lambda state: state.until,
    "ended": lambda state: state.ended,
    "number": lambda state: state.number,
    "unissued": lambda state: state.unissued,
    "issues": lambda state: len(state.issues),
    "decisions": lambda state: state.decisions,
    "exempted": lambda state: state.exempted,
    "drill": lambda state: state.drill,
    "left": lambda state: state.closed and state.closed.content["left"],
    "receipts": lambda state: bodies(state, "receipts"),
    "sent": lambda state: bodies(state, "sent"),
    "reminders": lambda state: bodies(state, "reminders"),
    "supervised": lambda state: bodies(state, "supervised"),
    "circulated": lambda state: bodies(state, "circulated"),
    "signed": lambda state: {
        body.named.body: receipt.name
        for body in state.bodies.values()
        for receipt in body.receipts.values()
    },
    "reports": lambda state: {
        (body.named.body, slot): report.figures
        for body in state.bodies.values()
        for slot, report in body.reports.items()
    },
    "sent_back": lambda state: {
        (body.named.body, slot): count
        for body in state.bodies.values()
        for slot, count in body.rejections.items()
    },
}

CASES = {
    "nothing": Case(
        (), phase=None, level=None, holds={"orders": [], "unissued": False}
    ),
    "opened": Case(
        (BEGIN,),
        holds={"orders": ["start"], "unissued": True, "number": "2026年第1次"},
    ),
    "opened with an end": Case(
        (("begin", "opened", 0, {"until": text_of(600)}),),
        holds={"until": text_of(600), "ended": None},
    ),
    "a drill is counted apart": Case(
        (("begin", "opened", 0, {"drill": 1, "episode": 3}),),
        holds={"drill": True, "number": "2026年演练第3次"},
    ),
    "opened twice": Case(
        (BEGIN, ("again", "opened", 1, {})), flags=(("again", "已经启动过"),)
    ),
    "issued": Case((BEGIN, OUT), holds={"unissued": False, "issues": 1}),
    "issued of no order": Case(
        (BEGIN, ("out", "issued", 5, {"order": "0" * 64})),
        flags=(("out", "不是最后一道命令"),),
        holds={"unissued": True},
    ),
    "issued before the order": Case(
        (BEGIN, ("out", "issued", -5, {"order": "@begin"})),
        flags=(("out", "下达早于下令"),),
    ),
    "issued before anything began": Case(
        (("out", "issued", 5, {"order": "0" * 64}),),
        phase="void",
        level=None,
        flags=(("out", "还没有启动"),),
    ),
    "a risen level has gone to nobody": Case(
        (BEGIN, OUT, ("up", "upgraded", 60, order(90, **RISE))),
        level="orange",
        holds={"orders": ["start", "upgrade"], "unissued": True, "issues": 1},
    ),
    "an issue of the order before": Case(
        (
            BEGIN,
            ("up", "upgraded", 60, order(90, **RISE)),
            ("late", "issued", 61, {"order": "@begin"}),
        ),
        level="orange",
        flags=(("late", "不是最后一道命令"),),
    ),
    "a level that rises from another": Case(
        (
            BEGIN,
            ("up", "upgraded", 60, order(90, **RISE)),
            ("again", "upgraded", 70, order(95, **RISE)),
        ),
        level="orange",
        flags=(("again", "升级前应是黄色预警"),),
    ),
    "a level that does not rise": Case(
        (BEGIN, ("up", "upgraded", 60, order(90, **{**RISE, "level": "yellow"}))),
        flags=(("up", "升级"),),
    ),
    "up and down": Case(
        (
            BEGIN,
            ("up", "upgraded", 60, order(90, **RISE)),
            ("down", "downgraded", 120, order(150, **FALL)),
        ),
        holds={"orders": ["start", "upgrade", "downgrade"]},
    ),
    "suspended": Case((BEGIN, ("stop", "suspended", 60, order(90))), phase="suspended"),
    "suspended at another level": Case(
        (BEGIN, ("stop", "suspended", 60, order(90, level="red"))),
        flags=(("stop", "红色"),),
    ),
    "suspended twice": Case(
        (
            BEGIN,
            ("stop", "suspended", 60, order(90)),
            ("again", "suspended", 70, order(95)),
        ),
        phase="suspended",
        flags=(("again", "暂停中"),),
    ),
    "resumed": Case(
        (
            BEGIN,
            ("stop", "suspended", 60, order(90)),
            ("on", "resumed", 120, order(150)),
        ),
        holds={"orders": ["start", "suspend", "resume"]},
    ),
    "resumed without a stop": Case(
        (BEGIN, ("on", "resumed", 60, order(90))), flags=(("on", "响应中"),)
    ),
    "no level rises while it is suspended": Case(
        (
            BEGIN,
            ("stop", "suspended", 60, order(90)),
            ("up", "upgraded", 70, order(95, **RISE)),
        ),
        phase="suspended",
        flags=(("up", "暂停中"),),
    ),
    "extended": Case(
        (
            ("begin", "opened", 0, {"until": text_of(600)}),
            ("on", "extended", 500, order(500, until=text_of(900))),
        ),
        holds={"until": text_of(900)},
    ),
    "extended to an earlier end": Case(
        (
            ("begin", "opened", 0, {"until": text_of(600)}),
            ("on", "extended", 500, order(500, until=text_of(600))),
        ),
        flags=(("on", "不晚于原定"),),
        holds={"until": text_of(600)},
    ),
    "lifted": Case(
        (BEGIN, ("end", "lifted", 60, order(90))),
        phase="lifted",
        holds={"ended": text_of(90), "orders": ["start", "lift"]},
    ),
    "lifted while suspended": Case(
        (
            BEGIN,
            ("stop", "suspended", 60, order(90)),
            ("end", "lifted", 120, order(150)),
        ),
        phase="lifted",
    ),
    "lifted twice": Case(
        (BEGIN, ("end", "lifted", 60, order(90)), ("again", "lifted", 70, order(95))),
        phase="lifted",
        flags=(("again", "已解除"),),
    ),
    "closed": Case(
        (
            BEGIN,
            ("end", "lifted", 60, order(90)),
            ("shut", "closed", 100, {"left": 2}),
        ),
        phase="closed",
        holds={"left": 2},
    ),
    "closed before it is lifted": Case(
        (BEGIN, ("shut", "closed", 100, {})), flags=(("shut", "响应中"),)
    ),
    "nothing but notes and files after the close": Case(
        (
            BEGIN,
            OUT,
            ("end", "lifted", 60, order(90)),
            ("shut", "closed", 100, {}),
            ("late", "receipt", 101, {"issue": "@out", "body": SCHOOL}),
            ("note", "noted", 102, {"text": "风停了", "at": text_of(102)}),
        ),
        phase="closed",
        flags=(("late", "已关闭"),),
        holds={"receipts": {}},
    ),
    "a receipt": Case(
        (
            BEGIN,
            OUT,
            ("got", "receipt", 10, {"issue": "@out", "body": SCHOOL, "name": "李四"}),
        ),
        holds={"signed": {"区教育局": "李四"}},
    ),
    "of two receipts the earlier counts": Case(
        (
            BEGIN,
            OUT,
            ("got", "receipt", 20, {"issue": "@out", "body": SCHOOL, "name": "王五"}),
            ("was", "receipt", 10, {"issue": "@out", "body": SCHOOL, "name": "李四"}),
        ),
        holds={"signed": {"区教育局": "李四"}},
    ),
    "a receipt before the issue": Case(
        (BEGIN, OUT, ("got", "receipt", 4, {"issue": "@out", "body": SCHOOL})),
        flags=(("got", "签收早于下达"),),
    ),
    "a receipt of who was told nothing": Case(
        (BEGIN, OUT, ("got", "receipt", 10, {"issue": "@out", "body": SITES})),
        flags=(("got", "没有向“区住建局”下达过"),),
    ),
    "a receipt of an issue that went to others": Case(
        (
            BEGIN,
            OUT,
            ("more", "issued", 8, {"order": "@begin", "to": (1,), "round": 1}),
            ("got", "receipt", 10, {"issue": "@more", "body": SCHOOL}),
        ),
        flags=(("got", "那次下达没有给“区教育局”"),),
        holds={"issues": 2},
    ),
    "a report": Case(
        (
            BEGIN,
            OUT,
            (
                "told",
                "report",
                90,
                {"body": POLICE, "slot": "first", "people": 30, "found": 3, "fixed": 2},
            ),
        ),
        holds={
            "reports": {("区公安局", "first"): {"people": 30, "found": 3, "fixed": 2}}
        },
    ),
    "a report that contradicts itself": Case(
        (
            BEGIN,
            OUT,
            (
                "told",
                "report",
                90,
                {"body": POLICE, "slot": "first", "found": 1, "fixed": 2},
            ),
        ),
        flags=(("told", "整改"),),
        holds={"reports": {}},
    ),
    "a report told twice in the same words": Case(
        (
            BEGIN,
            OUT,
            ("told", "report", 90, {"body": POLICE, "slot": "first", "people": 3}),
            ("same", "report", 95, {"body": POLICE, "slot": "first", "people": 3}),
        ),
        holds={"reports": {("区公安局", "first"): {"people": 3}}},
    ),
    "a report told twice in other words": Case(
        (
            BEGIN,
            OUT,
            ("told", "report", 90, {"body": POLICE, "slot": "first", "people": 3}),
            ("other", "report", 95, {"body": POLICE, "slot": "first", "people": 4}),
        ),
        flags=(("other", "内容不同"),),
        holds={"reports": {("区公安局", "first"): {"people": 3}}},
    ),
    "a report before the issue": Case(
        (BEGIN, OUT, ("told", "report", 4, {"body": POLICE, "slot": "first"})),
        flags=(("told", "反馈早于下达"),),
    ),
    "a report sent back, and another in its place": Case(
        (
            BEGIN,
            OUT,
            ("told", "report", 90, {"body": POLICE, "slot": "first", "people": 3}),
            (
                "back",
                "rejected",
                95,
                {"body": POLICE, "slot": "first", "reason": "无章"},
            ),
            (
                "new",
                "report",
                99,
                {"body": POLICE, "slot": "first", "people": 4, "round": 1},
            ),
        ),
        holds={
            "reports": {("区公安局", "first"): {"people": 4}},
            "sent_back": {("区公安局", "first"): 1},
        },
    ),
    "no report to be sent back": Case(
        (
            BEGIN,
            OUT,
            (
                "back",
                "rejected",
                95,
                {"body": POLICE, "slot": "final", "reason": "无章"},
            ),
        ),
        flags=(("back", "没有可退回的"),),
    ),
    "who was sent, called, urged and named": Case(
        (
            BEGIN,
            OUT,
            ("sent", "sent", 6, {"issue": "@out", "bodies": (SCHOOL, POLICE)}),
            ("call", "reminded", 80, {"body": SCHOOL, "at": text_of(80)}),
        ),
        holds={
            "sent": {"区教育局": 1, "区公安局": 1},
            "reminders": {"区教育局": 1},
            "supervised": {},
            "circulated": {},
        },
    ),
    "sent to one who was told nothing, to none": Case(
        (BEGIN, OUT, ("sent", "sent", 6, {"issue": "@out", "bodies": (SCHOOL, SITES)})),
        flags=(("sent", "区住建局"),),
        holds={"sent": {}},
    ),
    "the last decision counts, and a hold ends as the level rises": Case(
        (
            BEGIN,
            ("a", "decided", 10, {"decisions": ({"id": "d-1", "act": "start"},)}),
            ("b", "decided", 11, {"decisions": ({"id": "d-1", "act": "hold"},)}),
            ("c", "decided", 12, {"decisions": ({"id": "d-2", "act": "start"},)}),
            ("up", "upgraded", 60, order(90, **RISE)),
        ),
        level="orange",
        holds={"decisions": {"d-2": "start"}},
    ),
    "no decision when it is lifted": Case(
        (
            BEGIN,
            ("end", "lifted", 60, order(90)),
            ("a", "decided", 70, {"decisions": ({"id": "d-1", "act": "start"},)}),
        ),
        phase="lifted",
        flags=(("a", "已解除"),),
        holds={"decisions": {}},
    ),
    "exempted": Case(
        (BEGIN, ("free", "exempted", 9, {"whom": "某热源厂"})),
        holds={"exempted": ["某热源厂"]},
    ),
    "a correction takes an event out": Case(
        (
            BEGIN,
            ("free", "exempted", 9, {"whom": "某热源厂"}),
            ("no", "corrected", 20, corrects("free")),
        ),
        holds={"exempted": []},
    ),
    "a corrected order never was": Case(
        (
            BEGIN,
            ("up", "upgraded", 60, order(90, **RISE)),
            ("no", "corrected", 70, corrects("up")),
            ("end", "lifted", 80, order(90)),
        ),
        phase="lifted",
        holds={"orders": ["start", "lift"]},
    ),
    "what stood on a corrected event falls": Case(
        (
            BEGIN,
            OUT,
            ("got", "receipt", 10, {"issue": "@out", "body": SCHOOL}),
            ("no", "corrected", 20, corrects("out")),
        ),
        flags=(("got", "没有向“区教育局”下达过"),),
        holds={"unissued": True},
    ),
    "a corrected opening leaves a name alone": Case(
        (BEGIN, ("no", "corrected", 20, corrects("begin"))),
        phase="void",
        level=None,
        holds={"number": "2026年第1次", "orders": []},
    ),
    "no correction of a correction": Case(
        (
            BEGIN,
            ("free", "exempted", 9, {"whom": "某热源厂"}),
            ("no", "corrected", 20, corrects("free")),
            ("yes", "corrected", 30, corrects("no")),
        ),
        flags=(("yes", "不是本次事件里能更正的"),),
        holds={"exempted": []},
    ),
    "no correction of what is not there": Case(
        (BEGIN, ("no", "corrected", 20, {**corrects("begin"), "event": "0" * 64})),
        flags=(("no", "不是本次事件里能更正的"),),
    ),
}


def events_of(steps: tuple[Step, ...]) -> dict[str, Event]:
    """The steps as a ledger would have written them, by their names."""
    made: dict[str, Event] = {}
    for number, (name, kind, minute, told) in enumerate(steps, 1):
        fields = {key: hashed(value, made) for key, value in told.items()}
        drill = fields.pop("drill", 0)
        written = draft_of(kind, minute, fields)
        first = next(iter(made.values()), None)
        made[name] = sealed(
            Event(
                origin="0" * 16,
                seq=number,
                turn=number,
                recorded=text_of(minute),
                observed=text_of(minute),
                incident=first.incident if first else "",
                drill=first.drill if first else drill,
                kind=kind,
                key=keyed(kinds.named(kind).key(written.data)),
                by="张三",
                data=canonical(written.data.model_dump(mode="json")),
                prev="",
                hash="",
            )
        )
    return made


def hashed(value: Any, made: dict[str, Event]) -> Any:
    """`@name` as the hash of the event of that name."""
    if isinstance(value, str) and value.startswith("@"):
        return made[value[1:]].hash
    return value


def draft_of(kind: str, minute: int, fields: dict[str, Any]) -> Draft:
    if kind == "opened":
        return opening(minute, **fields)
    if kind == "issued":
        to = fields.pop("to", (0, 1, 2))
        return issue(minute, fields.pop("order"), to, **fields)
    return draft(kind, minute, **fields)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_events_leave(case: Case) -> None:
    made = events_of(case.steps)
    state = fold(made.values())
    assert (state.phase, state.level) == (case.phase, case.level)
    names = {event.hash: name for name, event in made.items()}
    flags = [(names[flag.event.hash], flag.why) for flag in state.flags]
    assert [name for name, _ in flags] == [name for name, _ in case.flags]
    for (_, why), (_, part) in zip(flags, case.flags, strict=True):
        assert part in why
    for word, value in case.holds.items():
        assert WORDS[word](state) == value, word


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_order_in_which_events_are_read_is_nothing(case: Case) -> None:
    made = list(events_of(case.steps).values())
    state = fold(made)
    for at in range(len(made)):
        turned = made[at:] + made[:at]
        assert fold(turned) == fold(reversed(turned)) == state


KEYS = {
    "opened": ("opened", "opened"),
    "receipt/0123/police/区公安局": ("receipt/0123/police/区公安局",) * 2,
    "noted/x~2": (None, "noted/x"),
    "noted/x~y": (None, "noted/x~y"),
    "noted/" + "风" * 200: (None, "noted/" + "风" * 200),
}
"""A kind's key, as it is kept (None: as a hash), and without the count of corrections."""


@pytest.mark.parametrize(
    ("key", "kept", "base"), [(key, *told) for key, told in KEYS.items()]
)
def test_keys(key: str, kept: str | None, base: str) -> None:
    head = key.partition("/")[0]
    assert keyed(key) == kept if kept else keyed(key).startswith(f"{head}/#")
    assert len(keyed(key)) <= 160
    assert base_key(key) == base
