"""Lint against what others check the same files with, one file in a folder of thousands, and thousands.

    python benchmarks/lint.py [--files 1 100] [--rounds 5] [--many 3000]

CPU seconds of whole processes, children included, each peer in turn with smogctl in the same round;
a ratio is peer / smogctl, so more is better. smogctl runs all its rules with positions, the text of
each registry held against its source. The peers do other work, which the table names, and none of
them that. `cold` is without the cache, `unchanged` the second run. The districts have names and
texts of their own (generate.py). A peer that is not installed is said to be absent; `ajv` is looked
for on the PATH.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import generate
from measuring import ROOT, Row, cpu, environment, run, table

SCHEMA = ROOT / "schema" / "registry.schema.json"

_COMPILED = """
import json, sys, yaml
from pathlib import Path
check = {check}(json.loads(Path(sys.argv[1]).read_text("utf-8")))
loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
for name in sys.argv[2:]:
    {one}
"""
_READ = 'yaml.load(Path(name).read_text("utf-8"), loader)'


class Peer(NamedTuple):
    """Somebody else's checker: what it does, and its command before the files' names."""

    what: str
    command: Sequence[str]
    present: bool


def _python(name: str, check: str, one: str) -> Peer:
    """A library that compiles the schema, called in a loop over files that libyaml reads."""
    program = f"import {name}\n" + _COMPILED.format(check=check, one=one)
    module = name.partition(" ")[0]
    return Peer(
        "shape only, compiled",
        [sys.executable, "-c", program, str(SCHEMA)],
        _has(module),
    )


def _has(module: str) -> bool:
    return find_spec(module) is not None


def _beside(name: str) -> str:
    """A program on the PATH or beside this interpreter; its bare name where it is not installed."""
    found = shutil.which(name) or shutil.which(
        name, path=str(Path(sys.executable).parent)
    )
    return found or name


def peers() -> dict[str, Peer]:
    """The peers by name."""
    ajv, ryl = _beside("ajv"), _beside("ryl")
    module = [sys.executable, "-m"]
    style = "{extends: relaxed}"
    return {
        "yamllint": Peer(
            "style, relaxed", [*module, "yamllint", "-d", "relaxed"], _has("yamllint")
        ),
        "check-jsonschema": Peer(
            "shape only",
            [*module, "check_jsonschema", "--schemafile", str(SCHEMA)],
            _has("check_jsonschema"),
        ),
        "jsonschema-rs": _python(
            "jsonschema_rs", "jsonschema_rs.validator_for", f"check.is_valid({_READ})"
        ),
        "fastjsonschema": _python(
            "fastjsonschema",
            "(lambda schema: fastjsonschema.compile(schema, use_default=False))",
            f"""
    try:
        check({_READ})
    except fastjsonschema.JsonSchemaException:
        pass""",
        ),
        "ajv": Peer(
            "shape only, Node",
            [ajv, "validate", "--spec=draft2020", "--strict=false", "-s", str(SCHEMA)],
            shutil.which(ajv) is not None,
        ),
        "ryl": Peer(
            "style, Rust", [ryl, "check", "-d", style], shutil.which(ryl) is not None
        ),
    }


RATIOS = {
    "1 file cold, yamllint": 0.9,
    "1 file cold, check-jsonschema": 1.7,
    "1 file unchanged, yamllint": 2,
    "1 file unchanged, check-jsonschema": 4,
    "100 files cold, yamllint": 4.5,
    "100 files cold, check-jsonschema": 4.5,
}
"""Goals: peer / smogctl at least."""
SECONDS = {"lint of 3000 cold": 45.0, "lint of 3000 unchanged": 0.5}
"""Goals: CPU seconds at most."""


def _ratio(what: str, figure: float) -> Row:
    return Row(
        f"lint of {what} / smogctl", figure, goal=RATIOS.get(what), at_least=True
    )


def _seconds(what: str, figure: float) -> Row:
    return Row(f"lint of {what}", figure, "s", SECONDS.get(f"lint of {what}"))


def _cpu(command: Sequence[str], cache: Path | None = None) -> float:
    """CPU seconds of one run; `cache`: where what is kept lies, its key too."""
    more = {"SMOGCTL_CACHE": str(cache), "XDG_STATE_HOME": str(cache)} if cache else {}
    return cpu(command, environment(**more))


def medians(runs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The middle of so many figures of each, all measured in turn."""
    figures: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, measured in runs.items():
            figures[name].append(measured())
    return {name: sorted(values)[len(values) // 2] for name, values in figures.items()}


def _lint(*words: str) -> list[str]:
    return [sys.executable, "-m", "smogctl", "lint", *words]


def against_peers(folder: Path, count: int, rounds: int) -> Iterator[Row]:
    """The ratios at a number of files: cold, and unchanged."""
    files = sorted(str(path) for path in folder.glob("*.yaml"))[:count]
    cache = folder.parent / f"cache-{count}"
    _cpu(_lint(*files), cache)
    present = {name: peer for name, peer in peers().items() if peer.present}
    runs = {
        "cold": lambda: _cpu(_lint("--no-cache", *files)),
        "unchanged": lambda: _cpu(_lint(*files), cache),
    }
    for name, peer in present.items():
        given = (
            files
            if name != "ajv"
            else [word for file in files for word in ("-d", file)]
        )
        runs[name] = lambda command=(*peer.command, *given): cpu(command)
    figures = medians(runs, rounds)
    for kind in ("cold", "unchanged"):
        what = f"{count} file{'s' if count > 1 else ''} {kind}"
        yield _seconds(what, figures[kind])
        yield from (
            _ratio(f"{what}, {name}", figures[name] / figures[kind]) for name in present
        )


def one_of_many(folder: Path, rounds: int) -> Iterator[Row]:
    """One file with all its neighbours, as a multiple of the same file alone: the less the better."""
    first = min(folder.glob("*.yaml"))
    alone = folder.parent / "alone"
    (alone / "sources").mkdir(parents=True, exist_ok=True)
    shutil.copy(first, alone)
    shutil.copy(folder / "sources" / f"{first.stem}.txt", alone / "sources")
    caches = {
        where: folder.parent / f"cache-{where.name}-one" for where in (folder, alone)
    }
    runs: dict[str, Callable[[], float]] = {}
    for where, cache in caches.items():
        name = str(where / first.name)
        _cpu(_lint(name), cache)
        runs[f"{where.name} cold"] = lambda name=name: _cpu(_lint("--no-cache", name))
        runs[f"{where.name} unchanged"] = lambda name=name, cache=cache: _cpu(
            _lint(name), cache
        )
    figures = medians(runs, rounds)
    count = sum(1 for _ in folder.glob("*.yaml"))
    for kind in ("cold", "unchanged"):
        ratio = figures[f"{folder.name} {kind}"] / figures[f"alone {kind}"]
        yield Row(f"lint of 1 file of {count} {kind} / of it alone", ratio)


def many(folder: Path) -> Iterator[Row]:
    """All files cold and unchanged, and the peak memory of a process."""
    count = sum(1 for _ in folder.glob("*.yaml"))
    cache = folder.parent / "cache-many"
    yield _seconds(f"{count} cold", _cpu(_lint(str(folder)), cache))
    _cpu(_lint(str(folder)), cache)
    warm = sorted(_cpu(_lint(str(folder)), cache) for _ in range(3))[1]
    yield _seconds(f"{count} unchanged", warm)
    env = environment(SMOGCTL_CACHE=str(cache / "again"), XDG_STATE_HOME=str(cache))
    yield Row(
        f"lint of {count} cold, peak", run(_lint(str(folder)), env).megabytes, "MB"
    )


def rows(
    folder: Path, counts: Sequence[int] = (1, 100), rounds: int = 5, most: int = 3000
) -> Iterator[Row]:
    """Everything measured on districts that are generated into a folder, `most` 0: no thousands."""
    registries = folder / "registries"
    generate.write(registries, max([*counts, most]))
    for count in counts:
        yield from against_peers(
            registries, count, rounds if count <= 10 else min(rounds, 3)
        )
    if most:
        yield from one_of_many(registries, rounds)
        yield from many(registries)


def main() -> None:
    """Print who is compared with and all rows."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, nargs="*", default=[1, 100])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--many", type=int, default=3000)
    asked = parser.parse_args()
    for name, peer in peers().items():
        print(f"{name:18} {peer.what if peer.present else 'absent'}")
    with tempfile.TemporaryDirectory() as name:
        table(rows(Path(name), asked.files, asked.rounds, asked.many))


if __name__ == "__main__":
    main()
