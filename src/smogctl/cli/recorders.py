"""Writing to the ledger from the command line: who writes, when, what was told."""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from smogctl.cli.briefs import briefs
from smogctl.cli.clocks import now_asked, observed_asked
from smogctl.cli.folders import registries_folder
from smogctl.cli.ledger_files import store_of
from smogctl.cli.ledgers import Which, incident_id
from smogctl.incident import events as kinds
from smogctl.incident.ledger.store import Store
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import (
    FIELD_NAMES,
    Draft,
    Drafts,
    Recorded,
    Recorder,
    Written,
    record,
)
from smogctl.incident.state import State
from smogctl.system.seen import settle
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.wording.recorded import recorded_report

if TYPE_CHECKING:  # most events need no registry, and an append is to be quick
    from smogctl.cli.registries import OpenRegistries
    from smogctl.plan.registry import Registry
    from smogctl.schema.desk import DeskFile

Now = Annotated[
    str | None,
    typer.Option(
        "--now",
        metavar="时间",
        help="按这一时刻登记和计算逾期，如 2026-12-01T23:41；缺省为本机时钟。登记了会写明不是时钟的时间。",
    ),
]
Observed = Annotated[
    str | None,
    typer.Option(
        "--observed",
        metavar="时间",
        help="事情实际发生的时间，可只写 23:41（最近的一个）；缺省为登记的时间，不能在将来。",
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="姓名", help="谁登记的。缺省为 $SMOGCTL_BY，再为登录名。"
    ),
]
Name = Annotated[
    str | None, typer.Option("--name", metavar="姓名", help="谁说的、谁签收的。")
]
Post = Annotated[
    str | None, typer.Option("--post", metavar="职务", help="说话人的职务。")
]
Channel = Annotated[
    str | None,
    typer.Option(
        "--channel", metavar="方式", help="怎样说的：微信、电话、传真、当面。"
    ),
]
Number = Annotated[str | None, typer.Option("--number", metavar="文字", help="文号。")]
Authority = Annotated[
    str | None, typer.Option("--authority", metavar="文字", help="谁批准的。")
]
Basis = Annotated[
    str | None,
    typer.Option("--basis", metavar="文字", help="依据：上级通知、预案条款。"),
]
Forecast = Annotated[
    str | None, typer.Option("--forecast", metavar="文字", help="会商结论。")
]
Remark = Annotated[str | None, typer.Option("--note", metavar="文字", help="备注。")]


class Told(NamedTuple):
    """What every event may say besides."""

    now: Now = None
    observed: Observed = None
    by: By = None
    name: Name = None
    post: Post = None
    channel: Channel = None
    number: Number = None
    authority: Authority = None
    basis: Basis = None
    forecast: Forecast = None
    note: Remark = None


_LONGEST = 9
"""Digits of a paper's number."""

_BASE = ("name", "post", "channel", "number", "authority", "basis", "forecast", "note")


def _user() -> str:
    """Who is at the machine, by its environment."""
    for name in ("SMOGCTL_BY", "LOGNAME", "USER", "USERNAME"):
        user = os.environ.get(name)
        if user:
            return user
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "值班员"


class Session:
    """One command that writes: its ledger, its time, what was told with it."""

    def __init__(self, which: Which, told: Told) -> None:
        self.which = which
        self.told = told
        now, given = now_asked(told.now)
        self.who = Recorder(clip(told.by or _user(), 60), now, given)
        self.observed = observed_asked(told.observed, now)
        self.store: Store = store_of(which.ledger, which.registries)
        self.notices: list[str] = []
        self.slot: str | None = None
        """Which report all rows of a file are, where it was typed."""
        self.district = ""
        """The incident's, once it is read."""

    @cached_property
    def incident(self) -> str:
        """The incident that is meant. Raises Refusal where it is none, or one of several."""
        with self.store.reading() as table:
            return incident_id(table, self.which)

    @property
    def folder(self) -> Path:
        """The folder of the registries."""
        return registries_folder(self.which.registries).folder

    @cached_property
    def opened(self) -> "OpenRegistries":
        """The registries; with `--district` that district's."""
        from smogctl.cli.registries import open_registries

        return open_registries(self.which.registries, self.which.district)

    def registry(self, district: str | None = None) -> "Registry":
        """The registry of a district, else the only one. Raises Refusal where it is not one."""
        opened = self.opened
        registries = opened.registries
        if district is not None:
            registries = []
            for registry in opened.registries:
                if registry.district.id == district:
                    registries.append(registry)
        if len(registries) == 1:
            return registries[0]
        raise opened.refuse(f"请用 --district 指明是哪个区县的，有：{opened.names}。")

    def desk(self, district: str) -> "DeskFile | None":
        """What the office knows. Raises Refusal where its file is faulty."""
        from smogctl.cli.desks import desk_of

        return desk_of(self.folder, district)

    def draft(
        self, kind: str, observed: datetime | None = None, **fields: Any
    ) -> Draft:
        """An event of a kind with what was told. Raises Refusal for a value that cannot be kept."""
        from pydantic import ValidationError

        values = self._told_values(str(fields.get("district", "")))
        for name, value in fields.items():
            if value is not None:
                values[name] = value
        try:
            data = kinds.named(kind).Data(**values)
        except ValidationError as error:
            raise Refusal(_fault_said(error.errors()[0])) from None
        return Draft(kind, data, observed or self.observed)

    def _told_values(self, district: str) -> dict[str, Any]:
        """What was told besides, with a paper's number made whole."""
        values: dict[str, Any] = {}
        for name in _BASE:
            value = getattr(self.told, name)
            if value is not None:
                values[name] = value
        if self.told.number is not None:
            values["number"] = self.numbered(self.told.number, district)
        return values

    def numbered(self, number: str, district: str = "") -> str:
        """A paper's number; of a bare one the desk's pattern makes it whole."""
        bare = number.strip().removesuffix("号")
        if not bare.isdecimal() or len(bare) > _LONGEST:
            return number
        desk = self.desk(district or self.district)
        if desk is None or not desk.office.number:
            return number
        whole = desk.office.number.replace("{year}", str(self.observed.year))
        return whole.replace("{n}", str(int(bare)))

    def write(
        self, drafts: Drafts, before_commit: Callable[[Written], None] | None = None
    ) -> Written:
        """Write the events that `drafts` makes of the incident; `before_commit` may refuse."""

        def made(state: State, table: Table) -> Iterable[Draft | Recorded]:
            self.district = state.district
            self.others_said(table, drill=state.drill)
            return drafts(state, table)

        def last(written: Written) -> None:
            if before_commit:
                before_commit(written)
            settle()

        return record(self.store, self.who, self.incident, made, before_commit=last)

    def others_said(self, table: Table, *, drill: bool) -> None:
        """That another incident is open besides, of the other kind: that one is not meant."""
        if self.which.incident is not None:
            return
        others: list[str] = []
        for brief in briefs(table):
            is_other = bool(brief.opening.drill) != drill
            if is_other and not brief.is_over:
                others.append(brief.said)
        if others:
            here = "实际的事件"
            if drill:
                here = "演练"
            listed = "；".join(others)
            self.notices.append(f"登记在{here}上。另有未关闭的：{listed}。")

    def answer(self, written: Written) -> Answer:
        """What was written, for people and for scripts."""
        report = recorded_report(written)
        return Answer(report, tuple(self.notices))

    def record(
        self, drafts: Callable[[State, Table], Iterable[Draft | Recorded]]
    ) -> Answer:
        """Write, and answer with what was written."""
        return self.answer(self.write(drafts))

    def one(self, kind: str, **fields: Any) -> Answer:
        """Write one event whose data need no look at the incident."""
        return self.record(lambda state, table: [self.draft(kind, **fields)])


def _fault_said(fault: Any) -> str:
    """A value that cannot be kept, in the words of its option."""
    field = ""
    if fault["loc"]:
        field = str(fault["loc"][0])
    why = fault.get("ctx", {}).get("said", "太长、太大或不合写法")
    return f"{FIELD_NAMES.get(field, field)}：{why}。没有登记。"
