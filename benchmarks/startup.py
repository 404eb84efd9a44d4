"""What a short command costs, as a ratio of CPU time to `python -c pass` in the same round.

    python benchmarks/startup.py [--runs N]

`kept`: what was read before is in the store; `first`: an empty cache and no key, each time. Besides
them the floors: importing Typer, and a program that imports what smogctl is given (Typer, PyYAML,
Pydantic). A ratio is the median of the rounds' own. Run it with an interpreter that has smogctl.
"""

import argparse
import itertools
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from measuring import SMOGCTL, Row, cpu, environment, paired, table

FLOOR = """\
import typer, yaml
from pydantic import BaseModel


class Thing(BaseModel):
    name: str


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def duties(unit: str = typer.Option(None)):
    Thing(name=unit)


@app.command()
def other():
    pass


app()
"""

FREE = {"--version": ["--version"], "--help": ["--help"]}
QUESTIONS = {
    "duties --unit 区公安局": ["duties", "--unit", "区公安局"],
    "activate --level orange": ["activate", "--level", "orange"],
    "gaps": ["gaps"],
}
OTHERS = {
    "duties --unit gaj (pinyin)": ["duties", "--unit", "gaj"],
    "activate --format table": ["activate", "--level", "orange", "--format", "table"],
    "compare 昆区 江津": ["compare", "昆区", "江津"],
    "checklist --level orange": ["checklist", "--level", "orange"],
    "notice start": ["notice", "start", "-d", "kunqu", "--level", "orange"],
}


def tab(line: str) -> dict[str, str]:
    """The environment of a completion."""
    words = line.split(" ")
    return environment(
        _SMOGCTL_COMPLETE="complete_bash",
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
    )


def rows(runs: int = 15) -> Iterator[Row]:
    """The ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "floor.py").write_text(FLOOR, encoding="utf-8")
        kept = {"SMOGCTL_CACHE": name, "XDG_STATE_HOME": name}
        numbers = itertools.count()

        def first(words: list[str]) -> float:
            fresh = f"{name}/{next(numbers)}"
            env = environment(SMOGCTL_CACHE=fresh, XDG_STATE_HOME=f"{fresh}-state")
            return cpu([*SMOGCTL, *words], env)

        measured = {"import typer": lambda: cpu([sys.executable, "-c", "import typer"])}
        measured["stack floor"] = lambda: cpu(
            [sys.executable, f"{name}/floor.py", "duties"]
        )
        goals: dict[str, float | None] = {}
        for what, words in (FREE | QUESTIONS | OTHERS).items():
            env = environment(**kept)
            cpu([*SMOGCTL, *words], env)
            measured[f"{what}, kept"] = lambda words=words, env=env: cpu(
                [*SMOGCTL, *words], env
            )
            goals[f"{what}, kept"] = (
                7 if what in FREE else 8 if what in QUESTIONS else None
            )
        for what, words in QUESTIONS.items():
            measured[f"{what}, first"] = lambda words=words: first(words)
            goals[f"{what}, first"] = 14
        for what, line, goal in (
            ("TAB on a command", "smogctl du", 7),
            ("TAB on a unit", "smogctl duties --unit 区公", 9),
        ):
            env = {**tab(line), **kept}
            cpu(SMOGCTL, env)
            measured[what] = lambda env=env: cpu(SMOGCTL, env)
            goals[what] = goal
        ratios = paired(lambda: cpu([sys.executable, "-c", "pass"]), measured, runs)
        for what, ratio in ratios.items():
            yield Row(f"{what} / python -c pass", ratio, goal=goals.get(what))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    print(f"Python {sys.version.split()[0]}, typer {version('typer')}, {runs} rounds")
    table(rows(runs))


if __name__ == "__main__":
    main()
