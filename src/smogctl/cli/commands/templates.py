"""The command `templates`."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from smogctl.documents.checking import Trouble, check
from smogctl.documents.data import data_of
from smogctl.documents.facts import Facts
from smogctl.documents.kind import Night
from smogctl.documents.kinds import all_kinds, checklist, start, upgrade
from smogctl.documents.making import SHORT_TEMPLATE
from smogctl.documents.paper import Paper, parse
from smogctl.documents.rendering import Folders, render
from smogctl.documents.shapes import DocumentData
from smogctl.documents.writers import docx
from smogctl.plan import catalogue
from smogctl.plan.loading import load
from smogctl.system.files import reason
from smogctl.system.installation import how_to_add
from smogctl.system.shipped import shipped
from smogctl.text.plain import clip, visible
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Block, Line, Report, Table

FORMATS = ("text", "json")

Action = Annotated[
    str, typer.Argument(metavar="check", help="检查一个文件夹里的模板。")
]
Folder = Annotated[
    str,
    typer.Argument(
        metavar="文件夹", help="自己的模板所在的文件夹（--templates 所给的）。"
    ),
]


EXAMPLES = (
    ("templates check mine", "检查 mine 文件夹里自己的模板"),
    ("templates check mine --format json", "供程序读"),
)


def run(action: Action, folder: Folder) -> Answer:
    """检查自己的模板：写法、用到而没有的名字、能不能用。

    有毛病时退出码为 1。模板是 种类.j2，用到的名字见 templates/ 里自带的。
    """
    if action != "check":
        raise Refusal(f"不认识的动作“{clip(action)}”。可写：check。")
    files = _templates_in(folder)
    example = _example()
    reads_word = find_spec("docxtpl") is not None
    count = 0
    troubles: list[Trouble] = []
    notices: list[str] = []
    for file in files:
        if file.name == docx.TEMPLATE and not reads_word:
            lacks = f"要另装一个库，请运行 {how_to_add('docx')}"
            notices.append(f"{docx.TEMPLATE} 没有检查，{lacks}")
            continue
        count += 1
        troubles += _troubles(file, example)
    notices.append(f"{count} 个模板，{len(troubles)} 处毛病。")
    return Answer(_report(troubles), tuple(notices), exits.of_findings(troubles))


def _report(troubles: list[Trouble]) -> Report:
    lines: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for file, line, message in troubles:
        lines.append(Line(f"{file}:{line}: {message}"))
        rows.append((file, str(line), message))
    data = {
        "format": "smogctl.templates/1",
        "troubles": [trouble._asdict() for trouble in troubles],
    }
    return Report(data, tuple(lines), Table(("模板", "行", "毛病"), tuple(rows)))


def _templates_in(folder: str) -> list[Path]:
    """The templates of a folder.

    Raises Refusal when it is none, has none, or cannot be listed.
    """
    path = Path(folder)
    if not path.is_dir():
        raise Refusal(f"“{clip(folder)}”不是文件夹。")
    try:
        files = sorted(filter(_is_template, path.iterdir()))
    except OSError as error:
        raise Refusal(f"读不了文件夹“{clip(folder)}”：{reason(error)}。") from error
    if not files:
        raise Refusal(f"文件夹“{clip(folder)}”里没有模板（*.j2、notice.docx）。")
    return files


def _is_template(path: Path) -> bool:
    if path.name == docx.TEMPLATE:
        return True
    return path.name.endswith(".j2") and not path.name.endswith(".html.j2")


def _troubles(file: Path, example: DocumentData) -> list[Trouble]:
    """What reading it finds, or else what using it does."""
    if file.name == docx.TEMPLATE:
        return _word_troubles(file, example)
    shared = file.name.startswith("_")
    templates = [kind.template for kind in all_kinds().values()]
    if not shared and file.name not in (SHORT_TEMPLATE, *templates):
        known = "、".join(sorted((*all_kinds(), SHORT_TEMPLATE.removesuffix(".j2"))))
        message = f"没有这个种类。有：{known}；共用的片段以 _ 开头。"
        return [Trouble(visible(file.name), 1, message)]
    data = {**example, "kind": file.name.removesuffix(".j2")}
    if shared or file.name == checklist.KIND.template:
        data |= {"title": checklist.KIND.title, "by_measure": True}
    unknown = check(file, data)
    if unknown or shared:
        return unknown
    try:
        rendered = render(
            Folders((file.parent,), shipped("templates")), file.name, data
        )
        parse(rendered.text, file.name)
    except Refusal as refusal:
        return [Trouble(visible(file.name), 1, str(refusal))]
    return []


def _example() -> DocumentData:
    """Data of the kind that a template gets: an upgrade of the shipped district."""
    measures = catalogue.measures()
    registry = load(shipped("registries") / "jiangjin.yaml", measures).registry
    assert registry
    facts = Facts(upgrade.KIND, "red", "yellow")
    lists = upgrade.KIND.asks(Night(registry, measures, "red", "yellow"))
    return data_of(facts, registry, lists._replace(whole=lists.lists))


def _word_troubles(file: Path, example: DocumentData) -> list[Trouble]:
    """What filling a Word template with an example finds."""
    name = start.KIND.template
    rendered = render(Folders((), shipped("templates")), name, example)
    paper = Paper(tuple(parse(rendered.text, name)))
    try:
        docx.word_of(paper, (file.parent,))
    except Refusal as refusal:
        return [Trouble(visible(file.name), 1, str(refusal))]
    return []
