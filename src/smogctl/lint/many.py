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

from smogctl.lint.memory import Forgetful, Linted, Memory, known, may_be_mixed
from smogctl.lint.neighbours import (
    Head,
    head_of_text,
    plain_text,
    registries_in,
    twins_of,
)
from smogctl.lint.rulebook import Rule, rules_of
from smogctl.system.files import reason, shown_path
from smogctl.system.parallel import each
from smogctl.system.store import the_store
from smogctl.text.plain import listed, visible
from smogctl.values.findings import Finding, Refusal

if TYPE_CHECKING:  # heavy, and findings that are remembered need none
    from smogctl.lint.subject import Subject

_ROUNDS = 4
"""How often what changes is linted again; an editor that saves all is done sooner."""

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

    The same with a cache and without. Raises Refusal where the system keeps back what a rule needs,
    and where files go on changing while they are looked at.
    """
    run = _Run(codes, _memory(codes, cached))
    run.recall(paths)
    todo = [Job(path) for path in paths if path not in run.results]
    tell = told or _untold
    for done, linted in enumerate(run.lint(todo), len(run.results) + 1):
        run.take(linted)
        tell(done, len(paths))
    for linted in run.again():
        run.take(linted)
    run.until_still()
    run.memory.save()
    ordered = sorted(run.results.values(), key=lambda linted: str(linted.path))
    findings: list[Finding] = []
    for linted in ordered:
        findings += linted.findings
    return findings


def _memory(codes: Sequence[str], cached: bool) -> Forgetful:
    """What earlier runs found, where it is wanted and can be kept."""
    store = the_store() if cached else None
    if store is None:
        return Forgetful()
    return Memory(codes, store)


def _untold(done: int, of: int) -> None:
    """Nobody wants to know."""


class _Run:
    """The findings of files so far, by path, and the memory that they come from and go to."""

    def __init__(self, codes: Sequence[str], memory: Forgetful) -> None:
        self.codes = codes
        self.memory = memory
        self.results: dict[Path, Linted] = {}

    def recall(self, paths: Iterable[Path]) -> None:
        """Take what is remembered of files that have not changed."""
        for path in paths:
            linted = self.memory.recall(path)
            if linted:
                self.results[path] = linted

    def take(self, linted: Linted) -> None:
        """A file was linted."""
        self.results[linted.path] = linted
        self.memory.keep(linted)

    def lint(self, jobs: Sequence[Job]) -> Iterable[Linted]:
        """Lint files, the first here: other processes inherit the catalogue that it reads."""
        work = partial(_lint_some, codes=frozenset(self.codes))
        return chain(work(jobs[:1]), each(work, jobs[1:]))

    def again(self) -> Iterable[Linted]:
        """Files linted once more, now with their twins; none where no rule looks at those.

        Raises Refusal where it cannot be known what their neighbours are.
        """
        try:
            claimed = self._claimed_twice()
        except OSError as error:
            needing = self._needing()
            if not needing:
                return ()
            raise _unknown(error, needing) from error
        if claimed and self._needing():
            return self.lint(claimed)
        return ()

    def until_still(self) -> None:
        """Lint again what has changed since it was read, where a source is held against it.

        Raises Refusal where that does not end.
        """
        for _ in range(_ROUNDS):
            changed = [
                path for path, linted in self.results.items() if may_be_mixed(linted)
            ]
            if not changed:
                return
            jobs = [Job(path, self.results[path].twins) for path in changed]
            for linted in chain(self.lint(jobs), self.again()):
                self.take(linted)
        names = listed(list(map(shown_path, changed)))
        raise Refusal(f"正在检查时文件一再被改动：{visible(names)}。请再运行一次。")

    def _needing(self) -> list[str]:
        """The codes of the rules that look at neighbours."""
        codes = []
        for rule in rules_of(self.codes):
            if getattr(rule, "NEEDS_NEIGHBOURS", False):
                codes.append(rule.CODE)
        return codes

    def _claimed_twice(self) -> list[Job]:
        """The files whose neighbours claim other things than their findings were made with.

        Raises OSError where the system does not tell.
        """
        heads = {}
        claims: set[str] = set()
        for path, linted in self.results.items():
            if linted.head:
                heads[path] = linted.head
                claims.update(linted.head[1:])
        claims.discard("")
        twins = twins_of({**heads, **self._neighbours(claims)})
        jobs = []
        for path, linted in self.results.items():
            job = Job(path, twins.get(path, ()))
            if job.twins != linted.twins:
                jobs.append(job)
        return jobs

    def _neighbours(self, claims: set[str]) -> dict[Path, Head]:
        """The heads of other files of the folders that have one of the claims.

        Raises OSError where the system keeps one back.
        """
        linted: dict[Path, set[str]] = {}
        for path in self.results:
            linted.setdefault(path.parent, set()).add(path.name)
        neighbours: dict[Path, Head] = {}
        for folder, own in linted.items():
            others = sorted(set(registries_in(folder)) - own)
            heads = self.memory.heads(folder, others, claims)
            for name, head in heads.items():
                if head and not claims.isdisjoint(head[1:]):
                    neighbours[folder / name] = head
        return neighbours


def _unknown(error: OSError, codes: Sequence[str]) -> Refusal:
    """What is said where the system does not tell what the neighbours claim."""
    place = visible(str(error.filename))
    return Refusal(
        f"没有查完：读不了 {place}（{reason(error)}），不知道它写的是哪个区县。"
        f"请先解决，或用 --ignore {','.join(codes)} 不查重复的区县。"
    )


def _lint_some(jobs: Sequence[Job], codes: frozenset[str]) -> list[Linted]:
    if not jobs:
        return []
    from smogctl.lint.subject import subject_of

    rules = rules_of(codes)
    results = []
    for job in jobs:
        subject = subject_of(job.path, job.twins)
        results.append(_lint_one(subject, job, rules))
    return results


def _lint_one(subject: "Subject", job: Job, rules: Sequence[Rule]) -> Linted:
    from smogctl.lint.engine import lint

    findings = tuple(lint(subject, rules))
    head = source = None
    read = subject.source.read
    if read is not None:
        head = head_of_text(plain_text(read.data))
    named = subject.document_path
    if named is not None:
        source = known(named, subject.document_read)
    return Linted(
        path=job.path,
        file=known(job.path, read),
        source=source,
        sought=subject.desk is not None,
        head=head,
        twins=job.twins,
        findings=findings,
    )
