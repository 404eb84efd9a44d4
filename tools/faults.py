"""Disturb every writing command in every way that can be thought of, and look at what is left.

    python tools/faults.py [--mode NAME] [--sample N] [--operation NAME] [--seed N] [--call NAME] [--disk NAME]

Modes, each in a module of tools/faulty/ that says more:

    calls    at each call that opens or changes something the process is killed, or the call fails, or a signal comes
    power    what a power cut leaves, at each call and after the end, on real file systems
    disks    a disk that is too small, out of files, read-only; one that becomes so at each call
    edits    what a command reads is edited in front of each of its calls
    writers  two or three write the same at once

After each: what was to be written is the old or the new one, whole; the exit code and the message say which; nothing of
ours is left lying about that the next run does not take away or the message does not name; a ledger verifies. Prints a
table: mode, operation, points, trials, how many were completed from a note, violations; each violation on standard
error. Exit 1 when there is one. `--sample` takes so many points of an operation, or trials, by chance. What cannot be
tried here is said, with the reason.

The commands run in children forked from one process that has imported everything: a trial costs 30 ms instead of 500.
Needs Linux and gcc; `power` and `disks` root too.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from faulty import calling, disks, edits, mounts, power, writers
from faulty.children import with_shim
from faulty.operations import OPERATIONS, Operation
from faulty.rows import HEAD, Row, place

Try = Callable[[Operation, random.Random, int | None], Iterator[Row]]


def modes(asked: argparse.Namespace) -> dict[str, Try]:
    """Each mode, by its name."""
    return {
        "calls": partial(calling.tried, names=asked.call),
        "power": partial(power.tried, names=asked.disk),
        "disks": disks.tried,
        "edits": edits.tried,
        "writers": writers.tried,
    }


def impossible(names: Sequence[str], asked: argparse.Namespace) -> Iterator[str]:
    """What of the modes cannot be tried here, and why."""
    with place() as folder:
        if "power" in names:
            for kind, missing in power.kinds(asked.disk, folder).items():
                if missing:
                    yield f"power, {kind.name}: not tried: {missing}"
        if "disks" in names:
            for what, missing in disks.missing(folder).items():
                if missing:
                    yield f"disks, {what}: not tried: {missing}"


def main(arguments: Sequence[str]) -> int:
    """Run the trials that are asked for. The exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mode", action="append", help="one of the five; all of them")
    parser.add_argument("--sample", type=int, help="points of an operation, by chance")
    parser.add_argument(
        "--operation", action="append", help="those whose name has this"
    )
    parser.add_argument("--call", action="append", help="calls: those of this name")
    parser.add_argument(
        "--disk",
        action="append",
        choices=[kind.name for kind in mounts.KINDS],
        help="power: on this file system",
    )
    parser.add_argument(
        "--seed", type=int, default=random.SystemRandom().randrange(10**6)
    )
    asked = parser.parse_args(arguments)
    every = modes(asked)
    for name in asked.mode or ():
        if name not in every:
            parser.error(f"no mode {name}: {', '.join(every)}")
    known = [operation.name for operation in (*OPERATIONS, *edits.READING)]
    for word in asked.operation or ():
        if not any(word in name for name in known):
            parser.error(f"no operation has {word}: {', '.join(known)}")
    names = [name for name in every if asked.mode is None or name in asked.mode]
    sys.stdout.write(f"seed {asked.seed}\n")
    for told in impossible(names, asked):
        sys.stdout.write(f"{told}\n")
    sys.stdout.write(HEAD)
    violations = sum(_shown(name, every[name], asked) for name in names)
    return 1 if violations else 0


def _shown(mode: str, tried: Try, asked: argparse.Namespace) -> int:
    """Try all operations in a mode, and show that. How many violations."""
    chance = random.Random(asked.seed)
    began = time.monotonic()
    total = Row(mode, "all")
    operations = edits.READING if mode == "edits" else OPERATIONS
    for operation in operations:
        if asked.operation and not any(
            word in operation.name for word in asked.operation
        ):
            continue
        for row in tried(operation, chance, asked.sample):
            sys.stdout.write(str(row))
            sys.stdout.flush()
            total.take(row)
    sys.stdout.write(f"{total}{mode}: {time.monotonic() - began:.0f} s\n")
    sys.stdout.flush()
    return len(total.violations)


if __name__ == "__main__":
    with_shim()
    sys.exit(main(sys.argv[1:]))
