"""All ratios with their goals, in one table.

    python benchmarks/all.py [--quick]

Start-up, lint against its peers, thousands of districts, a batch of Word papers, the ledger apart
(ledger.py). It takes half an hour on a quiet machine of two cores; `--quick`: 300 districts instead
of 3,000, fewer rounds. What falls short is said to be SHORT; nothing fails.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import documents
import lint
import many
import startup
from measuring import Row, table


def rows(*, quick: bool) -> Iterator[Row]:
    """All of them."""
    rounds, count = (5, 300) if quick else (15, 3000)
    yield from startup.rows(rounds)
    with tempfile.TemporaryDirectory() as name:
        yield from lint.rows(Path(name), rounds=min(rounds, 5), most=count)
    yield from many.rows(count)
    yield from documents.rows(min(rounds, 7))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true")
    for name, peer in lint.peers().items():
        print(f"{name:18} {peer.what if peer.present else 'absent'}")
    table(rows(quick=parser.parse_args().quick))


if __name__ == "__main__":
    main()
