"""Lint against yamllint (relaxed) and check-jsonschema on the same generated files, and lint of thousands.

    python benchmarks/lint.py [--files 1 10 100 300] [--many 3000]

CPU seconds of whole processes, each peer run in turn with smogctl in the same round; ratios are peer / smogctl. smogctl
runs all its rules with positions and without its cache. The peers do other work: yamllint checks style, check-jsonschema
the shape. `--many` lints so many districts cold and warm, and says the peak memory.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate

ROOT = Path(__file__).resolve().parents[1]


def cpu(command, env=None):
    """CPU seconds and wall seconds of one run, children included."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=env
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.perf_counter() - started


def peers(folder, counts, rounds):
    """The ratios at each number of files."""
    files = sorted(str(path) for path in folder.glob("*.yaml"))
    schema = str(ROOT / "schema" / "registry.schema.json")
    print(f"{'files':>6} {'smogctl s':>10} {'yamllint x':>11} {'check-jsonschema x':>19}")
    for count in counts:
        some = files[:count]
        commands = {
            "smogctl": [sys.executable, "-m", "smogctl", "lint", "--no-cache", *some],
            "yamllint": [sys.executable, "-m", "yamllint", "-d", "relaxed", *some],
            "check-jsonschema": [
                sys.executable,
                "-m",
                "check_jsonschema",
                "--schemafile",
                schema,
                *some,
            ],
        }
        times = {name: [] for name in commands}
        for _ in range(rounds if count <= 10 else 1):
            for name, command in commands.items():
                times[name].append(cpu(command)[0])
        middle = {name: sorted(values)[len(values) // 2] for name, values in times.items()}
        own = middle["smogctl"]
        print(
            f"{count:6} {own:10.2f} {middle['yamllint'] / own:11.2f} {middle['check-jsonschema'] / own:19.2f}"
        )


def many(folder, count):
    """Cold, warm and the peak memory of one lint over all."""
    cache = folder.parent / "cache"
    env = {**os.environ, "SMOGCTL_CACHE": str(cache)}
    command = [sys.executable, "-m", "smogctl", "lint", str(folder), "--ignore", "T308"]
    size = sum(path.stat().st_size for path in folder.glob("*.yaml")) / 1e6
    cold = cpu(command, env)
    warm = min(cpu(command, env) for _ in range(3))
    version = min(cpu([sys.executable, "-m", "smogctl", "--version"]) for _ in range(3))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{count} files, {size:.0f} MB: cold {cold[0]:.1f} CPU s ({cold[1]:.1f} s), warm {warm[0]:.2f} CPU s,"
    )
    print(f"warm / --version {warm[0] / version[0]:.2f}, peak memory of one process {peak:.0f} MB")


def main():
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, nargs="*", default=[1, 10, 100, 300])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--many", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "registries"
        generate.write(folder, max([*asked.files, asked.many]))
        peers(folder, asked.files, asked.rounds)
        if asked.many:
            many(folder, asked.many)


# the peers were installed with their bytecode; smogctl must be allowed to keep its own
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if __name__ == "__main__":
    main()
