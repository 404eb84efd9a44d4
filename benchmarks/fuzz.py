"""Fuzz the reader and lint: mutants of the shipped registries and of the hazards' YAML.

    python benchmarks/fuzz.py [--fast 100000] [--both 2000] [--seed N]

`--fast` mutants of up to 4 KB go through lint with libyaml, `--both` through lint with libyaml and the pure parser, whose
findings must be equal. Any uncaught exception or difference is printed with its seed, and the exit code is 1. A seed
reproduces its mutant: seeds that failed once are kept in SEEDS and run first.
"""

import argparse
import random
import sys
import traceback
from pathlib import Path

from smogctl.lint.engine import lint
from smogctl.lint.rulebook import all_rules
from smogctl.lint.subject import Subject
from smogctl.yamlfile.reader import parse

ROOT = Path(__file__).resolve().parents[1]
SEEDS: tuple[int, ...] = ()
PIECES = [
    b"\n", b": ", b"- ", b"[", b"]", b"{", b"}", b"&a ", b"*a", b"!!int ", b"<<: ", b"---\n", b"...\n", b"%YAML 1.2\n", b"\t",
    b"'", b'"', b'"\\ud800"', b"|", b">-\n", b"#", b"? ", b"\xff", b"\xef\xbb\xbf", b"\x00", b"\x1b[31m", b"\r", b"\r\n",
    "：".encode(), "\u2028".encode(), "\u200b".encode(), "⻓".encode(), "𠮷".encode(), b"  ", b"- " * 50, b"[" * 50, b"a: " * 5,
]  # fmt: skip


def bases() -> list[bytes]:
    """Small sound registries cut out of the shipped ones: the head, and some units whole."""
    found = []
    for path in sorted((ROOT / "registries").glob("*.yaml")):
        head, _, body = path.read_text(encoding="utf-8").partition("\nunits:\n")
        units = body.split("\n\n")
        for at in range(0, len(units), 3):
            text = f"{head}\nunits:\n{units[at]}\n"
            found += [text.encode(), text[: text.rindex("\n", 0, 1500)].encode()]
    return found


def mutant(seed: int, from_: list[bytes]) -> bytes:
    """The mutant of a seed."""
    chance = random.Random(seed)
    data = bytearray(chance.choice(from_))
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(data) + 1)
        data[at : at + chance.randrange(0, 6)] = chance.choice(PIECES)
    return bytes(data[:4096])


def main() -> int:
    """Run all and count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fast", type=int, default=100_000)
    parser.add_argument("--both", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=20261121)
    asked = parser.parse_args()
    rules, from_, failures = all_rules(), bases(), 0
    seeds = [*SEEDS, *range(asked.seed, asked.seed + max(asked.fast, asked.both))]
    for place, seed in enumerate(seeds):
        data = mutant(seed, from_)
        try:
            found = lint(
                Subject(parse(data, "x.yaml"), ROOT / "registries" / "kunqu.yaml"),
                rules,
            )
            if place < asked.both + len(SEEDS):
                pure = lint(
                    Subject(
                        parse(data, "x.yaml", pure=True),
                        ROOT / "registries" / "kunqu.yaml",
                    ),
                    rules,
                )
                if pure != found:
                    failures += 1
                    print(
                        f"seed {seed}: the parsers differ\n  libyaml {found[:3]}\n  pure    {pure[:3]}"
                    )
        except Exception:
            failures += 1
            print(f"seed {seed}:")
            traceback.print_exc(file=sys.stdout)
    print(f"{len(seeds)} mutants, {asked.both} with both parsers: {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
