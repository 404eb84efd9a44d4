"""How dense the code is: decisions a function, characters a line; today's exceptions may only shrink.

    python tools/density.py            check; exit 1 when something is denser than allowed
    python tools/density.py --shrink   take out of the list what is no exception any more

A function may have ten decisions, a line a hundred characters. What has more stands in `tools/density.txt`, with its
figure: a name and its decisions, or a file and its long lines. Nothing may be added to that list, no figure may grow,
and what has become plain must leave it.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "smogctl"
LIST = ROOT / "tools" / "density.txt"

MADE = "catalogued"
"""The folder of what tools/generate.py makes: nobody reads it, and lines have an entry each."""

MOST_DECISIONS = 10
MOST_CHARACTERS = 100

BRANCHES = (
    *(
        ast.If,
        ast.For,
        ast.While,
        ast.AsyncFor,
        ast.ExceptHandler,
        ast.IfExp,
        ast.comprehension,
    ),
    *(ast.match_case, ast.Assert),
)
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def decisions(function: ast.AST) -> int:
    """One, and one more for each branch, loop, handler, comprehension, condition in it, and further boolean operand.

    What an inner function decides counts as its own.
    """
    return 1 + sum(map(_decisions_of, _own(function)))


def _own(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, INNER):
            yield child
            yield from _own(child)


def _decisions_of(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    conditions = len(node.ifs) if isinstance(node, ast.comprehension) else 0
    return isinstance(node, BRANCHES) + conditions


def functions(tree: ast.Module, before: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Every function with its name inside the file."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, INNER):
            name = f"{before}{node.name}"
            if not isinstance(node, ast.ClassDef):
                yield name, node
            yield from functions(node, f"{name}.")
        else:
            yield from functions(node, before)


def exceptions(package: Path) -> dict[str, int]:
    """Everything that is denser than allowed, with its figure."""
    figures: dict[str, int] = {}
    for path in sorted(package.rglob("*.py")):
        if path.parent.name == MADE:
            continue
        file, text = (
            path.relative_to(package).as_posix(),
            path.read_text(encoding="utf-8"),
        )
        for name, function in functions(ast.parse(text)):
            if decisions(function) > MOST_DECISIONS:
                figures[f"{file} {name}"] = decisions(function)
        long = sum(len(line) > MOST_CHARACTERS for line in text.splitlines())
        if long:
            figures[f"{file} lines"] = long
    return figures


def listed(text: str) -> dict[str, int]:
    """The list of exceptions as written."""
    rows = (
        line.rsplit(" ", 1) for line in text.splitlines() if line and line[0] != "#"
    )
    return {name: int(figure) for name, figure in rows}


def written(figures: dict[str, int]) -> str:
    """A list of exceptions as it is kept."""
    head = "# What is denser than tools/density.py allows: it may only shrink.\n"
    return head + "".join(
        f"{name} {figure}\n" for name, figure in sorted(figures.items())
    )


def faults(now: dict[str, int], allowed: dict[str, int]) -> Iterator[str]:
    """What is wrong: new exceptions, grown ones, and rows of the list that have become too generous."""
    for name, figure in now.items():
        most = allowed.get(name, 0)
        if figure > most:
            yield f"{name}: {figure}, allowed {most or f'{MOST_DECISIONS} decisions, no long line'}"
    for name, most in allowed.items():
        if now.get(name, 0) < most:
            yield f"{name}: only {now.get(name, 0)} now; run python tools/density.py --shrink"


def main(arguments: list[str]) -> int:
    """Check, or shrink the list; 1 when something is wrong."""
    now, allowed = exceptions(PACKAGE), listed(LIST.read_text(encoding="utf-8"))
    if arguments == ["--shrink"]:
        kept = {name: min(most, now.get(name, 0)) for name, most in allowed.items()}
        shrunk = {name: most for name, most in kept.items() if most}
        LIST.write_text(written(shrunk), encoding="utf-8", newline="\n")
        allowed = shrunk
    wrong = list(faults(now, allowed))
    sys.stdout.write("".join(f"{fault}\n" for fault in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
