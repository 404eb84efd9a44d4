"""tools/faults.py on a planted operation, which does right or wrong: run as a program, it prints the table.

python planted.py MODE PLANT [DISK]
"""

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

PATH = Path("x.txt")
NEW = b"new" * 3000


def rightly() -> None:
    """As it should be."""
    from smogctl.system.writing import write_whole
    from smogctl.system.writing.remarks import taken
    from smogctl.values.findings import Refusal

    try:
        write_whole(PATH, NEW)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(2)
    finally:
        sys.stderr.write("\n".join(taken()))


def without_sync() -> None:
    """Renamed, but neither the file nor its folder was synced; then it looks again."""
    aside = PATH.with_suffix(".aside")
    aside.write_bytes(NEW)
    aside.replace(PATH)
    PATH.read_bytes()


def in_place() -> None:
    """Cut, then written anew, and synced."""
    with PATH.open("wb") as file:
        file.write(NEW)
        file.flush()
        os.fsync(file.fileno())


def in_pieces() -> None:
    """Each writer adds to what the others write."""
    time.sleep(0.05)
    with PATH.open("ab") as file:
        file.write(os.urandom(4))


def mixed() -> None:
    """Half of an answer from one look at a file, half from another."""
    for half in (0, 1):
        text = PATH.read_text("ascii")
        size = len(text) // 2
        sys.stdout.write(text[half * size : (half + 1) * size])
    sys.stdout.flush()


PLANTS: dict[str, Callable[[], None]] = {
    each.__name__: each for each in (rightly, without_sync, in_place, in_pieces, mixed)
}


def _old(folder: Path) -> None:
    (folder / PATH).write_bytes(b"old")


def _asked(folder: Path) -> None:
    (folder / PATH).write_text("2026-12-01T20" * 2, encoding="ascii")


def main(mode: str, plant: str, *disk: str) -> int:
    """Try the plant in a mode. The exit code: 1 where there are violations, 3 where it cannot be tried."""
    from faulty import calling, disks, edits, power, writers
    from faulty.operations import Operation
    from faulty.rows import place

    operation = Operation("planted", (), _old, program=PLANTS[plant])
    chance = random.Random(1)
    with place() as folder:
        missing = disks.missing(folder)
        if mode == "power":
            missing = {
                kind.name: why for kind, why in power.kinds([*disk], folder).items()
            }
    if mode in ("power", "disks") and any(missing.values()):
        sys.stdout.write(f"{missing}\n")
        return 3
    asking = Operation("planted", (), _asked, program=PLANTS[plant])
    rows = {
        "calls": lambda: calling.tried(operation, chance, None),
        "power": lambda: power.tried(operation, chance, None, [*disk]),
        "disks": lambda: disks.tried(operation, chance, None),
        "edits": lambda: edits.tried_reading(
            edits.Reading(asking, (PATH,)), chance, None
        ),
        "writers": lambda: writers.tried(operation, chance, 8),
    }[mode]()
    count = 0
    for row in rows:
        sys.stdout.write(str(row))
        count += len(row.violations)
    return int(bool(count))


if __name__ == "__main__":
    from faulty.children import with_shim

    with_shim()
    sys.exit(main(*sys.argv[1:]))
