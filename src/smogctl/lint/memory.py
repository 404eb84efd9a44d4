"""Findings remembered from an earlier run of the same tool, while nothing that they rest on has changed.

Plain JSON in the user's cache folder: a file is not read again while its stamp, or else its content, its source's and
the tool are what they were. A cut or edited cache is as good as none.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from smogctl import __version__
from smogctl.lint.neighbours import Head
from smogctl.system.files import (
    FileRead,
    Stamp,
    full_name,
    read_file,
    read_regular,
    shown_path,
    stamp_of,
)
from smogctl.system.shipped import PACKAGE, shipped, state_of
from smogctl.system.writing import write_cache
from smogctl.values.findings import Finding
from smogctl.values.vocabulary import SEVERITIES
from smogctl.yamlfile.limits import MAX_BYTES

MOST_CACHE = 1 << 30
"""Bytes of a cache."""


class Known(NamedTuple):
    """What is remembered of a file that findings rest on.

    `stamp` None: there was none that could be read.

    `settled`: the stamp alone proves that the file is the same (system.files).
    """

    path: str
    stamp: Stamp | None = None
    settled: bool = False
    digest: str = ""


def known(path: Path, read: FileRead | None) -> Known:
    """A file as it was when it was read."""
    name = full_name(path)
    return Known(name, read.stamp, read.settled, read.digest) if read else Known(name)


class Linted(NamedTuple):
    """The findings of one file, and what they rest on: the file, its source, the heads of its twins."""

    path: Path
    file: Known
    source: Known | None
    head: Head | None
    twins: tuple[Head, ...]
    findings: tuple[Finding, ...]


def tool_key(codes: Sequence[str]) -> str:
    """What findings rest on besides the files: the tool's version and code, the rules that run, the catalogue."""
    state = hashlib.blake2b(f"{__version__} {' '.join(codes)}".encode(), digest_size=16)
    for folder, pattern in ((PACKAGE, "**/*.py"), (shipped("catalogue"), "*.yaml")):
        for line in state_of(folder, pattern):
            state.update(line.encode())
    return state.hexdigest()


class Memory:
    """The findings of an earlier run of the same tool, in one JSON file for each set of rules."""

    def __init__(self, codes: Sequence[str], folder: Path) -> None:
        self.key = tool_key(codes)
        rules = hashlib.blake2b(" ".join(codes).encode(), digest_size=6).hexdigest()
        self.file = folder / f"lint-{rules}.json"
        self.entries = self._load()
        self.changed = False

    def _load(self) -> dict[str, Any]:
        try:
            data = json.loads(read_regular(self.file, MOST_CACHE))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(data, dict) or data.get("key") != self.key:
            return {}
        files = data.get("files")
        return files if isinstance(files, dict) else {}

    def recall(self, path: Path) -> Linted | None:
        """What was found in a file, where neither it nor its source has changed; else None."""
        try:
            linted = _linted(path, self.entries[full_name(path)])
        except (KeyError, TypeError, IndexError, ValueError, AttributeError):
            return None
        if not all(map(_sound, linted.findings)):
            return None
        file, source = _same(linted.file), linted.source and _same(linted.source)
        if file is None or (linted.source and source is None):
            return None
        now = linted._replace(file=file, source=source)
        if now != linted:
            self.keep(now)
        return now

    def keep(self, linted: Linted) -> None:
        """Remember the findings of a file; of one that could not be read nothing is remembered."""
        if linted.file.stamp is None:
            self.entries.pop(linted.file.path, None)
            return
        self.entries[linted.file.path] = linted._asdict() | {"path": None}
        self.changed = True

    def save(self) -> None:
        """Write the memory, whole or not at all.

        A folder that cannot be written costs only time.
        """
        if not self.changed:
            return
        data = json.dumps({"key": self.key, "files": self.entries}, ensure_ascii=True)
        write_cache(self.file, data.encode())


def _linted(path: Path, entry: Mapping[str, Any]) -> Linted:
    """An entry as values, files named as they are asked for now.

    Raises what a damaged entry makes it raise.
    """
    findings = tuple(Finding(*finding) for finding in entry["findings"])
    return Linted(
        path,
        _known(entry["file"]),
        _known(entry["source"]) if entry["source"] else None,
        Head(*entry["head"])._replace(file=shown_path(path)) if entry["head"] else None,
        tuple(Head(*head) for head in entry["twins"]),
        tuple(finding._replace(file=shown_path(path)) for finding in findings),
    )


def _known(entry: Sequence[Any]) -> Known:
    path, stamp, settled, digest = entry
    return Known(str(path), Stamp(*stamp) if stamp else None, settled is True, str(digest))


def _same(was: Known) -> Known | None:
    """What is known of a file now, where it is the one that was read; None where it is another."""
    path = Path(was.path)
    now = stamp_of(path)
    if now is None or was.stamp is None:
        return was if now is None and was.stamp is None else None
    stamp, _ = now
    if stamp == was.stamp and was.settled:
        return was
    if stamp.size != was.stamp.size:
        return None
    # touched, or saved so soon after it was read that the clock may not tell: its content decides
    try:
        read = read_file(path, MAX_BYTES)
    except (OSError, ValueError):
        return None
    return known(path, read) if read.digest == was.digest else None


def _sound(finding: Finding) -> bool:
    """Whether a remembered finding can be one."""
    words = (finding.code, finding.file, finding.message)
    numbers = (finding.line, finding.column)
    return (
        all(isinstance(word, str) for word in words)
        and all(type(number) is int and number >= 1 for number in numbers)
        and finding.severity in SEVERITIES
        and isinstance(finding.fixable, bool)
    )
