"""A model as the text of a registry file: block style, one clause a line.

Fields stand in the model's own order. What was never given (`model_fields_set`) or is None is left
out, so that a file that was read is written with what it said, and no default is made a statement.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from smogctl.yamlfile.reader import stays_text

_HEAD = (
    "# yaml-language-server: $schema=../schema/registry.schema.json",
    "# smogctl import 所拟的草稿：条文是原文，其余是按字样的建议；"
    "有 check 的请核对，核对后删去 check（smogctl review 可逐条过）。",
)
_NESTED = frozenset({"units", "duties"})
"""Lists whose items have a line for each field."""
_SPREAD = {"bodies": 1, "duties": 1, "frame": 1, "measures": 2, "members": 2}
"""Lists that have a line for each item, and from how many items on."""
_SHORT = frozenset({"bodies", "measures"})
"""Those of them that take one line where each item is a bare name."""
_BARE_ALONE = frozenset({"phase"})
"""Lists that are written without brackets where they hold one thing."""

_CHAR = r"[^\x00-\x27\x2a\x2c\x3a-\x40\x5b-\x5e\x60\x7b-\x9f]"
_PLAIN = re.compile(
    rf"(?=[0-9A-Za-z\u3007\u3400-\u9fff（《“【〔ⅠⅡⅢⅣ①-⑳]){_CHAR}+(?: {_CHAR}+)*"
)


def document(model: BaseModel) -> str:
    """The whole file that a model stands for."""
    return "\n".join([*_HEAD, *_sections(model), ""])


def flow(value: object) -> str:
    """A value on one line: a text, number, flag or day, a tuple of values, or a model."""
    match value:
        case BaseModel():
            return _on_a_line(value)
        case tuple():
            return f"[{', '.join(map(flow, value))}]"
        case str():
            return scalar(value)
        case bool():
            return str(value).lower()
    return str(value)


def scalar(text: str) -> str:
    """A text as YAML, quoted where a reader could take it for something else."""
    if _PLAIN.fullmatch(text) and stays_text(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def field_lines(model: BaseModel, name: str) -> list[str]:
    """The lines of one field of a model, from its key on; none where it says nothing."""
    value = _given(model).get(name, ())
    if value == ():
        return []
    return list(_field(name, value, ""))


def _on_a_line(model: BaseModel) -> str:
    given = _given(model)
    if _is_bare(model):
        (value,) = given.values()
        return flow(value)
    fields = []
    for name, value in given.items():
        fields.append(f"{name}: {flow(value)}")
    return f"{{{', '.join(fields)}}}"


def _given(model: BaseModel) -> dict[str, object]:
    """The fields that a model was given, in its order; some lists of one thing as that thing."""
    given: dict[str, object] = {}
    for name in type(model).model_fields:
        if name not in model.model_fields_set:
            continue
        value = getattr(model, name)
        if value is None:
            continue
        if name in _BARE_ALONE and len(value) == 1:
            value = value[0]
        given[name] = value
    return given


def _is_bare(item: BaseModel) -> bool:
    """Whether a model is written as one value: it has a name alone."""
    return list(_given(item)) in (["id"], ["name"])


def _sections(file: BaseModel) -> Iterator[str]:
    """A file's parts, a blank line before each of several lines; an empty list is left out."""
    for name, value in _given(file).items():
        if isinstance(value, BaseModel):
            yield from ("", f"{name}:")
            yield from _fields(value, "  ", "  ")
        elif not isinstance(value, tuple):
            yield f"{name}: {flow(value)}"
        elif value:
            yield from ("", f"{name}:")
            yield from _items(name, value)


def _items(section: str, items: Sequence[Any]) -> Iterator[str]:
    """The items of a list of the file, a blank line between those that have several."""
    if section not in _NESTED:
        for item in items:
            yield f"  - {flow(item)}"
        return
    first, *others = items
    yield from _nested(first, "  ")
    for item in others:
        yield ""
        yield from _nested(item, "  ")


def _nested(item: BaseModel, indent: str) -> Iterator[str]:
    """An item of a list that has a line for each field."""
    return _fields(item, f"{indent}- ", f"{indent}  ")


def _fields(model: BaseModel, first: str, others: str) -> Iterator[str]:
    """A model's fields, a line or more for each; the lines begin with `first`, then `others`."""
    mark = first
    for name, value in _given(model).items():
        yield from _field(name, value, mark)
        mark = others


def _field(name: str, value: object, mark: str) -> Iterator[str]:
    if not isinstance(value, tuple) or not _is_spread(name, value):
        yield f"{mark}{name}: {flow(value)}"
        return
    yield f"{mark}{name}:"
    indent = " " * len(mark) + "  "
    for item in value:
        if name in _NESTED:
            yield from _nested(item, indent)
        else:
            yield f"{indent}- {flow(item)}"


def _is_spread(name: str, items: Sequence[Any]) -> bool:
    """Whether a list has a line for each item."""
    if name not in _SPREAD:
        return False
    if len(items) < _SPREAD[name]:
        return False
    if name in _SHORT:
        return not all(map(_is_bare, items))
    return True
