"""The command `incident open`."""

from collections.abc import Iterator
from typing import Annotated

import typer

from smogctl.cli.ledgers import Which, briefs, year_of
from smogctl.cli.options import LevelWord
from smogctl.cli.orders import Reason, Start, Until, check_term, colour_of, times
from smogctl.cli.recorders import Session, Told
from smogctl.incident.freezing import addressed, tasks_at
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft, Recorded, record
from smogctl.incident.state import State
from smogctl.plan.registry import Registry
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.vocabulary import Colour

Episode = Annotated[
    int | None,
    typer.Option(
        "--episode", metavar="数字", help="本年第几次；缺省接着台账里的，演练另编。", min=1, max=999
    ),
]
Title = Annotated[str | None, typer.Option("--title", metavar="名称", help="名称，演练用。")]


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
    colour = colour_of(session, registry, level)
    begin, end = times(session, start, until)
    check_term(session, begin)
    asked = _Asked(session, registry, colour, episode)

    def drafts(state: State, table: Table) -> Iterator[Draft | Recorded]:
        same = asked.standing(table, begin)
        if same:
            yield same
            return
        activation = tasks_at(registry, session.opened.measures, "start", (colour, None))
        found = registry.level(colour)
        assert found
        yield session.draft(
            "opened",
            level=colour,
            start=begin,
            until=end,
            reason=reason,
            title=title,
            response=found.response,
            bodies=addressed(activation),
            district=registry.district.id,
            district_name=registry.district.name,
            plan=registry.plan.title,
            registry_hash=registry.digest,
            episode=asked.number(table, int(begin[:4])),
        )

    drill = int(which.drill)
    written = record(session.store, session.who, "", drafts, drill)
    return session.answer(written)


class _Asked:
    """What is asked of the ledger before an incident begins."""

    def __init__(
        self, session: Session, registry: Registry, colour: Colour, episode: int | None
    ) -> None:
        self._session = session
        self._registry = registry
        self._colour = colour
        self._episode = episode

    def standing(self, table: Table, begin: str) -> Recorded | None:
        """The same opening, where it is written already.

        Raises Refusal where another real incident of the district is open.
        """
        drill = self._session.which.drill
        for one in briefs(table):
            event = one.opening
            mine = event.content.get("district") == self._registry.district.id
            if one.is_over or not mine or bool(event.drill) != drill:
                continue
            same = event.content["start"] == begin and event.content["level"] == self._colour
            if same:
                return Recorded(event, fresh=False)
            if not drill:
                raise Refusal(f"已有一次未关闭的事件：{one.said}。先 lift、close，没有登记。")
        return None

    def number(self, table: Table, year: int) -> int:
        """Which of the year's it is: the next, or the one that was typed.

        Raises Refusal for one that is taken.
        """
        drill = int(self._session.which.drill)
        taken = [
            int(one.opening.content["episode"])
            for one in briefs(table)
            if not one.is_void
            and one.opening.content.get("district") == self._registry.district.id
            and one.opening.drill == drill
            and year_of(one.opening) == year
        ]
        if self._episode is None:
            return max(taken, default=0) + 1
        if self._episode in taken:
            raise Refusal(f"{year} 年第 {self._episode} 次台账里已有，没有登记。")
        return self._episode
