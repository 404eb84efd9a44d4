"""How this smogctl was installed, and so how a library that it lacks is added.

smogctl stands in no package registry, so nothing here asks one for it: the libraries themselves
are named, as they are called there.
"""

import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from smogctl.system.files import is_file, read_regular
from smogctl.text.plain import as_typed
from smogctl.values.findings import Extra

PACKAGES: dict[Extra, str] = {
    "docx": "docxtpl>=0.20.2",
    "xlsx": "xlsxwriter>=3.2",
    "pdf": "pdfplumber>=0.11.6",
    "pg": "psycopg[binary]>=3.2",
    "parquet": "duckdb>=1.1",
    "lsp": "pygls>=2.1,<3",
}
"""The library of each extra, as pyproject.toml has it."""

BUNDLE = "smogctl-bundle.txt"
"""What the bundle's script leaves in the environment: on line one the unpacked bundle."""


def how_to_add(extra: Extra) -> str:
    """What to type in order to add an extra's library to this installation."""
    home = Path(sys.prefix)
    package, python = as_typed(PACKAGES[extra]), as_typed(sys.executable)
    if is_file(home / BUNDLE):
        return _from_bundle(home / BUNDLE, extra)
    if is_file(home / "pipx_metadata.json"):
        return f"pipx inject {as_typed(home.name)} {package}"
    if is_file(home / "uv-receipt.toml") or not _has_pip():
        return f"uv pip install --python {python} {package}"
    return f"{python} -m pip install {package}"


def _has_pip() -> bool:
    return find_spec("pip") is not None


def _from_bundle(note: Path, extra: Extra) -> str:
    folder = ""
    with suppress(OSError, ValueError):
        first, *_ = read_regular(note, 1 << 16).decode("utf-8").split("\n")
        folder = first.strip()
    if not folder:
        folder = "解开的离线安装包"
    script = "sh install.sh"
    if sys.platform == "win32":
        script = "install.cmd"
    return f"cd {as_typed(folder)} && {script} --extra {extra}"
