"""Twenty-five notices as text, Word and PDF, and the start-up of `notice` against `activate`.

    python benchmarks/documents.py [--runs 7]

Seconds of whole processes; a batch is one run of `notice start --all-bodies` (23 bodies) and two single notices, together
25. Start-up: the best of the runs, `notice` as text against `activate` of the same level, and what importing Jinja costs.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FACTS = [
    "-d",
    "kunqu",
    "--level",
    "orange",
    "--start",
    "2026-12-01T12:00",
    "--issued",
    "2026-12-01T08:00",
]


def run(*arguments):
    """Wall seconds of one run of the command line."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started


def batch(form):
    """Wall seconds for twenty-five notices in a format."""
    with tempfile.TemporaryDirectory() as name:
        base = ["-m", "smogctl", "notice", "start", *FACTS, "-f", form]
        total = run(*base, "--all-bodies", "-o", f"{name}/out")
        for at in range(2):
            total += run(*base, "-o", str(Path(name) / f"{at}.{form}"))
        return total


def main():
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    forms = ["text", "docx", *(["pdf"] if shutil.which("soffice") else [])]
    for form in forms:
        print(f"25 notices as {form}: {batch(form):.2f} s")
    times = {
        "activate": min(
            run("-m", "smogctl", "activate", "-l", "orange", "-d", "kunqu") for _ in range(runs)
        ),
        "notice": min(run("-m", "smogctl", "notice", "start", *FACTS) for _ in range(runs)),
        "jinja": min(run("-c", "import jinja2.sandbox") for _ in range(runs))
        - min(run("-c", "pass") for _ in range(runs)),
    }
    more = times["notice"] - times["activate"]
    print(
        f"activate {times['activate']:.3f} s, notice {times['notice']:.3f} s, {more:.3f} s more; Jinja's import {times['jinja']:.3f} s"
    )


# an installed smogctl keeps its bytecode
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if __name__ == "__main__":
    main()
