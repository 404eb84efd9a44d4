"""Linting many files: on all cores, each read once, what has not changed remembered.

A file is linted by itself first; its head comes with its findings. Only files that turn out to
claim what a neighbour claims too, which is a fault, are linted a second time, with the heads of
those neighbours.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from smogctl.lint.engine import lint
from smogctl.lint.memory import Linted, Memory, known
from smogctl.lint.neighbours import (
    Head,
    head_of_text,
    plain_text,
    read_head,
    registries_beside,
    twins_of,
)
from smogctl.lint.rulebook import Rule, choose
from smogctl.lint.subject import Subject, subject_of
from smogctl.system.cache import cache_folder
from smogctl.system.parallel import each
from smogctl.values.findings import Finding

Told = Callable[[int, int], None]
"""Told of progress: how many files are done, of how many."""


class Job(NamedTuple):
    """A file to lint, with the heads of the neighbours that share its id or adcode, as far as known."""

    path: Path
    twins: tuple[Head, ...] = ()


def lint_files(
    paths: Sequence[Path], chosen: Sequence[Rule], *, cached: bool = True, told: Told | None = None
) -> list[Finding]:
    """The findings of many files, in the order of their names.

    The same with a cache and without.
    """
    codes = [rule.CODE for rule in chosen]
    folder = cache_folder() if cached else None
    memory = Memory(codes, folder) if folder else None
    results = _remembered(paths, memory)
    todo = [Job(path) for path in paths if path not in results]
    for done, linted in enumerate(_run(todo, codes), len(results) + 1):
        _take(linted, results, memory)
        if told:
            told(done, len(paths))
    if any(getattr(rule, "NEEDS_NEIGHBOURS", False) for rule in chosen):
        for linted in _run(_claimed_twice(results, memory), codes):
            _take(linted, results, memory)
    if memory:
        memory.save()
    ordered = sorted(results.values(), key=lambda linted: str(linted.path))
    return [finding for linted in ordered for finding in linted.findings]


def _remembered(paths: Iterable[Path], memory: Memory | None) -> dict[Path, Linted]:
    if memory is None:
        return {}
    recalled = (memory.recall(path) for path in paths)
    return {linted.path: linted for linted in recalled if linted}


def _take(linted: Linted, results: dict[Path, Linted], memory: Memory | None) -> None:
    results[linted.path] = linted
    if memory:
        memory.keep(linted)


def _claimed_twice(results: Mapping[Path, Linted], memory: Memory | None) -> list[Job]:
    """The files whose neighbours claim other things than their findings were made with."""
    heads = {path: linted.head for path, linted in results.items()}
    for path in registries_beside(results) - set(results):
        linted = memory.recall(path) if memory else None
        heads[path] = linted.head if linted else read_head(path)
    twins = twins_of({path: head for path, head in heads.items() if head})
    jobs = (Job(path, twins.get(path, ())) for path in results)
    return [job for job in jobs if job.twins != results[job.path].twins]


def _run(jobs: Sequence[Job], codes: Sequence[str]) -> Iterable[Linted]:
    return each(partial(_lint_some, codes=frozenset(codes)), jobs)


def _lint_some(jobs: Sequence[Job], codes: frozenset[str]) -> list[Linted]:
    rules = [rule for rule in choose((), ()) if rule.CODE in codes]
    return [_lint_one(subject_of(job.path, job.twins), job, rules) for job in jobs]


def _lint_one(subject: Subject, job: Job, rules: Sequence[Rule]) -> Linted:
    findings = tuple(lint(subject, rules))
    read, named = subject.source.read, subject.document_path
    head = head_of_text(plain_text(read.data), job.path) if read else None
    source = known(named, subject.document_read) if named else None
    return Linted(job.path, known(job.path, read), source, head, job.twins, findings)
