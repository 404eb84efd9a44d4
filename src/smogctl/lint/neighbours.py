"""What lint needs of a file's neighbours: the district that each claims to be."""

import errno
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from smogctl.system.files import links_out, names_in, read_regular, shown_path
from smogctl.text.patterns import later
from smogctl.yamlfile.limits import MAX_BYTES

if TYPE_CHECKING:  # a lint of files that have not changed reads none
    from smogctl.yamlfile.reader import Source


class Head(NamedTuple):
    """What the rule across files needs of a file: its district's id and adcode.

    `file`: its name for people, of one that is another's twin.
    """

    file: str
    id: str
    adcode: str


_DISTRICT = later(
    r"^district:(?P<flow>[ \t]*\{[^}\n]*\}|(?:[ \t]*(?:#[^\n]*)?\n(?:[ \t]+[^\n]*)?)*)",
    re.M,
)


_COMMENT = later(r"(?:^|(?<=\s))#.*", re.M)
_FIELDS = {
    name: re.compile(
        rf"(?:^|[\s{{,])[\"']?{name}[\"']?[ \t]*:[ \t]*[\"']?([A-Za-z0-9_-]+)", re.M
    )
    for name in ("id", "adcode")
}


def head_of_text(text: str) -> Head | None:
    """The head of a file from its first characters, without parsing it."""
    block = _DISTRICT.search(text)
    if not block:
        return None
    plain = _COMMENT.sub("", block[0])
    claims = {}
    for field, pattern in _FIELDS.items():
        hit = pattern.search(plain)
        claims[field] = hit[1] if hit else ""
    return Head(file="", **claims)


def head_of(source: "Source") -> Head | None:
    """The head of a file as it was read."""
    from smogctl.yamlfile.trees import inside, text_in

    district = inside(source.tree, ("district",))
    if not isinstance(district, dict):
        return None
    return Head(
        file=source.file,
        id=text_in(district, "id"),
        adcode=text_in(district, "adcode"),
    )


_NOTHING_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
"""Why a name is that of no file: it is gone, or a link that leads nowhere."""

HEAD_BYTES = 4096
_WHOLE_HEAD = later(r"^district:.*\n(?:(?:[ \t#].*)?\n)*[^ \t#\n]", re.M)
"""The section `district` with the beginning of what follows it."""


def read_head(path: Path, claims: Collection[str] | None = None) -> Head | None:
    """The head of a file from its first bytes; None for what is no file.

    One that does not end within them costs reading all of it. Where `claims` are given, a file that
    has none of these words needs no head. Raises OSError where the system does not let it be read:
    what it claims is not known then.
    """
    for most in (HEAD_BYTES, MAX_BYTES):
        try:
            data = read_regular(str(path), most)
        except ValueError:
            return None
        except OSError as error:
            if error.errno in _NOTHING_THERE:
                return None
            raise
        text = plain_text(data)
        if len(data) < most or _WHOLE_HEAD.search(text):
            return _claimed(text, claims)
    return None


def _claimed(text: str, claims: Collection[str] | None) -> Head | None:
    if claims is None:
        return head_of_text(text)
    for claim in claims:
        if claim in text:
            return head_of_text(text)
    return None


def plain_text(data: bytes) -> str:
    """A file's characters with one kind of line end, as far as they can be decoded."""
    return data.decode("utf-8-sig", "ignore").replace("\r\n", "\n").replace("\r", "\n")


def registries_in(folder: Path) -> list[str]:
    """The names of the registry files of a folder; none where it is not there.

    A link to what lies outside of it is no file of the folder. Raises OSError where it cannot be
    listed.
    """
    try:
        names = names_in(folder)
    except OSError as error:
        if error.errno in _NOTHING_THERE:
            return []
        raise
    foreign = links_out(folder)
    registries = []
    for name in names:
        if name.startswith(".") or name in foreign:
            continue
        if name.endswith((".yaml", ".yml")):
            registries.append(name)
    return registries


def twins_of(heads: Mapping[Path, Head]) -> dict[Path, tuple[Head, ...]]:
    """For each file the heads of others of its folder that share its id or its adcode."""
    groups = [*_sharing(heads, "id"), *_sharing(heads, "adcode")]
    groups.sort(key=lambda owners: owners[0])
    twins: dict[Path, dict[Path, Head]] = {}
    for owners in groups:
        named = {}
        for path in owners:
            named[path] = heads[path]._replace(file=shown_path(path))
        for path, other in permutations(owners, 2):
            twins.setdefault(path, {})[other] = named[other]
    return {path: tuple(others.values()) for path, others in twins.items()}


def _sharing(heads: Mapping[Path, Head], field: str) -> Iterator[list[Path]]:
    """The files of a folder that claim the same, for each claim that several have."""
    owners: dict[tuple[Path, str], list[Path]] = {}
    for path, head in heads.items():
        claim = getattr(head, field)
        if claim:
            owners.setdefault((path.parent, claim), []).append(path)
    for paths in owners.values():
        if len(paths) > 1:
            yield sorted(paths)
