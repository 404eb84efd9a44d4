"""The house's contracts hold, and a breach of each is found: every test plants one in a copy of the package.

Arrows, circles and libraries are import-linter's (pyproject.toml), calls are `tools/calls.py`'s, density is
`tools/density.py`'s.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from conftest import ROOT

PACKAGE = ROOT / "src" / "smogctl"


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Planting = Callable[[str, str], Path]

calls, density = tool("calls"), tool("density")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and its contracts, to be broken; import-linter keeps what it read of untouched files."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(
        PACKAGE, folder / "smogctl", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def planted(copy: Path) -> Iterator[Planting]:
    """Adds lines to a file of the copy, and takes them away again."""
    before = {}

    def plant(file: str, text: str) -> Path:
        path = copy / "smogctl" / file
        before[path] = path.read_text(encoding="utf-8")
        path.write_text(f"{before[path]}\n{text}\n", encoding="utf-8")
        return copy

    yield plant
    for path, text in before.items():
        path.write_text(text, encoding="utf-8")


def import_linter(folder: Any) -> Any:
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", run, "--no-logo", "--cache-dir", str(folder / "cache")],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(folder),
            "PYTHONUTF8": "1",
            "COLUMNS": "400",
        },
        capture_output=True,
        check=False,
    )


def test_the_contracts_hold(copy: Path) -> None:
    done = import_linter(copy)
    assert done.returncode == 0, done.stdout.decode()


ARROWS = {
    "a circle between neighbours": (
        "questions/ownership.py",
        "from smogctl.questions.coverage import Coverage",
        "No circles among neighbours",
    ),
    "one rule knows another": (
        "lint/rules/t302_not_carried.py",
        "from smogctl.lint.rules.t301_not_in_source import check as other",
        "One lint rule does not know another",
    ),
    "one command knows another": (
        "cli/commands/units.py",
        "from smogctl.cli.commands import duties",
        "One command does not know another",
    ),
    "one event knows another": (
        "incident/events/noted.py",
        "from smogctl.incident.events.receipt import Data as Other",
        "One kind of event does not know another",
    ),
    "one command of the ledger knows another": (
        "cli/commands/incident/note.py",
        "from smogctl.cli.commands.incident.attach import run as other",
        "One command of the ledger does not know another",
    ),
    "a question opens the ledger's database": (
        "questions/queries.py",
        "import sqlite3",
        "The ledger alone opens its database",
    ),
    "the fold reaches for the machine": (
        "incident/fold.py",
        "from smogctl.system.files import read_regular",
        "Pure floors do not reach for the machine",
    ),
    "one table knows another": (
        "exporting/tables/gaps.py",
        "from smogctl.exporting.tables.tasks import TABLE as other",
        "One table does not know another",
    ),
    "one export medium knows another": (
        "exporting/media/csv.py",
        "from smogctl.exporting.media.sqlite import APPLICATION",
        "One export medium does not know another",
    ),
    "a table reaches for files": (
        "exporting/tables/units.py",
        "from smogctl.system.files import read_regular",
        "Tables do not reach for the machine",
    ),
    "another medium knows DuckDB": (
        "exporting/media/csv.py",
        "def f():\n    import duckdb",
        "DuckDB writes Parquet and nothing else",
    ),
    "the command knows DuckDB": (
        "cli/commands/export.py",
        "import duckdb",
        "DuckDB writes Parquet and nothing else",
    ),
    "a question of the editor speaks its protocol": (
        "editor/proposing.py",
        "from lsprotocol import types",
        "The protocol of editors is spoken in three files",
    ),
    "lint knows the editor": (
        "lint/engine.py",
        "from smogctl.editor.marking import marked",
        "Imports go down only",
    ),
    "another medium opens a database": (
        "exporting/media/csv.py",
        "import sqlite3",
        "The ledger alone opens its database",
    ),
    "a medium passes by the door into spreadsheets": (
        "exporting/media/xlsx.py",
        "import xlsxwriter",
        "Word, spreadsheets and PDF are read and written by one file each",
    ),
    "a table knows a paper": (
        "exporting/tables/units.py",
        "from smogctl.documents import paper",
        "Imports go down only",
    ),
    "one kind of gap knows another": (
        "questions/gaps/idle.py",
        "from smogctl.questions.gaps.unled import find as other",
        "One kind of gap does not know another",
    ),
    "an import goes up": (
        "schema/base.py",
        "from smogctl.lint import engine",
        "Imports go down only",
    ),
    "an import inside a function goes up": (
        "grammar/roles.py",
        "def f():\n    from smogctl.lint.engine import lint",
        "Imports go down only",
    ),
    "a relative import goes up": (
        "grammar/roles.py",
        "from .. import lint",
        "Imports go down only",
    ),
    "a pure floor reaches for files": (
        "questions/queries.py",
        "from smogctl.system.files import read_regular",
        "Pure floors do not reach for the machine",
    ),
    "a low floor knows Typer": (
        "documents/paper.py",
        "import typer",
        "Typer is the command line's",
    ),
    "a question knows YAML": (
        "questions/queries.py",
        "import yaml",
        "YAML is read in one place",
    ),
}


@pytest.mark.parametrize(("file", "text", "contract"), ARROWS.values(), ids=ARROWS)
def test_a_forbidden_import_is_found(
    planted: Planting, file: str, text: str, contract: Any
) -> None:
    done = import_linter(planted(file, text))
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout.decode()


CALLS = {
    "a part is imported by a name from above": (
        "questions/queries.py",
        'from importlib import import_module\nimport_module("smogctl.cli.app")',
    ),
    "a part is imported by a name that is made": (
        "wording/tasks.py",
        'from importlib import import_module\nimport_module(f"smogctl.{input}.x")',
    ),
    "__import__": ("plan/names.py", '__import__("smogctl.cli.app")'),
    "time_ns": ("questions/waivers.py", "import time\nNOW = time.time_ns()"),
    "utcnow": ("plan/names.py", "import datetime\nNOW = datetime.datetime.utcnow()"),
    "today": ("questions/waivers.py", "NOW = date.today()"),
    "stderr.write": ("wording/tasks.py", 'import sys\nsys.stderr.write("x")'),
    "os.write": ("formats/text.py", 'import os\nos.write(1, b"x")'),
    "environ": ("plan/registry.py", "from os import environ"),
    "getenv": ("lint/engine.py", 'import os\nos.getenv("HOME")'),
    "a file is read in a pure module": (
        "questions/queries.py",
        'from pathlib import Path\nTEXT = Path("x").read_text()',
    ),
    "open": ("importing/pages.py", 'open("x")'),
    "print": ("importing/pages.py", 'print("x")'),
    "a folder is listed": ("plan/catalogue.py", "NAMES = list(Path().iterdir())"),
    "what only Unix has, outside its file": ("system/processes.py", "import fcntl"),
    "a call that only Unix has": ("cli/main.py", "PID = os.getppid()"),
}


@pytest.mark.parametrize(("file", "text"), CALLS.values(), ids=CALLS)
def test_a_forbidden_call_is_found(planted: Planting, file: str, text: str) -> None:
    folder = planted(file, text)
    assert calls.breaches_in(folder / "smogctl", file)


def test_nothing_of_ours_makes_a_forbidden_call() -> None:
    assert calls.breaches(PACKAGE) == []


def test_every_exemption_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    for exempt in calls.EXEMPT:
        rest = {key: why for key, why in calls.EXEMPT.items() if key != exempt}
        monkeypatch.setattr(calls, "EXEMPT", rest)
        file, _ = exempt
        assert calls.breaches_in(PACKAGE, file), exempt
        monkeypatch.undo()


COUNTED = {
    "def f(): pass": 1,
    "def f():\n if a and b or c: pass": 4,
    "def f():\n return [x for x in y if x if z]": 4,
    "def f():\n try: pass\n except A: pass\n except B: pass": 3,
    "def f():\n for x in y:\n  while z: assert x": 4,
    "def f():\n return 1 if a else 2 if b else 3": 3,
    "def f():\n match a:\n  case 1: pass\n  case _: pass": 3,
    "def f():\n def g():\n  if a: pass": 1,
}


@pytest.mark.parametrize(("text", "count"), COUNTED.items())
def test_decisions_are_counted(text: str, count: int) -> None:
    (name, function), *_ = density.functions(density.ast.parse(text))
    assert (name, density.decisions(function)) == ("f", count)


def test_nothing_is_denser_than_allowed() -> None:
    assert list(density.faults(PACKAGE)) == []


DENSE = {
    "eleven decisions": (
        "def f(a):\n" + "    if a: pass\n" * 10,
        "a.py:1: f has 11 decisions",
    ),
    "a long line": (f'TEXT = "{"x" * 100}"', "a.py:1: 109 characters"),
    "a value called one": ("TOTAL = [one for one in ()]", "a.py:1: one says nothing"),
    "a parameter called found": (
        "def f(found): pass",
        "a.py:1: found says nothing",
    ),
    "an error that is not said": (
        "def f():\n    raise Refusal('x')",
        "a.py:1: f raises Refusal",
    ),
    "an error that another makes": (
        "class A:\n    def f(self):\n        raise self.opened.refuse('x')",
        "a.py:2: A.f raises Refusal",
    ),
}


@pytest.mark.parametrize(("text", "fault"), DENSE.values(), ids=DENSE)
def test_what_is_dense_is_found(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    faults = [found for found in density.faults(tmp_path) if found.startswith(fault)]
    assert len(faults) == 1


PLAIN = {
    "ten decisions": "def f(a):\n" + "    if a:\n        a()\n        a()\n" * 9,
    "a field": "class A:\n    found: int",
    "an error that is said": 'def f():\n    """Raises Refusal."""\n    raise Refusal(\'x\')',
    "a private function": "def _f():\n    raise Refusal('x')\n    return 1",
    "an error of an inner function": "def f():\n    def g():\n        raise A('x')\n    return g",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_what_is_plain_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    (source,) = density.sources(tmp_path)
    checks = (density.dense, density.empty_names, density.unsaid)
    assert [fault for check in checks for fault in check(source)] == []


def test_the_examples_of_how_to_add_are_as_plain_as_the_code() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.S | re.M)
    assert blocks
    for block in blocks:
        source = density.Source("CONTRIBUTING.md", block, density.ast.parse(block))
        assert [*density.dense(source), *density.empty_names(source)] == [], block


def test_decisions_in_a_hundred_lines(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'def f(a):\n    """Not counted."""\n    if a:\n        a()\n    a()\n',
        encoding="utf-8",
    )
    assert density.per_hundred(tmp_path) == 50
    (fault,) = density.faults(tmp_path)
    assert fault.startswith("50.0 decisions in a hundred lines")


def test_the_package_has_no_corridor() -> None:
    assert sorted(path.name for path in PACKAGE.glob("*.py")) == [
        "__init__.py",
        "__main__.py",
    ]
    hidden = [path for path in PACKAGE.rglob("_*.py") if not path.name.startswith("__")]
    assert hidden == []
