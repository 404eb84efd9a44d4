"""Findings remembered from an earlier run of the same tool, while nothing that they rest on has
changed.

One entry a file, plain JSON, in the user's store (system/store.py): a lint opens the entries of the
files that are asked for and no other. A file is not read again while its stamp, or else its
content, its source's and the tool are what they were. The districts that the files of a folder
claim to be are one entry more, so that a lint of one file opens none of its neighbours
(docs/decisions/0004).
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from smogctl import __version__
from smogctl.lint.neighbours import Head, read_head, registries_in
from smogctl.system.files import (
    FileRead,
    Stamp,
    beside,
    full_name,
    read_file,
    shown_path,
    stamp_of,
)
from smogctl.system.hashing import blake2b
from smogctl.system.shipped import PACKAGE, shipped, state_of
from smogctl.system.store import Store
from smogctl.values.findings import Finding
from smogctl.values.vocabulary import SEVERITIES


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
    """The findings of one file, and what they rest on: the file, its source, the heads of its
    twins.

    `sought`: the source was looked for in folders beside the file's.
    """

    path: Path
    file: Known
    source: Known | None
    sought: bool
    head: Head | None
    twins: tuple[Head, ...]
    findings: tuple[Finding, ...]


def tool_key(codes: Iterable[str]) -> str:
    """What findings rest on besides the files: the tool's version and code, the rules that run, the
    catalogue.
    """
    state = blake2b(f"{__version__} {' '.join(codes)}".encode(), digest_size=16)
    for folder, ending in ((PACKAGE, ".py"), (shipped("catalogue"), ".yaml")):
        for line in state_of(folder, ending):
            state.update(line.encode())
    return state.hexdigest()


class Memory:
    """The findings of earlier runs of the same tool with the same rules."""

    def __init__(self, codes: Sequence[str], store: Store) -> None:
        self._key = tool_key(codes)
        self._rules = " ".join(codes)
        self._store = store
        self._heads: dict[Path, dict[str, list[Any]]] = {}
        """What is to be remembered of the files of a folder: stamp, id, adcode."""

    def recall(self, path: Path) -> Linted | None:
        """What was found in a file, where neither it nor its source has changed; else None."""
        try:
            linted = _linted(path, self._get(full_name(path)))
        except (KeyError, TypeError, IndexError, ValueError, AttributeError):
            return None
        if not all(map(_sound, linted.findings)) or not _still_found(linted):
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
        stamp, settled = linted.file.stamp, linted.file.settled
        if stamp is None:
            return
        self._put(linted.file.path, linted[1:])
        if settled:
            claims = linted.head[1:] if linted.head else ("", "")
            names = self._heads.setdefault(linted.path.parent, {})
            names[linted.path.name] = [*stamp, *claims]

    def heads(self, folder: Path, names: Sequence[str]) -> dict[str, Head | None]:
        """The heads of files of a folder; those that have changed are read."""
        remembered = self._remembered_heads(folder)
        found: dict[str, Head | None] = {}
        for name in names:
            now = stamp_of(f"{folder}/{name}")
            entry = remembered.get(name, ())
            if now and tuple(entry[:_STAMP]) == now[0]:
                found[name] = Head("", *entry[_STAMP:])
                continue
            head = found[name] = read_head(folder / name)
            if now and now[1]:
                kept = self._heads.setdefault(folder, {})
                kept[name] = [*now[0], *(head[1:] if head else ("", ""))]
        return found

    def _remembered_heads(self, folder: Path) -> dict[str, tuple[Any, ...]]:
        try:
            names = self._get(f"{full_name(folder)}/")
            return {str(name): _claim(*entry) for name, entry in names.items()}
        except (KeyError, TypeError, ValueError, AttributeError):
            return {}

    def save(self) -> None:
        """Remember the heads that were met."""
        for folder, names in self._heads.items():
            known_heads = {**self._remembered_heads(folder), **names}
            present = (name for name in registries_in(folder) if name in known_heads)
            self._put(
                f"{full_name(folder)}/", {name: known_heads[name] for name in present}
            )

    def _name(self, path: str) -> str:
        return f"lint {self._rules}\0{path}"

    def _put(self, path: str, content: Any) -> None:
        data = json.dumps([self._key, content], separators=(",", ":"))
        self._store.put(self._name(path), data.encode())

    def _get(self, path: str) -> Any:
        """What is remembered of a file or a folder. Raises ValueError where nothing sound is."""
        key, content = json.loads(self._store.get(self._name(path)) or b"")
        if key != self._key:
            raise ValueError("of another tool")
        return content


_STAMP = len(Stamp._fields)


def _claim(*entry: Any) -> tuple[Any, ...]:
    """A stamp and what a head claims. Raises TypeError where it is none."""
    if len(entry) != _STAMP + 2 or not all(
        isinstance(name, str) for name in entry[_STAMP:]
    ):
        raise TypeError
    return entry


def _linted(path: Path, entry: Sequence[Any]) -> Linted:
    """An entry as values, its file named as it is asked for now.

    Raises what a damaged entry makes it raise.
    """
    file, source, sought, head, twins, findings = entry
    shown = shown_path(path) if findings else ""
    return Linted(
        path,
        _known(file),
        _known(source) if source else None,
        sought is True,
        Head(*head) if head else None,
        tuple(Head(*twin) for twin in twins),
        tuple(Finding(*finding)._replace(file=shown) for finding in findings),
    )


def _known(entry: Sequence[Any]) -> Known:
    path, stamp, settled, digest = entry
    return Known(
        str(path), Stamp(*stamp) if stamp else None, settled is True, str(digest)
    )


def _still_found(linted: Linted) -> bool:
    """Whether a source that was looked for would be found in the same place now."""
    if not linted.sought or linted.source is None:
        return True
    place = beside(linted.path, "registries", Path(linted.source.path).name)
    return full_name(place) == linted.source.path


def _same(was: Known) -> Known | None:
    """What is known of a file now, where it is the one that was read; None where it is another."""
    now = stamp_of(was.path)
    if now is None or was.stamp is None:
        return was if now is None and was.stamp is None else None
    stamp, _ = now
    if stamp == was.stamp and was.settled:
        return was
    if stamp.size != was.stamp.size:
        return None
    from smogctl.yamlfile.limits import MAX_BYTES

    # touched, or saved so soon after it was read that the clock may not tell: its content decides
    try:
        read = read_file(was.path, MAX_BYTES)
    except (OSError, ValueError):
        return None
    return known(Path(was.path), read) if read.digest == was.digest else None


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
