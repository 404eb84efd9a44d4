"""A batch of notices (one for each of 23 bodies) as text, Word and PDF, and a notice against `activate`.

    python benchmarks/documents.py [--runs 7]

CPU seconds of whole processes, LibreOffice's included where it makes the PDF; the last rows are
ratios of one round.
"""

import argparse
import itertools
import shutil
import sys
import tempfile
from collections.abc import Iterator
from statistics import median

from measuring import SMOGCTL, Row, cpu, paired, table

FACTS = [
    *("-d", "kunqu", "--level", "orange"),
    *("--start", "2026-12-01T12:00", "--issued", "2026-12-01T08:00"),
]
START = [*SMOGCTL, "notice", "start", *FACTS]


def rows(runs: int = 7) -> Iterator[Row]:
    """The figures."""
    with tempfile.TemporaryDirectory() as name:
        numbers = itertools.count()

        def batch(form: str) -> float:
            target = f"{name}/{next(numbers)}"
            return cpu([*START, "-f", form, "--all-bodies", "-o", target])

        for form in ("text", "docx", *(["pdf"] if shutil.which("soffice") else [])):
            yield Row(
                f"23 notices as {form}", median(batch(form) for _ in range(runs)), "s"
            )
    activate = [*SMOGCTL, "activate", "-l", "orange", "-d", "kunqu"]
    measured = {
        "a notice / activate": lambda: cpu(START),
        "importing Jinja / activate": lambda: cpu(
            [sys.executable, "-c", "import jinja2.sandbox"]
        ),
    }
    for what, ratio in paired(lambda: cpu(activate), measured, runs).items():
        yield Row(what, ratio)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    table(rows(parser.parse_args().runs))


if __name__ == "__main__":
    main()
