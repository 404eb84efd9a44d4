"""How much of each area of tools/mutants.toml its tests run, by line and by branch.

    python tools/coverage_table.py                  the quick tests of each area
    python tools/coverage_table.py --wide           the wide ones besides
    python tools/coverage_table.py --area fold      only this; may be repeated

Needs the package coverage (in the extra dev). Processes that a test starts anew are not counted. Exit 1 where an area's
tests fail.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Covered(NamedTuple):
    """Of an area: lines and branches that there are, and that ran."""

    lines: int
    lines_run: int
    branches: int
    branches_run: int

    def row(self, name: str) -> str:
        """As a line of the table."""
        lines = 100 * self.lines_run / max(self.lines, 1)
        branches = 100 * self.branches_run / max(self.branches, 1)
        return f"{name} | {self.lines} | {lines:.1f} | {self.branches} | {branches:.1f}"


def covered(area: dict[str, Any], *, wide: bool, folder: Path) -> Covered | None:
    """What the tests of an area run of its modules; None where they fail."""
    data = folder / "data"
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "coverage", "run", "--branch"),
            *(f"--data-file={data}", f"--include={modules(area)}"),
            *("-m", "pytest", "-q", "-p", "no:cacheprovider", *tests(area, wide=wide)),
        ],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        print(ran.stdout[-3000:], ran.stderr[-3000:], file=sys.stderr)
        return None
    report = folder / "report.json"
    subprocess.run(
        [
            *(sys.executable, "-m", "coverage", "json", "-q"),
            *(f"--data-file={data}", "-o", str(report)),
        ],
        cwd=ROOT,
        check=True,
    )
    totals = json.loads(report.read_text("utf-8"))["totals"]
    return Covered(
        totals["num_statements"],
        totals["covered_lines"],
        totals["num_branches"],
        totals["covered_branches"],
    )


def environment(folder: Path) -> dict[str, str]:
    """The code of this folder, and nothing left in it."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis"),
    }


def modules(area: dict[str, Any]) -> str:
    """The area's files, as coverage takes them."""
    return ",".join(str(ROOT / "src" / pattern) for pattern in area["modules"])


def tests(area: dict[str, Any], *, wide: bool) -> list[str]:
    """The quick ones; with the wide ones no choice among them (-k) is made."""
    quick: list[str] = area["quick"]
    if not wide:
        return quick
    files = [test for test in quick if test.startswith("tests/")]
    return list(dict.fromkeys([*files, *area.get("wide", ())]))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--area", action="append", help="only this; may be repeated")
    parser.add_argument("--wide", action="store_true", help="the wide tests besides")
    options = parser.parse_args()
    told = tomllib.loads((ROOT / "tools" / "mutants.toml").read_text("utf-8"))
    for name in options.area or ():
        if name not in told["area"]:
            parser.error(f"no area {name}: {', '.join(told['area'])}")
    failed = 0
    print("area | lines | % run | branches | % run")
    for name, area in told["area"].items():
        if options.area and name not in options.area:
            continue
        with tempfile.TemporaryDirectory() as folder:
            counts = covered(area, wide=options.wide, folder=Path(folder))
        failed += counts is None
        print(counts.row(name) if counts else f"{name} | its tests fail", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
