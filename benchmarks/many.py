"""Questions to thousands of districts: CPU seconds, the peak of the largest process, and one of many against it alone.

    python benchmarks/many.py [--count 3000]

Memory should not grow with the number of districts. The generated districts have names and texts of
their own (generate.py). `cold`: nothing is kept; else the second run.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import generate
from measuring import SMOGCTL, Row, cpu, environment, paired, run, table

MEGABYTES = {
    "gaps -f csv": 100,
    "gaps -f json": 100,
    "gaps": None,
    "duties -f json": None,
    "units -f csv": None,
    "measures -f json": None,
    "activate --level orange -f json": None,
    "compare gen00000 -f csv": None,
}


def rows(count: int = 3000, rounds: int = 7) -> Iterator[Row]:
    """The figures at a number of districts."""
    with tempfile.TemporaryDirectory() as name:
        folder, alone = Path(name) / "registries", Path(name) / "alone"
        generate.write(folder, count)
        env = environment(SMOGCTL_CACHE=f"{name}/cache", XDG_STATE_HOME=f"{name}/state")
        cold = run([*SMOGCTL, "gaps", "-f", "csv", "--registries", str(folder)], env)
        yield Row(f"gaps -f csv of {count}, cold", cold.seconds, "s")
        for words, goal in MEGABYTES.items():
            done = run([*SMOGCTL, *words.split(), "--registries", str(folder)], env)
            yield Row(f"{words} of {count}", done.seconds, "s")
            yield Row(f"{words} of {count}, peak", done.megabytes, "MB", goal)
        yield from _one(folder, alone, count, env, rounds)
        yield from _board(folder, name, count, env)
        yield from _diff(folder, Path(name) / "new", count, env)


def _one(
    folder: Path, alone: Path, count: int, env: dict[str, str], rounds: int
) -> Iterator[Row]:
    """A question to one district among many, against the same where there is no other."""
    middle = f"gen{count // 2:05}"
    alone.mkdir()
    shutil.copy(folder / f"{middle}.yaml", alone)
    text = (folder / f"{middle}.yaml").read_text("utf-8")
    title = text.split("  name: ")[1].split("\n")[0]

    def asked(word: str, place: Path):
        words = ["duties", "-d", word, "--unit", "教育局", "--registries", str(place)]
        cpu([*SMOGCTL, *words], env)
        return lambda: cpu([*SMOGCTL, *words], env)

    measured = {
        f"duties -d ID of {count} / of 1": asked(middle, folder),
        f"duties -d NAME of {count} / of 1": asked(title, folder),
    }
    ratios = paired(asked(middle, alone), measured, rounds)
    for (what, ratio), goal in zip(ratios.items(), (1.5, 3), strict=True):
        yield Row(what, ratio, goal=goal)


def _board(folder: Path, name: str, count: int, env: dict[str, str]) -> Iterator[Row]:
    words = ["board", "-f", "html", "-o", f"{name}/board", "--registries", str(folder)]
    done = run([*SMOGCTL, *words], env)
    yield Row(f"board of {count} as a folder", done.seconds, "s")
    yield Row(f"board of {count}, peak", done.megabytes, "MB")


def _diff(folder: Path, new: Path, count: int, env: dict[str, str]) -> Iterator[Row]:
    """Two folders in which three clauses of each district differ."""
    new.mkdir()
    for path in folder.glob("*.yaml"):
        text = path.read_text("utf-8").replace("细化责任", "压实责任", 3)
        (new / path.name).write_text(text, encoding="utf-8")
    done = run([*SMOGCTL, "diff", str(folder), str(new), "-f", "json"], env)
    yield Row(f"diff of {count} against {count}", done.seconds, "s")
    yield Row(f"diff of {count} against {count}, peak", done.megabytes, "MB", 300)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=3000)
    table(rows(parser.parse_args().count))


if __name__ == "__main__":
    main()
