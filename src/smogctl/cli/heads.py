"""Which registry files may be a district's, by their first lines: of thousands one is read."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from smogctl.cli.districts import stem_of
from smogctl.cli.indexes import seen_in
from smogctl.system.files import read_regular
from smogctl.text.patterns import later
from smogctl.text.plain import fold

_HEAD = 4096
"""Bytes that are looked at: the district stands first in a file that smogctl wrote."""

_PLAIN = r"[^\s\"'#,{}\[\]&*!|>%@`?:-]"
"""How a value without quotes may begin."""
_QUOTED = r"\"[^\"\\\n]*\"|'[^'\n]*'"
_KEY = r"(?P<key>id|name|short|within|adcode): +"
_FLOW = later(rf"[ ]*{_KEY}(?P<value>{_QUOTED}|{_PLAIN}[^,{{}}\[\]\"'#:\n]*)")
_BLOCK = later(rf"[ ]+{_KEY}(?P<value>{_QUOTED}|{_PLAIN}[^\"'#:\n]*)")
_DISTRICT = later(
    r"^district:[ ]*(?:\{(?P<flow>[^\n]*)\}[ ]*\n"
    r"|\n(?P<block>(?:[ ]+[^\n]*\n)+)(?=[^ \n#]))",
    re.M,
)
"""The section to its end; of one whose end is not among the bytes that are looked at, nothing."""


class _Head(NamedTuple):
    """A district's id, name and short name as the head of its file has them; '' for none."""

    id: str
    name: str
    short: str

    def askable(self) -> Iterator[str]:
        """By what it can be asked for, as `district_names` has it of a file that was read."""
        return filter(None, (*self, stem_of(self.name)))


def may_be(folder: Path, files: Sequence[str], word: str) -> list[Path]:
    """The files whose head names the district that a word means, and those whose head says nothing
    that can be relied on.

    What they really are only reading them tells.
    """
    wanted = fold(word)
    heads = seen_in(folder, files, "heads", _look)
    paths: list[Path] = []
    for file in files:
        head = heads[file]
        if head is None or wanted in head[1]:
            paths.append(folder / file)
    return paths


def names_in_heads(
    folder: Path, files: Sequence[str]
) -> Iterator[tuple[str, ...] | Path]:
    """Each file's id, name and short name; of one whose head says nothing that can be relied on,
    the file.
    """
    for file, seen in seen_in(folder, files, "heads", _look).items():
        if seen:
            yield seen[0]
        else:
            yield folder / file


_Seen = tuple[tuple[str, ...], tuple[str, ...]] | None
"""A head as written, and folded all by which it can be asked for.

None: it says nothing that can be relied on.
"""


def _look(path: Path) -> _Seen:
    """A head whose lines are all plain: one value each, nothing that YAML reads otherwise."""
    data = b""
    with suppress(OSError, ValueError):
        data = read_regular(path, _HEAD - 1)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    sections = _DISTRICT.findall(text)
    if len(sections) != 1 or f"\n{text}".count("\ndistrict") != 1:
        return None
    values = _values(*sections[0])
    if not values.get("id") or not values.get("name"):
        return None
    head = _Head(values["id"], values["name"], values.get("short", ""))
    return tuple(head), tuple(map(fold, head.askable()))


def _values(flow: str, block: str) -> dict[str, str]:
    """The values of a section by key; none where a line is not plain, or a key stands twice."""
    lines, plain = flow.split(","), _FLOW
    if block:
        lines, plain = block.splitlines(), _BLOCK
    values: dict[str, str] = {}
    for line in lines:
        hit = plain.fullmatch(line.rstrip())
        if hit is None or hit["key"] in values:
            return {}
        values[hit["key"]] = hit["value"].strip("\"'")
    return values
