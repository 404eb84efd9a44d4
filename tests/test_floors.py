"""The floors of the house (DESIGN section 6): imports go down only, and what a floor may know."""

import ast
import re

import pytest

from conftest import ROOT

PACKAGE = ROOT / "src" / "smogctl"

FLOORS = [
    {"findings", "report", "text", "words", "lookalikes", "system", "wrapping", "markdown", "markup", "parallel"},
    {"source", "schema", "writing", "resources"},
    {"registry", "catalogue"},
    {
        "names",
        "levels",
        "pinyin",
        "queries",
        "activation",
        "mentions",
        "transcription",
        "changes",
        "coverage",
        "waivers",
        "matrix",
        "comparison",
    },
    {"rules", "linting", "fixing", "bulk", "importing"},
    {"formats", "documents", "answers", "progress"},
    {"cli", "app", "sending", "helptext", "commands", "__main__"},
]
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    """Every module that a file imports, wherever in it, but for the types only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_only(path):
    own = FLOOR[room(path)]
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "smogctl" and len(parts) > 1 and parts[1] in FLOOR and parts[1] != room(path):
            assert FLOOR[parts[1]] <= own, f"{path.name} (floor {own}) imports {name} (floor {FLOOR[parts[1]]})"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_upper_floors_know_typer_rich_and_jinja(path):
    allowed = {"typer": {6}, "rich": {5}, "jinja2": {5}, "pypinyin": {3}, "yaml": {1}}
    for name in imported(path):
        top = name.split(".")[0]
        assert top not in allowed or FLOOR[room(path)] in allowed[top], name


@pytest.mark.parametrize("folder", ["commands", "formats", "rules"])
def test_one_command_or_format_does_not_know_another(folder):
    for path in (PACKAGE / folder).glob("[a-z]*.py"):
        for name in imported(path):
            parts = name.split(".")
            inside = parts[:2] == ["smogctl", folder] and len(parts) > 2
            assert not inside or parts[2].startswith("_") or (folder, parts[2]) == ("formats", "text"), name


def test_nothing_prints_or_reads_the_clock():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<!console\.)\bprint\(", text), path
        clock = re.search(r"\.today\(|\.now\(|time\.time\(|localtime", text)
        assert not clock or path.relative_to(PACKAGE).parts == ("commands", "_desk.py"), path


def test_standard_output_is_written_in_one_place():
    writers = [
        path.name for path in MODULES if re.search(r"stdout\.(buffer\.)?write", path.read_text(encoding="utf-8"))
    ]
    assert sorted(writers) == ["child.py", "sending.py"]  # the child is a process of its own


def test_what_only_unix_has_lives_in_one_file():
    unix = {"fcntl", "resource", "pwd", "grp", "termios", "posix"}
    for path in MODULES:
        for name in imported(path):
            assert name.split(".")[0] not in unix or path.name == "system.py", (path, name)
        if path.name != "system.py":
            assert not re.search(r"os\.(fork|O_NONBLOCK|O_DIRECTORY|mkfifo|geteuid)", path.read_text(encoding="utf-8"))


def test_files_stay_small_and_functions_too():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 330, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 60, (path, node.name)


@pytest.mark.parametrize("folder", ["commands", "formats"])
def test_each_file_of_a_folder_keeps_its_contract(folder):
    for path in (PACKAGE / folder).glob("[a-z]*.py"):
        names = {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if hasattr(node, "name")}
        assert ("run" if folder == "commands" else "render") in names, path
