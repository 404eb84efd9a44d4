"""Pydantic's errors as findings: in Chinese, at line and column, saying what was expected."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from pydantic import BaseModel, ValidationError

from smogctl.schema.base import SHAPES, model_in
from smogctl.text.plain import clip, closest, listed, visible
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import Source
from smogctl.yamlfile.trees import inside

MOST_HINTS = 50
"""How many unknown fields of one file are met with the nearest known one."""

_EXPECTED = {
    "list_type": "应为列表（每行一个“- ”）",
    "tuple_type": "应为列表（每行一个“- ”）",
    "dict_type": "应为“键: 值”的一组",
    "model_type": "应为“键: 值”的一组",
    "model_attributes_type": "应为“键: 值”的一组",
    "string_type": "应为一段文字",
}


def findings(
    error: ValidationError, model: type[BaseModel], source: Source
) -> list[Finding]:
    """Every error of one file that could be read, in the file's order."""
    every: list[Finding] = []
    for item in error.errors(include_url=False):
        # a list all of whose items are wrong is "too short" to Pydantic as well; that is no
        # fault of its own
        if item["type"] == "too_short" and item["input"]:
            continue
        hint = len(every) < MOST_HINTS
        every.append(_finding(item, model, source, hint=hint))
    return sorted(every, key=attrgetter("line", "column", "message"))


def reasons(error: ValidationError) -> Iterator[str]:
    """What is wrong, an error each, with the key path and without a place in a file."""
    for item in error.errors(include_url=False):
        yield f"{_where(_path(item))}{_wrong(item)}"


def _path(item: Any) -> tuple[str | int, ...]:
    """Where an error is, without Pydantic's mark that it is in a key and not in its value."""
    return tuple(part for part in item["loc"] if part != "[key]")


def _finding(
    item: Any, model: type[BaseModel], source: Source, *, hint: bool
) -> Finding:
    path = _path(item)
    owner = path[:-1]
    marks, tree = source.marks, source.tree
    assert marks is not None
    kind = item["type"]
    if kind == "missing":
        code = "F201"
        place = marks.walk(owner)
        line, column = place.line, place.column
        message = f"{_where(owner, tree)}缺少“{path[-1]}”。"
    elif kind == "extra_forbidden":
        code = "F202"
        line, column = marks.at_key(path)
        message = f"{_where(owner, tree)}{_unknown(path, model, hint=hint)}"
    else:
        code = "F203"
        place = marks.walk(path)
        line, column = place.line, place.column
        message = f"{_where(path, tree)}{_wrong(item)}。"
    return Finding(code, "error", source.file, line, column, message)


def _where(path: Iterable[str | int], tree: Any = None) -> str:
    """The key path as people read it: units[3]（区教育局）.duties[1]（education-1）.text.

    Places are counted as the file's lists are, from 1; what has a name or an id is called by it.
    """
    shown = ""
    for part in path:
        tree = inside(tree, (part,))
        if isinstance(part, str):
            shown += f".{visible(clip(part))}"
            continue
        shown += f"[{part + 1}]"
        name = _name(tree)
        if name:
            shown += f"（{visible(clip(name, 20))}）"
    if not shown:
        return ""
    return f"{shown.lstrip('.')}："


def _name(tree: Any) -> str:
    """How an entry of a list is called: a unit by its name, a duty by its id."""
    for key in ("name", "id"):
        name = inside(tree, (key,))
        if isinstance(name, str):
            return name
    return ""


def _wrong(item: Any) -> str:
    kind, context = item["type"], item.get("ctx", {})
    value = item.get("input")
    if value == "" and kind != "string_type":
        return "没有值"
    if kind == "string_too_long":
        return f"最多 {context['max_length']} 个字符，现为 {len(value)} 个"
    if kind in ("too_short", "string_too_short"):
        return "不应为空"
    expected = _expected(kind, context)
    if isinstance(value, str):
        return f"{expected}，现为“{visible(clip(value))}”"
    return expected


def _expected(kind: str, context: Any) -> str:
    if kind == "literal_error":
        words = context["expected"].replace("'", "")
        listing = words.replace(" or ", "、").replace(", ", "、")
        return f"应为 {listing}"
    if kind == "string_pattern_mismatch":
        return f"应为{SHAPES[context['pattern']]}"
    general = _EXPECTED.get(kind, "写法不对")
    return str(context.get("said", general))


def _unknown(path: tuple[str | int, ...], model: type[BaseModel], *, hint: bool) -> str:
    name = str(path[-1])
    if name != name.lstrip() and name.strip().isascii():
        # what YAML takes for a part of the name, the author took for an indent
        return f"“{clip(name.strip())}”前面是全角空格，YAML 不算缩进。请改成半角空格。"
    known = _fields(model, path[:-1])
    advice = f"这里可以有：{listed(known, 20)}。"
    near = []
    if hint:
        near = closest(name, known, 1)
    if near:
        advice = f"是不是“{near[0]}”？"
    return f"没有“{clip(name)}”这个字段。{advice}"


def _fields(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The fields of the model that stands at a path."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            annotation = model.model_fields[part].annotation
            model = model_in(annotation) or model
    return list(model.model_fields)
