"""Findings remembered from an earlier run of the same tool."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from smogctl import __version__
from smogctl.lint.neighbours import Head
from smogctl.lint.subject import MAX_DOCUMENT
from smogctl.system.files import read_regular
from smogctl.system.shipped import shipped
from smogctl.values.findings import Finding


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
    package = Path(__file__).parents[1]
    for folder, pattern in ((package, "**/*.py"), (shipped("catalogue"), "*.yaml")):
        for path in sorted(folder.glob(pattern)):
            state.update(f"{path.name} {_stamp(path)}".encode())
    return state.hexdigest()


MOST_CACHE = 1 << 30


class _Memory:
    """The findings of an earlier run of the same tool, in one JSON file for each set of rules."""

    def __init__(self, codes: Sequence[str], folder: Path) -> None:
        self.key = tool_key(codes)
        self.file = (
            folder
            / f"lint-{hashlib.blake2b(' '.join(codes).encode(), digest_size=6).hexdigest()}.json"
        )
        self.entries = self._load()
        self.changed = False

    def _load(self) -> dict[str, Any]:
        try:
            data = json.loads(read_regular(str(self.file), MOST_CACHE))
        except (OSError, ValueError, RecursionError):
            return {}
        right = (
            isinstance(data, dict)
            and data.get("key") == self.key
            and isinstance(data.get("files"), dict)
        )
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
        from smogctl.system.files import shown_path

        return [one._replace(file=shown_path(path)) for one in shown]

    def _same(self, kept: dict[str, Any]) -> bool:
        path = Path(kept["path"])
        stamp = _stamp(path)
        if stamp == kept["stamp"]:
            return True
        if (
            stamp is None
            or stamp[1] != (kept["stamp"] or [0, -1])[1]
            or _digest(path) != kept["digest"]
        ):
            return False
        kept["stamp"] = stamp
        self.changed = True
        return True

    def keep(
        self, path: Path, twins: Sequence[Head], source: Path | None, found: list[Finding]
    ) -> None:
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
        from smogctl.system.writing import write_whole
        from smogctl.values.findings import Refusal

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
