"""One document from its facts and lists to the bytes of its format; `notice` and `checklist` share it."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

from smogctl.activation import Activation
from smogctl.commands._papers import data_of, missing_said
from smogctl.documents.facts import Facts
from smogctl.documents.paper import Paper, as_drill, parse
from smogctl.documents.rendering import Folders, render
from smogctl.findings import Refusal
from smogctl.registry import Registry

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
    more: tuple[tuple[str, str], ...] = ()
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
    rendered = render(order.folders, "short.j2" if order.short else f"{facts.kind}.j2", data)
    said = tuple(missing_said(rendered.missing))
    parts = parse(rendered.text, f"{facts.kind}.j2")
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
    body = "\n".join(one.text for one in paper.parts if one.kind in ("p", "h1") and "演练" not in one.text[:4])
    due = [f"{one['name']}{'：' + one['stage'] if one['stage'] else ''}" for one in data["measures"]]
    instruction = "" if order.facts.kind == "lift" else "；".join(due)
    return cap.write(order.facts, order.registry, cap.Message(title, body, instruction))


def _sheet(order: Order, paper: Paper, data: dict[str, Any]) -> bytes:
    from smogctl.documents.sheet import Column, Sheet, write

    kind = order.facts.kind
    if kind not in SHEETS:
        raise Refusal(f"xlsx 只用于{'、'.join(SHEETS)}。其余请用 docx、html、md 或 text。")
    above = [f"预案：{data['plan']['title']}　文件：{data['plan']['file']}　校验：{data['plan']['hash']}"]
    below = [line for line in (data["notes"][name] for name in ("legend", "level", "left", "counted")) if line]
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
    return write(Sheet(name, paper.title, tuple(above), tuple(columns), tuple(rows), tuple(below), order.facts.drill))
