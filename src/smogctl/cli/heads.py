"""Which registry files may be a district's, by their first lines: of thousands one is read."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from smogctl.cli.indexes import seen_in
from smogctl.system.files import read_regular
from smogctl.text.patterns import later
from smogctl.text.plain import fold

_HEAD = 4096
"""Bytes that are looked at: the district stands first in a file that smogctl wrote."""

_DISTRICT = later(r"^district:[ ]*(?:\{(?P<flow>[^{}\n]*)\}|(?P<block>(?:\n[ ]+[^\n]*)+))", re.M)
_FIELD = r"(?:^|[{,\s])%s:[ ]*(?:\"([^\"\\]*)\"|'([^']*)'|([^\s\"'#,{}\[\]&*!|>][^,}\n#]*))"
_FIELDS = [later(_FIELD % name) for name in ("id", "name", "short")]


class _Head(NamedTuple):
    """A district's id, name and short name as the head of its file has them; '' for none."""

    id: str
    name: str
    short: str

    def askable(self) -> Iterator[str]:
        """By what it can be asked for, as `district_names` has it of a file that was read."""
        yield from filter(None, self)
        if self.name[-1] in "区县旗市" and len(self.name) > 2:
            yield self.name[:-1]


def may_be(folder: Path, files: Sequence[str], word: str) -> list[Path]:
    """The files whose head names the district that a word means, and those whose head says nothing
    that can be relied on.

    What they really are only reading them tells.
    """
    wanted = fold(word)
    heads = seen_in(folder, files, "heads", _look)
    return [folder / file for file in files if _may_be(heads[file], wanted)]


def _may_be(seen: "_Seen", wanted: str) -> bool:
    return seen is None or wanted in seen[1]


def names_in_heads(folder: Path, files: Sequence[str]) -> Iterator[tuple[str, ...] | Path]:
    """Each file's id, name and short name; of one whose head says nothing that can be relied on,
    the file.
    """
    for file, seen in seen_in(folder, files, "heads", _look).items():
        yield seen[0] if seen else folder / file


_Seen = tuple[tuple[str, ...], tuple[str, ...]] | None
"""A head as written, and folded all by which it can be asked for.

None: it says nothing that can be relied on.
"""


def _look(path: Path) -> _Seen:
    head = _head(path)
    return (tuple(head), tuple(map(fold, head.askable()))) if head else None


def _head(path: Path) -> _Head | None:
    text = ""
    with suppress(OSError, ValueError):
        text = read_regular(path, _HEAD - 1).decode("utf-8", "replace")
    found = _DISTRICT.findall(text)
    if len(found) != 1:
        return None
    block = "".join(found[0])
    head = _Head(*(_value(field, block) for field in _FIELDS))
    return None if not head.id or not head.name or "\\" in block else head


def _value(field: re.Pattern[str], block: str) -> str:
    hit = field.search(block)
    return next((group.strip() for group in hit.groups() if group), "") if hit else ""
