"""What lint needs of a file's neighbours: the district that each claims to be."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, permutations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from smogctl.system.files import names_in, read_regular, shown_path
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
_FIELDS = [
    re.compile(
        rf"(?:^|[\s{{,])[\"']?{name}[\"']?[ \t]*:[ \t]*[\"']?([A-Za-z0-9_-]+)", re.M
    )
    for name in ("id", "adcode")
]


def head_of_text(text: str) -> Head | None:
    """The head of a file from its first characters, without parsing it."""
    block = _DISTRICT.search(text)
    if not block:
        return None
    plain = _COMMENT.sub("", block[0])
    found = [field.search(plain) for field in _FIELDS]
    return Head("", *(hit[1] if hit else "" for hit in found))


def head_of(source: "Source") -> Head | None:
    """The head of a file as it was read."""
    tree = source.tree if isinstance(source.tree, dict) else {}
    district = tree.get("district")
    if not isinstance(district, dict):
        return None
    name, adcode = district.get("id"), district.get("adcode")
    return Head(
        source.file,
        name if isinstance(name, str) else "",
        adcode if isinstance(adcode, str) else "",
    )


HEAD_BYTES = 4096
_WHOLE_HEAD = later(r"^district:.*\n(?:(?:[ \t#].*)?\n)*[^ \t#\n]", re.M)
"""The section `district` with the beginning of what follows it."""


def read_head(path: Path, claims: Collection[str] | None = None) -> Head | None:
    """The head of a file from its first bytes.

    One that does not end within them costs reading all of it. Where `claims` are given, a file that
    has none of these words needs no head.
    """

    for most in (HEAD_BYTES, MAX_BYTES):
        try:
            data = read_regular(str(path), most)
        except (OSError, ValueError):
            return None
        text = plain_text(data)
        if len(data) < most or _WHOLE_HEAD.search(text):
            wanted = claims is None or any(claim in text for claim in claims)
            return head_of_text(text) if wanted else None
    return None


def plain_text(data: bytes) -> str:
    """A file's characters with one kind of line end, as far as they can be decoded."""
    return data.decode("utf-8-sig", "ignore").replace("\r\n", "\n").replace("\r", "\n")


def registries_in(folder: Path) -> list[str]:
    """The names of the registry files of a folder; one that cannot be listed has none."""
    try:
        return [name for name in names_in(folder) if _is_registry(name)]
    except OSError:
        return []


def _is_registry(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def twins_of(heads: Mapping[Path, Head]) -> dict[Path, tuple[Head, ...]]:
    """For each file the heads of others of its folder that share its id or its adcode."""
    shared = _shared(heads)
    owners: dict[tuple[Path, str, str], list[Path]] = {}
    for path, head in sorted(shared.items()):
        for claim in _claims(path, head):
            owners.setdefault(claim, []).append(path)
    twins: dict[Path, dict[Path, None]] = {}
    for path, other in chain.from_iterable(
        permutations(same, 2) for same in owners.values()
    ):
        twins.setdefault(path, {})[other] = None
    named = {
        path: head._replace(file=shown_path(path)) for path, head in shared.items()
    }
    return {
        path: tuple(named[other] for other in others) for path, others in twins.items()
    }


def _shared(heads: Mapping[Path, Head]) -> dict[Path, Head]:
    """The heads that claim what another one claims too."""
    claims = {path: list(_claims(path, head)) for path, head in heads.items()}
    counts = Counter(claim for some in claims.values() for claim in some)
    return {
        path: head
        for path, head in heads.items()
        if any(counts[claim] > 1 for claim in claims[path])
    }


def _claims(path: Path, head: Head) -> Iterator[tuple[Path, str, str]]:
    """What a file claims to be, in its folder."""
    folder = path.parent
    for kind, value in (("id", head.id), ("adcode", head.adcode)):
        if value:
            yield folder, kind, value
