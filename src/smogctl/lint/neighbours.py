"""What lint needs of a file's neighbours: the district that each claims to be."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from smogctl.system.files import names_in, read_regular, shown_path
from smogctl.yamlfile.limits import MAX_BYTES
from smogctl.yamlfile.reader import Source


class Head(NamedTuple):
    """What the rule across files needs of a file: its district's id and adcode, and where they stand."""

    file: str
    id: str
    adcode: str


_DISTRICT = re.compile(
    r"^district:(?P<flow>[ \t]*\{[^}\n]*\}|(?:[ \t]*(?:#[^\n]*)?\n(?:[ \t]+[^\n]*)?)*)", re.M
)


_FIELD = r"(?:^|[\s{{,])[\"']?{name}[\"']?[ \t]*:[ \t]*[\"']?([A-Za-z0-9_-]+)"


def head_of_text(text: str, path: Path) -> Head | None:
    """The head of a file from its first characters, without parsing it."""
    block = _DISTRICT.search(text)
    if not block:
        return None
    plain = re.sub(r"(?m)(?:^|(?<=\s))#.*", "", block[0])
    found = [re.search(_FIELD.format(name=name), plain, re.M) for name in ("id", "adcode")]
    return Head(shown_path(path), *(hit[1] if hit else "" for hit in found))


def head_of(source: Source) -> Head | None:
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
_WHOLE_HEAD = re.compile(r"^district:.*\n(?:(?:[ \t#].*)?\n)*[^ \t#\n]", re.M)
"""The section `district` with the beginning of what follows it."""


def read_head(path: Path) -> Head | None:
    """The head of a file from its first bytes.

    One that does not end within them costs reading all of it.
    """
    for most in (HEAD_BYTES, MAX_BYTES):
        try:
            data = read_regular(path, most)
        except (OSError, ValueError):
            return None
        text = plain_text(data)
        if len(data) < most or _WHOLE_HEAD.search(text):
            return head_of_text(text, path)
    return None


def plain_text(data: bytes) -> str:
    """A file's characters with one kind of line end, as far as they can be decoded."""
    return data.decode("utf-8-sig", "ignore").replace("\r\n", "\n").replace("\r", "\n")


def registries_beside(paths: Iterable[Path]) -> set[Path]:
    """The registry files in the folders of some files; a folder that cannot be listed has none."""
    beside = set()
    for folder in {path.parent for path in paths}:
        try:
            names = names_in(folder)
        except OSError:
            continue
        beside |= {folder / name for name in names if _is_registry(name)}
    return beside


def _is_registry(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def twins_of(heads: Mapping[Path, Head]) -> dict[Path, tuple[Head, ...]]:
    """For each file the heads of others of its folder that share its id or its adcode."""
    owners: dict[tuple[Path, str, str], list[Path]] = {}
    for path, head in sorted(heads.items()):
        for kind, value in (("id", head.id), ("adcode", head.adcode)):
            if value:
                owners.setdefault((path.parent, kind, value), []).append(path)
    twins: dict[Path, dict[Path, None]] = {}
    for same in owners.values():
        for path in same if len(same) > 1 else ():
            others = (other for other in same if other != path)
            twins.setdefault(path, {}).update(dict.fromkeys(others))
    return {path: tuple(heads[other] for other in others) for path, others in twins.items()}
