"""What lint needs of a file's neighbours: the district that each claims to be."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from smogctl.system.files import read_regular, shown_path
from smogctl.yamlfile.reader import MAX_BYTES, Source


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


def heads_of(paths: Iterable[Path]) -> dict[Path, Head]:
    """The heads of files and of their neighbours: of each the first bytes are read."""
    folders = {path.parent for path in paths}
    neighbours = {other for folder in folders for other in _registries(folder)}
    heads = {}
    for path in sorted(neighbours | set(paths)):
        try:
            head = _head(path)
        except (OSError, ValueError):
            continue
        if head:
            heads[path] = head
    return heads


def _head(path: Path) -> Head | None:
    """The head of a file; one that does not end within the first bytes costs reading all of it."""
    for most in (HEAD_BYTES, MAX_BYTES):
        data = read_regular(str(path), most)
        text = data.decode("utf-8-sig", "ignore").replace("\r\n", "\n").replace("\r", "\n")
        if len(data) < most or re.search(
            r"^district:.*\n(?:(?:[ \t#].*)?\n)*[^ \t#\n]", text, re.M
        ):
            return head_of_text(text, path)
    return None


def _registries(folder: Path) -> list[Path]:
    try:
        return [
            folder / name
            for name in os.listdir(folder)
            if name.endswith((".yaml", ".yml")) and name[0] != "."
        ]
    except OSError:
        return []


def twins_of(heads: Mapping[Path, Head]) -> dict[Path, tuple[Head, ...]]:
    """For each file the heads of others of its folder that share its id or its adcode."""
    owners: dict[tuple[Path, str, str], list[Path]] = {}
    for path, head in heads.items():
        for kind, value in (("id", head.id), ("adcode", head.adcode)):
            if value:
                owners.setdefault((path.parent, kind, value), []).append(path)
    twins: dict[Path, dict[Path, None]] = {}
    for same in owners.values():
        for path in same if len(same) > 1 else ():
            twins.setdefault(path, {}).update(
                dict.fromkeys(other for other in same if other != path)
            )
    return {path: tuple(heads[other] for other in others) for path, others in twins.items()}
