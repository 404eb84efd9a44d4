"""One document from its facts and lists to the bytes of its format; `notice` and `checklist` share it."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

from smogctl.documents.data import data_of
from smogctl.documents.facts import Facts
from smogctl.documents.kinds import missing_said
from smogctl.documents.paper import Paper, as_drill, parse
from smogctl.documents.rendering import BLANK, Folders, render
from smogctl.plan.registry import Registry
from smogctl.questions.activation import Activation
from smogctl.values.findings import Refusal

SHEETS = ("checklist", "receipt", "supervision")
"""The kinds that can be a spreadsheet."""

STATES = ("已落实", "部分落实", "未落实", "不涉及")


class Order(NamedTuple):
    """A document that is asked for. `short`: for a message group; `red`: with the organisation in red above it."""

    facts: Facts
    registry: Registry
    found: Activation | None
    folders: Folders
    format_name: str
    short: bool = False
    red: bool = False
    more: tuple[tuple[str, str | bool], ...] = ()
    """Further names for the template."""


class Made(NamedTuple):
    """A document's bytes; PDF is still Word, to be converted with others in one run. `said`: what was left blank."""

    data: bytes
    title: str
    said: tuple[str, ...]


def make(order: Order) -> Made:
    """The document. Raises Refusal for a format that the kind has not, and for what a writer or a template says."""
    facts, form = order.facts, order.format_name
    data = data_of(facts, order.registry, order.found) | dict(order.more)
    name = "short.j2" if order.short else f"{facts.kind}.j2"
    rendered = render(order.folders, name, data)
    said = tuple(missing_said(rendered.missing))
    parts = parse(rendered.text, name)
    if facts.drill:
        parts = as_drill(parts)
    if not order.red:
        parts = [one for one in parts if one.kind != "org"]
    paper = Paper(tuple(parts), order.red, facts.drill)
    if form == "cap":
        return Made(_cap(order, paper, data), paper.title, said)
    if form == "xlsx":
        return Made(_sheet(order, paper, data), paper.title, said)
    if form in ("docx", "pdf"):
        from smogctl.documents.writers import docx

        return Made(docx.write(paper, order.folders.users), paper.title, said)
    write = import_module(f"smogctl.documents.writers.{form}").write
    return Made(write(paper), paper.title, said)


def _cap(order: Order, paper: Paper, data: dict[str, Any]) -> bytes:
    from smogctl.documents import cap

    title = paper.title.removeprefix("【演练】")
    said: list[str] = []
    for one in paper.parts:
        if one.kind in ("h1", "sign"):  # what follows is the units' business
            break
        # a message to machines and the public has no blank to fill in
        if one.kind == "p" and BLANK not in one.text and "【演练】" not in one.text:
            said.append(one.text.removesuffix("分工如下。"))
    due = [one["name"] for one in data["measures"] if one["public"]]
    instruction = "" if order.facts.kind == "lift" else "；".join(due)
    return cap.write(order.facts, order.registry, cap.Message(title, "\n".join(said), instruction))


def _fills(paper: Paper) -> list[str]:
    """What is to be filled in above the first unit or table."""
    found = []
    for one in paper.parts:
        if one.kind in ("h2", "table", "item"):
            break
        found += [one.text] if one.kind == "fill" else []
    return found


def _sheet(order: Order, paper: Paper, data: dict[str, Any]) -> bytes:
    from smogctl.documents.sheet import Column, Sheet, write

    kind = order.facts.kind
    if kind not in SHEETS:
        raise Refusal(f"xlsx 只用于{'、'.join(SHEETS)}。其余请用 docx、html、md 或 text。")
    above = _fills(paper)
    above += [
        f"预案：{data['plan']['title']}　文件：{data['plan']['file']}　校验：{data['plan']['hash']}"
    ]
    below = [
        line
        for line in (data["notes"][name] for name in ("legend", "level", "left", "counted"))
        if line
    ]
    columns: Sequence[Column]
    rows: list[tuple[str, ...]]
    if kind == "receipt":
        columns = (
            Column("序号", 6),
            Column("单位", 36),
            Column("签收人", 14),
            Column("签收时间", 18),
            Column("电话", 16),
            Column("备注", 24),
        )
        rows = [(str(at), one["name"], "", "", "", "") for at, one in enumerate(data["units"], 1)]
        below = []
    else:
        columns = (
            Column("序号", 6),
            Column("单位", 18),
            Column("部分", 8),
            Column("标记", 12),
            Column("任务", 60),
            Column("说明", 40),
            Column("状态", 11, STATES),
            Column("承办人" if kind == "checklist" else "问题", 14),
            Column("完成时间" if kind == "checklist" else "整改", 16),
        )
        rows = [
            (
                task["number"],
                one["head"],
                part["name"],
                task["mark"],
                task["text"],
                "；".join(task["details"]),
                "",
                "",
                "",
            )
            for one in data["lists"]
            for part in one["parts"]
            for task in part["tasks"]
        ]
    name = {"checklist": "核对表", "receipt": "签收表", "supervision": "督查表"}[kind]
    return write(
        Sheet(
            name,
            paper.title,
            tuple(above),
            tuple(columns),
            tuple(rows),
            tuple(below),
            order.facts.drill,
        )
    )


def save_facts(name: str, output: str | None, order: Order) -> None:
    """The facts as a file, for `--facts` and `--previous`. Raises Refusal when they could not be read back."""
    from pathlib import Path

    from pydantic import ValidationError

    from smogctl.documents import cap
    from smogctl.documents.facts import saved
    from smogctl.schema.facts import FactsFile
    from smogctl.system.writing import write_whole
    from smogctl.yamlfile.reader import parse as parse_yaml

    if output is not None and Path(name).absolute() == Path(output).absolute():
        raise Refusal("--save-facts 和 -o 是同一个文件。")
    title = make(order._replace(format_name="text", short=False)).title.removeprefix("【演练】")
    facts = order.facts._replace(sender=cap.sender_of(order.facts, order.registry))
    text = saved(
        facts, order.registry.district.id, title, cap.identifier(order.facts, order.registry)
    )
    try:
        FactsFile.model_validate(parse_yaml(text.encode(), name).tree)
    except ValidationError as error:
        fields = "、".join(str(one["loc"][0]) for one in error.errors()[:3])
        raise Refusal(f"有事实不合写法（{fields}：太长或有不能写的字），存不了事实文件。") from None
    write_whole(Path(name), text.encode())
