"""What the folder of an operation is like before it, and the words that made it so."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from faulty.children import run

ROOT = Path(__file__).resolve().parents[2]
TEXT = "附件 职责分工\n区教育局：发布橙色预警时，减少户外活动；发布红色预警时，停课。\n区公安局：负责高污染车辆禁行。\n"

IMPORT = ("import", "plain.txt", "--id", "beiqu", "--name", "北区")
WHEN = (
    "--issued",
    "2026-12-01T12:00",
    "--start",
    "2026-12-01T20:00",
    "--until",
    "2026-12-03T20:00",
)
NOTICE = ("notice", "start", "-d", "kunqu", "-l", "yellow", *WHEN)
BESIDE = ("-o", "start.docx", "--save-facts", "facts.yaml", "--note", "note.txt")
"""A paper, its facts and its note: one act."""
PAPERS = (
    *(*NOTICE, "--all-bodies", "-f", "text"),
    *("-o", "papers", "--save-facts", "facts.yaml"),
)
BOARD = ("board", "-o", "board")
EXPORT = ("export", "--table", "units,duties", "-d", "kunqu", "--today", "2026-12-01")
NIGHT = ("--now", "2026-12-01T12:00", "--by", "甲")
OPEN = (
    "incident",
    "open",
    "-d",
    "kunqu",
    "-l",
    "orange",
    "--start",
    "2026-12-01T20:00",
    *NIGHT,
)
SCHEMA = ("schema", "schema/registry.schema.json")
LATER = ("--now", "2026-12-01T13:00", "--by", "甲")


def nothing(folder: Path) -> None:
    """An empty folder."""


def prepared(folder: Path, words: Sequence[str]) -> None:
    """Run what has to be done before; the trials would be of something else without it."""
    ended = run(folder, words, None)
    if ended.code not in (0, 1):
        raise SystemExit(f"{words}: exit {ended.code}\n{ended.err}")


def registries(folder: Path) -> None:
    """The two shipped registries."""
    shutil.copytree(ROOT / "registries", folder / "registries")


def plain(folder: Path) -> None:
    """A plan as plain text."""
    (folder / "plain.txt").write_text(TEXT, encoding="utf-8")


def imported(folder: Path) -> None:
    """A plan that was imported, and whose text has changed since."""
    plain(folder)
    prepared(folder, [*IMPORT, "--into", "registries"])
    shutil.rmtree(folder / "schema", ignore_errors=True)
    changed = TEXT.replace("户外活动", "室外运动")
    (folder / "plain.txt").write_text(changed, encoding="utf-8")


def empty_registries(folder: Path) -> None:
    """A plan, and a folder for registries."""
    plain(folder)
    (folder / "registries").mkdir()


def paper_there(folder: Path) -> None:
    """A paper that stands already, with facts and note."""
    registries(folder)
    prepared(
        folder,
        [
            *NOTICE,
            *BESIDE,
        ],
    )


def papers_there(folder: Path) -> None:
    """A folder of papers that stands already."""
    registries(folder)
    prepared(folder, PAPERS)


def many(folder: Path) -> None:
    """More districts than a board has on one page."""
    (folder / "registries").mkdir()
    text = (ROOT / "registries" / "kunqu.yaml").read_text(encoding="utf-8")
    for number in range(21):
        named = text.replace("id: kunqu", f"id: district-{number}", 1)
        path = folder / "registries" / f"district-{number}.yaml"
        path.write_text(named, encoding="utf-8")


def board_there(folder: Path) -> None:
    """A board that stands already."""
    many(folder)
    prepared(folder, BOARD)


def tables_there(folder: Path) -> None:
    """Tables that stand already."""
    registries(folder)
    prepared(folder, [*EXPORT, "--to", "csv", "-o", "tables"])


def fixable(folder: Path) -> None:
    """A registry that `lint --fix` mends."""
    registries(folder)
    path = folder / "registries" / "kunqu.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("level: orange\n", "level: orange   \n", 3), encoding="utf-8"
    )


def opened(folder: Path) -> None:
    """A ledger with an incident."""
    registries(folder)
    prepared(folder, OPEN)
    prepared(folder, ["incident", "issue", *NIGHT])


def lifted(folder: Path) -> None:
    """A ledger whose incident was lifted."""
    opened(folder)
    prepared(folder, ["incident", "lift", "--now", "2026-12-02T20:00", "--by", "甲"])
