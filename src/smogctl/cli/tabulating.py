"""The rows of an export on their way from registries and ledger into a medium."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from smogctl import __version__
from smogctl.cli.each_registry import EachRegistry
from smogctl.cli.registries import means
from smogctl.exporting import tables
from smogctl.exporting.cells import held
from smogctl.exporting.medium import Layout, Sink
from smogctl.exporting.partition import province_of
from smogctl.exporting.subjects import Catalogue, District, Episode, Tool
from smogctl.exporting.table import Named, Of, Row
from smogctl.incident.fold import fold
from smogctl.incident.ledger.store import Store
from smogctl.plan import catalogue
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.text.plain import visible

FORMAT = "smogctl.tables/1"


class Reply(NamedTuple):
    """What one registry gives: rows by the name of their table."""

    district: str
    file: str
    province: str | None
    rows: Mapping[str, list[Row]]


class Export:
    """The rows of an export on their way into a sink: nothing is kept but how many there were."""

    def __init__(
        self, asked: EachRegistry, layout: Layout, day: date, only: Collection[str] = ()
    ) -> None:
        """`only`: the ids of the districts that are asked for, where none is going to be read."""
        self.asked = asked
        self._only = only
        self._layout = layout
        self._day = day
        self._files: dict[str, str] = {}
        """The files of the districts that were written, by id."""
        self._incidents = 0
        self._rows = 0

    @property
    def summary(self) -> str:
        """How much was written, for people."""
        counts = []
        if self._files:
            counts.append(f"{len(self._files)} 个区县")
        if self._incidents:
            counts.append(f"{self._incidents} 次事件")
        counts += [f"{len(self._layout.tables)} 张表", f"{self._rows} 行"]
        return "，".join(counts)

    def write(self, sink: Sink, store: Store | None) -> None:
        """All rows. Raises Refusal where two files are of one district: no key would hold."""
        facts = {
            "format": FORMAT,
            "tool": f"smogctl {__version__}",
            "day": str(self._day),
        }
        self._add(sink, "tool", Tool(facts))
        if tables.of("catalogue", self._layout.tables):
            shipped = Catalogue(self.asked.opened.measures, catalogue.functions())
            self._add(sink, "catalogue", shipped)
        names = [named.name for named in tables.of("district", self._layout.tables)]
        if names:
            self._districts(sink, names)
        if store is not None:
            self._ledger(sink, store)

    def _districts(self, sink: Sink, names: list[str]) -> None:
        by_name = {named.name: named for named in self._layout.tables}
        ask = partial(_reply, names=names, day=self._day)
        for reply in self.asked.answers(ask, "写表"):
            self._check_alone(reply)
            for name, rows in reply.rows.items():
                self._put(sink, by_name[name], rows, reply.province)

    def _put(
        self, sink: Sink, table: Named, rows: list[Row], province: str | None
    ) -> None:
        if rows:
            sink.add(table, rows, province)
            self._rows += len(rows)

    def _check_alone(self, reply: Reply) -> None:
        other = self._files.setdefault(reply.district, reply.file)
        if other != reply.file:
            both = visible(f"{other}、{reply.file}")
            raise self.asked.opened.refuse(
                f"{both}：同为区县“{reply.district}”，表里一个编号只能有一个区县。请只留一个文件。没有写入。"
            )

    def _ledger(self, sink: Sink, store: Store) -> None:
        with store.reading() as events:
            for incident in events.incidents():
                episode = Episode(fold(events.of(incident)))
                if self._is_asked(episode):
                    self._incidents += 1
                    self._add(sink, "incident", episode)

    def _is_asked(self, episode: Episode) -> bool:
        """Whether an incident is of the district that is asked for."""
        word, state = self.asked.district, episode.state
        if word is None:
            return True
        if state.district in (*self._files, *self._only):
            return True
        return means(word, (state.district, state.name))

    def _add(self, sink: Sink, what: Of, subject: Any) -> None:
        for named in tables.of(what, self._layout.tables):
            rows = list(held(tables.rows_of(named.name, subject)))
            self._put(sink, named, rows, None)


def _reply(
    registry: Registry, measures: Measures, names: list[str], day: date
) -> Reply:
    subject = District(registry, measures, day)
    return Reply(
        subject.id,
        registry.file,
        province_of(registry.district.adcode),
        {name: list(held(tables.rows_of(name, subject))) for name in names},
    )
