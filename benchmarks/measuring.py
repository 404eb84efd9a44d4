"""What all benchmarks share: runs of whole processes, their medians, a table with the goals beside the figures.

A figure is a ratio to a peer of the same run, or CPU seconds, or megabytes. Nothing is asserted: what
falls short is said.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SMOGCTL = [sys.executable, "-m", "smogctl"]


class Row(NamedTuple):
    """What was measured, its figure, and the goal where there is one."""

    what: str
    figure: float
    unit: str = "x"
    goal: float | None = None
    at_least: bool = False
    """Whether the goal is a least figure; else it is a most."""

    @property
    def verdict(self) -> str:
        """Whether the goal is reached."""
        if self.goal is None:
            return ""
        reached = (
            self.figure >= self.goal if self.at_least else self.figure <= self.goal
        )
        return "reached" if reached else "SHORT"


def environment(**more: str) -> dict[str, str]:
    """This process's, with bytecode: the peers were installed with theirs."""
    env = {**os.environ, **more}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def cpu(command: Sequence[str], env: Mapping[str, str] | None = None) -> float:
    """CPU seconds of one run of a command, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env=env or environment(),
        cwd=ROOT,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


_PROBE = """
import json, resource, subprocess, sys
done = subprocess.run(json.loads(sys.argv[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


class Run(NamedTuple):
    """One run: its exit code, CPU seconds, and the peak of its largest process in megabytes."""

    code: int
    seconds: float
    megabytes: float


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Run:
    """One run of a command, under a process of its own so that the peak is its own."""
    probe = [sys.executable, "-c", _PROBE, json.dumps(list(command))]
    done = subprocess.run(
        probe, capture_output=True, check=True, env=env or environment(), cwd=ROOT
    )
    return Run(*json.loads(done.stdout))


def paired(
    peer: Callable[[], float], runs: Mapping[str, Callable[[], float]], rounds: int
):
    """The median of each run's ratio to the peer in its own round, by name."""
    ratios: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, measured in runs.items():
            ratios[name].append(measured() / peer())
    return {name: statistics.median(values) for name, values in ratios.items()}


def table(rows: Iterable[Row]) -> None:
    """Print the rows as they come."""
    print(f"{'figure':>9}     {'goal':>9}  {'':<8} what")
    for row in rows:
        goal = (
            "" if row.goal is None else f"{'≥' if row.at_least else '≤'} {row.goal:g}"
        )
        print(
            f"{row.figure:9.2f} {row.unit:<3} {goal:>9}  {row.verdict:<8} {row.what}",
            flush=True,
        )
