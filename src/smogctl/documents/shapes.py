"""The shapes of the plain data that templates, sheets and messages are made from."""

from typing import TypedDict

NOTHING = "—"
"""Stands where nobody reported a figure: that is no zero, and nothing to fill in either."""


class TaskData(TypedDict):
    """A task.

    `official`: its details without how the registry was transcribed, for what goes out.
    """

    number: str
    mark: str
    text: str
    details: list[str]
    official: list[str]
    partners: str
    waits: str
    """What of it is not due yet."""
    state: str
    id: str


class PartData(TypedDict):
    """A part of a list under its name: what is to be done, what stands by, what ends."""

    name: str
    tasks: list[TaskData]


class NamedData(TypedDict):
    """A clause of another unit that names this one."""

    who: str
    text: str


class ListData(TypedDict):
    """A task list: whose it is, its parts, what it leaves out."""

    ordinal: str
    head: str
    unit: str
    bodies: list[str]
    tally: str
    parts: list[PartData]
    left: str
    outer: str
    """Whether it is neither the command's nor the office's: yes, or empty."""
    named: list[NamedData]


class UnitData(TypedDict):
    """A unit with how many of its tasks are due, stand by, or are over.

    `phone` is empty where the desk has none.
    """

    name: str
    due: str
    standby: str
    ended: str
    phone: str
    ordered: str
    """Whether it gets orders by the paper: yes, or empty."""
    signed: str
    """Who signed for it, as the ledger has it; so the next two."""
    signed_at: str
    remark: str


class MeasureData(TypedDict):
    """A measure that is due, its stage and who leads it; `outdoor` and `public`: yes, or empty."""

    id: str
    name: str
    stage: str
    units: str
    outdoor: str
    public: str
    touches: str
    """Whether people meet it on their way."""


class ActData(TypedDict):
    """A measure as a paper's body orders it: in words, with who is responsible and who helps."""

    id: str
    name: str
    units: str
    helpers: str


class GroupData(TypedDict):
    """A group of acts under its numbered head; `said` has them in one sentence."""

    head: str
    said: str
    acts: list[ActData]


class AnnexRow(TypedDict):
    """A task to the letter, with whom, and what changed."""

    number: str
    text: str
    partners: str
    remark: str
    """The partners, and what of the clause is not ordered yet."""
    change: str


class AnnexData(TypedDict):
    """A unit's tasks."""

    unit: str
    rows: list[AnnexRow]


class ReportingData(TypedDict):
    """How the units report: within how many hours, at what times of day, where to."""

    receipt: str
    report: str
    daily: str
    ways: str


class AdviceData(TypedDict):
    """What people are told about a matter."""

    matter: str
    said: str


class ChainData(TypedDict):
    """An earlier notice: what it did, at which level, from when, under which number."""

    kind: str
    act: str
    level: str
    number: str
    title: str
    start: str
    until: str


class ReturnData(TypedDict):
    """A row of a report: what a body did; blank where it said nothing, or no ledger was asked."""

    name: str
    people: str
    vehicles: str
    firms: str
    sites: str
    found: str
    fixed: str
    reports: str
    received: str
    """Receipts that came, of all that were asked: 2/3."""
    in_time: str


class CaseData(TypedDict):
    """Something of a body that is overdue."""

    unit: str
    matter: str
    due: str
    since: str


class LevelData(TypedDict):
    """A level in words; blanks, and an empty id, where it is not known.

    Papers print `name`, the plan's own word as its registry has it (橙色预警); `colour` is ours (橙色).
    """

    id: str
    name: str
    colour: str
    response: str


class PreviousData(TypedDict):
    """What is said of the notice before: empty where there is none."""

    said: str
    title: str
    number: str
    start: str


class ListsData(TypedDict):
    """What a paper says of the task lists: for its body, its annex, and besides."""

    lists: list[ListData]
    units: list[UnitData]
    measures: list[MeasureData]
    groups: list[GroupData]
    """What the body orders."""
    grown: list[GroupData]
    """What an upgrade adds or widens."""
    kept: list[GroupData]
    """What goes on besides."""
    shrunk: list[GroupData]
    """What a downgrade ends or narrows."""
    paused: list[GroupData]
    resumed: list[GroupData]
    fates: dict[str, str]
    """What becomes of the measures at a lift: names by the change."""
    annex: list[AnnexData]
    routine: list[AnnexData]
    inspectors: str
    """Who checks whether the others do what they owe; empty where nobody is charged with it."""
    advice: list[AdviceData]
    waiting: str
    """What concerns everybody and waits for the command."""
    own: str
    """The tasks of the one unit that a paper is for."""


class ReturnsData(TypedDict):
    """What came back of an order, by the ledger; blank forms where none was asked."""

    returns: list[ReturnData]
    """A row for each body that was asked to report."""
    total: ReturnData
    span: str
    """From when to when the figures are counted; empty: from the beginning."""
    cases: list[CaseData]
    """What is overdue."""
    sheet: dict[str, str]
    """A supervision or a circular: serial, matter, requirement, person, until, units; or blank."""
    addressed: str
    """Whom a reminder goes to."""
    remarks: list[str]
    """What bodies reported in words."""
    problems: str
    """Who has not signed or reported in time, by the ledger."""


class DocumentData(ListsData, ReturnsData):
    """All that a template may name."""

    kind: str
    kind_name: str
    district: dict[str, str]
    plan: dict[str, str]
    level: LevelData
    origin: LevelData
    facts: dict[str, str]
    ended: bool
    shifted: bool
    given: dict[str, bool]
    drill: bool
    previous: PreviousData
    reporting: ReportingData
    chain: list[ChainData]
    recalled: str
    """The notices before, in a sentence."""
    matter: str
    full: bool
    notes: dict[str, str]
