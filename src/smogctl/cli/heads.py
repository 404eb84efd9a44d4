"""Which registry files may be a district's, by their first lines: of thousands one is read."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from smogctl.system.files import read_regular
from smogctl.text.plain import fold

_HEAD = 4096
"""Bytes that are looked at: the district stands first in a file that smogctl wrote."""

_DISTRICT = re.compile(
    r"^district:[ ]*(?:\{(?P<flow>[^{}\n]*)\}|(?P<block>(?:\n[ ]+[^\n]*)+))", re.M
)
_FIELD = r"(?:^|[{,\s])%s:[ ]*(?:\"([^\"\\]*)\"|'([^']*)'|([^\s\"'#,{}\[\]&*!|>][^,}\n#]*))"
_FIELDS = [re.compile(_FIELD % name) for name in ("id", "name", "short")]


def may_be(files: Iterable[Path], word: str) -> list[Path]:
    """The files whose head names the district that a word means, and those whose head says nothing
    that can be relied on.

    What they really are only reading them tells.
    """
    wanted = fold(word)
    return [path for path in files if wanted in _names(path)]


class _Anything(frozenset[str]):
    """The names of a head that cannot be read so: any may be among them."""

    def __contains__(self, name: object) -> bool:
        return True


_UNKNOWN = _Anything()


def _names(path: Path) -> frozenset[str]:
    """The folded names by which the district of a file can be asked for, as its head has them."""
    text = ""
    with suppress(OSError, ValueError):
        text = read_regular(path, _HEAD - 1).decode("utf-8", "replace")
    found = _DISTRICT.findall(text)
    if len(found) != 1:
        return _UNKNOWN
    block = "".join(found[0])
    id_, name, short = (_value(field, block) for field in _FIELDS)
    if not id_ or not name or "\\" in block:
        return _UNKNOWN
    return frozenset(_askable(id_, name, short))


def _value(field: re.Pattern[str], block: str) -> str:
    hit = field.search(block)
    return next((group.strip() for group in hit.groups() if group), "") if hit else ""


def _askable(id_: str, name: str, short: str) -> Iterator[str]:
    """As `district_names` has them of a file that was read."""
    yield from (fold(one) for one in (id_, name, short) if one)
    if name[-1] in "区县旗市" and len(name) > 2:
        yield fold(name[:-1])
