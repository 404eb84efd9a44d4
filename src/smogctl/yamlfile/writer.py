"""A draft as text, in the style of the shipped registries: block style, one clause a line, reasons as comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from smogctl.yamlfile.reader import stays_text

Tree = Mapping[str, Any]
Doubts = Mapping[tuple[str, str], Sequence[str]]
"""(id of a unit, duty or section; field) → reasons. The field `id` is the thing itself."""

_TYPED = frozenset({"row", "until", "issued", "ends", "lead"})
_CHAR = r"[^\x00-\x27\x2a\x2c\x3a-\x40\x5b-\x5e\x60\x7b-\x9f]"
_PLAIN = re.compile(rf"(?=[0-9A-Za-z\u3007\u3400-\u9fff（《“【〔ⅠⅡⅢⅣ①-⑳]){_CHAR}+(?: {_CHAR}+)*")


def scalar(value: str, key: str = "") -> str:
    """A value as YAML, quoted where a reader could take it otherwise."""
    if key in _TYPED or (
        _PLAIN.fullmatch(value) and stays_text(value) and " " not in value[:1] + value[-1:]
    ):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def flow(value: Any, key: str = "") -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(one, name)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return scalar(str(value), key)


def document(tree: Tree, doubts: Doubts) -> str:
    """The whole file."""
    return "\n".join([*_lines(tree, doubts), ""])


def _lines(tree: Tree, doubts: Doubts) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../schema/registry.schema.json"
    yield "# smogctl import 所拟的草稿：条文是原文，其余是按字样的建议；标“待核”的请核对，核对后删去该注释。"
    yield f"format: {tree['format']}"
    for section in ("district", "plan"):
        yield ""
        yield f"{section}:"
        for key, value in tree[section].items():
            yield from _field(key, value, "  ", doubts.get((section, key), ()))
    yield ""
    yield "levels:" + _comment(doubts.get(("levels", "id"), ()))
    yield from (f"  - {flow(one)}" for one in tree["levels"])
    if tree.get("outside"):
        yield ""
        yield "outside:"
        for one in tree["outside"]:
            yield f"  - {flow(one)}" + _comment(doubts.get((one["id"], "id"), ()))
    yield ""
    yield "units:"
    for at, unit in enumerate(tree["units"]):
        if at:
            yield ""
        yield from _unit(unit, doubts)
    for key in ("retired", "waivers"):
        if tree.get(key):
            yield ""
            yield f"{key}:"
            yield from (f"  - {flow(one)}" for one in tree[key])


def _unit(unit: Tree, doubts: Doubts) -> Iterator[str]:
    name = unit["id"]
    mark = "  - "
    for key, value in unit.items():
        said = doubts.get((name, key), ())
        if key == "duties":
            yield f"{mark}duties:"
            for duty in value:
                yield from _duty(duty, doubts)
        elif key == "bodies" and any(isinstance(one, Mapping) for one in value):
            yield f"{mark}bodies:" + _comment(said)
            yield from (f"      - {flow(one)}" for one in value)
        else:
            yield f"{mark}{key}: {flow(value, key)}" + _comment(said)
        mark = "    "


def _duty(duty: Tree, doubts: Doubts) -> Iterator[str]:
    name = duty["id"]
    mark = "      - "
    for key, value in duty.items():
        yield from _field(key, value, mark, doubts.get((name, key), ()))
        mark = "        "


def _field(key: str, value: Any, mark: str, doubts: Sequence[str]) -> Iterator[str]:
    deep = " " * len(mark) + "  "
    if key == "frame" or (
        key in ("members", "measures")
        and len(value) > 1
        and (key == "members" or any(isinstance(one, Mapping) for one in value))
    ):
        yield f"{mark}{key}:{'' if value else ' []'}" + _comment(doubts)
        yield from (f"{deep}- {flow(one)}" for one in value)
    else:
        yield f"{mark}{key}: {flow(value, key)}" + _comment(doubts)


def _comment(doubts: Sequence[str]) -> str:
    return f"  # 待核：{'；'.join(dict.fromkeys(doubts))}" if doubts else ""
