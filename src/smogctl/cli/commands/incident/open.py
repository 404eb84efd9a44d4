"""The command `incident open`."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from smogctl.cli.briefs import Brief, briefs
from smogctl.cli.ledgers import Which
from smogctl.cli.options import LevelWord
from smogctl.cli.orders import (
    Reason,
    Start,
    Until,
    check_term,
    colour_of,
    missing_said,
    times,
)
from smogctl.cli.recorders import Session, Told
from smogctl.incident.freezing import addressed, tasks_at
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft, Recorded, check_same, record
from smogctl.incident.state import State
from smogctl.plan.registry import Registry
from smogctl.system.seen import settle
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

Episode = Annotated[
    int | None,
    typer.Option(
        "--episode",
        metavar="数字",
        help="本年第几次；缺省接着台账里的，演练另编。",
        min=1,
        max=999,
    ),
]
Title = Annotated[
    str | None, typer.Option("--title", metavar="名称", help="名称，演练用。")
]


EXAMPLES = (
    (
        "incident open -l 橙 -d 昆区 --start 20时 --until 12月3日20时",
        "今晚 20 时起启动橙色响应",
    ),
    ("incident open --drill --title 秋季演练 -l 黄 -d 昆区", "启动一次演练"),
)


def run(
    which: Which,
    told: Told,
    level: LevelWord = None,
    start: Start = None,
    until: Until = None,
    reason: Reason = None,
    episode: Episode = None,
    title: Title = None,
) -> Answer:
    """启动一次事件：发布哪一级预警，从何时起。

    接着用 issue 下达。加 --drill 的是演练，次数另编，处处标明，从不与实际的混算。
    """
    if which.incident is not None:
        raise Refusal("open 启动新的事件，不用 -i；演练的名称用 --title。")
    session = Session(which, told)
    registry = session.registry()
    session.opened.registries = [registry]
    colour = colour_of(session, registry, level)
    term = times(session, start, until)
    check_term(session, term.start)
    asked = _Asked(session, registry, episode)

    def drafts(state: State, table: Table) -> Iterator[Draft | Recorded]:
        session.others_said(table, drill=which.drill)
        activation = tasks_at(
            registry, session.opened.measures, "start", (colour, None)
        )
        opened = registry.level(colour)
        assert opened
        draft = session.draft(
            "opened",
            level=colour,
            reason=reason,
            title=title,
            response=opened.response,
            bodies=addressed(activation),
            district=registry.district.id,
            district_name=registry.district.name,
            plan=registry.plan.title,
            registry_hash=registry.digest,
            episode=asked.number(table, int(term.start[:4])),
            **term.fields,
        )
        yield asked.standing(table, draft, title) or draft

    missing_said(session, reason, (registry.district.id, colour))
    drill = int(which.drill)
    written = record(
        session.store, session.who, "", drafts, drill, before_commit=lambda _: settle()
    )
    return session.answer(written)


class _Asked:
    """What is asked of the ledger before an incident begins."""

    def __init__(
        self, session: Session, registry: Registry, episode: int | None
    ) -> None:
        self._session = session
        self._registry = registry
        self._episode = episode

    def standing(
        self, table: Table, draft: Draft, title: str | None
    ) -> Recorded | None:
        """The same opening, where it is written already.

        Raises Refusal where another of the district is open: a real one, or a drill of that name.
        """
        drill = self._session.which.drill
        for brief in self._series(table):
            opening = brief.opening
            before = opening.content
            if brief.is_over or (drill and before.get("title") != title):
                continue
            now = draft.data.model_dump(include={"start", "level"})
            if now == {"start": before["start"], "level": before["level"]}:
                check_same(opening, self._numbered(draft, before))
                return Recorded(opening, fresh=False)
            what = "事件，先 lift、close"
            if opening.drill:
                what = "演练，另开一次请给不同的 --title"
            raise Refusal(f"已有一次未关闭的{what}：{brief.said}。没有登记。")
        return None

    def _numbered(self, draft: Draft, before: dict[str, Any]) -> Draft:
        """The draft with the number that the incident has, unless another was typed."""
        if self._episode is not None:
            return draft
        return draft._replace(
            data=draft.data.model_copy(update={"episode": before["episode"]})
        )

    def _series(self, table: Table) -> Iterator[Brief]:
        """The district's incidents, or its drills."""
        for brief in briefs(table):
            opening = brief.opening
            if opening.known.get("district") != self._registry.district.id:
                continue
            if bool(opening.drill) == self._session.which.drill:
                yield brief

    def number(self, table: Table, year: int) -> int:
        """Which of the year's it is: the next, or the one that was typed.

        Raises Refusal for one that is taken.
        """
        taken = []
        for brief in self._series(table):
            if not brief.is_void and brief.year == str(year):
                taken.append(int(brief.opening.content["episode"]))
        if self._episode is None:
            return max(taken, default=0) + 1
        if self._episode in taken:
            raise Refusal(f"{year} 年第 {self._episode} 次台账里已有，没有登记。")
        return self._episode
