"""How plain the code is: decisions, long lines, names that say nothing, what is raised.

    python tools/density.py    check; exit 1 when something is denser than allowed

A function may have ten decisions, all of them together `MOST_IN_A_HUNDRED` in a hundred lines of functions (docstrings
not counted), a line a hundred characters. `one`, `found` and `said` are no names of values. A public function says in its
docstring what it raises itself.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "smogctl"

MADE = "catalogued"
"""The folder of what tools/generate.py makes: nobody reads it, and lines have an entry each."""

MOST_DECISIONS = 10
MOST_IN_A_HUNDRED = 38.2
MOST_CHARACTERS = 100
EMPTY_NAMES = frozenset({"one", "found", "said"})

BRANCHES = (
    *(ast.If, ast.For, ast.While, ast.AsyncFor, ast.ExceptHandler, ast.IfExp),
    *(ast.comprehension, ast.match_case, ast.Assert),
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
INNER = (*FUNCTIONS, ast.ClassDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source(NamedTuple):
    """A file of the package."""

    name: str
    text: str
    tree: ast.Module


def sources(package: Path) -> Iterator[Source]:
    """The files that people read."""
    for path in sorted(package.rglob("*.py")):
        if path.parent.name != MADE:
            text = path.read_text(encoding="utf-8")
            yield Source(path.relative_to(package).as_posix(), text, ast.parse(text))


def functions(node: ast.AST, before: str = "") -> Iterator[tuple[str, Function]]:
    """Every function with its name inside the file."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, INNER):
            name = f"{before}{child.name}"
            if isinstance(child, FUNCTIONS):
                yield name, child
            yield from functions(child, f"{name}.")
        else:
            yield from functions(child, before)


def public(node: ast.AST, before: str = "") -> Iterator[tuple[str, Function]]:
    """The public functions of a file, and the public methods of its public classes."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, INNER) or child.name.startswith("_"):
            continue
        if isinstance(child, FUNCTIONS):
            yield f"{before}{child.name}", child
        else:
            yield from public(child, f"{before}{child.name}.")


def own(node: ast.AST) -> Iterator[ast.AST]:
    """What is in a function, without the functions and classes inside it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, INNER):
            yield child
            yield from own(child)


def decisions(function: ast.AST) -> int:
    """One, and one more for each branch, loop, handler, comprehension, condition in it, and further boolean operand.

    What an inner function decides counts as its own.
    """
    return 1 + sum(map(_decisions_of, own(function)))


def _decisions_of(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    conditions = len(node.ifs) if isinstance(node, ast.comprehension) else 0
    return isinstance(node, BRANCHES) + conditions


def lines_of(function: Function) -> int:
    """Its lines, without those of the docstring."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def dense(source: Source) -> Iterator[str]:
    """Functions that decide too much, lines that are too long."""
    for name, function in functions(source.tree):
        if decisions(function) > MOST_DECISIONS:
            yield f"{source.name}:{function.lineno}: {name} has {decisions(function)} decisions, allowed {MOST_DECISIONS}"
    for number, line in enumerate(source.text.splitlines(), 1):
        if len(line) > MOST_CHARACTERS:
            yield f"{source.name}:{number}: {len(line)} characters, allowed {MOST_CHARACTERS}"


def empty_names(source: Source) -> Iterator[str]:
    """Values that are called nothing; a field may be a key of what is written (`found`: 发现问题)."""
    fields = {
        id(field.target)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        for field in node.body
        if isinstance(field, ast.AnnAssign)
    }
    for node in ast.walk(source.tree):
        if id(node) in fields:
            continue
        name = None
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.arg):
            name = node.arg
        if name in EMPTY_NAMES:
            yield f"{source.name}:{node.lineno}: {name} says nothing, name the thing"


def unsaid(source: Source) -> Iterator[str]:
    """Public functions that do not say what they raise themselves; a command's docstring is its help."""
    if source.name.startswith("cli/commands/"):
        return
    for name, function in public(source.tree):
        docstring = ast.get_docstring(function) or ""
        for raised in raised_by(function):
            if raised not in docstring:
                yield f"{source.name}:{function.lineno}: {name} raises {raised} and does not say so"


def raised_by(function: Function) -> list[str]:
    """The names of the errors that a function raises itself: `opened.refuse(…)` makes a Refusal."""
    names = set()
    for node in own(function):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = ast.unparse(node.exc.func).rpartition(".")[2]
            names.add("Refusal" if name in ("refuse", "refused") else name)
    return sorted(name for name in names if name[0].isupper())


def per_hundred(package: Path) -> float:
    """Decisions in a hundred lines of functions."""
    return _per_hundred(list(sources(package)))


def _per_hundred(listed: list[Source]) -> float:
    all_functions = [
        function for source in listed for _, function in functions(source.tree)
    ]
    lines = sum(map(lines_of, all_functions)) or 1
    return 100 * sum(map(decisions, all_functions)) / lines


def faults(package: Path) -> Iterator[str]:
    """What is wrong, and where."""
    listed = list(sources(package))
    for source in listed:
        for check in (dense, empty_names, unsaid):
            yield from check(source)
    figure = _per_hundred(listed)
    if figure > MOST_IN_A_HUNDRED:
        yield f"{figure:.1f} decisions in a hundred lines, allowed {MOST_IN_A_HUNDRED}"


def main() -> int:
    """Check; 1 when something is wrong."""
    wrong = list(faults(PACKAGE))
    sys.stdout.write("".join(f"{fault}\n" for fault in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
