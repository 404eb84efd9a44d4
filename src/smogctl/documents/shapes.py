"""The shapes of the plain data that templates, sheets and messages are made from."""

from typing import TypedDict


class TaskData(TypedDict):
    """A task.

    `official`: its details without how the registry was transcribed, for what goes out.
    """

    number: str
    mark: str
    text: str
    details: list[str]
    official: list[str]
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


class MeasureData(TypedDict):
    """A measure that is due, its stage and who leads it; `outdoor` and `public`: yes, or empty."""

    id: str
    name: str
    stage: str
    units: str
    outdoor: str
    public: str


class LevelData(TypedDict):
    """A level in words; blanks, and an empty id, where it is not known."""

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


class DocumentData(TypedDict):
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
    lists: list[ListData]
    units: list[UnitData]
    measures: list[MeasureData]
    notes: dict[str, str]
