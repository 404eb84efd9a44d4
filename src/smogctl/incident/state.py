"""An incident as its events leave it. Made by the fold alone; nothing here reads a clock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self

from smogctl.incident.event import Event
from smogctl.incident.kind import BodyName, Impossible
from smogctl.values.vocabulary import RANK, Act, Colour

Phase = Literal["open", "suspended", "lifted", "closed", "void"]
OrderKind = Literal[
    "start", "upgrade", "downgrade", "suspend", "resume", "extend", "lift"
]

PHASES: dict[Phase, str] = {
    "open": "响应中",
    "suspended": "暂停中",
    "lifted": "已解除",
    "closed": "已关闭",
    "void": "作废",
}

LEVELLED: frozenset[OrderKind] = frozenset({"start", "upgrade", "downgrade"})
"""Orders that put a level into force: until they are issued nobody has them."""

BodyKey = tuple[str, str]
"""A unit's id and a body's name."""


class Named(NamedTuple):
    """A body as the order named it."""

    unit_id: str
    unit: str
    body: str

    @classmethod
    def of(cls, name: BodyName) -> Self:
        """The same as an event has it."""
        return cls(name.unit_id, name.unit, name.body)

    @property
    def key(self) -> BodyKey:
        """By what bodies are told apart."""
        return self.unit_id, self.body


class Order(NamedTuple):
    """An order of the command: it puts a level into force, pauses it, ends it."""

    event: Event
    kind: OrderKind
    level: Colour
    origin: Colour | None
    response: str
    start: str
    until: str | None
    number: str | None
    authority: str | None
    basis: str | None
    forecast: str | None
    reason: str | None
    as_24: tuple[str, ...] = ()
    """Which of start and until was written as 24时."""
    bodies: tuple[Named, ...] = ()
    """Who is to get it, where it puts a level into force."""


class FrozenTask(NamedTuple):
    """A task as it was issued, to the letter."""

    duty: str
    part: str
    state: str
    text: str
    measures: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Each with its state, and the parts that are meant."""


class Frozen(NamedTuple):
    """A body's tasks as they were issued."""

    named: Named
    tasks: tuple[FrozenTask, ...]


class Issue(NamedTuple):
    """An order as it went out: what each body was told, and until when it has to answer."""

    event: Event
    order: Order
    number: str | None
    receipt_due: str
    report_due: str | None
    """None: it asks for no report of its own."""
    daily: tuple[str, ...]
    """Times of day at which a report is due after the first."""
    bodies: tuple[Frozen, ...]
    decisions: dict[str, Act]
    """What the command had decided by then."""


class Receipt(NamedTuple):
    """A body's answer that it has the order."""

    event: Event
    name: str | None
    channel: str | None


FIGURES = ("people", "vehicles", "firms", "sites", "found", "fixed")
"""What a report counts: 出动人员, 出动车辆, 检查企业, 检查工地, 发现问题, 已整改."""


@dataclass
class Report:
    """What a body did, for one slot; `rejected` until another comes in its place."""

    event: Event
    slot: str
    figures: dict[str, int]
    text: str | None
    rejected: Event | None = None


@dataclass
class BodyState:
    """What is known of one body."""

    named: Named
    issues: list[Issue] = field(default_factory=list)
    """Those that went to it, in their order."""
    receipts: dict[str, Receipt] = field(default_factory=dict)
    """By the issue's hash; of several the earliest that was observed."""
    reports: dict[str, Report] = field(default_factory=dict)
    """By slot."""
    rejections: dict[str, int] = field(default_factory=dict)
    sent: list[Event] = field(default_factory=list)
    reminders: list[Event] = field(default_factory=list)
    supervised: list[Event] = field(default_factory=list)
    circulated: list[Event] = field(default_factory=list)

    @property
    def last(self) -> Issue | None:
        """The issue whose receipt counts now."""
        if not self.issues:
            return None
        return self.issues[-1]

    def sent_back(self, slot: str) -> Event | None:
        """What sent the report of a slot back, while no other came in its place."""
        report = self.reports.get(slot)
        if report is None:
            return None
        return report.rejected

    def reports_since(self, event: Event) -> list[Report]:
        """The reports that came after an event, without those that were sent back."""
        later = []
        for report in self.reports.values():
            if not report.rejected and report.event.turn > event.turn:
                later.append(report)
        return later


class Flag(NamedTuple):
    """An event that cannot be, and why: kept, shown, and without effect."""

    event: Event
    why: str


@dataclass
class State:
    """An incident as its events leave it."""

    events: list[Event] = field(default_factory=list)
    phase: Phase | None = None
    district: str = ""
    name: str = ""
    """The district's name as it was."""
    plan: str = ""
    drill: bool = False
    title: str | None = None
    """How people call it, a drill mostly."""
    year: int = 0
    episode: int = 0
    """Which of the year's, drills counted apart."""
    registry_hash: str = ""
    orders: list[Order] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    bodies: dict[BodyKey, BodyState] = field(default_factory=dict)
    decisions: dict[str, Act] = field(default_factory=dict)
    decided: list[Event] = field(default_factory=list)
    exempted: list[str] = field(default_factory=list)
    closed: Event | None = None
    corrected: dict[str, Event] = field(default_factory=dict)
    """The correction of an event, by the hash of what it corrects."""
    flags: list[Flag] = field(default_factory=list)
    keys: dict[str, Event] = field(default_factory=dict)
    """The events that count, by what they are about."""

    @property
    def id(self) -> str:
        """The incident's id."""
        if not self.events:
            return ""
        return self.events[0].incident

    @property
    def order(self) -> Order:
        """The last order. Raises Impossible before the first."""
        if not self.orders:
            raise Impossible("这次事件还没有启动，或启动已更正作废")
        return self.orders[-1]

    @property
    def levelled(self) -> Order:
        """The order that put the level into force. Raises Impossible before the first."""
        for order in reversed(self.orders):
            if order.kind in LEVELLED:
                return order
        return self.order

    @property
    def level(self) -> Colour | None:
        """The level that was ordered last."""
        if not self.orders:
            return None
        return self.orders[-1].level

    @property
    def until(self) -> str | None:
        """The planned end that was said last."""
        for order in reversed(self.orders):
            if order.until:
                return order.until
        return None

    @property
    def ended(self) -> str | None:
        """From when it is lifted."""
        for order in self.orders:
            if order.kind == "lift":
                return order.start
        return None

    @property
    def number(self) -> str:
        """As it is printed: 2026年第2次, a drill 2026年演练第1次."""
        series = "演练第" if self.drill else "第"
        return f"{self.year}年{series}{self.episode}次"

    @property
    def unissued(self) -> bool:
        """Whether the level in force has not gone out to anybody."""
        return bool(self.orders) and self.issued_of(self.levelled) is None

    @property
    def issuing(self) -> Order:
        """The order that is to go out next: the level's, while nobody has it, else the last.

        Raises Impossible before the first.
        """
        if self.unissued:
            return self.levelled
        return self.order

    def issued_of(self, order: Order) -> Issue | None:
        """The last issue of an order."""
        for issue in reversed(self.issues):
            if issue.order.event == order.event:
                return issue
        return None

    def body(self, key: BodyKey) -> BodyState:
        """A body that has an order. Raises Impossible for another."""
        if key not in self.bodies:
            raise Impossible(f"没有向“{key[1]}”下达过")
        return self.bodies[key]

    def require(self, *phases: Phase) -> None:
        """Raises Impossible unless the incident is in one of some phases."""
        if self.phase is None:
            raise Impossible("这次事件还没有启动")
        if self.phase not in phases:
            now = PHASES[self.phase]
            wanted = "或".join(map(PHASES.__getitem__, phases))
            raise Impossible(f"这次事件{now}，要在{wanted}时才能这样登记")

    def living(self) -> Iterator[Event]:
        """The events that count: neither corrected nor impossible."""
        flagged = {flag.event.hash for flag in self.flags}
        void = flagged | self.corrected.keys()
        for event in self.events:
            if event.hash not in void:
                yield event


def is_above(level: Colour, other: Colour) -> bool:
    """Whether a level is higher than another."""
    return RANK[level] > RANK[other]
