"""How well the catalogue's language names measures: precision and recall, for each measure, on clauses with their measures.

    python benchmarks/words.py [FILE.jsonl …]

Without files: every set of tests/words (README.md there says by whom, and which were used to write the words), and the
shipped registries. A line of a file: {"text": …, "measures": [ids]}.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from smogctl.grammar.measures import named
from smogctl.plan import catalogue
from smogctl.plan.loading import load

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "tests" / "words"


def clauses(path):
    """The clauses of a set with the measures that its author gave them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield entry["text"], set(entry["measures"]), entry.get("kind", "")


def of_registry(path):
    """The clauses of a registry with the measures that they are annotated with."""
    for _, duty in load(path, catalogue.measures()).registry.duties():
        yield duty.text, set(duty.measures), "duty"


def counted(entries):
    """Right, extra and missed, by measure and by kind of clause."""
    table = defaultdict(Counter)
    for text, given, kind in entries:
        said = {hit.measure for hit in named(text)}
        for measure, how in [
            *((one, "right") for one in said & given),
            *((one, "extra") for one in said - given),
            *((one, "missed") for one in given - said),
        ]:
            table[measure][how] += 1
            table[f"({kind})"][how] += 1
            table["all"][how] += 1
    return table


def rates(count):
    """Precision and recall; None where nothing was said, or nothing was to be said."""
    said, given = count["right"] + count["extra"], count["right"] + count["missed"]
    return count["right"] / said if said else None, count[
        "right"
    ] / given if given else None


def shown(name, count):
    """A line of the table."""
    precision, recall = (
        "  –  " if one is None else f"{one:.3f}" for one in rates(count)
    )
    counts = (
        f"{count['right']:5} right {count['extra']:4} extra {count['missed']:4} missed"
    )
    return f"{name:30} P {precision}  R {recall}  {counts}"


def main(files):
    """Print the figures."""
    sets = {path.stem: clauses(path) for path in map(Path, files)}
    if not sets:
        sets = {path.stem: clauses(path) for path in sorted(WORDS.glob("*.jsonl"))}
        registries = sorted((ROOT / "registries").glob("*.yaml"))
        sets |= {f"registry {path.stem}": of_registry(path) for path in registries}
    for name, entries in sets.items():
        table = counted(entries)
        print(shown(name, table.pop("all")))
        if name.startswith("fresh") or files:
            for row in sorted(table):
                print("  " + shown(row, table[row]))


if __name__ == "__main__":
    main(sys.argv[1:])
