"""What was seen in each file of a folder, kept.

Of thousands only those that changed are opened again.
"""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from smogctl.plan.kept import keep, kept
from smogctl.system.files import full_name, stamp_of
from smogctl.system.shipped import code_state

Seen = TypeVar("Seen")


def seen_in(
    folder: Path,
    names: Sequence[str],
    what: str,
    look: Callable[[Path], Seen],
    *,
    rests_on: str = "",
    seconds: float = float("inf"),
) -> dict[str, Seen]:
    """What `look` sees in each file of a folder; of unchanged files, what it saw in an earlier run.

    `what` names what is looked for. After so many seconds no further file is looked into: those are
    left out, and seen the next time. What is seen must be plain values; `rests_on` is what it rests
    on besides the files and the code of the command line. Of a file that `look` raises OSError for
    nothing is kept, and nothing is in the answer.
    """
    name = f"{what} {full_name(folder)}"
    ground = f"{_code().hex()} {rests_on}"
    before: dict[str, tuple[tuple[int, ...], Seen]] = kept(name, b"", ground) or {}
    now: dict[str, tuple[tuple[int, ...], Seen]] = {}
    answer: dict[str, Seen] = {}
    end = time.monotonic() + seconds
    for file in names:
        stamp = _settled_stamp(f"{folder}{os.sep}{file}")
        known = before.get(file)
        if known and stamp == known[0]:
            now[file] = known
            answer[file] = known[1]
        elif time.monotonic() < end:
            with suppress(OSError):
                answer[file] = look(folder / file)
                if stamp:
                    now[file] = stamp, answer[file]
    if now != before:
        keep(name, b"", now, ground)
    return answer


def _settled_stamp(path: str) -> tuple[int, ...]:
    """A file's stamp; () for one saved so lately that a later save might look the same."""
    stamp, is_settled = stamp_of(path) or ((), False)
    if not is_settled:
        return ()
    return tuple(stamp)


@lru_cache(maxsize=1)
def _code() -> bytes:
    """The state of the code that looks into files here."""
    return code_state(["cli"])
