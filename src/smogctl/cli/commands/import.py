"""The command `import`."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from smogctl.formats import render
from smogctl.importing.importer import Imported, finished, import_bytes, leftover
from smogctl.importing.pages import MAX_FILE, characters
from smogctl.importing.updating import updated
from smogctl.plan import catalogue
from smogctl.plan.loading import build
from smogctl.plan.registry import Registry
from smogctl.questions.changes import difference
from smogctl.schema.base import SLUG
from smogctl.system.files import read_regular, reason
from smogctl.system.writing import write_both
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Report, Surface
from smogctl.wording.changes import blocks_of
from smogctl.yamlfile.reader import Source, parse, read

FORMATS = ("yaml", "yml")

File = Annotated[
    str,
    typer.Argument(
        metavar="文件", help="预案的附件：txt、html、docx（pdf 要另装）；- 为标准输入。"
    ),
]
Into = Annotated[
    str | None,
    typer.Option(
        "--into",
        metavar="文件夹",
        help="写进登记册的文件夹：登记册和 sources/ 下的原文一起写，不印草稿。",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="--into 那里已有同名文件时换掉。")]
Update = Annotated[
    str | None,
    typer.Option(
        "--update",
        metavar="登记册",
        help="新版预案对照已有的登记册：没有变的条文保留编号、备注和标注，其余列出变化。",
    ),
]
Id = Annotated[
    str | None, typer.Option("--id", metavar="编号", help="区县的编号，也是文件名，如 kunqu。")
]
Name = Annotated[
    str | None, typer.Option("--name", metavar="名称", help="区县的名称，如 昆都仑区。")
]

MOST = 200
"""Lines of a kind that the report shows; the draft's comments have all of them."""


def run(
    file: File,
    into: Into = None,
    force: Force = False,
    update: Update = None,
    id: Id = None,  # noqa: A002 - the option's name
    name: Name = None,
) -> Answer:
    """从预案的附件拟出登记册的草稿：单位、条文照抄原文，角色、措施等按字样建议。

    草稿在标准输出，报告在标准错误：怎么读的、哪些字没有抄入、哪些建议要人核对。要人核对也算完成。
    认不出单位时退出码为 2。
    """
    _check(id, name, into, force=force, update=update)
    made = import_bytes(_bytes(file), file, id_=id, name=name)
    changes: list[str] = []
    if update is not None:
        made, changes = _against(update, made)
    said = [*_report(made), *changes]
    if into is None:
        return Answer(made.text, tuple(said))
    written = _write(Path(into), made, force=force)
    return Answer(None, (*said, *written))


def _check(
    id_: str | None, name: str | None, into: str | None, *, force: bool, update: str | None
) -> None:
    import re

    if id_ is not None and not re.fullmatch(SLUG.strip("^$"), id_):
        raise Refusal(
            f"编号“{clip(id_)}”不行：用小写字母、数字、- 和 _，首字不为符号，最多 64 个字符。"
        )
    if name is not None and not 0 < len(name.strip()) <= 200:
        raise Refusal("--name 后面应是区县的名称，不超过 200 个字。")
    if force and into is None:
        raise Refusal("--force 只和 --into 一起用。")
    if update is not None and (id_ is not None or name is not None):
        raise Refusal("--update 沿用原登记册的编号和名称，不再用 --id、--name。")


def _bytes(file: str) -> bytes:
    """The bytes of the file or of standard input. Raises Refusal when it cannot be read."""
    if file == "-":
        if sys.stdin is None:
            raise Refusal("标准输入已关闭，没有可读的。")
        return sys.stdin.buffer.read(MAX_FILE + 1)
    try:
        return read_regular(file, MAX_FILE)
    except ValueError:
        raise Refusal(f"读不了 {clip(file)}：那里不是普通文件。") from None
    except OSError as error:
        raise Refusal(f"读不了 {clip(file)}：{reason(error)}。") from None


def _against(update: str, made: Imported) -> tuple[Imported, list[str]]:
    """The draft as a new edition of a registry, and what changes by it."""
    source = read(update)
    before = _registry(source, f"原登记册 {clip(update)} 有错，先用 smogctl lint 看")
    assert isinstance(source.tree, dict)
    now = finished(made.page, made.found, updated(source.tree, made.draft))
    after = _registry(parse(now.text.encode(), f"{now.id}.yaml"), "新的草稿读不回来")
    found = difference(before, after, catalogue.measures())
    if not found.changes:
        return now, ["与原登记册相比没有变化。"]
    return now, [
        "",
        *render("text", Report({}, tuple(blocks_of(found))), Surface()).rstrip("\n").split("\n"),
    ]


def _registry(source: Source, said: str) -> Registry:
    loaded = build(source, frozenset(catalogue.measures()))
    if loaded.registry is None:
        raise Refusal("\n".join((f"{said}：", *map(str, loaded.findings[:10]))))
    return loaded.registry


def _report(made: Imported) -> Iterator[str]:
    """What is to be said of an import, line by line."""
    page, tree = made.page, made.draft.tree
    kinds = {"txt": "文本", "html": "网页", "docx": "Word", "pdf": "PDF"}
    yield f"读作{kinds[page.format]}{f'，编码 {page.encoding}' if page.encoding else ''}。"
    yield from page.notices
    duties = sum(len(unit.get("duties", ())) for unit in tree["units"])
    yield f"认出 {len(tree['units'])} 个单位、{duties} 条职责；成员名单 {len(tree['plan']['members'])} 个。"
    lost = leftover(made)
    inside, aside = (
        sum(characters(page.text).values()),
        sum(sum(characters(one.text).values()) for one in page.asides),
    )
    yield (
        f"原文 {inside + aside} 个字：抄入 {inside - sum(lost.values())} 个，"
        f"序号、标点、栏线等版面 {sum(lost.values())} 个，没有抄入、列在下面 {aside} 个。"
    )
    yield from _some(
        [f"没有抄入：{one.place}，{one.what}：{clip(one.text.strip(), 80)}" for one in made.left]
    )
    yield from _some(
        [f"要人看：草稿第 {one.line} 行：{one.code} {one.message}" for one in made.findings]
    )
    doubts = sorted(made.draft.doubts, key=lambda one: one.line)
    yield f"待核 {len(doubts)} 处，草稿里逐处注明了理由。"
    yield from _some(
        [
            f"待核：{f'原文第 {one.line} 行，' if one.line else ''}{one.id}：{one.why}"
            for one in doubts
        ]
    )


def _some(lines: list[str]) -> list[str]:
    return (
        lines
        if len(lines) <= MOST
        else [*lines[:MOST], f"……此类还有 {len(lines) - MOST} 处，见草稿的注释。"]
    )


def _write(folder: Path, made: Imported, *, force: bool) -> list[str]:
    """The registry and its source into a folder, both or neither. Raises Refusal where one stands there already."""
    target = folder / f"{made.id}.yaml"
    source = folder / made.draft.tree["plan"].get("source", f"sources/{made.id}.txt")
    if not folder.is_dir():
        raise Refusal(f"没有文件夹 {clip(str(folder))}。没有写入。")
    if not source.resolve().is_relative_to(folder.resolve()):
        raise Refusal(f"原文 {clip(str(source))} 不在 {clip(str(folder))} 里。没有写入。")
    taken = [one for one in (target, source) if os.path.lexists(one)]
    if taken and not force:
        names = "、".join(clip(str(one)) for one in taken)
        raise Refusal(f"已有 {names}。用 --force 换掉，或用 --id 另起一个编号。没有写入。")
    write_both((source, made.page.text.encode()), (target, made.text.encode()))
    return [f"已写入 {target} 和 {source}。用 smogctl lint {target} 检查。"]
