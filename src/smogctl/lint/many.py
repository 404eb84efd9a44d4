"""Linting many files: on all cores, each read once, what has not changed remembered.

A file is linted by itself first; its head comes with its findings. Only files that turn out to
claim what a neighbour claims too, which is a fault, are linted a second time, with the heads of
those neighbours.
"""

from collections.abc import Callable, Iterable, Sequence
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
    run = _Run(codes, _memory(codes) if cached else None)
    run.recall(paths)
    todo = [Job(path) for path in paths if path not in run.results]
    tell = told or _untold
    for done, linted in enumerate(run.lint(todo), len(run.results) + 1):
        run.take(linted)
        tell(done, len(paths))
    claimed = run.claimed_twice()
    if claimed and _look_at_neighbours(codes):
        for linted in run.lint(claimed):
            run.take(linted)
    if run.memory:
        run.memory.save()
    ordered = sorted(run.results.values(), key=lambda linted: str(linted.path))
    return list(chain.from_iterable(linted.findings for linted in ordered))


def _memory(codes: Sequence[str]) -> Memory | None:
    """What earlier runs found; None where nothing can be kept."""
    store = the_store()
    if store is None:
        return None
    return Memory(codes, store)


def _untold(done: int, of: int) -> None:
    """Nobody wants to know."""


def _look_at_neighbours(codes: Sequence[str]) -> bool:
    """Whether some rule wants to know what neighbours claim."""
    return any(getattr(rule, "NEEDS_NEIGHBOURS", False) for rule in rules_of(codes))


class _Run:
    """The findings of files so far, by path, and the memory that they come from and go to."""

    def __init__(self, codes: Sequence[str], memory: Memory | None) -> None:
        self.codes = codes
        self.memory = memory
        self.results: dict[Path, Linted] = {}

    def recall(self, paths: Iterable[Path]) -> None:
        """Take what is remembered of files that have not changed."""
        if self.memory is None:
            return
        for path in paths:
            linted = self.memory.recall(path)
            if linted:
                self.results[path] = linted

    def take(self, linted: Linted) -> None:
        """A file was linted."""
        self.results[linted.path] = linted
        if self.memory:
            self.memory.keep(linted)

    def lint(self, jobs: Sequence[Job]) -> Iterable[Linted]:
        """Lint files, the first here: other processes inherit the catalogue that it reads."""
        work = partial(_lint_some, codes=frozenset(self.codes))
        return chain(work(jobs[:1]), each(work, jobs[1:]))

    def claimed_twice(self) -> list[Job]:
        """The files whose neighbours claim other things than their findings were made with."""
        heads = {}
        claims: set[str] = set()
        for path, linted in self.results.items():
            if linted.head:
                heads[path] = linted.head
                claims.update(linted.head[1:])
        claims.discard("")
        twins = twins_of({**heads, **self._neighbours(claims)})
        jobs = (Job(path, twins.get(path, ())) for path in self.results)
        return [job for job in jobs if job.twins != self.results[job.path].twins]

    def _neighbours(self, claims: set[str]) -> dict[Path, Head]:
        """The heads of other files of the folders that have one of the claims."""
        own: dict[Path, set[str]] = {}
        for path in self.results:
            own.setdefault(path.parent, set()).add(path.name)
        neighbours: dict[Path, Head] = {}
        for folder, linted in own.items():
            names = [name for name in registries_in(folder) if name not in linted]
            for name, head in self._heads(folder, names, claims).items():
                if head and not claims.isdisjoint(head[1:]):
                    neighbours[folder / name] = head
        return neighbours

    def _heads(
        self, folder: Path, names: Sequence[str], claims: set[str]
    ) -> dict[str, Head | None]:
        if self.memory is not None:
            return self.memory.heads(folder, names)
        return {name: read_head(folder / name, claims) for name in names}


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
    return Linted(
        path=job.path,
        file=known(job.path, read),
        source=known(named, subject.document_read) if named else None,
        sought=subject.desk is not None,
        head=head_of_text(plain_text(read.data)) if read else None,
        twins=job.twins,
        findings=findings,
    )
