"""The ledger's plain values as tables: keys and words of each kind, when each may be, how an incident stands at a time."""

from hashlib import sha256
from typing import Any, NamedTuple

import pytest

from ledgers import BODIES, draft, issue, opening, text_of, when
from smogctl.incident import events as kinds
from smogctl.incident.event import Event, canonical, digest, in_order
from smogctl.incident.fold import fold
from smogctl.incident.instants import instant, later, minutes_between, span_said
from smogctl.incident.kind import Impossible, Told
from smogctl.incident.slots import slot_for
from smogctl.incident.state import PHASES, Order, Phase, State
from smogctl.incident.view import BodyView, view
from test_fold import BEGIN, FALL, POLICE, RISE, SCHOOL, Step, corrects, events_of
from test_fold import order as ordered

HASH = "ab" * 32
AT_NOON = "2026-12-01T12:00:00+08:00"
FIRST = {"body": POLICE, "slot": "first"}

# kinds: (its kind, what it says, its key, how the log tells it). Keys stand in people's ledgers: they never change.

KEYED: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "assessed",
        {"scheme": "national-2024", "days": ("12-01=210", "12-02=180")},
        "assessed/national-2024/12-01=210|12-02=180",
        "按national-2024，12-01=210、12-02=180：没有达到预警的条件",
    ),
    (
        "assessed",
        {"scheme": "s", "days": ("12-01=210",), "level": "orange", "clause": "2.1"},
        "assessed/s/12-01=210",
        "按s，12-01=210：达到橙色预警的条件（2.1）",
    ),
    (
        "attached",
        {"file": "a.pdf", "sha256": HASH, "size": 7},
        f"attached/{HASH}",
        "a.pdf（7 字节，SHA-256 abababababababab…）",
    ),
    (
        "circulated",
        {
            "bodies": (SCHOOL, POLICE),
            "matter": "迟报",
            "serial": 2,
            "requirement": "整改",
            "person": "李四",
            "until": text_of(60),
        },
        "circulated/4bd6a03787f582c034ac419f",
        "第2号，区教育局、区公安局：迟报，要求整改，责任人李四，2026年12月1日13时前",
    ),
    (
        "supervised",
        {"bodies": (SCHOOL,), "matter": "迟报", "serial": 1},
        "supervised/d65bcbd9d380d255fbcfec7b",
        "第1号，区教育局：迟报",
    ),
    ("closed", {}, "closed", "事件关闭"),
    ("closed", {"left": 2}, "closed", "事件关闭，仍有2项未办结"),
    (
        "corrected",
        {"event": HASH, "what": "听错的", "reason": "听错了"},
        f"corrected/{HASH}",
        "作废：听错的。理由：听错了",
    ),
    (
        "decided",
        {
            "decisions": ({"id": "d-1", "act": "start"}, {"id": "d-2", "act": "hold"}),
            "round": 1,
        },
        "decided/1/d-1=start,d-2=hold",
        "d-1（d-1）执行；d-2（d-2）暂不执行",
    ),
    (
        "decided",
        {"decisions": ({"id": "d-1", "act": "start"},), "names": ("停课",)},
        "decided/0/d-1=start",
        "停课（d-1）执行",
    ),
    (
        "downgraded",
        ordered(0, **FALL),
        f"downgrade/{AT_NOON}",
        "由橙色降级为黄色预警，Ⅲ级响应，自2026年12月1日12时起",
    ),
    (
        "upgraded",
        ordered(0, **RISE, reason="加重"),
        f"upgrade/{AT_NOON}",
        "由黄色升级为橙色预警，Ⅱ级响应，自2026年12月1日12时起，理由：加重",
    ),
    ("exempted", {"whom": "某热源厂"}, "exempted/某热源厂", "某热源厂"),
    (
        "exempted",
        {"whom": "某热源厂", "reason": "民生"},
        "exempted/某热源厂",
        "某热源厂，理由：民生",
    ),
    (
        "extended",
        ordered(0, until=text_of(60)),
        "extend/2026-12-01T13:00:00+08:00",
        "黄色预警的响应延长至2026年12月1日13时",
    ),
    (
        "handed-over",
        {"to": "李四", "at": AT_NOON},
        f"handed-over/{AT_NOON}/李四",
        "交给李四，没有未办结的",
    ),
    (
        "handed-over",
        {"to": "李四", "at": AT_NOON, "left": ("签收", "反馈")},
        f"handed-over/{AT_NOON}/李四",
        "交给李四，未办结2项：签收；反馈",
    ),
    (
        "lifted",
        ordered(0, until=text_of(60)),
        f"lift/{AT_NOON}",
        "解除黄色预警，终止响应，自2026年12月1日12时起，计划至2026年12月1日13时",
    ),
    ("noted", {"text": "风停了", "at": AT_NOON}, f"noted/{AT_NOON}/风停了", "风停了"),
    (
        "receipt",
        {"issue": HASH, "body": SCHOOL},
        "receipt/abababababababab/education/区教育局",
        "区教育局",
    ),
    (
        "rejected",
        {**FIRST, "round": 1, "reason": "无章"},
        "rejected/police/区公安局/first/1",
        "区公安局的反馈（初报）：无章",
    ),
    (
        "reminded",
        {"body": POLICE, "at": AT_NOON, "channel": "电话"},
        f"reminded/police/区公安局/{AT_NOON}/电话",
        "区公安局",
    ),
    (
        "reminded",
        {"body": POLICE, "at": AT_NOON, "matter": "反馈"},
        f"reminded/police/区公安局/{AT_NOON}/None",
        "区公安局：反馈",
    ),
    (
        "report",
        {"body": POLICE, "slot": "final", "round": 1},
        "report/police/区公安局/final/1",
        "区公安局（终报）",
    ),
    (
        "report",
        {
            "body": POLICE,
            "slot": "2026-12-02T17:00",
            "people": 3,
            "vehicles": 4,
            "firms": 5,
            "sites": 6,
            "found": 1,
            "fixed": 0,
            "text": "已查",
            "signed": True,
        },
        "report/police/区公安局/2026-12-02T17:00/0",
        "区公安局（12月2日17:00日报）：人员3，车辆4，企业5，工地6，问题1，整改0，已查（签字）",
    ),
    (
        "report",
        {"body": POLICE, "slot": "extra-1", "sealed": True},
        "report/police/区公安局/extra-1/0",
        "区公安局（续报）（盖章）",
    ),
    (
        "report",
        {"body": POLICE, "slot": "first-2", "signed": True, "sealed": True},
        "report/police/区公安局/first-2/0",
        "区公安局（改级后初报）（签字盖章）",
    ),
    (
        "resumed",
        ordered(0),
        f"resume/{AT_NOON}",
        "恢复黄色预警的响应，自2026年12月1日12时起",
    ),
    (
        "sent",
        {"issue": HASH, "bodies": tuple(BODIES[:3]), "channel": "微信"},
        "sent/abababababababab/460b8c158ac0deeb",
        "发给区教育局、区公安局、交管大队",
    ),
    (
        "sent",
        {"issue": HASH, "bodies": tuple(BODIES)},
        "sent/abababababababab/ee247c34812735f0",
        "发给区教育局、区公安局、交管大队等4个机构",
    ),
    (
        "suspended",
        ordered(0, reason="停电"),
        f"suspend/{AT_NOON}",
        "暂停黄色预警的响应，自2026年12月1日12时起，理由：停电",
    ),
]


def content(kind: str, fields: dict[str, Any]) -> Told:
    data: Told = draft(kind, 0, **fields).data
    return data


@pytest.mark.parametrize(("kind", "fields", "key", "words"), KEYED)
def test_the_key_of_an_event_and_how_the_log_tells_it(
    kind: str, fields: dict[str, Any], key: str, words: str
) -> None:
    data = content(kind, fields)
    assert kinds.named(kind).key(data) == key
    assert kinds.named(kind).said(data) == words


def test_the_key_of_an_opening_and_of_what_goes_out() -> None:
    tell = kinds.named("issued")
    plain, numbered = (
        issue(0, HASH).data,
        issue(0, HASH, round=2, number="3号", report_due=None).data,
    )
    due = "2026年12月1日13时前签收"
    assert tell.key(plain) == "issued/abababababababab/0"
    assert tell.said(plain) == f"向3个机构下达，{due}，2026年12月2日12时前反馈"
    assert tell.key(numbered) == "issued/abababababababab/2"
    assert tell.said(numbered) == f"3号，向3个机构下达，{due}"
    begin = opening().data
    assert kinds.named("opened").key(begin) == "opened"
    assert (
        kinds.named("opened").said(begin)
        == "发布黄色预警，启动Ⅲ级响应，自2026年12月1日12时起"
    )


def test_each_kind_has_a_key_here() -> None:
    told = {kind for kind, *_ in KEYED} | {"opened", "issued"}
    assert told == kinds.all_kinds()


# when a kind may be: in which phases

ALWAYS = {"open", "suspended", "lifted", "closed"}
BEFORE_THE_CLOSE = {"open", "suspended", "lifted"}
IN_FORCE = {"open", "suspended"}
ALLOWED = {
    "assessed": BEFORE_THE_CLOSE,
    "attached": ALWAYS,
    "circulated": BEFORE_THE_CLOSE,
    "closed": {"lifted"},
    "decided": IN_FORCE,
    "downgraded": {"open"},
    "exempted": IN_FORCE,
    "extended": IN_FORCE,
    "handed-over": BEFORE_THE_CLOSE,
    "issued": BEFORE_THE_CLOSE,
    "lifted": IN_FORCE,
    "noted": ALWAYS,
    "receipt": BEFORE_THE_CLOSE,
    "rejected": BEFORE_THE_CLOSE,
    "reminded": BEFORE_THE_CLOSE,
    "report": BEFORE_THE_CLOSE,
    "resumed": {"suspended"},
    "sent": BEFORE_THE_CLOSE,
    "supervised": BEFORE_THE_CLOSE,
    "suspended": {"open"},
    "upgraded": {"open"},
}


def event_of(kind: str, data: str, minute: int = 5) -> Event:
    at = text_of(minute)
    return Event("0" * 16, 2, 2, at, at, HASH, 0, kind, "k", "张三", data, "", HASH)


def begun(phase: Phase) -> State:
    """An incident with an order and nothing else, made to stand in a phase."""
    state = fold(events_of((BEGIN,)).values())
    state.phase = phase
    return state


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("kind", ALLOWED)
def test_in_which_phases_a_kind_may_be(kind: str, phase: Phase) -> None:
    fields = next((fields for name, fields, *_ in KEYED if name == kind), {})
    data = issue(5, HASH).data if kind == "issued" else content(kind, fields)
    event = event_of(kind, canonical(data.model_dump(mode="json")))
    refused = ""
    try:
        kinds.named(kind).apply(begun(phase), event, data)
    except Impossible as reason:
        refused = str(reason)
    assert ("才能这样登记" in refused) == (phase not in ALLOWED[kind])


# how an incident stands

ONE: Step = ("out", "issued", 5, {"order": "@begin", "to": (0,)})
GOT: Step = ("got", "receipt", 10, {"issue": "@out", "body": SCHOOL})
LIFT: Step = ("end", "lifted", 3000, ordered(3000))
FINAL: Step = ("fin", "issued", 3010, {"order": "@end", "to": (0,)})
RISEN: Step = ("up", "upgraded", 600, ordered(600, **RISE))
AGAIN: Step = ("out2", "issued", 605, {"order": "@up", "to": (0,)})
STOP: Step = ("stop", "suspended", 1600, ordered(1600))
GO_ON: Step = ("on", "resumed", 2000, ordered(2000))
CALL: Step = ("call", "reminded", 80, {"body": SCHOOL, "at": text_of(80)})


def report(minute: int, slot: str) -> Step:
    return ("told", "report", minute, {"body": SCHOOL, "slot": slot})


def back(minute: int, slot: str) -> Step:
    told = {"body": SCHOOL, "slot": slot, "reason": "无章"}
    return ("back", "rejected", minute, told)


def supervised(**more: Any) -> Step:
    told = {"bodies": (SCHOOL,), "matter": "迟报", "serial": 1, **more}
    return ("press", "supervised", 100, told)


class Standing(NamedTuple):
    """A story, a minute, and how the school's body stands then."""

    steps: tuple[Step, ...]
    minute: int
    state: str
    reports: tuple[tuple[str, str], ...] = ()
    """Slots in their order, and how each stands."""
    pending: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    """What is overdue, by its name."""
    next_slot: str | None = None
    """Which report one that comes now is taken for."""
    flags: tuple[bool, bool] = (False, False)
    """Whether it is overdue, whether it is waited for."""


DAY_2, DAY_3 = "2026-12-02T17:00", "2026-12-03T17:00"
WAITING = "区教育局：初报待反馈"
DAILY = "区教育局：12月2日17:00日报待反馈"
DAILY_LATE = "区教育局：12月2日17:00日报逾期未反馈"
TERM = "区教育局：督办第1号未反馈，应于2026年12月1日15时20分前办结"
EXTRA = "extra-2026-12-01T13:40"

STANDINGS = {
    "opened": Standing((BEGIN,), 5, "unissued", (), ("区教育局：未下达",)),
    "issued": Standing(
        (BEGIN, ONE),
        65,
        "waiting",
        (("first", "waiting"),),
        ("区教育局：待签收", WAITING),
        (),
        "first",
        (False, True),
    ),
    "no receipt in time": Standing(
        (BEGIN, ONE),
        66,
        "overdue",
        (("first", "waiting"),),
        ("区教育局：逾期未签收", WAITING),
        ("签收",),
        "first",
        (True, True),
    ),
    "receipt": Standing(
        (BEGIN, ONE, GOT),
        30,
        "received",
        (("first", "waiting"),),
        (WAITING,),
        (),
        "first",
    ),
    "receipt at the last minute": Standing(
        (BEGIN, ONE, (*GOT[:2], 65, GOT[3])),
        70,
        "received",
        (("first", "waiting"),),
        (WAITING,),
        (),
        "first",
    ),
    "receipt a minute late": Standing(
        (BEGIN, ONE, (*GOT[:2], 66, GOT[3])),
        70,
        "late",
        (("first", "waiting"),),
        (WAITING,),
        (),
        "first",
    ),
    "a report is due": Standing(
        (BEGIN, ONE, GOT),
        1445,
        "received",
        (("first", "waiting"), (DAY_2, "waiting")),
        (WAITING, DAILY),
        (),
        "first",
    ),
    "a report was due": Standing(
        (BEGIN, ONE, GOT),
        1446,
        "received",
        (("first", "overdue"), (DAY_2, "waiting")),
        ("区教育局：初报逾期未反馈", DAILY),
        ("初报",),
        "first",
        (True, True),
    ),
    "the daily ones are listed a day ahead": Standing(
        (BEGIN, ONE, GOT, report(90, "first")),
        1740,
        "received",
        (("first", "in"), (DAY_2, "waiting"), (DAY_3, "waiting")),
        (DAILY, "区教育局：12月3日17:00日报待反馈"),
        (),
        DAY_2,
    ),
    "and not before": Standing(
        (BEGIN, ONE, GOT, report(90, "first")),
        1739,
        "received",
        (("first", "in"), (DAY_2, "waiting")),
        (DAILY,),
        (),
        DAY_2,
    ),
    "a late report": Standing(
        (BEGIN, ONE, GOT, report(1446, "first")),
        1500,
        "received",
        (("first", "late"), (DAY_2, "waiting")),
        (DAILY,),
        (),
        DAY_2,
    ),
    "any report fills the first": Standing(
        (BEGIN, ONE, GOT, report(90, "extra-1")),
        1300,
        "received",
        (("first", "in"), (DAY_2, "waiting"), ("extra-1", "in")),
        (DAILY,),
        (),
        DAY_2,
    ),
    "eight hours before the daily one it is that": Standing(
        (BEGIN, ONE, GOT, report(90, "first")),
        1260,
        "received",
        (("first", "in"), (DAY_2, "waiting")),
        (DAILY,),
        (),
        DAY_2,
    ),
    "and earlier it is one more": Standing(
        (BEGIN, ONE, GOT, report(90, "first")),
        1259,
        "received",
        (("first", "in"), (DAY_2, "waiting")),
        (DAILY,),
        (),
        "extra-2026-12-02T08:59",
    ),
    "of two that are late the nearer": Standing(
        (BEGIN, ONE, GOT, report(90, "first")),
        3100,
        "received",
        (("first", "in"), (DAY_2, "overdue"), (DAY_3, "waiting")),
        (DAILY_LATE, "区教育局：12月3日17:00日报待反馈"),
        ("12月2日17:00日报",),
        DAY_3,
        (True, True),
    ),
    "sent back": Standing(
        (BEGIN, ONE, GOT, report(90, "first"), back(95, "first")),
        100,
        "received",
        (("first", "rejected"),),
        ("区教育局：初报已退回，未重报",),
        (),
        "first",
        (False, True),
    ),
    "sent back, and the time has passed": Standing(
        (BEGIN, ONE, GOT, report(90, "first"), back(95, "first")),
        1446,
        "received",
        (("first", "overdue"), (DAY_2, "waiting")),
        ("区教育局：初报逾期未反馈", DAILY, "区教育局：初报已退回，未重报"),
        ("初报",),
        "first",
        (True, True),
    ),
    "sent back, one that was not owed": Standing(
        (BEGIN, ONE, GOT, report(90, "extra-1"), back(95, "extra-1")),
        100,
        "received",
        (("first", "waiting"), ("extra-1", "rejected")),
        (WAITING, "区教育局：续报已退回，未重报"),
        (),
        "first",
        (False, True),
    ),
    "supervised": Standing(
        (BEGIN, ONE, GOT, supervised(until=text_of(200))),
        200,
        "received",
        (("first", "waiting"),),
        (WAITING, TERM),
        (),
        "first",
    ),
    "supervised, and the term has passed": Standing(
        (BEGIN, ONE, GOT, supervised(until=text_of(200))),
        201,
        "received",
        (("first", "waiting"),),
        (WAITING, f"{TERM}，已逾期"),
        (),
        "first",
        (True, False),
    ),
    "supervised and answered": Standing(
        (BEGIN, ONE, GOT, supervised(until=text_of(200)), report(150, "first")),
        201,
        "received",
        (("first", "in"),),
        (),
        (),
        "extra-2026-12-01T15:21",
    ),
    "supervised without a term": Standing(
        (BEGIN, ONE, GOT, supervised()),
        1000,
        "received",
        (("first", "waiting"), (DAY_2, "waiting")),
        (WAITING, DAILY, "区教育局：督办第1号未反馈"),
        (),
        "first",
    ),
    "no daily report after the lift": Standing(
        (BEGIN, ONE, GOT, report(90, "first"), LIFT),
        6000,
        "received",
        (("first", "in"), (DAY_2, "overdue")),
        (DAILY_LATE,),
        ("12月2日17:00日报",),
        DAY_2,
        (True, True),
    ),
    "a final one when the lift went out": Standing(
        (BEGIN, ONE, GOT, report(90, "first"), LIFT, FINAL),
        3020,
        "waiting",
        (("first", "in"), (DAY_2, "overdue"), ("final", "waiting")),
        ("区教育局：待签收", DAILY_LATE, "区教育局：终报待反馈"),
        ("12月2日17:00日报",),
        "final",
        (True, True),
    ),
    "a first one that was not due is owed with the next level's": Standing(
        (BEGIN, ONE, GOT, RISEN, AGAIN),
        610,
        "waiting",
        ((DAY_2, "waiting"), ("first-2", "waiting")),
        ("区教育局：待签收", DAILY, "区教育局：改级后初报待反馈"),
        (),
        "first-2",
        (False, True),
    ),
    "a first one that was given stays": Standing(
        (BEGIN, ONE, GOT, report(90, "first"), RISEN, AGAIN),
        610,
        "waiting",
        (("first", "in"), (DAY_2, "waiting"), ("first-2", "waiting")),
        ("区教育局：待签收", DAILY, "区教育局：改级后初报待反馈"),
        (),
        "first-2",
        (False, True),
    ),
    "no daily report while it is suspended": Standing(
        (BEGIN, ONE, GOT, report(90, "first"), STOP),
        1700,
        "received",
        (("first", "in"),),
        (),
        (),
        "extra-2026-12-02T16:20",
    ),
    "the daily ones go on with it": Standing(
        (BEGIN, ONE, GOT, report(90, "first"), STOP, GO_ON),
        2000,
        "received",
        (("first", "in"), (DAY_3, "waiting")),
        ("区教育局：12月3日17:00日报待反馈",),
        (),
        "extra-2026-12-02T21:20",
    ),
    "suspended and lifted": Standing(
        (BEGIN, ONE, GOT, report(90, "first"), STOP, LIFT),
        5000,
        "received",
        (("first", "in"),),
        (),
        (),
        "extra-2026-12-04T23:20",
    ),
}


@pytest.mark.parametrize("standing", STANDINGS.values(), ids=STANDINGS)
def test_how_a_body_stands(standing: Standing) -> None:
    state = fold(events_of(standing.steps).values())
    assert not state.flags
    incident = view(state, when(standing.minute))
    body: BodyView = incident.bodies[0]
    assert body.state == standing.state
    assert tuple((owed.slot, owed.state) for owed in body.reports) == standing.reports
    assert tuple(name for name, _ in body.late) == standing.late
    matters = [matter for matter in incident.pending if matter.startswith("区教育局")]
    assert tuple(matters) == standing.pending
    if standing.next_slot is None:
        return
    told = state.bodies[body.named.key]
    assert slot_for(state, told, when(standing.minute)) == standing.next_slot
    assert (body.is_overdue, body.is_waited_for) == standing.flags
    assert (incident.overdue == (body,)) == standing.flags[0]


def test_how_many_stand_how() -> None:
    steps = (BEGIN, ("out", "issued", 5, {"order": "@begin"}), GOT, CALL, supervised())
    state = fold(events_of((*steps, report(90, "first"))).values())
    assert view(state, when(110)).counts == {
        "bodies": 3,
        "unissued": 0,
        "waiting": 0,
        "received": 1,
        "late": 0,
        "overdue": 2,
        "reports_waiting": 2,
        "reports_in": 1,
        "reports_late": 0,
        "reports_overdue": 0,
        "reports_rejected": 0,
        "reminders": 1,
        "supervised": 1,
    }


def test_a_closed_incident_stands_as_it_stood_then() -> None:
    end: Step = ("end", "lifted", 50, ordered(50))
    shut: Step = ("shut", "closed", 60, {})
    state = fold(events_of((BEGIN, ONE, end, shut)).values())
    then = view(state, when(9000))
    assert then.now == text_of(60)
    assert [body.state for body in then.bodies] == ["waiting"]


def test_a_void_incident_has_nobody() -> None:
    wrong: Step = ("no", "corrected", 20, corrects("begin"))
    state = fold(events_of((BEGIN, ONE, wrong)).values())
    assert state.phase == "void"
    assert view(state, when(30)).bodies == ()
    assert (state.district, state.name) == ("shi", "石山区")


def test_a_void_drill_keeps_its_name() -> None:
    begin: Step = ("begin", "opened", 0, {"drill": 1, "title": "秋季演练"})
    state = fold(
        events_of((begin, ("no", "corrected", 20, corrects("begin")))).values()
    )
    assert (state.phase, state.drill, state.title) == ("void", True, "秋季演练")


def test_what_follows_an_unreadable_correction_counts() -> None:
    made = list(
        events_of(
            (
                BEGIN,
                ("free", "exempted", 9, {"whom": "某热源厂"}),
                ("bad", "corrected", 10, corrects("begin")),
                ("no", "corrected", 20, corrects("free")),
            )
        ).values()
    )
    made[2] = made[2]._replace(data="{}")
    state = fold(made)
    assert [flag.event.kind for flag in state.flags] == ["corrected"]
    assert (state.phase, state.exempted) == ("open", [])


def test_data_that_nobody_can_read_are_none() -> None:
    for data in ("{", "[]", "[" * 100_000):
        assert event_of("noted", data).known == {}


# what goes out while the level has not


@pytest.mark.parametrize(("name", "kind"), [("@begin", "start"), ("@stop", "suspend")])
def test_the_level_goes_out_or_the_last_order(name: str, kind: str) -> None:
    stop: Step = ("stop", "suspended", 60, ordered(90))
    out: Step = ("out", "issued", 100, {"order": name})
    state = fold(events_of((BEGIN, stop, out)).values())
    assert [issued.order.kind for issued in state.issues] == [kind]


def test_nothing_can_be_in_what_is_void() -> None:
    with pytest.raises(Impossible, match="这次事件作废，要在响应中或暂停中时"):
        State(phase="void").require("open", "suspended")


HASH_OF_IT = "c15e0682be7f703258884cb800e7d06b0993d3bec8ad04ac032af262fe75f0b2"


def test_the_hash_of_an_event_never_changes() -> None:
    event = event_of("noted", "{}")
    assert sha256(canonical(event[:-1]).encode()).hexdigest() == HASH_OF_IT
    assert digest(event) == HASH_OF_IT
    begin = event._replace(kind="opened")
    assert digest(begin) == digest(begin._replace(incident=""))
    for at, value in enumerate(event[:-1]):
        changed: list[Any] = list(event)
        changed[at] = 9 if isinstance(value, int) else "x"
        assert digest(Event(*changed)) != HASH_OF_IT, Event._fields[at]


INCIDENTAL = {
    "attached": {"file"},
    "circulated": {"serial", "bodies"},
    "decided": {"names"},
    "downgraded": {"bodies", "response", "registry_hash"},
    "issued": {"receipt_due", "report_due"},
    "opened": {"bodies", "response", "registry_hash"},
    "sent": {"bodies"},
    "supervised": {"serial", "bodies"},
    "upgraded": {"bodies", "response", "registry_hash"},
}
"""Fields that may differ between two events of one key without a contradiction."""


@pytest.mark.parametrize("kind", sorted(kinds.all_kinds()))
def test_what_makes_no_other_content(kind: str) -> None:
    fields: frozenset[str] = getattr(kinds.named(kind), "INCIDENTAL", frozenset())
    assert fields == INCIDENTAL.get(kind, set())


def test_events_come_by_turn_then_origin_then_place() -> None:
    event = event_of("noted", "{}")
    assert in_order(event) == (2, "0" * 16, 2)
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_a_receipt_of_the_minute_in_which_it_went_out_is_one() -> None:
    made = events_of((BEGIN, ONE, (*GOT[:2], 5, GOT[3])))
    late = made["out"].observed.replace(":00+", ":30+")
    made["out"] = made["out"]._replace(observed=late)
    state = fold(made.values())
    assert state.flags == []


# instants


def test_instants() -> None:
    early = when(0).replace(year=7)
    assert instant(early) == "0007-12-01T12:00:00+08:00"
    assert later(AT_NOON, 1.5) == "2026-12-01T13:30:00+08:00"
    assert minutes_between(AT_NOON, text_of(90)) == 90
    assert minutes_between("2026-12-01T04:00:00+00:00", text_of(-1)) == -1


SPANS = {
    0: "0分",
    59: "59分",
    60: "1小时0分",
    200: "3小时20分",
    1439: "23小时59分",
    1440: "1天0小时",
    3121: "2天4小时",
}


@pytest.mark.parametrize(("minutes", "words"), SPANS.items())
def test_a_span_of_time(minutes: int, words: str) -> None:
    assert span_said(minutes) == words


# orders


def test_the_level_comes_from_the_last_order_that_gives_one() -> None:
    stop: Step = ("stop", "suspended", 1600, ordered(1600, level="orange"))
    state = fold(events_of((BEGIN, RISEN, stop)).values())
    order: Order = state.levelled
    assert (order.kind, order.level, state.order.kind) == (
        "upgrade",
        "orange",
        "suspend",
    )
