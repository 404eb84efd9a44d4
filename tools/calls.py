"""Calls that a floor may not make, found in the syntax tree: what import-linter cannot see.

    python tools/calls.py [src/smogctl]

Only `cli/` and `system/` print, read the clock or the environment, or touch files; only `cli/`, `system/` and the
packages that consist of parts import by name, and those their own parts only. Prints each breach, exit 1 when there
is one.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

FREE = ("cli", "system")
"""The floors that may touch the machine."""

MACHINE = {
    *(
        "os",
        "sys",
        "shutil",
        "tempfile",
        "subprocess",
        "time",
        "signal",
        "socket",
        "threading",
    ),
    *(
        "multiprocessing",
        "locale",
        "getpass",
        "glob",
        "fileinput",
        "logging",
        "warnings",
    ),
}
"""Modules that are the machine. `io` is none: its buffers are in memory."""

CLOCK = frozenset({"today", "now", "utcnow", "fromtimestamp", "utcfromtimestamp"})
FILES = {
    *(
        "open",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "is_file",
        "is_dir",
        "exists",
    ),
    *(
        "is_symlink",
        "iterdir",
        "glob",
        "rglob",
        "unlink",
        "mkdir",
        "rmdir",
        "touch",
        "stat",
        "lstat",
    ),
    *(
        "chmod",
        "rename",
        "symlink_to",
        "hardlink_to",
        "samefile",
        "resolve",
        "expanduser",
        "cwd",
    ),
    *("home", "absolute"),
}
"""Methods of a path that touch the disk. Another object's method of such a name goes into `EXEMPT`."""

PROCESS = frozenset({"environ", "getenv", "stdin", "stdout", "stderr"})
BUILTINS = frozenset(
    {"print", "open", "input", "breakpoint", "__import__", "exec", "eval"}
)

EXEMPT = {
    (
        "text/pinyin.py",
        "os",
    ): "pypinyin's only switch is an environment variable, read at its import",
    ("text/pinyin.py", "environ"): "the same",
    ("importing/office/package.py", "open"): "a member of a package that is in memory",
    ("importing/geometry.py", "open"): "a document that is in memory",
}
"""Breaches that are meant, each with its reason."""


class Breach(NamedTuple):
    """A forbidden call, and where."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def breaches(package: Path) -> list[Breach]:
    """All breaches in a package, in the order of files and lines."""
    listed = []
    for path in sorted(package.rglob("*.py")):
        listed += breaches_in(package, path.relative_to(package).as_posix())
    return listed


def breaches_in(package: Path, name: str) -> list[Breach]:
    """The breaches in one file of a package."""
    tree = ast.parse((package / name).read_text(encoding="utf-8"))
    return [Breach(name, line, what) for line, what in _in_file(name, tree)]


def _in_file(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    nodes = list(ast.walk(tree))
    yield from _unix_only(name, nodes)
    for node in nodes:
        yield from _named_imports(name, node)
    if name.split("/")[0] in FREE or name == "__main__.py":
        return
    skipped = _typing_only(nodes)
    for node in nodes:
        if id(node) in skipped:
            continue
        for key, what in (
            *_machine(node),
            *_clock(node),
            *_files(node),
            *_builtins(node),
        ):
            if (name, key) not in EXEMPT:
                yield node.lineno, what


def _typing_only(nodes: list[ast.AST]) -> set[int]:
    """What stands under `if TYPE_CHECKING`."""
    blocks = [
        node
        for node in nodes
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    ]
    return {
        id(inner)
        for block in blocks
        for statement in block.body
        for inner in ast.walk(statement)
    }


def _machine(node: ast.AST) -> Iterator[tuple[str, str]]:
    for name in _modules(node):
        top = name.split(".")[0]
        if top in MACHINE:
            yield top, f"imports {top}"


def _modules(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _clock(node: ast.AST) -> Iterator[tuple[str, str]]:
    method = _method(node)
    if method in CLOCK:
        yield method, f"reads the clock: .{method}()"


def _files(node: ast.AST) -> Iterator[tuple[str, str]]:
    method = _method(node)
    if method in FILES:
        yield method, f"touches files: .{method}()"


def _method(node: ast.AST) -> str:
    """The name of the method that is called; a field of that name is no call."""
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if called else ""


def _builtins(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Name) and node.id in BUILTINS:
        yield node.id, f"uses {node.id}"
    if isinstance(node, ast.Attribute) and node.attr in (
        "environ",
        "getenv",
        "stdout",
        "stderr",
        "stdin",
    ):
        yield node.attr, f"reaches for the process: .{node.attr}"
    if isinstance(node, ast.Attribute) and ast.unparse(node) in (
        "io.open",
        "io.open_code",
    ):
        yield "io", f"uses {ast.unparse(node)}"


def _named_imports(name: str, node: ast.AST) -> Iterator[tuple[int, str]]:
    """`import_module` may import the parts of a package, by the package's own name, and nothing else."""
    if (
        not isinstance(node, ast.Call)
        or ast.unparse(node.func).split(".")[-1] != "import_module"
    ):
        return
    argument = node.args[0] if node.args else None
    first = (
        argument.values[0]
        if isinstance(argument, ast.JoinedStr) and argument.values
        else None
    )
    begins = ast.unparse(first.value) if isinstance(first, ast.FormattedValue) else ""
    folder = f"{Path(name).parent.as_posix().replace('/', '.')}."
    own = begins == "__name__" and name.endswith("__init__.py")
    beside = begins.endswith(".__name__") and begins.count(".") == 1
    if not (own or beside):
        yield (
            node.lineno,
            f"imports by name what is no part of {folder[:-1]}: {ast.unparse(node)}",
        )


UNIX = frozenset({"fcntl", "resource", "pwd", "grp", "termios", "posix"})
UNIX_CALLS = frozenset(
    {
        "fork",
        "killpg",
        "getppid",
        "geteuid",
        "getuid",
        "mkfifo",
        "O_DIRECTORY",
        "O_NONBLOCK",
    }
)
FOR_UNIX = ("system/platform.py", "system/renames.py")


def _unix_only(name: str, nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """What Unix alone has lives in two files, each with a way for where it is lacking."""
    if name in FOR_UNIX:
        return
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
            )
            for module in modules:
                if module in UNIX:
                    yield node.lineno, f"imports {module}, which only Unix has"
        if (
            isinstance(node, ast.Attribute)
            and node.attr in UNIX_CALLS
            and ast.unparse(node.value) == "os"
        ):
            yield node.lineno, f"uses os.{node.attr}, which only Unix has"


def main(arguments: list[str]) -> int:
    """Print what breaches the contract; 1 when something does."""
    package = Path(arguments[0]) if arguments else ROOT / "src" / "smogctl"
    listed = breaches(package)
    sys.stdout.write("".join(f"{breach}\n" for breach in listed))
    return 1 if listed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
