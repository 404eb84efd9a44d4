"""Findings remembered from an earlier run of the same tool, while nothing that they rest on has
changed.

One entry a file, plain JSON, in the user's store (system/store.py): a lint opens the entries of the
files that are asked for and no other. A file is not read again while its stamp, or else its
content, its source's and the tool are what they were. The districts that the files of a folder
claim to be are one entry more, so that a lint of one file opens none of its neighbours
(docs/decisions/0004).
"""

import json
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from itertools import chain, starmap
from pathlib import Path
from typing import Any, NamedTuple

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
from smogctl.system.shipped import PACKAGE, python_state, shipped, state_of
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
    if read is None:
        return Known(name)
    return Known(name, read.stamp, read.settled, read.digest)


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
    """What findings rest on besides the files: Python and libraries, the tool's version and code,
    the rules that run, the catalogue. Raises Refusal where some of it cannot be listed.
    """
    state = blake2b(f"{python_state()} {' '.join(codes)}".encode(), digest_size=16)
    code = state_of(PACKAGE, ".py")
    catalogue = state_of(shipped("catalogue"), ".yaml")
    for line in chain(code, catalogue):
        state.update(line.encode())
    return state.hexdigest()


class Forgetful:
    """A memory that keeps nothing."""

    def recall(self, path: Path) -> Linted | None:
        """What was found in a file: unknown."""
        return None

    def keep(self, linted: Linted) -> None:
        """Remember the findings of a file: in vain."""

    def heads(
        self, folder: Path, names: Sequence[str], claims: Collection[str]
    ) -> dict[str, Head | None]:
        """The heads of files of a folder; one that has none of the claims needs none.

        Raises OSError where the system does not let one be read.
        """
        heads = {}
        for name in names:
            heads[name] = read_head(folder / name, claims)
        return heads

    def save(self) -> None:
        """Remember the heads that were met: in vain."""


class Memory(Forgetful):
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
        if not all(map(_sound, linted.findings)):
            return None
        if not _still_found(linted):
            return None
        now = _unchanged(linted)
        if now is None:
            return None
        if now != linted:
            self.keep(now)
        return now

    def keep(self, linted: Linted) -> None:
        """Remember the findings of a file; of one that could not be read nothing is remembered."""
        file = linted.file
        if file.stamp is None:
            return
        self._put(file.path, linted[1:])
        if file.settled:
            self._note(linted.path, file.stamp, linted.head)

    def heads(
        self, folder: Path, names: Sequence[str], claims: Collection[str]
    ) -> dict[str, Head | None]:
        """The heads of files of a folder, whatever they claim; those that have changed are read.

        Raises OSError where the system does not let one be read; of that one nothing is remembered.
        """
        remembered = self._remembered_heads(folder)
        heads: dict[str, Head | None] = {}
        for name in names:
            entry = remembered.get(name, ())
            heads[name] = self._head(folder, name, entry)
        return heads

    def _head(self, folder: Path, name: str, entry: tuple[Any, ...]) -> Head | None:
        """The head of a file: as it is remembered, or read where the file has changed."""
        now = stamp_of(f"{folder}/{name}")  # no Path: thousands in a run
        if now is None:
            return read_head(folder / name)
        stamp, settled = now
        if entry[:_STAMP] == stamp:
            return Head("", *entry[_STAMP:])
        head = read_head(folder / name)
        if settled:
            self._note(folder / name, stamp, head)
        return head

    def _note(self, path: Path, stamp: Stamp, head: Head | None) -> None:
        """Have the claims of a file remembered."""
        claims = ("", "")
        if head is not None:
            claims = (head.id, head.adcode)
        names = self._heads.setdefault(path.parent, {})
        names[path.name] = [*stamp, *claims]

    def _remembered_heads(self, folder: Path) -> dict[str, tuple[Any, ...]]:
        heads = {}
        try:
            names = self._get(f"{full_name(folder)}/")
            for name, entry in names.items():
                heads[str(name)] = _claim(*entry)
        except (KeyError, TypeError, ValueError, AttributeError):
            return {}
        return heads

    def save(self) -> None:
        """Remember the heads that were met."""
        for folder, met in self._heads.items():
            heads = {**self._remembered_heads(folder), **met}
            with suppress(OSError):
                present = registries_in(folder)
                kept = {name: heads[name] for name in present if name in heads}
                self._put(f"{full_name(folder)}/", kept)

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
    claims = entry[_STAMP:]
    if tuple(map(type, claims)) != (str, str):
        raise TypeError
    return entry


def _linted(path: Path, entry: Sequence[Any]) -> Linted:
    """An entry as values, its file named as it is asked for now.

    Raises what a damaged entry makes it raise.
    """
    file, source, sought, head, twins, findings = entry
    linted = Linted(
        path=path,
        file=_known(file),
        source=None,
        sought=sought is True,
        head=None,
        twins=tuple(starmap(Head, twins)),
        findings=(),
    )
    if source:
        linted = linted._replace(source=_known(source))
    if head:
        linted = linted._replace(head=Head(*head))
    if not findings:
        return linted
    shown = shown_path(path)
    remembered = starmap(Finding, findings)
    named = tuple(finding._replace(file=shown) for finding in remembered)
    return linted._replace(findings=named)


def _known(entry: Sequence[Any]) -> Known:
    path, stamp, settled, digest = entry
    file = Known(str(path), settled=settled is True, digest=str(digest))
    if not stamp:
        return file
    return file._replace(stamp=Stamp(*stamp))


def _still_found(linted: Linted) -> bool:
    """Whether a source that was looked for would be found in the same place now."""
    if not linted.sought or linted.source is None:
        return True
    name = Path(linted.source.path).name
    place = beside(linted.path, "registries", name)
    return full_name(place) == linted.source.path


def may_be_mixed(linted: Linted) -> bool:
    """Whether a file or its source is no longer what it was when it was read: the two may be of
    different moments.

    One that could not be read, or was not there, counts as it was met.
    """
    if linted.source is None:
        return False
    files = (linted.file, linted.source)
    return any(file.stamp is not None and _same(file) is None for file in files)


def _unchanged(linted: Linted) -> Linted | None:
    """The same findings with what is known of the files now; None where one is another."""
    file = _same(linted.file)
    if file is None:
        return None
    if linted.source is None:
        return linted._replace(file=file)
    source = _same(linted.source)
    if source is None:
        return None
    return linted._replace(file=file, source=source)


def _same(was: Known) -> Known | None:
    """What is known of a file now, where it is the one that was read; None where it is another."""
    now = stamp_of(was.path)
    if was.stamp is None:
        return was if now is None else None
    if now is None:
        return None
    stamp, _ = now
    if stamp == was.stamp and was.settled:
        return was
    if stamp.size != was.stamp.size:
        return None
    return _read_again(was)


def _read_again(was: Known) -> Known | None:
    """A file that was touched, or saved so soon after it was read that the clock may not tell.

    Its content decides.
    """
    from smogctl.yamlfile.limits import MAX_BYTES

    try:
        read = read_file(was.path, MAX_BYTES)
    except (OSError, ValueError):
        return None
    if read.digest != was.digest:
        return None
    return known(Path(was.path), read)


_KINDS = (str, str, str, int, int, str, bool)
"""Of what kinds the fields of a finding are."""


def _sound(finding: Finding) -> bool:
    """Whether a remembered finding can be one."""
    if tuple(map(type, finding)) != _KINDS:
        return False
    if finding.severity not in SEVERITIES:
        return False
    return min(finding.line, finding.column) >= 1
