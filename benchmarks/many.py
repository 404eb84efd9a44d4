"""`gaps` and `board` over folders of thousands of districts: CPU seconds, wall seconds and peak memory of one process.

    python benchmarks/many.py [--counts 1000 3000]

Memory should not grow with the number of districts: registries are read one after the other and nothing of them is kept
but counts. The peak is that of the largest process, workers included.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import generate

PROBE = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
done = subprocess.run(json.loads(sys.argv[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / 1024]))
"""


def measured(command):
    """Exit code, CPU seconds, wall seconds and peak memory (MB) of one command, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(command)], capture_output=True, check=True
    )
    return json.loads(done.stdout)


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--counts", type=int, nargs="*", default=[1000, 3000])
    asked = parser.parse_args()
    print(
        f"{'districts':>9} {'MB':>5} {'command':<22} {'code':>4} {'CPU s':>7} {'wall s':>7} {'peak MB':>8}"
    )
    for count in asked.counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "registries"
            generate.write(folder, count)
            size = sum(path.stat().st_size for path in folder.glob("*.yaml")) / 1e6
            base = [sys.executable, "-m", "smogctl"]
            commands = {
                "gaps": [*base, "gaps", "--registries", str(folder)],
                "gaps --format csv": [*base, "gaps", "-f", "csv", "--registries", str(folder)],
                "board -o FOLDER": [
                    *base,
                    "board",
                    "-f",
                    "html",
                    "-o",
                    f"{name}/board",
                    "--registries",
                    str(folder),
                ],
            }
            for title, command in commands.items():
                code, used, wall, peak = measured(command)
                print(
                    f"{count:9} {size:5.0f} {title:<22} {code:4} {used:7.1f} {wall:7.1f} {peak:8.0f}"
                )


# an installed smogctl keeps its bytecode
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if __name__ == "__main__":
    main()
