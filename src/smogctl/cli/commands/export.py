"""The command `export`."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated, Any

import typer

from smogctl.cli.each_registry import EachRegistry
from smogctl.cli.ledger_files import found_ledger
from smogctl.cli.media import Target, check_free, layout_asked, target_asked
from smogctl.cli.options import (
    FORCE_ADVICE,
    District,
    Force,
    LedgerName,
    Registries,
    Today,
)
from smogctl.cli.registries import open_registries
from smogctl.cli.tabulating import Export
from smogctl.cli.words import day_asked
from smogctl.exporting import media, tables
from smogctl.exporting.medium import Layout, Sink
from smogctl.incident.ledger.store import Store
from smogctl.text.plain import visible
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

FORMATS = ()
"""Its files are no report."""

To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="媒介",
        help="写成什么：sqlite 一个数据库文件、csv 文件夹、xlsx 一个 Excel 文件、"
        "parquet 文件夹（另装 duckdb）。缺省看 -o 的后缀。",
        autocompletion=lambda: list(media.names()),
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="province",
        help="按省分开：每张表一个文件夹，其中每省一个文件夹；用于 csv、parquet。",
        autocompletion=lambda: ["province"],
    ),
]
Names = Annotated[
    str | None,
    typer.Option(
        "--table",
        metavar="表",
        help="只写这些表，逗号分开；有哪些见 docs/tables.md。",
        autocompletion=lambda: [named.name for named in tables.every()],
    ),
]

Place = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="文件或文件夹",
        help="写到哪里，必须给出：一个文件，或一个文件夹；要么写全，要么不动原来的。",
    ),
]


EXAMPLES = (
    ("export -o tables.db", "写成一个 SQLite 数据库"),
    ("export --to csv -o tables", "写成一个文件夹的 CSV"),
)


def run(
    to: To = None,
    by: By = None,
    table: Names = None,
    force: Force = False,
    today: Today = None,
    ledger: LedgerName = None,
    registries: Registries = None,
    district: District = None,
    output: Place = None,
) -> Answer:
    """把全部回答写成表：区县、单位、职责、分工、缺口、各级任务等，供 SQL、Excel 和多机的引擎用；有台账时也有事件。

    表和列的含义，及十五个 SQL 提问，见 docs/tables.md。
    """
    target = target_asked(to, output)
    layout = layout_asked(target, table, by)
    day = day_asked(today)
    check_free(target, force=force)
    store = _ledger(layout, ledger, registries, asked=table is not None)
    if store is None:
        without = []
        for named in layout.tables:
            if named.table.of != "incident":
                without.append(named)
        layout = layout._replace(tables=tuple(without))
    only = _only(layout, registries, district)
    export = Export(EachRegistry(registries, district), layout, day, only)
    with _filling(target, layout, force=force, private=store is not None) as sink:
        export.write(sink, store)
    opened = export.asked.opened
    if store is not None:
        opened.notices.append(f"台账 {store.shown} 也写进去了，所以只有本人可读。")
    opened.notices.append(f"已写入 {visible(str(output))}：{export.summary}。")
    return opened.answer(None)


def _only(layout: Layout, registries: str | None, district: str | None) -> list[str]:
    """The ids of the district asked for, where no table of districts would tell them."""
    if district is None or tables.of("district", layout.tables):
        return []
    opened = open_registries(registries, district)
    return [registry.district.id for registry in opened.registries]


def _ledger(
    layout: Layout, ledger: str | None, registries: str | None, *, asked: bool
) -> Store | None:
    """The ledger to be written; None where none is, or none of its tables is asked for."""
    wanted = [named.name for named in tables.of("incident", layout.tables)]
    if not wanted:
        if ledger is not None:
            raise Refusal(
                "--table 给的表都不取自台账，--ledger 用不上。请去掉其中一个。"
            )
        return None
    store = found_ledger(ledger, registries)
    if asked and store is None:
        raise Refusal(
            f"没有台账，写不了表 {'、'.join(wanted)}。请用 --ledger 指明台账。"
        )
    return store


@contextmanager
def _filling(
    target: Target, layout: Layout, *, force: bool, private: bool
) -> Iterator[Sink]:
    """What takes the rows, beside the target: all of it gets there at the end, or nothing."""
    from smogctl.system.writing import staged_file, staged_folder

    staged: AbstractContextManager[Any]
    if target.medium.is_folder:
        staged = staged_folder(
            target.path, replace=force, advice=FORCE_ADVICE, private=private
        )
    else:
        staged = staged_file(target.path, private=private, replace=force)
    with staged as place, media.writer_of(target.name).filling(place, layout) as sink:
        yield sink
