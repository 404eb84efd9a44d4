"""Writing events down: one command, one transaction, all of its events or none.

What is to be written is folded first, as it will be read: what cannot be is refused. The same again
is said and not written; another content under the same key is refused with both shown.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from smogctl.incident import events as kinds
from smogctl.incident.event import Event, canonical, sealed
from smogctl.incident.fold import CORRECTION, apply, base_key, fold, keyed
from smogctl.incident.instants import instant, minutes_between
from smogctl.incident.kind import NOT_CONTENT, Impossible, Told
from smogctl.incident.ledger.store import Store
from smogctl.incident.ledger.table import Table, Tip
from smogctl.incident.ordering import said_at
from smogctl.incident.state import State
from smogctl.values.findings import Refusal
from smogctl.values.vocabulary import COLOURS

LATE_MINUTES = 30
"""Written down so long after it happened, an event is marked 补录."""


class Recorder(NamedTuple):
    """Who writes, and when: `given` where the time was typed."""

    by: str
    now: datetime
    given: bool


class Draft(NamedTuple):
    """An event that is to be written."""

    kind: str
    data: Told
    observed: datetime


class Recorded(NamedTuple):
    """An event that is in the ledger; `fresh`: this command wrote it."""

    event: Event
    fresh: bool


class Written(NamedTuple):
    """What a command wrote, and the incident after it."""

    recorded: tuple[Recorded, ...]
    state: State


Drafts = Callable[[State, Table], Iterable[Draft | Recorded]]
"""Makes the events from the incident as it stands under the lock, or names one that is there."""


def record(
    store: Store,
    who: Recorder,
    incident: str,
    drafts: Drafts,
    drill: int = 0,
    before_commit: Callable[[Written], None] | None = None,
) -> Written:
    """Write the events that `drafts` makes of an incident as it stands; empty: of a new one.

    `before_commit` may still refuse. Raises Refusal where one cannot be, contradicts what is
    written, or the ledger cannot be written; then nothing is.
    """
    with store.writing() as table:
        state = fold(table.of(incident)) if incident else State()
        if incident and not state.events:
            raise Refusal("台账里没有这次事件。")
        flagged = {flag.event.hash for flag in state.flags}
        written = _made(store, table, who, state, drafts(state, table), drill)
        table.insert(entry.event for entry in written.recorded if entry.fresh)
        if not written.state.events:
            written = written._replace(state=fold(_known(table, written)))
        _check_flags(flagged, written.state)
        if before_commit:
            before_commit(written)
    return written


def _made(
    store: Store,
    table: Table,
    who: Recorder,
    state: State,
    drafts: Iterable[Draft | Recorded],
    drill: int,
) -> Written:
    """The events, linked but not yet inserted, and the incident after them."""
    before = table.fact("origin")
    chain = _Chain(store.origin(table), before, table.tips())
    running = state
    made: list[Recorded] = []
    for draft in drafts:
        if isinstance(draft, Recorded):
            made.append(draft)
            continue
        key = keyed(kinds.named(draft.kind).key(draft.data))
        known = running.keys.get(key)
        if known:
            check_same(known, draft)
            made.append(Recorded(known, fresh=False))
            continue
        event = chain.linked(_event(who, running, draft, key, drill))
        running = _taken(running, event, draft)
        made.append(Recorded(event, fresh=True))
    return Written(tuple(made), running)


def _known(table: Table, written: Written) -> list[Event]:
    """The events of the incident that was there already, where a new one was asked for."""
    for entry in written.recorded:
        if not entry.fresh:
            return table.of(entry.event.incident)
    return []


class _Chain:
    """The end of the ledger's own chain, to which events are linked."""

    def __init__(self, origin: str, before: str | None, tips: dict[str, Tip]) -> None:
        """`before`: the name under which the ledger wrote until now."""
        self._origin = origin
        none = Tip(origin, 0, "")
        self._seq = tips.get(origin, none).seq
        # the first event of a new origin hangs on what was written here last: a copy on its source
        last = max(tips.values(), key=lambda tip: (tip.seq, tip.origin), default=none)
        source = tips.get(before or "", last)
        self._prev = tips.get(origin, source).hash

    def linked(self, event: Event) -> Event:
        """The event as the next of the chain. Raises Refusal for what cannot be stored."""
        placed = event._replace(origin=self._origin, seq=self._seq + 1, prev=self._prev)
        try:
            made = sealed(placed)
        except ValueError:
            raise Refusal("有不能保存的字符，没有登记。") from None
        self._seq, self._prev = made.seq, made.hash
        return made


def _content(draft: Draft) -> dict[str, Any]:
    """What it says, as it is written."""
    return draft.data.model_dump(mode="json", exclude_none=True)


def _event(who: Recorder, state: State, draft: Draft, key: str, drill: int) -> Event:
    last_turn = same = 0
    for event in state.events:
        last_turn = max(last_turn, event.turn)
        same += base_key(event.key) == key
    if state.events:
        drill = state.events[0].drill
    data = _content(draft)
    if who.given:
        data["clock"] = "given"
    return Event(
        origin="",
        seq=0,
        turn=last_turn + 1,
        recorded=instant(who.now),
        observed=instant(draft.observed),
        incident=state.id,
        drill=drill,
        kind=draft.kind,
        key=f"{key}~{same}" if same else key,
        by=who.by,
        data=canonical(data),
        prev="",
        hash="",
    )


def _taken(state: State, event: Event, draft: Draft) -> State:
    """The state after an event. Raises Refusal where it cannot be."""
    if draft.kind == CORRECTION:
        # what it strikes through may stand anywhere before
        return fold([*state.events, event])
    state.events.append(event)
    try:
        apply(state, event, draft.data)
    except Impossible as reason:
        raise Refusal(f"{reason}。没有登记。") from None
    return state


_SAID = frozenset({*Told.model_fields} - NOT_CONTENT)
"""What every event may say besides: to leave it out the second time is no contradiction."""


def check_same(known: Event, draft: Draft) -> None:
    """Raises Refusal for another content under a key that is taken, with both shown."""
    differing = _differing(known, draft)
    if not differing:
        return
    now = _content(draft)
    before = known.content
    changes = []
    for name in differing:
        label = FIELD_NAMES.get(name, name)
        was, is_now = _shown(before.get(name)), _shown(now.get(name))
        changes.append(f"{label}：已登记 {was}，这次 {is_now}")
    module = kinds.named(known.kind)
    told = f"{said_at(known.observed)} {module.TITLE}：{module.said(kinds.read(known))}"
    correct = hint(f"correct {known.short} --reason 理由", known.drill)
    raise Refusal(
        f"与第{known.seq}条（{told}）不同：{'；'.join(changes)}。没有登记。"
        f"那一条确实登记错了的，先作废：{correct}。"
    )


def _differing(known: Event, draft: Draft) -> list[str]:
    """The fields in which a draft says something else."""
    now = _content(draft)
    before = known.content
    aside = NOT_CONTENT | getattr(kinds.named(known.kind), "INCIDENTAL", frozenset())
    left_out = _SAID - now.keys()
    names = {*now, *before} - aside - left_out
    return sorted(name for name in names if now.get(name) != before.get(name))


def hint(words: str, drill: bool | int) -> str:
    """A command of the ledger as it can be typed: of a drill with --drill."""
    mark = " --drill" if drill else ""
    return f"smogctl incident {words}{mark}"


FIELD_NAMES = {
    "name": "姓名",
    "post": "职务",
    "channel": "方式",
    "number": "文号",
    "authority": "批准",
    "basis": "依据",
    "forecast": "会商结论",
    "note": "备注",
    "level": "级别",
    "origin": "原级别",
    "title": "名称",
    "as_24": "24时",
    "matter": "事项",
    "episode": "次数",
    "start": "时间",
    "until": "结束时间",
    "reason": "理由",
    "people": "出动人员",
    "vehicles": "出动车辆",
    "firms": "检查企业",
    "sites": "检查工地",
    "found": "发现问题",
    "fixed": "已整改",
    "text": "内容",
    "signed": "签字",
    "sealed": "盖章",
    "requirement": "要求",
    "person": "责任人",
    "bodies": "任务",
    "registry_hash": "登记册",
    "serial": "编号",
    "whom": "豁免的",
    "to": "交给",
    "left": "未办结的",
    "what": "作废的",
    "file": "文件",
    "slot": "哪一份",
    "scheme": "标准",
    "days": "预报",
}
"""The fields of events as people call them."""


def _shown(value: object) -> str:
    if value is None or value is False:
        return "没有"
    if value is True:
        return "有"
    if not isinstance(value, str):
        return canonical(value)[:60]
    if value in COLOURS:
        return f"“{COLOURS[value]}”"
    return f"“{value}”"


def _check_flags(known: set[str], after: State) -> None:
    """Raises Refusal where something that was possible would be no more: a correction's doing."""
    for event, why in after.flags:
        if event.hash in known:
            continue
        title = kinds.named(event.kind).TITLE
        correct = hint(f"correct {event.short} --reason 理由", event.drill)
        raise Refusal(
            f"这样第{event.seq}条（{title}）就不成立了：{why}。"
            f"先作废它：{correct}。没有登记。"
        )


def is_late(event: Event) -> bool:
    """Whether it was written down long after it happened."""
    return minutes_between(event.observed, event.recorded) > LATE_MINUTES


def next_serial(table: Table, kind: str, state: State, year: int) -> int:
    """The next number of a district's papers of a kind in a year, drills apart.

    Only inside the transaction that writes it.
    """
    mine = set()
    for opening in table.openings():
        series = opening.content.get("district"), bool(opening.drill)
        if series == (state.district, state.drill):
            mine.add(opening.incident)
    last = 0
    for paper in table.kinds([kind]):
        if paper.incident in mine and paper.observed.startswith(f"{year}-"):
            last = max(last, int(paper.content.get("serial", 0)))
    return last + 1
