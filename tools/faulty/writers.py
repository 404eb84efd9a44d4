"""Mode `writers`: two or three write the same at once.

They start at times by chance, or one stands in front of a call by chance while the others run. Afterwards the folder is
as if those that ended well had run one after the other in some order, at least one did, the others say that they did
not write, and nothing of ours is left.
"""

import itertools
import random
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from faulty.children import SHORT, SIGNAL, Child, Command, Ended, Fault
from faulty.laws import Law, fresh, unverified, wrong_words
from faulty.operations import Operation
from faulty.rows import Row, place
from faulty.states import State, state, strays

TRIALS = 30
"""For an operation, in a whole run."""
LONGEST_DELAY = 0.15
STANDS = 0.5
"""Seconds for which one stands in front of a call."""


def tried(
    operation: Operation, chance: random.Random, sample: int | None
) -> Iterator[Row]:
    """So many meetings of the writers of an operation."""
    row = Row("writers", operation.name)
    with place() as folder:
        meetings = _Meetings(operation, folder)
        for _ in range(sample or TRIALS):
            row.points += 1
            meetings.meet(row, chance)
    yield row


def _tail(operation: Operation) -> Sequence[tuple[str, ...]]:
    """The words of three writers, told apart by what they write where the command has an option for that."""
    words = tuple(operation.words)
    if "notice" in words:
        return [(*words, "--basis", f"依据{at}") for at in range(3)]
    if "--today" in words:
        at = words.index("--today") + 1
        return [
            (*words[:at], f"2026-12-0{day}", *words[at + 1 :]) for day in range(1, 4)
        ]
    return [words] * 3


class _Meetings:
    """The writers of one operation."""

    def __init__(self, operation: Operation, folder: Path) -> None:
        self._law = Law(operation, folder)
        self._operation = operation
        self._folder = folder
        self._words = _tail(operation)
        self._program = operation.program
        self._serial: dict[tuple[int, ...], State | None] = {}

    def meet(self, row: Row, chance: random.Random) -> None:
        """One meeting."""
        count = chance.choice((2, 3))
        work = fresh(self._law.base, self._folder / "work")
        if chance.random() < 0.5:
            delays = [chance.uniform(0, LONGEST_DELAY) for _ in range(count)]
            where = f"{count} after " + ", ".join(f"{delay:.3f} s" for delay in delays)
            children = [
                self._child(at, work, delay=delay) for at, delay in enumerate(delays)
            ]
        else:
            at = chance.randrange(len(self._law.calls))
            where = f"{count}, one stands at call {at} {self._law.calls[at]}"
            children = self._with_one_standing(count, at, work)
        ended = _all_ended(children)
        told = " | ".join(f"[exit {each.code}] {each.err[-200:]!r}" for each in ended)
        row.add(where, self._wrong(work, ended), told)

    def _child(
        self, at: int, work: Path, fault: Fault | None = None, *, delay: float = 0.0
    ) -> Child:
        command = Command(work, self._words[at], self._program)
        return Child(command, fault, delay=delay)

    def _with_one_standing(self, count: int, call: int, work: Path) -> list[Child]:
        first = self._child(0, work, Fault(call, SIGNAL, signal.SIGSTOP))
        if not first.stopped():
            return [first, *(self._child(at, work) for at in range(1, count))]
        others = [self._child(at, work) for at in range(1, count)]
        until = time.monotonic() + STANDS
        while time.monotonic() < until and not all(each.has_ended() for each in others):
            time.sleep(0.005)
        first.go_on()
        return [first, *others]

    def _wrong(self, work: Path, ended: Sequence[Ended]) -> Iterator[str]:
        for each in ended:
            yield from wrong_words(each)
            if each.code < 0:
                yield f"does not end: {each.code}"
        if strays(work):
            yield f"strays {strays(work)}"
        good = [at for at, each in enumerate(ended) if each.code == self._law.code]
        for each in ended:
            if each.code not in (0, self._law.code) and not each.err.strip():
                yield "says nothing"
        if not good:
            yield "nobody has written"
            return
        now = state(work)
        orders = list(itertools.permutations(good))
        if self._operation.words == self._words[1]:
            # who wanted the very same may say that it is done
            orders += [(at,) for at in good]
        if all(now != self._after(order) for order in orders):
            yield f"as after no order of {good}: {self._unlike(now, orders)}"
        yield from unverified(work)

    def _unlike(self, now: State, orders: Sequence[tuple[int, ...]]) -> list[str]:
        """What differs from the first order."""
        then = self._after(orders[0])
        if then is None:
            return [f"not all of {orders[0]} may run one after the other"]
        names = {*now, *then}
        return sorted(name for name in names if now.get(name) != then.get(name))

    def _after(self, order: tuple[int, ...]) -> State | None:
        """The folder after these, one after the other; None where one of them is refused."""
        if order not in self._serial:
            work = fresh(self._law.base, self._folder / "serial")
            codes = [self._child(at, work).ended().code for at in order]
            is_possible = all(code == self._law.code for code in codes)
            self._serial[order] = state(work) if is_possible else None
        return self._serial[order]


def _all_ended(children: Sequence[Child]) -> list[Ended]:
    until = time.monotonic() + SHORT
    while time.monotonic() < until and not all(each.has_ended() for each in children):
        time.sleep(0.005)
    for child in children:
        child.kill()
    return [child.ended() for child in children]
