"""What was seen in each file of a folder, kept.

Of thousands only those that changed are opened again.
"""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from smogctl.plan.kept import keep, kept
from smogctl.system.files import SETTLED, full_name

Seen = TypeVar("Seen")

_Stamp = tuple[int, int, int]
"""When a file was last written, its size.

And when its times were last changed (system/files.py).
"""


def seen_in(
    folder: Path,
    names: Sequence[str],
    what: str,
    look: Callable[[Path], Seen],
    seconds: float = float("inf"),
) -> dict[str, Seen]:
    """What `look` sees in each file of a folder; of unchanged files, what it saw in an earlier run.

    `what` names what is looked for. After so many seconds no further file is looked into: those are
    left out, and seen the next time. What is seen must be plain values.
    """
    name = f"{what} {full_name(folder)}"
    before: dict[str, tuple[_Stamp, Seen]] = kept(name, b"") or {}
    now: dict[str, tuple[_Stamp, Seen]] = {}
    fleeting: dict[str, Seen] = {}
    end = time.monotonic() + seconds
    fresh = time.time_ns() - SETTLED
    for file in names:
        stamp = _stamp(f"{folder}{os.sep}{file}")
        known = before.get(file)
        if known and known[0] == stamp:
            now[file] = known
        elif time.monotonic() < end:
            seen = look(folder / file)
            if stamp and max(stamp[0], stamp[2]) < fresh:
                now[file] = stamp, seen
            else:
                # saved so lately that a later save might look the same
                fleeting[file] = seen
    if now != before:
        keep(name, b"", now)
    return {file: seen for file, (_, seen) in now.items()} | fleeting


def _stamp(path: str) -> _Stamp | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - of thousands, a Path each would cost as much again
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ctime_ns
