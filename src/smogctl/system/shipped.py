"""What ships with the package: its data folders, and the names of the files that make up a package
of parts.

An answer made without some of it would look like a whole one, so what is lost, cut or unreadable is
a refusal.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from smogctl import __version__
from smogctl.system.files import (
    is_file,
    is_folder,
    names_in,
    read_regular,
    reason,
    stamp_of,
)
from smogctl.system.hashing import blake2b
from smogctl.system.shipped_files import FILES
from smogctl.system.shipped_parts import SHIPPED
from smogctl.text.patterns import later
from smogctl.values.findings import Refusal

PACKAGE = Path(__file__).resolve().parents[1]


MOST_BYTES = 8 << 20
"""Bytes of a shipped file that are read at most."""


def shipped(kind: str) -> Path:
    """The folder of shipped data: `registries`, `catalogue` or `templates`, whole.

    Found beside src/ in a clone or an editable install, inside the package in a plain one. Raises
    Refusal where it is in neither, or a file of it is lost, empty or cannot be read; in a plain
    install also where one is another than was shipped. What somebody has added stays.
    """
    return _whole(kind, PACKAGE)


@lru_cache(maxsize=8)
def _whole(kind: str, package: Path) -> Path:
    """Looked at once a process. Raises Refusal as `shipped` does."""
    inside = package / "_data" / kind
    if is_folder(inside):
        for name, mark in FILES[kind].items():
            if mark_of(_read(kind, inside / name)) != mark:
                fault = f"随附的 {kind}/{name} 与发行时不同：缺了一截，或被改过"
                raise incomplete(fault)
        return inside
    beside = package.parents[1] / kind
    if not is_folder(beside):
        raise incomplete(f"找不到随附的 {kind}")
    # a clone's files are edited; what is lost of them is missed all the same
    for name in FILES[kind]:
        _read(kind, beside / name)
    return beside


def mark_of(data: bytes) -> str:
    """By what a shipped file is known again, whatever its line ends."""
    return blake2b(data.replace(b"\r\n", b"\n"), digest_size=16).hexdigest()


def read_shipped(kind: str, name: str) -> bytes:
    """The bytes of a shipped file. Raises Refusal where it is lost, empty or cannot be read."""
    return _read(kind, shipped(kind) / name)


def _read(kind: str, path: Path) -> bytes:
    named = f"随附的 {kind}/{path.name}"
    try:
        data = read_regular(path, MOST_BYTES)
    except FileNotFoundError:
        raise incomplete(f"缺少{named}") from None
    except OSError as error:
        raise incomplete(f"读不了{named}（{reason(error)}）") from error
    except ValueError:
        raise incomplete(f"{named} 不是文件") from None
    if not data.strip():
        raise incomplete(f"{named} 是空的")
    return data


def incomplete(fault: str) -> Refusal:
    """What is said where an installation lacks something."""
    return Refusal(f"安装不完整：{fault}。请重新安装 smogctl。")


def state_of(folder: Path, ending: str) -> Iterator[str]:
    """The names and stamps of the files in and below a folder that end so, in order.

    The same while nothing changes. Raises Refusal where some of it cannot be listed: a state
    without it would be another folder's.
    """
    for base, folders, names in os.walk(folder, onerror=_unlisted):
        if "__pycache__" in folders:
            folders.remove("__pycache__")
        folders.sort()
        for name in sorted(names):
            if not name.endswith(ending):
                continue
            stamp = stamp_of(f"{base}/{name}")
            yield f"{name} {stamp}"


def _unlisted(error: OSError) -> None:
    """Raises Refusal: a folder of ours cannot be listed."""
    name = Path(str(error.filename)).name
    raise incomplete(f"读不了 {name}（{reason(error)}）") from error


def python_state() -> str:
    """What changes with Python, with smogctl's version and, as far as the folders tell that
    libraries are installed in, with a library that is added, renewed or taken away.
    """
    lines = [sys.version, __version__]
    for folder in sys.path:
        if folder.endswith("-packages"):
            stamp, _ = stamp_of(folder) or (None, False)
            lines.append(f"{folder} {stamp and stamp.modified}")
    return "\n".join(lines)


def code_state(folders: Sequence[str]) -> bytes:
    """A hash that changes with Python, libraries, version and any file of some of our folders.

    Raises Refusal where one cannot
    be listed.
    """
    state = blake2b(python_state().encode("utf-8", "surrogateescape"), digest_size=16)
    for folder in folders:
        try:
            files = _files_in(PACKAGE / folder)
        except OSError as error:
            raise incomplete(f"读不了 {folder}（{reason(error)}）") from error
        for name, status in sorted(files):
            state.update(f"{name} {status.st_mtime_ns} {status.st_size}\n".encode())
    return state.digest()


def _files_in(folder: Path) -> list[tuple[str, os.stat_result]]:
    files = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file():
                files.append((entry.name, entry.stat()))
    return files


def parts_of(package: ModuleType | str) -> list[str]:
    """The names of the modules that a package consists of, one file each: commands, rules, gaps,
    formats, writers.

    `package`: itself, or its dotted name below ours, for what may not import it. Raises Refusal
    where the folder cannot be listed, or lacks a part that was shipped: an answer without some of
    its parts would look like a whole one. What somebody has added is a part too.
    """
    if not isinstance(package, str):
        package = package.__name__.partition(".")[2]
    folder = PACKAGE.joinpath(*package.split("."))
    try:
        names = names_in(folder)
    except OSError as error:
        raise incomplete(f"读不了 {folder.name}（{reason(error)}）") from error
    parts = []
    for name in names:
        stem = name.removesuffix(".py")
        if stem not in (name, "__init__"):
            parts.append(stem)
    lost = [name for name in SHIPPED[package] if name not in parts]
    if lost:
        raise incomplete(f"{package} 里缺少 {'、'.join(lost)}")
    return parts


def groups_of(package: ModuleType) -> list[str]:
    """The names of the packages inside one of parts: commands that have their own.

    Raises Refusal where the folder cannot be listed, or lacks one that was shipped.
    """
    folder = Path(package.__path__[0])
    try:
        names = names_in(folder)
    except OSError as error:
        raise incomplete(f"读不了 {folder.name}（{reason(error)}）") from error
    groups = []
    for name in names:
        if is_file(folder / name / "__init__.py"):
            groups.append(name)
    inside = f"{package.__name__.partition('.')[2]}."
    for shipped_one in SHIPPED:
        group = shipped_one.removeprefix(inside)
        if group != shipped_one and group not in groups:
            raise incomplete(f"缺少 {shipped_one}")
    return groups


_RUN = later(r'^def run\(.*?\) -> \w+:\n    """(.*?)(?:\n|""")', re.M | re.S)


def summary_of(package: ModuleType, name: str) -> str | None:
    """The first line of what a command says of itself, read from its source and not imported.

    None where there is no source, or it says it otherwise.
    """
    source = Path(package.__path__[0]) / f"{name}.py"
    try:
        text = source.read_text("utf-8")
    except (OSError, ValueError):
        return None
    hit = _RUN.search(text)
    if hit is None:
        return None
    return hit[1]


def documentation_of(module: ModuleType, function: str | None = None) -> str:
    """The docstring of a module, or of a function of it: what people read is written in some.

    Read from the source where Python was told to leave docstrings out (PYTHONOPTIMIZE=2); empty
    where nothing is written. Raises Refusal where the source cannot be read.
    """
    documented = module if function is None else getattr(module, function)
    if documented.__doc__:
        return str(documented.__doc__)
    import ast  # costs as much as a short answer

    try:
        tree = ast.parse(Path(str(module.__file__)).read_bytes())
    except (OSError, SyntaxError) as error:
        raise incomplete(f"读不了 {module.__name__} 的说明（{error}）") from error
    if function is None:
        return ast.get_docstring(tree, clean=False) or ""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return ast.get_docstring(node, clean=False) or ""
    return ""
