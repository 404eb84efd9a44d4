"""Mutants: the code is changed a little, in memory, and the tests of its area must notice.

    python tools/mutants.py                          60 mutants of each area of tools/mutants.toml
    python tools/mutants.py --area fold --sample 300 --seed 1
    python tools/mutants.py --area fold --sample 60 --skip 60    the next 60 of the same order

`--sample 0` tries all. A mutant is a changed syntax tree of one module. It is tried in a child that is forked before
anything of the package is imported: the child loads the changed module in the place of the file's, and runs the area's
quick tests until the first that fails; what they let pass, the wide ones try. Killed is what makes a test fail, cannot
be imported, or takes three times as long as the clean run. What survives and stands in `tools/mutants.toml` as
equivalent, with a reason, is counted apart.

Nothing is written to the code. Processes that a test starts anew (not forks) load the unchanged files: no mutant is
killed there. Exit 1 where an area kills fewer than `LEAST` of a hundred of those that are not equivalent.
"""

import argparse
import ast
import contextlib
import copy
import importlib
import importlib.machinery
import importlib.util
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import tomllib
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

LEAST = 90
"""Per cent that must be killed in each area."""

TIMES_CLEAN = 3
"""After how many clean runs a mutant is given up, as one that never ends."""

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where a child's tests write: in memory where that can be, since there a sync costs nothing."""

CJK = re.compile(r"[\u2010-\u203b\u3000-\u9fff\uff00-\uffef]")

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
}
DROPPED = (ast.Expr, ast.AugAssign, ast.Raise, ast.Delete, ast.Return)
"""Statements that can be missing without a name being missing."""


class Area(NamedTuple):
    """Modules, and the tests that must notice when these change."""

    name: str
    modules: list[Path]
    quick: list[str]
    wide: list[str]
    words: bool
    """Whether Chinese texts are the matter itself, and not messages."""


class Equivalent(NamedTuple):
    """A mutant that no test can kill, and why."""

    module: str
    line: str
    change: str


class Site(NamedTuple):
    """A place of a tree that can be something else."""

    owner: ast.AST
    field: str
    index: int | None
    fresh: Any
    line: int
    change: str


class Mutant(NamedTuple):
    """A changed module, as code."""

    module: str
    path: Path
    line: int
    text: str
    """The line of the file, stripped."""
    change: str
    code: CodeType

    def key(self) -> Equivalent:
        """What `mutants.toml` knows it by."""
        return Equivalent(self.module, self.text, self.change)


class Count(NamedTuple):
    """What became of the mutants of an area."""

    tried: int
    killed: int
    equivalent: int
    survivors: list[Mutant]

    def percent(self) -> float:
        """Of those that are not equivalent, how many of a hundred were killed."""
        return 100 * self.killed / max(self.tried - self.equivalent, 1)


# what can be changed


def sites(tree: ast.Module, words: bool) -> Iterator[Site]:
    """All places of a module that can be changed; the same order each time."""
    for owner, field, index, node in walked(tree):
        for other in changes(node, owner, words):
            fresh = ast.fix_missing_locations(ast.copy_location(other, node))
            change = f"{shown(node)} -> {shown(fresh)}"
            yield Site(owner, field, index, fresh, node.lineno, change)


def walked(owner: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, Any]]:
    """Every statement and expression that runs, and where it hangs: no annotations, docstrings, lists of exports."""
    for field, value in ast.iter_fields(owner):
        if field in ("annotation", "returns", "decorator_list", "bases", "type_params"):
            continue
        several = value if isinstance(value, list) else [value]
        for index, node in enumerate(several):
            if not isinstance(node, ast.AST) or not_run(node):
                continue
            if isinstance(node, ast.stmt | ast.expr):
                yield owner, field, index if isinstance(value, list) else None, node
            yield from walked(node)


def not_run(node: ast.AST) -> bool:
    """Docstrings, imports, `__all__`, what only the type checker reads."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.annotation) == "TypeAlias"
    if isinstance(node, ast.Assign):
        name = ast.unparse(node.targets[0])
        return name in ("__all__", "__slots__") or is_a_type(name, node.value)
    return isinstance(node, ast.Import | ast.ImportFrom)


def is_a_type(name: str, value: ast.expr) -> bool:
    """Whether an assignment only gives a type a name."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func) in ("TypeVar", "NewType", "ParamSpec")
    is_titled = name.lstrip("_")[:1].isupper() and not name.isupper()
    return is_titled and isinstance(value, ast.Subscript)


def changes(node: ast.AST, owner: ast.AST, words: bool) -> Iterator[Any]:
    """What a node may be instead."""
    if isinstance(node, ast.stmt):
        yield from changed_statement(node)
        return
    yield from changes_by_place(node, owner)
    if isinstance(node, ast.Constant):
        yield from changed_constant(node, owner, words)
    elif isinstance(node, ast.Compare):
        yield from changed_comparison(node)
    elif isinstance(node, ast.Tuple | ast.Set | ast.List | ast.Dict):
        yield from without_an_element(node)
    elif isinstance(node, ast.BoolOp | ast.UnaryOp | ast.BinOp):
        yield from changed_operator(node)


def changes_by_place(node: ast.AST, owner: ast.AST) -> Iterator[ast.expr]:
    """What decides, the other way round; a bound or a default that is not there."""
    if conditional(owner, node) and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)
    if isinstance(owner, ast.Slice):
        yield ast.Constant(None)
    if isinstance(owner, ast.arguments) and not is_none(node):
        yield ast.Constant(None)


def changed_operator(node: ast.BoolOp | ast.UnaryOp | ast.BinOp) -> Iterator[ast.expr]:
    """And for or, plus for minus, without a not."""
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values)
    elif isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.Not):
            yield node.operand
    elif type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)


def conditional(owner: ast.AST, node: ast.AST) -> bool:
    """Whether a node decides."""
    if isinstance(owner, ast.If | ast.While | ast.IfExp | ast.Assert):
        return node is owner.test
    if isinstance(owner, ast.comprehension):
        return node in owner.ifs
    return isinstance(owner, ast.BoolOp) and isinstance(node, ast.Call | ast.Attribute)


def is_none(node: ast.AST) -> bool:
    """Whether a node is the constant None."""
    return isinstance(node, ast.Constant) and node.value is None


def is_nothing(node: ast.expr) -> bool:
    """Whether a node is false by itself: None in its place is refused by the type checker, not by a test."""
    if isinstance(node, ast.Constant):
        return not node.value
    return ast.unparse(node) in ("()", "[]", "{}")


def changed_statement(node: ast.stmt) -> Iterator[ast.stmt]:
    """Left out, returning nothing, or going on where it ended."""
    if isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Return) and node.value:
        if not is_nothing(node.value):
            yield ast.Return(ast.Constant(None))
    elif isinstance(node, DROPPED) or into_another(node):
        yield ast.Pass()


def into_another(node: ast.stmt) -> bool:
    """Whether an assignment changes a thing that is there already."""
    return isinstance(node, ast.Assign) and isinstance(
        node.targets[0], ast.Attribute | ast.Subscript
    )


def changed_constant(
    node: ast.Constant, owner: ast.AST, words: bool
) -> Iterator[ast.expr]:
    """True and False, a number more or less, a text empty or another."""
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif (
        isinstance(value, str | bytes) and value and not for_people(node, owner, words)
    ):
        yield ast.Constant(value[:0])
        yield ast.Constant(value + ("X" if isinstance(value, str) else b"X"))


def for_people(node: ast.Constant, owner: ast.AST, words: bool) -> bool:
    """Whether only a person reads a text: an error's own, or Chinese and not compared."""
    if isinstance(owner, ast.Call) and ast.unparse(owner.func).endswith("Error"):
        return True
    if words or isinstance(owner, ast.Compare) or not isinstance(node.value, str):
        return False
    whole = owner.values if isinstance(owner, ast.JoinedStr) else [node]
    texts = (str(part.value) for part in whole if isinstance(part, ast.Constant))
    return any(map(CJK.search, texts))


def changed_comparison(node: ast.Compare) -> Iterator[ast.expr]:
    """Each operator as its neighbours."""
    for at, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            operators = [*node.ops[:at], other(), *node.ops[at + 1 :]]
            yield ast.Compare(node.left, operators, node.comparators)


def without_an_element(
    node: ast.Tuple | ast.Set | ast.List | ast.Dict,
) -> Iterator[ast.expr]:
    """A literal with an element less, each in turn; names that are assigned to are left."""
    if isinstance(node, ast.Dict):
        for at in range(len(node.keys)):
            keys, values = list(node.keys), list(node.values)
            del keys[at], values[at]
            yield ast.Dict(keys, values)
    elif isinstance(node, ast.Set) or isinstance(node.ctx, ast.Load):
        for at in range(len(node.elts)):
            fresh = copy.copy(node)
            fresh.elts = [*node.elts[:at], *node.elts[at + 1 :]]
            if fresh.elts or not isinstance(node, ast.Set):
                yield fresh


def shown(node: ast.AST) -> str:
    """A node on one line, cut."""
    try:
        text = " ".join(ast.unparse(node).split())
    except ValueError:  # an empty set has no text
        text = "?"
    return text if len(text) <= 90 else f"{text[:60]}…{text[-29:]}"


def mutants(area: Area, root: Path) -> list[Mutant]:
    """All mutants of an area; each module's tree is changed, compiled, and changed back."""
    made = []
    for path in area.modules:
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        tree = ast.parse(text)
        for site in list(sites(tree, area.words)):
            with contextlib.suppress(SyntaxError, ValueError):
                code = compiled(tree, site, path)
                line = lines[site.line - 1].strip()
                name = module_name(path, root)
                made.append(Mutant(name, path, site.line, line, site.change, code))
    return made


def compiled(tree: ast.Module, site: Site, path: Path) -> CodeType:
    """The module's code with one place changed."""
    before = getattr(site.owner, site.field)
    fresh = site.fresh
    if site.index is not None:
        fresh = [*before[: site.index], fresh, *before[site.index + 1 :]]
    setattr(site.owner, site.field, fresh)
    try:
        return compile(tree, str(path), "exec")
    finally:
        setattr(site.owner, site.field, before)


def module_name(path: Path, root: Path) -> str:
    """As it is imported."""
    parts = list(path.relative_to(root / "src").with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


# trying


class Finder(importlib.machinery.SourceFileLoader):
    """Finds one module, and gives changed code for it."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(mutant.path))
        self._mutant = mutant

    def find_spec(self, name: str, *_: Any) -> Any:
        """The module that is changed, and no other."""
        if name != self._mutant.module:
            return None
        return importlib.util.spec_from_file_location(
            name, self._mutant.path, loader=self
        )

    def get_code(self, fullname: str) -> CodeType:
        """Of the changed tree."""
        del fullname
        return self._mutant.code


def warm(root: Path, names: Iterable[str]) -> None:
    """Load what all children need, and nothing of the package; what is not installed is left out."""
    sys.path[:0] = [str(root / "src"), str(root / "tests")]
    for name in ("pytest", "_pytest.assertion.rewrite", *names):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def passes(mutant: Mutant | None, tests: list[str], root: Path, limit: float) -> bool:
    """Whether the tests let a mutant pass, in a child of their own; False too where they never end."""
    folder = tempfile.mkdtemp(prefix="smogctl-mutant-", dir=MEMORY)
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 3
        try:
            code = run_tests(mutant, tests, root, folder)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    try:
        return ended(child, limit) == 0
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def run_tests(mutant: Mutant | None, tests: list[str], root: Path, folder: str) -> int:
    """In the child: the tests' exit code."""
    import pytest

    os.setpgid(0, 0)
    if os.environ.get("MUTANTS_DEBUG") != "1":
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
    os.chdir(root)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = f"{folder}/hypothesis"
    # a plain end, as where no mutant is tried: SIGINT that a shell in the background ignores
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if mutant:
        sys.meta_path.insert(0, Finder(mutant))
    options = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # they are warm
    if "hypothesis" in sys.modules:
        options.append("--hypothesis-seed=0")
    # a test's own folders: the system's, but removed with the child
    options.append(f"--basetemp={folder}/pytest")
    return int(pytest.main([*options, *tests]))


def ended(child: int, limit: float) -> int:
    """Its exit code; -1 where it had to be ended."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


class Trial(NamedTuple):
    """Tests of an area and how long they may take."""

    tests: list[str]
    examples: str
    limit: float

    def passes(self, mutant: Mutant, root: Path) -> bool:
        """Whether they let a mutant pass."""
        os.environ["SMOGCTL_EXAMPLES"] = self.examples
        return passes(mutant, self.tests, root, self.limit)


def trial(tests: list[str], examples: str, root: Path) -> Trial:
    """Tests, timed clean; raises SystemExit where they fail without a mutant."""
    os.environ["SMOGCTL_EXAMPLES"] = examples
    started = time.monotonic()
    if not passes(None, tests, root, 900):
        raise SystemExit(f"without a mutant these fail: {' '.join(tests)}")
    return Trial(tests, examples, TIMES_CLEAN * (time.monotonic() - started) + 2)


def tried(
    area: Area, chosen: list[Mutant], root: Path, known: set[Equivalent]
) -> Count:
    """Try mutants one after the other, and say which survive."""
    quick = trial(area.quick, "5", root)
    wide: Trial | None = None
    killed, equivalent, survivors = 0, 0, []
    for mutant in chosen:
        passed = quick.passes(mutant, root)
        if passed and mutant.key() in known:
            equivalent += 1
            continue
        if passed and area.wide:
            wide = wide or trial(area.wide, "60", root)
            passed = wide.passes(mutant, root)
        if passed:
            survivors.append(mutant)
            say_survivor(mutant, root)
        killed += not passed
    return Count(len(chosen), killed, equivalent, survivors)


def say_survivor(mutant: Mutant, root: Path) -> None:
    """Where it is, the line, and what it became."""
    place = f"{mutant.path.relative_to(root)}:{mutant.line}"
    print(f"survives {place}\n    {mutant.text}\n    {mutant.change}", flush=True)


# the command


def areas(root: Path, told: dict[str, Any]) -> list[Area]:
    """As `mutants.toml` names them."""
    listed = []
    for name, row in told["area"].items():
        paths = (sorted((root / "src").glob(each)) for each in row["modules"])
        modules = [path for several in paths for path in several]
        wide = row.get("wide", [])
        listed.append(Area(name, modules, row["quick"], wide, row.get("words", False)))
    return listed


def equivalents(told: dict[str, Any]) -> Iterator[Equivalent]:
    """Those that `mutants.toml` names, each with a reason."""
    for row in told.get("equivalent", ()):
        assert row["reason"]
        for change in row["changes"]:
            yield Equivalent(row["module"], row["line"], change)


def main(arguments: list[str] | None = None, say: Callable[[str], None] = print) -> int:
    """Try the areas that are asked for, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--area", action="append", help="only this; may be repeated")
    parser.add_argument("--sample", type=int, default=60, help="mutants an area; 0 all")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="without the wide tests")
    parser.add_argument(
        "--root", type=Path, default=Path(__file__).resolve().parents[1]
    )
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    told = tomllib.loads((root / "tools" / "mutants.toml").read_text(encoding="utf-8"))
    for name in options.area or ():
        if name not in told["area"]:
            parser.error(f"no area {name}: {', '.join(told['area'])}")
    known = set(equivalents(told))
    warm(root, told.get("warm", ()))
    worst = 100.0
    say("area | mutants | tried | killed | equivalent | survivors | % killed | seconds")
    for area in areas(root, told):
        if options.area and area.name not in options.area:
            continue
        started = time.monotonic()
        every = mutants(area, root)
        random.Random(f"{options.seed}:{area.name}").shuffle(every)
        last = options.skip + options.sample if options.sample else None
        tests = area._replace(wide=[]) if options.quick else area
        count = tried(tests, every[options.skip : last], root, known)
        worst = min(worst, count.percent())
        say(
            f"{area.name} | {len(every)} | {count.tried} | {count.killed} | "
            f"{count.equivalent} | {len(count.survivors)} | {count.percent():.1f} | "
            f"{time.monotonic() - started:.0f}"
        )
    return 1 if worst < LEAST else 0


if __name__ == "__main__":
    raise SystemExit(main())
