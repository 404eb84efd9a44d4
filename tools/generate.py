"""Write what is made from the code: schemas, the page of lint rules, the tables of `export`.

And from the catalogue: its values as Python, so that no command need read and check it.

    python tools/generate.py

`tests/test_generated.py` says when they are out of date.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from smogctl.cli.commands.explain import explained
from smogctl.cli.manual import manual
from smogctl.exporting import tables
from smogctl.exporting.describing import described
from smogctl.lint.rulebook import all_rules
from smogctl.plan import functions, measures, schemes, vocabulary
from smogctl.plan.anew import values_of
from smogctl.schema.json_schema import FILES
from smogctl.system.shipped import PACKAGE, mark_of
from smogctl.system.shipped_parts import SHIPPED
from smogctl.wording.editing import schema_text

ROOT = Path(__file__).resolve().parents[1]


def generated() -> dict[Path, Callable[[], str]]:
    """Each generated file with what makes its text."""
    makers: dict[Path, Callable[[], str]] = {
        ROOT / "schema" / f"{kind}.schema.json": partial(schema_text, kind)
        for kind in FILES
    }
    makers |= {ROOT / "docs" / "rules.md": _rules, TABLES: _with_tables}
    makers |= {ROOT / "docs" / "man" / "smogctl.1": manual, SHIPPED_PARTS: _parts}
    makers[SHIPPED_FILES] = _files
    return makers | {
        ROOT / made_of(name): partial(_catalogued, name) for name in MODULES
    }


def _rules() -> str:
    """The page of the lint rules."""
    rules = "\n".join(f"## {_fenced(explained(rule))}" for rule in all_rules())
    head = "# 检查规则\n\n由各规则的说明生成（python tools/generate.py），与 `smogctl explain 代码` 相同。\n\n"
    return head + rules


SHIPPED_PARTS = ROOT / "src" / "smogctl" / "system" / "shipped_parts.py"


def _parts() -> str:
    """The module that names the parts which an installation must have."""
    lines = [
        '"""The parts of each package of parts that is shipped, so that a lost one is missed.',
        "",
        "Made by tools/generate.py. Whoever takes a part away takes its name out here first.",
        '"""',
        "",
        "from collections.abc import Mapping",
        "",
        "SHIPPED: Mapping[str, tuple[str, ...]] = {",
    ]
    for package in sorted(SHIPPED):
        folder = PACKAGE.joinpath(*package.split("."))
        names = sorted(path.stem for path in folder.glob("*.py"))
        lines.append(f'    "{package}": (')
        lines += [f'        "{name}",' for name in names if name != "__init__"]
        lines.append("    ),")
    return "\n".join([*lines, "}", ""])


SHIPPED_FILES = ROOT / "src" / "smogctl" / "system" / "shipped_files.py"


def _files() -> str:
    """The module that names the data files which an installation must have, each with its mark."""
    lines = [
        '"""The data files that are shipped, each with a mark of its content: a lost or cut one is missed.',
        "",
        "Made by tools/generate.py.",
        '"""',
        "",
        "from collections.abc import Mapping",
        "",
        "FILES: Mapping[str, Mapping[str, str]] = {",
    ]
    for kind in ("catalogue", "registries", "templates"):
        lines.append(f'    "{kind}": {{')
        for path in sorted((ROOT / kind).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                name = path.relative_to(ROOT / kind).as_posix()
                lines.append(f'        "{name}": "{mark_of(path.read_bytes())}",')
        lines.append("    },")
    return "\n".join([*lines, "}", ""])


MODULES = {
    "measures": measures,
    "functions": functions,
    "schemes": schemes,
    "vocabulary": vocabulary,
}
"""The files of the catalogue that answers are made with, and the values that each consists of."""


def made_of(name: str) -> Path:
    """The module that is made of a file of the catalogue."""
    return Path("src") / "smogctl" / "plan" / "catalogued" / f"{name}.py"


def _catalogued(name: str) -> str:
    """A file of the catalogue, read and checked, as a module that makes its values."""
    path = ROOT / "catalogue" / f"{name}.yaml"
    values, faults = values_of(path)
    if values is None:
        raise SystemExit("\n".join(map(str, faults)))
    names = sorted(
        kind for kind, value in vars(MODULES[name]).items() if hasattr(value, "_fields")
    )
    lines = [
        f'"""Made of catalogue/{name}.yaml by tools/generate.py; not to be edited."""',
        "# ruff: noqa",
        "# fmt: off",
        *(["import datetime", ""] if name == "schemes" else []),
        f"from smogctl.plan.{name} import {', '.join(names)}",
        "",
        f'MADE_OF = "{mark_of(path.read_bytes())}"',
        f"VALUES = {_written(values)}",
    ]
    return "\n".join(lines) + "\n"


def _written(values: object) -> str:
    """Values as Python writes them; of a list in a file each entry has a line."""
    fields = values._asdict().items()
    return (
        f"{type(values).__name__}(\n"
        + "".join(f"    {name}={_entries(entries)},\n" for name, entries in fields)
        + ")"
    )


def _entries(entries: object) -> str:
    named = isinstance(entries, tuple) and entries and hasattr(entries[0], "_fields")
    if not named:
        return repr(entries)
    return "(\n" + "".join(f"        {entry!r},\n" for entry in entries) + "    )"


TABLES = ROOT / "docs" / "tables.md"
_BEGIN, _END = "<!-- tables: python tools/generate.py -->\n", "<!-- /tables -->"


def _with_tables() -> str:
    """The page of the tables: what stands between the two marks is made, the rest is kept."""
    before, _, rest = TABLES.read_text(encoding="utf-8").partition(_BEGIN)
    _, mark, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{described(tables.every())}\n{mark}{after}"


def _fenced(text: str) -> str:
    """Indented examples stay code in Markdown; nothing else in the text is markup."""
    return text.replace("<", "&lt;")


def main() -> int:
    """Write what differs."""
    for path, make in generated().items():
        text = make()
        path.parent.mkdir(exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
