"""Another ledger in a file: a database, or lines of JSON."""

from pathlib import Path

from smogctl.cli.inputs import all_bytes_of, bytes_of
from smogctl.incident.exchange import Archive, read_lines
from smogctl.incident.ledger.sqlite import SqliteStore
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

MAX_FILE = 2_000_000_000
_SQLITE = b"SQLite format 3\0"


def is_database(file: str) -> bool:
    """Whether a file is a SQLite database. Raises Refusal when it cannot be read."""
    return file != "-" and bytes_of(file, len(_SQLITE))[: len(_SQLITE)] == _SQLITE


def archive_of(file: str) -> Archive:
    """The events of another ledger, in either form. Raises Refusal for any other file."""
    if is_database(file):
        with SqliteStore(Path(file)).reading() as table:
            return Archive(tuple(table.every()), table.tips(), partial=False)
    data = all_bytes_of(file, MAX_FILE, "太大。")
    try:
        return read_lines(data.decode("utf-8-sig"), clip(file))
    except UnicodeDecodeError:
        raise Refusal(f"{clip(file)} 不是 UTF-8 的文字，也不是台账。") from None
