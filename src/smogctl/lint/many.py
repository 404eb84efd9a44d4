"""Linting many files: both cores, findings remembered while nothing that they rest on has changed.

The cache is plain JSON in the user's cache folder: a file is not parsed again while its time and size, or else its
content, its source's and the tool are what they were. A cut or edited cache is as good as none.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from smogctl.lint.engine import lint
from smogctl.lint.memory import _Memory
from smogctl.lint.neighbours import Head, heads_of, twins_of
from smogctl.lint.rulebook import Rule, choose
from smogctl.lint.subject import subject_of
from smogctl.system.cache import cache_folder
from smogctl.system.parallel import each
from smogctl.values.findings import Finding

Told = Callable[[int, int], None]
"""Told of progress: how many files are done, of how many."""


def lint_files(
    paths: Sequence[Path], chosen: Sequence[Rule], *, cached: bool = True, told: Told | None = None
) -> list[Finding]:
    """The findings of many files, in the order of their names; the same with a cache and without."""
    codes = [rule.CODE for rule in chosen]
    heads = heads_of(paths)
    twins = twins_of(heads)
    folder = cache_folder() if cached else None
    memory = _Memory(codes, folder) if folder else None
    results: dict[Path, list[Finding]] = {}
    todo = []
    for path in paths:
        remembered = memory.recall(path, twins.get(path, ())) if memory else None
        if remembered is None:
            todo.append((path, twins.get(path, ())))
        else:
            results[path] = remembered
    for done, (path, source, found) in enumerate(_run(todo, codes), len(results) + 1):
        results[path] = found
        if memory:
            memory.keep(path, twins.get(path, ()), source, found)
        if told:
            told(done, len(paths))
    if memory:
        memory.save()
    return [one for path in sorted(results, key=str) for one in results[path]]


Job = tuple[Path, tuple[Head, ...]]
Done = tuple[Path, Path | None, list[Finding]]


def _run(jobs: Sequence[Job], codes: Sequence[str]) -> Iterable[Done]:
    return each(partial(_chunk, codes=list(codes)), jobs)


def _chunk(jobs: Sequence[Job], codes: Sequence[str]) -> list[Done]:
    rules = _rules(codes)
    return [_done(path, twins, rules) for path, twins in jobs]


def _done(path: Path, twins: tuple[Head, ...], rules: Sequence[Rule]) -> Done:
    subject = subject_of(path, twins)
    return path, subject.document_path, lint(subject, rules)


def _rules(codes: Sequence[str]) -> list[Rule]:
    return [rule for rule in choose((), ()) if rule.CODE in set(codes)]
