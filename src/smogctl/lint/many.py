"""Linting many files: on all cores, each read once, what has not changed remembered.

A file is linted by itself first; its head comes with its findings. Only files that turn out to
claim what a neighbour claims too, which is a fault, are linted a second time, with the heads of
those neighbours.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from smogctl.lint.memory import Linted, Memory, known
from smogctl.lint.neighbours import (
    Head,
    head_of_text,
    plain_text,
    read_head,
    registries_in,
    twins_of,
)
from smogctl.lint.rulebook import Rule, rules_of
from smogctl.system.parallel import each
from smogctl.system.store import the_store
from smogctl.values.findings import Finding

if TYPE_CHECKING:  # heavy, and findings that are remembered need none
    from smogctl.lint.subject import Subject

Told = Callable[[int, int], None]
"""Told of progress: how many files are done, of how many."""


class Job(NamedTuple):
    """A file to lint, with the heads of the neighbours that share its id or adcode, as far as
    known.
    """

    path: Path
    twins: tuple[Head, ...] = ()


def lint_files(
    paths: Sequence[Path],
    codes: Sequence[str],
    *,
    cached: bool = True,
    told: Told | None = None,
) -> list[Finding]:
    """The findings of many files under the rules of some codes, in the order of their names.

    The same with a cache and without.
    """
    store = the_store() if cached else None
    memory = Memory(codes, store) if store else None
    results = _remembered(paths, memory)
    todo = [Job(path) for path in paths if path not in results]
    tell = told or _untold
    for done, linted in enumerate(_run(todo, codes), len(results) + 1):
        _take(linted, results, memory)
        tell(done, len(paths))
    for linted in _again(_claimed_twice(results, memory), codes):
        _take(linted, results, memory)
    if memory:
        memory.save()
    ordered = sorted(results.values(), key=lambda linted: str(linted.path))
    return list(chain.from_iterable(linted.findings for linted in ordered))


def _untold(done: int, of: int) -> None:
    """Nobody wants to know."""


def _again(claimed: Sequence[Job], codes: Sequence[str]) -> Iterable[Linted]:
    """Files linted once more, now with their twins; none where no rule looks at those."""
    if not claimed:
        return ()
    looked_at = any(
        getattr(rule, "NEEDS_NEIGHBOURS", False) for rule in rules_of(codes)
    )
    return _run(claimed, codes) if looked_at else ()


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
    heads = {path: linted.head for path, linted in results.items() if linted.head}
    claims = {claim for head in heads.values() for claim in head[1:]} - {""}
    twins = twins_of({**heads, **_neighbours(results, claims, memory)})
    jobs = (Job(path, twins.get(path, ())) for path in results)
    return [job for job in jobs if job.twins != results[job.path].twins]


def _neighbours(
    results: Iterable[Path], claims: set[str], memory: Memory | None
) -> dict[Path, Head]:
    """The heads of other files of the folders that have one of the claims."""
    linted: dict[Path, set[str]] = {}
    for path in results:
        linted.setdefault(path.parent, set()).add(path.name)
    found: dict[Path, Head] = {}
    for folder, own in linted.items():
        names = [name for name in registries_in(folder) if name not in own]
        heads = memory.heads(folder, names) if memory else _heads(folder, names, claims)
        for name, head in heads.items():
            if head and not claims.isdisjoint(head[1:]):
                found[folder / name] = head
    return found


def _heads(
    folder: Path, names: Sequence[str], claims: set[str]
) -> dict[str, Head | None]:
    return {name: read_head(folder / name, claims) for name in names}


def _run(jobs: Sequence[Job], codes: Sequence[str]) -> Iterable[Linted]:
    """Lint some files, the first here: other processes inherit the catalogue that it reads."""
    work = partial(_lint_some, codes=frozenset(codes))
    return chain(work(jobs[:1]), each(work, jobs[1:]))


def _lint_some(jobs: Sequence[Job], codes: frozenset[str]) -> list[Linted]:
    if not jobs:
        return []
    from smogctl.lint.subject import subject_of

    rules = rules_of(codes)
    return [_lint_one(subject_of(job.path, job.twins), job, rules) for job in jobs]


def _lint_one(subject: "Subject", job: Job, rules: Sequence[Rule]) -> Linted:
    from smogctl.lint.engine import lint

    findings = tuple(lint(subject, rules))
    read, named = subject.source.read, subject.document_path
    head = head_of_text(plain_text(read.data)) if read else None
    source = known(named, subject.document_read) if named else None
    sought = subject.desk is not None
    return Linted(
        job.path, known(job.path, read), source, sought, head, job.twins, findings
    )
