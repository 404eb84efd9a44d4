"""How well the catalogue's words find measures (rule T308): precision and recall against the shipped annotations.

    python benchmarks/words.py [FILE.txt …]

The words were tuned on these two registries, so the figures flatter them. For other texts (an annex as plain text) it
prints what is suggested for each clause, to be judged by eye.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from smogctl.grammar.measures import suggested
from smogctl.plan import catalogue
from smogctl.plan.loading import load

ROOT = Path(__file__).resolve().parents[1]


def main(files):
    """Print the figures, or the suggestions for other texts."""
    for path in files:
        text = re.sub(r"<[^>]+>", "\n", Path(path).read_text(encoding="utf-8"))
        for clause in filter(None, (part.strip() for part in re.split("[；;。\n\t]", text))):
            print([name for name, _ in suggested(clause)], clause)
    for path in [] if files else sorted((ROOT / "registries").glob("*.yaml")):
        counts = Counter()
        for _, duty in load(path, catalogue.measures()).registry.duties():
            said, given = {name for name, _ in suggested(duty.text)}, set(duty.measures)
            counts += Counter(
                right=len(said & given), extra=len(said - given), missed=len(given - said)
            )
        precision = counts["right"] / (counts["right"] + counts["extra"])
        recall = counts["right"] / (counts["right"] + counts["missed"])
        print(f"{path.stem}: precision {precision:.3f}, recall {recall:.3f}, {dict(counts)}")


if __name__ == "__main__":
    main(sys.argv[1:])
