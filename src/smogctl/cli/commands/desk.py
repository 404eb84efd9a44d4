"""The command `desk`."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from smogctl.cli.desks import desk_of, desk_path
from smogctl.cli.folders import registries_folder
from smogctl.cli.options import District, FormatName, Output, Registries
from smogctl.cli.registries import OpenRegistries, open_registries
from smogctl.cli.words import day_asked
from smogctl.plan.registry import Registry
from smogctl.schema.desk import DeskFile
from smogctl.system.files import shown_path
from smogctl.text.plain import visible
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Block, Report, Table
from smogctl.wording.desks import (
    COLUMNS,
    MISSING,
    SET,
    callers,
    desk_blocks,
    desk_json,
    empty_desk,
    facts_of_desk,
    new_desk,
)

New = Annotated[
    bool,
    typer.Option(
        "--new",
        help="写一份带说明的值班设置，供填写；已有的不动。用 --district 指明区县。",
    ),
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="日期", help="按这一天算电话多久没有核对，缺省为今天。"
    ),
]


EXAMPLES = (
    ("desk -d 昆区", "看已设了什么、还缺什么"),
    ("desk --new -d 昆区", "写一份值班设置供填写"),
)


def run(
    new: New = False,
    today: Today = None,
    registries: Registries = None,
    district: District = None,
    format_name: FormatName = None,
    output: Output = None,
) -> Answer:
    """看值班设置：署名、文号、批准、时限、联系人，哪些已设，哪些没有。

    值班设置在 registries/ 旁边的 desks/ 里，一个区县一个文件，都可以不写。公文按选项、--facts、--previous、值班设置、登记册的先后取用。
    """
    opened = open_registries(registries, district)
    if new:
        if output is not None:
            raise opened.refuse("--new 写在登记册旁边的 desks/ 里，不与 -o 同用。")
        return _written(opened, registries)
    place = registries_folder(registries)
    folder = place.folder
    day = day_asked(today)
    blocks: list[Block] = []
    data: list[dict[str, Any]] = []
    rows: list[tuple[str, ...]] = []
    for registry in opened.registries:
        file = shown_path(desk_path(folder, registry.district.id))
        try:
            desk = desk_of(folder, registry.district.id)
        except Refusal as refusal:
            opened.troubles.append(str(refusal))
            continue
        blocks += desk_blocks(registry, desk, file, day, packaged=place.packaged)
        data.append(desk_json(registry, desk, file, day))
        rows += _rows(registry, desk or empty_desk(registry))
    if not data:
        raise opened.refuse()
    sheet = Table(("区县", *COLUMNS), tuple(rows))
    return opened.answer(
        Report({"format": "smogctl.desks/1", "desks": data}, tuple(blocks), sheet)
    )


def _rows(registry: Registry, desk: DeskFile) -> Iterator[tuple[str, ...]]:
    """What a desk has of each fact, and whom it knows to call."""
    district = registry.district.name
    for fact in facts_of_desk(desk, registry):
        yield district, fact.name, fact.value, fact.source
    for caller in callers(desk, registry):
        source = MISSING
        if caller.phone:
            source = SET
        yield district, f"{caller.body}的电话", caller.phone, source


def _written(opened: OpenRegistries, registries: str | None) -> Answer:
    """A new desk file for the one district that is asked for.

    Raises Refusal for several districts, for the copy inside the package, and where one stands.
    """
    from smogctl.cli.schemas import lacking_schemas
    from smogctl.system.writing import Act

    place = registries_folder(registries)
    if place.packaged:
        raise opened.refuse(
            "用的是随 smogctl 安装的副本，旁边不写值班设置：请用 --registries 指明登记册的文件夹。"
        )
    registry = opened.only("一次写一个区县的")
    path = desk_path(place.folder, registry.district.id)
    with Act() as act:
        for file, text in lacking_schemas(path.parent, ["desk"]):
            act.file_with_folders(file, text.encode(), replace=False)
        act.private_file(path, new_desk(registry).encode())
    opened.notices.append(f"已写入 {visible(shown_path(path))}，去掉行首的 # 填写。")
    return opened.answer(None)
