"""The command `board`."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from smogctl.cli.each_registry import EachRegistry
from smogctl.cli.options import (
    FORCE_ADVICE,
    District,
    FormatName,
    Output,
    Registries,
    Today,
)
from smogctl.cli.words import day_asked
from smogctl.documents.board import Page, html, overview, page
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.coverage import Coverage
from smogctl.text.plain import visible
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Block, Report, Table
from smogctl.wording.gaps import Tally
from smogctl.wording.matrix import MATRIX_COLUMNS, matrix_blocks, matrix_rows

FORMATS = ("html", "table", "text", "md", "csv", "xlsx")
"""What a board can be written as; in a pipe it is the page."""

Force = Annotated[
    bool,
    typer.Option(
        "--force", help="-o 所指的文件夹由先前的 board 写成时整个换掉；别的文件夹不动。"
    ),
]

WORK = "画对照板"
TITLE = "单位与措施"


EXAMPLES = (
    ("board -o board.html", "画成一个网页"),
    ("board -d 昆区 --format xlsx -o board.xlsx", "写成 Excel 表"),
)


def run(
    registries: Registries = None,
    district: District = None,
    today: Today = None,
    force: Force = False,
    format_name: FormatName = None,
    output: Output = None,
) -> Answer:
    """画出单位与措施的对照板：谁牵头、共同、配合、指导，旁边是缺口，点开是原文。

    一个网页，不取外部资源。在屏幕上可查单位、措施，选级别，只看有内容的，从缺口跳到表格；禁用脚本时内容不缺。
    可在 A3、A4 纸上打印，打印的总是全表。区县多于 20 个时用 -o 指明文件夹：总览一页（可查区县），每个区县一页。
    """
    asked = EachRegistry(registries, district)
    day = day_asked(today)
    if format_name == "html" and asked.many:
        return _folder(asked, day, output, force=force)
    if force:
        raise Refusal("--force 只用于写成文件夹的板。")
    if format_name == "html":
        return _one_page(asked, day)
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for more_blocks, more_rows in asked.answers(partial(_table, day=day), WORK):
        blocks += more_blocks
        rows += more_rows
    report = Report({}, tuple(blocks), Table(MATRIX_COLUMNS, tuple(rows)))
    return asked.opened.answer(report)


def _table(
    registry: Registry, measures: Measures, day: date
) -> tuple[list[Block], list[tuple[str, ...]]]:
    coverage = Coverage(registry, measures, day)
    return matrix_blocks(coverage), list(matrix_rows(coverage))


def _page(registry: Registry, measures: Measures, day: date) -> Page:
    return page(Coverage(registry, measures, day), back="")


def _one_page(asked: EachRegistry, day: date) -> Answer:
    # of two files of one district, which the survey says, the first: their anchors would be the
    # same
    pages: dict[str, Page] = {}
    for drawn in asked.answers(partial(_page, day=day), WORK):
        pages.setdefault(drawn.tally.district, drawn)
    ordered = sorted(pages.values(), key=lambda drawn: drawn.tally.worst_first)
    if not ordered:
        raise asked.opened.refuse("没有可画的区县。")
    data, tallies = [], []
    for drawn in ordered:
        asked.opened.notices += drawn.notices
        data.append(drawn.data)
        tallies.append(drawn.tally)
    front = None
    title = f"{data[0]['name']}　{TITLE}"
    if len(ordered) > 1:
        front = _overview(tallies, asked, day, "#d-{}")
        title = f"{len(ordered)} 个区县　{TITLE}"
    return asked.opened.answer(html(title, front, data))


def _folder(
    asked: EachRegistry, day: date, output: str | None, *, force: bool
) -> Answer:
    """A folder: an index, and a page for each district; one page is in memory at a time."""
    if output is None or output == "-":
        raise asked.opened.refuse(
            f"{len(asked.files)} 个区县写成一个文件夹：请用 -o 指明，或用 --district 只画一个区县。"
        )
    from smogctl.system.writing import write_folder

    files = _files(asked, day)
    count = write_folder(Path(output), files, replace=force, advice=FORCE_ADVICE)
    written = f"已写入 {visible(str(output))}：index.html 和 {count - 1} 个区县。"
    asked.opened.notices.append(written)
    return asked.opened.answer(None)


def _files(asked: EachRegistry, day: date) -> Iterator[tuple[str, bytes]]:
    tallies: dict[str, Tally] = {}
    for name, text, tally, notices in asked.answers(partial(_file, day=day), WORK):
        asked.opened.notices += notices
        if tally.district in tallies:
            continue  # said by the survey: two files are of one district, and a page has one name
        tallies[tally.district] = tally
        yield name, text
    front = _overview(list(tallies.values()), asked, day, "d-{}.html")
    yield "index.html", html(f"{len(tallies)} 个区县　{TITLE}", front, []).encode()


def _file(
    registry: Registry, measures: Measures, day: date
) -> tuple[str, bytes, Tally, tuple[str, ...]]:
    drawn = page(Coverage(registry, measures, day), back="index.html")
    text = html(f"{registry.district.name}　{TITLE}", None, [drawn.data])
    name = f"d-{registry.district.id}.html"
    return name, text.encode("utf-8", "backslashreplace"), drawn.tally, drawn.notices


def _overview(
    tallies: list[Tally], asked: EachRegistry, day: date, link: str
) -> Mapping[str, Any]:
    names = {measure.id: measure.name for measure in asked.opened.measures.values()}
    lines = [f"{len(tallies)} 个区县，缺口最重的在前。豁免按 {day} 计。"]
    left_out = len(asked.files) - len(tallies)
    if left_out and asked.district is None:
        lines.append(f"另有 {left_out} 个文件有错或重复，没有列入，见 smogctl lint。")
    return overview(tallies, lines, names, link)
