"""Try the ways into smogctl with hostile inputs, and look whether the laws hold.

    python tools/fuzz.py [--target NAME] [--executions N] [--seconds S] [--seed N] [--keep N]

For ANY bytes: nothing but a Refusal, findings, and exit codes 0, 1, 2 come out; not more than two seconds of processor
time for 64 kB; what lint calls clean can be asked; an import loses and invents no character; no control character
reaches an output (`fuzzing/targets/` has the law of each target). Inputs are made from good ones
(`fuzzing/mutating.py`); one with an outcome that was not seen before, or that goes
a way through the importer that none went, becomes a good one itself. Prints a table by
target: executions, seconds, executions a second, distinct outcomes, violations. A violation is made as small as is cheap and
written to tests/fuzz/TARGET/, where tests/test_fuzz.py runs it ever after. Exit 1 when there is one. `--keep N` also
writes so many inputs with outcomes of their own there.
"""

import argparse
import hashlib
import os
import random
import re
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from fuzzing.calling import isolated
from fuzzing.coverage import EVERY, Lines
from fuzzing.target import Broken, Target
from fuzzing.targets import TARGETS

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "tests" / "fuzz"
MOST_SECONDS = 2.0
"""Of processor time for one input of at most 64 kB."""
STOPPED = 10.0
"""Seconds of processor time after which an input is given up."""
MOST_POOL, MOST_TRIES = 3000, 150
LATEST = 100
"""Of the pool, so many count as new."""


class TooLong(BaseException):
    """An input took more than its time: no `except Exception` of what is tried may take it."""


class Violation(NamedTuple):
    """An input that breaks a law, and how."""

    data: bytes
    what: str
    """The same for the same fault: what was raised, and where."""
    trace: str


class Tried(NamedTuple):
    """What came of one target."""

    executions: int
    seconds: float
    outcomes: dict[str, bytes]
    violations: dict[str, Violation]


def too_long(number: int, frame: FrameType | None) -> None:
    """What the timer calls."""
    raise TooLong


def tried(target: Target, data: bytes) -> tuple[str, Violation | None]:
    """One input: its outcome, or the violation."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, STOPPED)
    try:
        outcome = target.attempt(data)
    except (Exception, TooLong) as error:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return "broken", Violation(data, _what(error), traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    spent = time.process_time() - began
    if spent > MOST_SECONDS:
        return outcome, Violation(
            data, f"slow {outcome[:20]}", f"{spent:.1f} s for {len(data)} bytes\n"
        )
    return outcome, None


def traced(
    target: Target, data: bytes, lines: Lines
) -> tuple[bool, str, Violation | None]:
    """The same, and whether the input goes a way that none went before. Slow it is only without the trace."""
    came: list[tuple[str, Violation | None]] = []
    fresh = lines.traced(lambda: came.append(tried(target, data)))
    outcome, violation = came[0]
    if violation is not None and violation.what.startswith(("slow", "TooLong")):
        outcome, violation = tried(target, data)
    return fresh, outcome, violation


def _parent(pool: Sequence[bytes], chance: random.Random) -> bytes:
    """One of the pool, oftener one that came last."""
    if chance.random() < 0.4:
        return chance.choice(pool[-LATEST:])
    return chance.choice(pool)


def _what(error: BaseException) -> str:
    """A fault's name: for a law its message's beginning, else the innermost line of ours."""
    if isinstance(error, Broken):
        return re.sub("[0-9]+", "#", str(error))[:24]
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "/smogctl/" in frame.filename
    ]
    place = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(place.filename).name}:{place.lineno}"


def fuzzed(
    target: Target, executions: int, seconds: float, chance: random.Random
) -> Tried:
    """So many inputs, or so long."""
    seeds = [*target.seeds(), *kept(target.name)]
    pool = list(seeds)
    outcomes: dict[str, bytes] = {}
    violations: dict[str, Violation] = {}
    began = time.monotonic()
    count = 0
    inputs = (*seeds, *([None] * executions))
    lines = Lines(target.folders)
    for given in inputs[:executions]:
        if time.monotonic() - began > seconds:
            break
        count += 1
        data = (
            given
            if given is not None
            else target.mutate(_parent(pool, chance), pool, chance)
        )
        if target.folders and count % EVERY == 0:
            fresh, outcome, violation = traced(target, data, lines)
        else:
            fresh = False
            outcome, violation = tried(target, data)
        if violation is not None:
            violations.setdefault(violation.what, violation)
        elif fresh or outcome not in outcomes:
            outcomes.setdefault(outcome, data)
            if len(pool) < MOST_POOL and len(data) < 9000:
                pool.append(data)
    spent = time.monotonic() - began
    found = {what: smaller(target, violation) for what, violation in violations.items()}
    return Tried(count, spent, outcomes, found)


def smaller(target: Target, violation: Violation) -> Violation:
    """The same violation of fewer bytes, within some tries; what takes long is left as it is."""
    if violation.what.startswith(("slow", "TooLong")):
        return violation
    size = len(violation.data) // 2
    tries = 0
    while size and tries < MOST_TRIES:
        at = 0
        while at < len(violation.data) and tries < MOST_TRIES:
            tries += 1
            data = violation.data[:at] + violation.data[at + size :]
            _, again = tried(target, data)
            if again is not None and again.what == violation.what:
                violation = again
            else:
                at += size
        size //= 2
    return violation


def kept(name: str) -> Iterator[bytes]:
    """The inputs of a target that were kept."""
    for path in sorted((KEPT / name).glob("*")):
        yield path.read_bytes()


def keep(name: str, data: bytes) -> Path:
    """Keep an input, by its hash."""
    path = KEPT / name / hashlib.sha256(data).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for. The exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--target", action="append", choices=list(TARGETS))
    parser.add_argument(
        "--executions",
        type=int,
        default=1 << 62,
        help="of an import of text; each target has a share that takes as long",
    )
    parser.add_argument(
        "--seconds", type=float, help="in all, shared among the targets"
    )
    parser.add_argument(
        "--seed", type=int, default=random.SystemRandom().randrange(10**6)
    )
    parser.add_argument(
        "--keep",
        type=int,
        default=0,
        help="write so many inputs of a target with outcomes of their own",
    )
    asked = parser.parse_args(arguments)
    names = asked.target or list(TARGETS)
    seconds = asked.seconds
    if seconds is None:
        seconds = 60.0 if asked.executions == 1 << 62 else float("inf")
    prepare()
    print(
        f"seed {asked.seed}\n{'target':14}{'executions':>11}{'seconds':>9}{'each s':>9}{'outcomes':>10}{'violations':>12}"
    )
    failed = 0
    for name in names:
        target = TARGETS[name]
        executions = max(1, int(asked.executions * target.share))
        made = fuzzed(
            target,
            min(executions, 10**7),
            seconds / len(names),
            random.Random(f"{asked.seed} {name}"),
        )
        each = made.executions / max(made.seconds, 0.001)
        print(
            f"{name:14}{made.executions:>11}{made.seconds:>9.0f}{each:>9.0f}{len(made.outcomes):>10}{len(made.violations):>12}",
            flush=True,
        )
        for violation in made.violations.values():
            failed += 1
            path = keep(name, violation.data)
            sys.stderr.write(f"{name}: {violation.what}\n{violation.trace}{path}\n\n")
        small = sorted(
            (data for data in made.outcomes.values() if len(data) < 2500), key=len
        )
        for data in random.Random(asked.seed).sample(
            small, min(asked.keep, len(small))
        ):
            keep(name, data)
    return 1 if failed else 0


def prepare() -> None:
    """Everything that is tried stays in a folder of its own, and is stopped in time."""
    os.environ.update(isolated())
    for name in ("SMOGCTL_REGISTRIES", "SMOGCTL_DISTRICT", "SMOGCTL_LEDGER"):
        os.environ.pop(name, None)
    signal.signal(signal.SIGVTALRM, too_long)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
