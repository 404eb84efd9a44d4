"""Start-up as ratios of CPU time in one run: `duties --unit` and others against three floors.

    python benchmarks/startup.py [--runs N]

Each round runs every command once, in turn, so that what else the machine does falls on all of them alike; a ratio is
the median of the rounds' own ratios. Run it with an interpreter that has smogctl installed. Figures are printed, never
asserted: the goal is at most 1.3 times the stack floor.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

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


def cpu(command):
    """CPU seconds of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(runs):
    """Run all commands in turn, `runs` times, and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        floor = Path(folder) / "floor.py"
        floor.write_text(FLOOR, encoding="utf-8")
        smogctl = [sys.executable, "-m", "smogctl"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import typer": [sys.executable, "-c", "import typer"],
            "stack floor": [sys.executable, str(floor), "duties", "--unit", "x"],
            "smogctl --version": [*smogctl, "--version"],
            "smogctl duties --unit 区公安局": [*smogctl, "duties", "--unit", "区公安局"],
            "smogctl duties --unit gaj (pinyin)": [*smogctl, "duties", "--unit", "gaj"],
            "smogctl activate --level orange": [*smogctl, "activate", "--level", "orange"],
            "smogctl activate --format table": [
                *smogctl,
                "activate",
                "--level",
                "orange",
                "--format",
                "table",
            ],
            "smogctl checklist --level orange": [*smogctl, "checklist", "--level", "orange"],
        }
        for command in commands.values():
            cpu(command)
        rounds = [{name: cpu(command) for name, command in commands.items()} for _ in range(runs)]
    print(
        f"Python {sys.version.split()[0]}, typer {version('typer')}, pydantic {version('pydantic')}, {runs} rounds"
    )
    print(f"{'CPU ms':>8} {'x pass':>8} {'x typer':>8} {'x floor':>8}")
    for name in commands:
        ratios = [
            statistics.median(one[name] / one[base] for one in rounds)
            for base in ("python -c pass", "import typer", "stack floor")
        ]
        middle = statistics.median(one[name] for one in rounds) * 1000
        print(f"{middle:8.0f} {ratios[0]:8.2f} {ratios[1]:8.2f} {ratios[2]:8.2f}  {name}")


# the peers were installed with their bytecode; smogctl must be allowed to keep its own
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    main(parser.parse_args().runs)
