"""The schemas beside registries and desks: by them an editor without smogctl checks such files.

The first line of such a file names its schema, `../schema/registry.schema.json`.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from smogctl.system.files import read_regular
from smogctl.text.patterns import later
from smogctl.wording.editing import schema_text

_FOLDER = "schema"
_KINDS = ("registry", "desk")
"""The kinds of file whose first line names a schema."""
_PLACES = ("registries", "desks")
"""What folders of such files are called in a repository: only beside one a schema is laid anew."""

_MODELINE = later(r"\A#\s*yaml-language-server:\s*\$schema=(\S+)")
_MOST = 4 << 20
_MOST_LINE = 4096


def schema_path(folder: Path, kind: str) -> Path:
    """Where the files of a folder look for a schema."""
    return folder.absolute().parent / _FOLDER / f"{kind}.schema.json"


def lacking_schemas(
    folder: Path, kinds: Iterable[str] = _KINDS
) -> Iterator[tuple[Path, str]]:
    """The schemas that the files of a folder look for and that are not there, with their texts."""
    for kind in kinds:
        path = schema_path(folder, kind)
        if not os.path.lexists(path):
            yield path, schema_text(kind)


def stale_schemas(files: Iterable[Path]) -> dict[Path, str]:
    """The schemas that some files name and that are missing or another smogctl's, with their texts.

    Only what is called as ours are, and lies beside the file's folder, can be one; of what stands
    there already only what says so itself.
    """
    stale: dict[Path, str] = {}
    for file in files:
        named = _named_in(file)
        may_be_new = file.absolute().parent.name in _PLACES
        for kind in _KINDS:
            if named != f"../{_FOLDER}/{kind}.schema.json":
                continue
            path, text = schema_path(file.parent, kind), schema_text(kind)
            if _is_stale(path, text, may_be_new):
                stale[path] = text
    return stale


def _named_in(file: Path) -> str:
    """The schema that a file's first line names; empty where it names none."""
    try:
        head = read_regular(file, _MOST_LINE)
    except (OSError, ValueError):
        return ""
    hit = _MODELINE.search(head.decode("utf-8-sig", "ignore"))
    if hit:
        return hit[1]
    return ""


def _is_stale(path: Path, text: str, may_be_new: bool) -> bool:
    if not os.path.lexists(path):
        return may_be_new
    try:
        now = read_regular(path, _MOST).decode("utf-8").replace("\r\n", "\n")
    except (OSError, ValueError):
        return False
    # only one that has the title that ours has at its end is ours
    return now != text and _titles(now) == _titles(text)


def _titles(schema: str) -> list[str]:
    return re.findall(r'^  "title": "(.*)"', schema, re.M)
