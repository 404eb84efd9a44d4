"""Linting many files: both cores, findings remembered while nothing that they rest on has changed.

The cache is plain JSON in the user's cache folder: a file is not parsed again while its time and size, or else its
content, its source's and the tool are what they were. A cut or edited cache is as good as none.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from smogctl import __version__
from smogctl.findings import Finding
from smogctl.linting import MAX_DOCUMENT, Head, Rule, choose, head_of_text, lint, subject_of
from smogctl.parallel import each
from smogctl.resources import shipped
from smogctl.system import read_regular

HEAD_BYTES = 4096

Told = Callable[[int, int], None]
"""Told of progress: how many files are done, of how many."""


def lint_files(
    paths: Sequence[Path], chosen: Sequence[Rule], *, cached: bool = True, told: Told | None = None
) -> list[Finding]:
    """The findings of many files, in the order of their names; the same with a cache and without."""
    codes = [rule.CODE for rule in chosen]
    heads = heads_of(paths)
    twins = _twins(heads)
    folder = cache_folder() if cached else None
    memory = _Memory(codes, folder) if folder else None
    results: dict[Path, list[Finding]] = {}
    todo = []
    for path in paths:
        remembered = memory.recall(path, twins.get(path, ())) if memory else None
        if remembered is None:
            todo.append((path, twins.get(path, ())))
        else:
            results[path] = remembered
    for done, (path, source, found) in enumerate(_run(todo, codes), len(results) + 1):
        results[path] = found
        if memory:
            memory.keep(path, twins.get(path, ()), source, found)
        if told:
            told(done, len(paths))
    if memory:
        memory.save()
    return [one for path in sorted(results, key=str) for one in results[path]]


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
    for most in (HEAD_BYTES, MAX_DOCUMENT):
        data = read_regular(str(path), most)
        text = data.decode("utf-8-sig", "ignore").replace("\r\n", "\n").replace("\r", "\n")
        if len(data) < most or re.search(r"^district:.*\n(?:(?:[ \t#].*)?\n)*[^ \t#\n]", text, re.M):
            return head_of_text(text, path)
    return None


def _registries(folder: Path) -> list[Path]:
    try:
        return [folder / name for name in os.listdir(folder) if name.endswith((".yaml", ".yml")) and name[0] != "."]
    except OSError:
        return []


def _twins(heads: Mapping[Path, Head]) -> dict[Path, tuple[Head, ...]]:
    """For each file the heads of others of its folder that share its id or its adcode."""
    owners: dict[tuple[Path, str, str], list[Path]] = {}
    for path, head in heads.items():
        for kind, value in (("id", head.id), ("adcode", head.adcode)):
            if value:
                owners.setdefault((path.parent, kind, value), []).append(path)
    twins: dict[Path, dict[Path, None]] = {}
    for same in owners.values():
        for path in same if len(same) > 1 else ():
            twins.setdefault(path, {}).update(dict.fromkeys(other for other in same if other != path))
    return {path: tuple(heads[other] for other in others) for path, others in twins.items()}


Job = tuple[Path, tuple[Head, ...]]
Done = tuple[Path, Path | None, list[Finding]]


def _run(jobs: Sequence[Job], codes: Sequence[str]) -> Iterable[Done]:
    return each(partial(_chunk, codes=list(codes)), jobs)


def _chunk(jobs: Sequence[Job], codes: Sequence[str]) -> list[Done]:
    rules = _rules(codes)
    return [_done(path, twins, rules) for path, twins in jobs]


def _done(path: Path, twins: tuple[Head, ...], rules: Sequence[Rule]) -> Done:
    subject = subject_of(path, twins)
    return path, subject.document_path, lint(subject, rules)


def _rules(codes: Sequence[str]) -> list[Rule]:
    return [rule for rule in choose((), ()) if rule.CODE in set(codes)]


def cache_folder() -> Path | None:
    """The user's cache folder for smogctl, by the system's habit; `$SMOGCTL_CACHE` names another. None: no home."""
    try:
        return _cache_folder()
    except RuntimeError:  # a container's user without a home
        return None


def _cache_folder() -> Path:
    if named := os.environ.get("SMOGCTL_CACHE"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "smogctl" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "smogctl"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "smogctl"


def _stamp(path: Path) -> list[int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    # the third is the time of the last change of name, owner or time itself: a restored mtime does not hide an edit
    return [status.st_mtime_ns, status.st_size, status.st_ctime_ns]


def _digest(path: Path) -> str | None:
    try:
        return hashlib.blake2b(read_regular(str(path), MAX_DOCUMENT), digest_size=16).hexdigest()
    except (OSError, ValueError):
        return None


def tool_key(codes: Sequence[str]) -> str:
    """What findings rest on besides the files: the tool's version and code, the rules that run, the catalogue."""
    state = hashlib.blake2b(f"{__version__} {' '.join(codes)}".encode(), digest_size=16)
    package = Path(__file__).parent
    for folder, pattern in ((package, "**/*.py"), (shipped("catalogue"), "*.yaml")):
        for path in sorted(folder.glob(pattern)):
            state.update(f"{path.name} {_stamp(path)}".encode())
    return state.hexdigest()


MOST_CACHE = 1 << 30


class _Memory:
    """The findings of an earlier run of the same tool, in one JSON file for each set of rules."""

    def __init__(self, codes: Sequence[str], folder: Path) -> None:
        self.key = tool_key(codes)
        self.file = folder / f"lint-{hashlib.blake2b(' '.join(codes).encode(), digest_size=6).hexdigest()}.json"
        self.entries = self._load()
        self.changed = False

    def _load(self) -> dict[str, Any]:
        try:
            data = json.loads(read_regular(str(self.file), MOST_CACHE))
        except (OSError, ValueError, RecursionError):
            return {}
        right = isinstance(data, dict) and data.get("key") == self.key and isinstance(data.get("files"), dict)
        return data["files"] if right else {}

    def recall(self, path: Path, twins: Sequence[Head]) -> list[Finding] | None:
        """The findings of a file that has not changed, nor its source, nor what its neighbours claim."""
        entry = self.entries.get(str(path.absolute()))
        try:
            if not entry or entry["twins"] != [list(one) for one in twins]:
                return None
            for place in ("file", "source"):
                kept = entry[place]
                if kept is not None and not self._same(kept):
                    return None
            shown = [Finding(*one) for one in entry["findings"]]
        except (KeyError, TypeError, IndexError, ValueError, AttributeError):
            return None
        if not all(map(_sound, shown)):
            return None
        from smogctl.resources import shown_path

        return [one._replace(file=shown_path(path)) for one in shown]

    def _same(self, kept: dict[str, Any]) -> bool:
        path = Path(kept["path"])
        stamp = _stamp(path)
        if stamp == kept["stamp"]:
            return True
        if stamp is None or stamp[1] != (kept["stamp"] or [0, -1])[1] or _digest(path) != kept["digest"]:
            return False
        kept["stamp"] = stamp
        self.changed = True
        return True

    def keep(self, path: Path, twins: Sequence[Head], source: Path | None, found: list[Finding]) -> None:
        """Remember the findings of a file, and the source that they rest on."""
        self.entries[str(path.absolute())] = {
            "file": _kept(path),
            "source": _kept(source) if source else None,
            "twins": [list(one) for one in twins],
            "findings": [list(one) for one in found],
        }
        self.changed = True

    def save(self) -> None:
        """Write the memory, whole or not at all; a folder that cannot be written costs only time."""
        if not self.changed:
            return
        from smogctl.findings import Refusal
        from smogctl.writing import write_whole

        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            data = json.dumps({"key": self.key, "files": self.entries}, ensure_ascii=True)
            write_whole(self.file, data.encode())
        except (OSError, Refusal):
            pass


def _sound(one: Finding) -> bool:
    """Whether a remembered finding can be one."""
    words = (one.code, one.file, one.message)
    numbers = (one.line, one.column)
    return (
        all(isinstance(word, str) for word in words)
        and all(type(number) is int and number >= 1 for number in numbers)
        and one.severity in ("error", "warning", "note")
        and isinstance(one.fixable, bool)
    )


def _kept(path: Path) -> dict[str, Any]:
    return {"path": str(path.absolute()), "stamp": _stamp(path), "digest": _digest(path)}
