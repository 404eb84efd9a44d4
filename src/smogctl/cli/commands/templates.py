"""The command `templates`."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from smogctl.documents.checking import Trouble, check
from smogctl.documents.data import data_of
from smogctl.documents.facts import Facts
from smogctl.documents.kinds import NOTICES
from smogctl.documents.making import SHEETS
from smogctl.documents.paper import Paper, parse
from smogctl.documents.rendering import Folders, render
from smogctl.documents.writers import docx
from smogctl.plan import catalogue
from smogctl.plan.loading import load
from smogctl.questions import activation
from smogctl.system.shipped import shipped
from smogctl.text.plain import clip, visible
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Block, Line, Report, Table

FORMATS = ("text", "json")

Action = Annotated[str, typer.Argument(metavar="check", help="检查一个文件夹里的模板。")]
Folder = Annotated[
    str, typer.Argument(metavar="文件夹", help="自己的模板所在的文件夹（--templates 所给的）。")
]


def run(action: Action, folder: Folder) -> Answer:
    """检查自己的模板：写法、用到而没有的名字、能不能用。

    有毛病时退出码为 1。模板是 种类.j2，用到的名字见 templates/ 里自带的。
    """
    if action != "check":
        raise Refusal(f"不认识的动作“{clip(action)}”。可写：check。")
    path = Path(folder)
    if not path.is_dir():
        raise Refusal(f"“{clip(folder)}”不是文件夹。")
    files = sorted(one for one in path.iterdir() if _is_template(one))
    if not files:
        raise Refusal(f"文件夹“{clip(folder)}”里没有模板（*.j2、notice.docx）。")
    said = []
    if find_spec("docxtpl") is None and any(one.name == docx.TEMPLATE for one in files):
        files = [one for one in files if one.name != docx.TEMPLATE]
        said = [f"{docx.TEMPLATE} 没有检查：要另装一个库，python -m pip install 'smogctl[docx]'。"]
    example = _example()
    troubles = [trouble for file in files for trouble in _troubles(file, example)]
    lines: list[Block] = [Line(f"{one.file}:{one.line}: {one.message}") for one in troubles]
    data = {"format": "smogctl.templates/1", "troubles": [one._asdict() for one in troubles]}
    rows = tuple((one.file, str(one.line), one.message) for one in troubles)
    report = Report(data, tuple(lines), Table(("模板", "行", "毛病"), rows))
    return Answer(
        report, (*said, f"{len(files)} 个模板，{len(troubles)} 处毛病。"), 1 if troubles else 0
    )


def _is_template(path: Path) -> bool:
    named = path.name.endswith(".j2") and not path.name.endswith(".html.j2")
    return path.is_file() and (named or path.name == docx.TEMPLATE)


def _troubles(file: Path, example: dict[str, Any]) -> list[Trouble]:
    """What reading it finds, or else what using it does."""
    if file.name == docx.TEMPLATE:
        return _word_troubles(file, example)
    kind = file.name.removesuffix(".j2")
    known = {*NOTICES, *SHEETS, "short"}
    if kind not in known and not kind.startswith("_"):
        return [
            Trouble(
                visible(file.name),
                1,
                f"没有这个种类。有：{'、'.join(sorted(known))}；共用的片段以 _ 开头。",
            )
        ]
    if kind == "checklist" or kind.startswith("_"):
        example = {**example, "title": "核对表", "by_measure": True}
    found = check(file, example)
    if found or kind.startswith("_"):
        return found
    try:
        parse(
            render(
                Folders((file.parent,), shipped("templates")), file.name, {**example, "kind": kind}
            ).text,
            file.name,
        )
    except Refusal as refusal:
        return [Trouble(visible(file.name), 1, str(refusal))]
    return []


def _example() -> dict[str, Any]:
    """Data of the kind that a template gets: an upgrade of the shipped district."""
    measures = catalogue.measures()
    registry = load(shipped("registries") / "jiangjin.yaml", measures).registry
    assert registry
    found = activation.activate(registry, measures, "red", "yellow")
    facts = Facts("upgrade", "red", "yellow")
    return data_of(facts, registry, found._replace(whole=found.lists))


def _word_troubles(file: Path, example: dict[str, Any]) -> list[Trouble]:
    """What filling a Word template with an example finds."""
    parts = parse(render(Folders((), shipped("templates")), "start.j2", example).text, "start.j2")
    try:
        docx.write(Paper(tuple(parts)), (file.parent,))
    except Refusal as refusal:
        return [Trouble(visible(file.name), 1, str(refusal))]
    return []
