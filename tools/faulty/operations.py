"""Every command that writes, as an operation to be disturbed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from faulty.folders import (
    BESIDE,
    BOARD,
    EXPORT,
    IMPORT,
    LATER,
    NOTICE,
    OPEN,
    PAPERS,
    SCHEMA,
    board_there,
    empty_registries,
    fixable,
    imported,
    lifted,
    many,
    nothing,
    opened,
    paper_there,
    papers_there,
    plain,
    registries,
    tables_there,
)


class Operation(NamedTuple):
    """A command that writes, where it does, and what its folder is like before."""

    name: str
    words: Sequence[str]
    prepare: Callable[[Path], None]
    again: Sequence[str] = ()
    """The words for a second run, where those of the first would be refused."""
    lesser: Sequence[str] = ()
    """What may be missing at the end: it is made from what was recorded, and said to be missing."""
    program: Callable[[], None] | None = None
    """What runs in the place of smogctl: the tests plant one that does wrong."""


OPERATIONS = (
    Operation("import -o", (*IMPORT, "-o", "beiqu.yaml"), plain),
    Operation(
        "import --into new",
        (*IMPORT, "--into", "registries"),
        plain,
        (*IMPORT, "--into", "registries", "--force"),
        lesser=(*SCHEMA, ".gitignore"),
    ),
    Operation(
        "import --into",
        (*IMPORT, "--into", "registries"),
        empty_registries,
        (*IMPORT, "--into", "registries", "--force"),
        lesser=SCHEMA,
    ),
    Operation(
        "import --into --force",
        (*IMPORT, "--into", "registries", "--force"),
        imported,
        lesser=SCHEMA,
    ),
    Operation(
        "duties -o csv", ("duties", "-d", "kunqu", "-o", "duties.csv"), registries
    ),
    Operation(
        "activate -o xlsx",
        ("activate", "-d", "kunqu", "-l", "orange", "-o", "tasks.xlsx"),
        registries,
    ),
    Operation(
        "notice -o",
        (*NOTICE, "-o", "start.txt"),
        registries,
        (*NOTICE, "-o", "start.txt", "--force"),
    ),
    Operation(
        "notice -o --save-facts --note",
        (
            *NOTICE,
            *BESIDE,
        ),
        registries,
        (
            *NOTICE,
            *BESIDE,
            "--force",
        ),
    ),
    Operation(
        "notice --force --save-facts --note",
        (
            *NOTICE,
            "--reason",
            "会商",
            *BESIDE,
            "--force",
        ),
        paper_there,
    ),
    Operation(
        "notice --all-bodies --save-facts", PAPERS, registries, (*PAPERS, "--force")
    ),
    Operation(
        "notice --all-bodies --force",
        (*PAPERS, "--reason", "会商", "--force"),
        papers_there,
    ),
    Operation("board -o", ("board", "-o", "board.html"), registries),
    Operation("board folder", BOARD, many, (*BOARD, "--force")),
    Operation(
        "board folder --force",
        (*BOARD, "--today", "2030-01-01", "--force"),
        board_there,
    ),
    Operation(
        "export csv",
        (*EXPORT, "--to", "csv", "-o", "tables"),
        registries,
        (*EXPORT, "--to", "csv", "-o", "tables", "--force"),
    ),
    Operation(
        "export csv --force",
        (*EXPORT[:-1], "2026-12-02", "--to", "csv", "-o", "tables", "--force"),
        tables_there,
    ),
    Operation(
        "export sqlite",
        (*EXPORT, "-o", "tables.db"),
        registries,
        (*EXPORT, "-o", "tables.db", "--force"),
    ),
    Operation("lint --fix", ("lint", "--fix", "registries"), fixable),
    Operation("init", ("init", "office"), nothing),
    Operation("init in a folder", ("init",), nothing),
    Operation("desk --new", ("desk", "--new", "-d", "kunqu"), registries),
    Operation("incident open", OPEN, registries),
    Operation("incident receipt", ("incident", "receipt", "区教育局", *LATER), opened),
    Operation(
        "incident supervise --paper",
        (
            "incident",
            "supervise",
            "区教育局",
            "--matter",
            "未签收",
            "--requirement",
            "立即",
            "--paper",
            "s.txt",
            *LATER,
        ),
        opened,
        lesser=("s.txt",),
    ),
    Operation(
        "incident close",
        ("incident", "close", "--now", "2026-12-02T21:00", "--by", "甲"),
        lifted,
        lesser=("ledger/*.jsonl",),
    ),
    Operation("incident backup", ("incident", "backup", "copy.db"), opened),
    Operation("incident export", ("incident", "export", "-o", "all.jsonl"), opened),
)
