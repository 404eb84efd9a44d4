"""What ships with the package: its data folders, and the names of the files that make up a package
of parts.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from smogctl import __version__
from smogctl.system.files import is_file, is_folder, names_in, reason, stamp_of
from smogctl.system.hashing import blake2b
from smogctl.system.shipped_parts import SHIPPED
from smogctl.text.patterns import later
from smogctl.values.findings import Refusal

PACKAGE = Path(__file__).resolve().parents[1]


def shipped(kind: str) -> Path:
    """The folder of shipped data: `registries`, `catalogue` or `templates`.

    Found beside src/ in a clone or an editable install, inside the package in a plain one. Raises
    Refusal where it is in neither.
    """
    for folder in (PACKAGE / "_data" / kind, PACKAGE.parents[1] / kind):
        if is_folder(folder):
            return folder
    raise Refusal(f"安装不完整：找不到随附的 {kind}。请重新安装 smogctl。")


def state_of(folder: Path, ending: str) -> Iterator[str]:
    """The names and stamps of the files in and below a folder that end so, in order.

    The same while nothing changes.
    """
    for base, folders, names in os.walk(folder):
        if "__pycache__" in folders:
            folders.remove("__pycache__")
        folders.sort()
        for name in sorted(names):
            if not name.endswith(ending):
                continue
            stamp = stamp_of(f"{base}/{name}")
            yield f"{name} {stamp}"


def code_state(folders: Sequence[str]) -> bytes:
    """A hash that changes with Python.

    With smogctl's version and with any file of some of its folders.
    """
    state = blake2b(f"{sys.version} {__version__}".encode(), digest_size=16)
    for folder in folders:
        files = []
        with os.scandir(PACKAGE / folder) as entries:
            for entry in entries:
                if entry.is_file():
                    files.append((entry.name, entry.stat()))
        for name, status in sorted(files):
            state.update(f"{name} {status.st_mtime_ns} {status.st_size}\n".encode())
    return state.digest()


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
        raise Refusal(
            f"安装不完整：读不了 {folder.name}（{reason(error)}）。请重新安装 smogctl。"
        ) from error
    parts = []
    for name in names:
        stem = name.removesuffix(".py")
        if stem not in (name, "__init__"):
            parts.append(stem)
    lost = [name for name in SHIPPED[package] if name not in parts]
    if lost:
        raise Refusal(
            f"安装不完整：{package} 里缺少 {'、'.join(lost)}。请重新安装 smogctl。"
        )
    return parts


def groups_of(package: ModuleType) -> list[str]:
    """The names of the packages inside one of parts: commands that have their own."""
    folder = Path(package.__path__[0])
    groups = []
    for name in names_in(folder):
        if is_file(folder / name / "__init__.py"):
            groups.append(name)
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

    Read from the source where Python was told to leave docstrings out (PYTHONOPTIMIZE=2). Empty
    where there is neither.
    """
    documented = module if function is None else getattr(module, function)
    if documented.__doc__:
        return str(documented.__doc__)
    import ast  # costs as much as a short answer

    try:
        tree = ast.parse(Path(str(module.__file__)).read_bytes())
    except (OSError, SyntaxError):
        return ""
    if function is None:
        return ast.get_docstring(tree, clean=False) or ""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return ast.get_docstring(node, clean=False) or ""
    return ""
