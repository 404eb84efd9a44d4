"""A folder of the fuzz's own, and command lines run there."""

import contextlib
import io
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from fuzzing.seeds import ROOT


def place() -> Path:
    """A folder of the fuzz's own, in memory where there is some."""
    return _place()[1]


@lru_cache(maxsize=1)
def _place() -> tuple[Any, Path]:
    memory = Path("/dev/shm")
    kept = tempfile.TemporaryDirectory(
        prefix="fuzz-", dir=memory if memory.is_dir() else None
    )
    folder = Path(kept.name)
    (folder / "home").mkdir()
    registries = folder / "office" / "registries"
    registries.mkdir(parents=True)
    (registries / "kunqu.yaml").write_bytes(
        (ROOT / "registries" / "kunqu.yaml").read_bytes()
    )
    return kept, folder


def isolated() -> Mapping[str, str]:
    """The environment of the trials: no program on the path, so that none is started, all files in our folder."""
    folder = str(place())
    return {
        "PATH": folder,
        "HOME": f"{folder}/home",
        "SMOGCTL_CACHE": f"{folder}/cache",
        "XDG_STATE_HOME": f"{folder}/state",
    }


def called(
    words: Sequence[str], given: bytes = b"", folder: Path | None = None
) -> tuple[int, str, str]:
    """A command line in this process, run in the office or another folder: exit code, output, errors."""
    from smogctl.cli.app import run

    out, err = _stream(), _stream()
    was, before, handler = sys.stdin, Path.cwd(), signal.getsignal(signal.SIGTERM)
    sys.stdin = io.TextIOWrapper(io.BytesIO(given))
    os.chdir(folder or place() / "office")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(list(words))
    finally:
        sys.stdin = was
        os.chdir(before)
        signal.signal(signal.SIGTERM, handler)
    return code, _read(out), _read(err)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline=""
    )


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    data = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return "" if data[:4] in (b"PK\x03\x04", b"%PDF") else str(data.decode())


def swept(folder: Path) -> None:
    """What a command left beside what was there goes."""
    for path in folder.iterdir():
        if path.name in ("registries", "ledger", "f"):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
