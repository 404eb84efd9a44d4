"""The law of files that were written: each reads back as what it is, and holds nothing that acts."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from fuzzing.seeds import ROOT
from fuzzing.target import Broken, clean

SPREAD = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet evaluates."""
ACTIVE = ("script", "iframe", "object", "embed", "base", "form", "link")


def check_written(path: Path, is_told: bool) -> None:
    """Raises Broken where a file does not keep the law of what it is.

    `is_told`: its format was asked for, so that its ending says nothing.
    """
    data = path.read_bytes()
    for head, check in HEADS.items():
        if data.startswith(head):
            check(data)
            return
    ending = "" if is_told else path.suffix
    CHECKS.get(ending, _text)(data)


def _text(data: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Broken("what was written is no UTF-8") from None
    clean(text.removeprefix("\ufeff"))
    return text


def _package(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise Broken(f"no package: {error}") from None
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            _xml(part, name)
    for name in parts:
        if "vbaProject" in name or "embeddings" in name:
            raise Broken(f"in the package: {name}")


def _xml(part: bytes, name: str) -> None:
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError as error:
        raise Broken(f"{name} is no XML: {error}") from None
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "f" and "worksheets" in name:
            raise Broken(f"a formula: {element.text}")
        if element.get("TargetMode") == "External":
            raise Broken("a reference that leads out")
        clean((element.text or "") + (element.tail or ""))


class _Page(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            raise Broken(f"in the page: {tag}")
        for name, value in attrs:
            bare = re.sub(r"\s", "", value or "").casefold()
            if name.startswith("on") or bare.startswith(("javascript:", "data:")):
                raise Broken(f"in the page: {name}")


@lru_cache(maxsize=1)
def _board() -> str:
    return (ROOT / "templates" / "board.js").read_text(encoding="utf-8")


def _page(data: bytes) -> None:
    page = _Page()
    # the board's own script is the only one: its policy names it by its hash
    page.feed(_text(data).replace(f"<script>{_board()}</script>", ""))
    page.close()


def _rows(data: bytes) -> None:
    text = _text(data).removeprefix("\ufeff")
    widths = set()
    for row in csv.reader(io.StringIO(text, newline="")):
        widths.add(len(row))
        for cell in row:
            if cell.startswith(SPREAD) and not re.fullmatch("[-+]?[0-9.]+", cell):
                raise Broken(f"a cell that acts: {cell[:10]}")
    if len(widths) > 1:
        raise Broken("rows of several widths")


def _object(data: bytes) -> None:
    try:
        json.loads(_text(data))
    except ValueError:
        raise Broken("no JSON") from None


def _lines(data: bytes) -> None:
    for line in _text(data).splitlines():
        _object(line.encode())


def _database(data: bytes) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise Broken("the database is damaged")


def _alert(data: bytes) -> None:
    _text(data)
    _xml(data, "cap")


def _registry(data: bytes) -> None:
    from smogctl.yamlfile.reader import parse

    _text(data)
    if fault := parse(data, "written.yaml").fault:
        raise Broken(f"not read back: {fault.code}")


HEADS: dict[bytes, Callable[[bytes], object]] = {
    b"PK": _package,
    b"SQLite format 3": _database,
    b"<?xml": _alert,
    b"<!DOCTYPE html": _page,
    b"<html": _page,
}
CHECKS: dict[str, Callable[[bytes], object]] = {
    **dict.fromkeys((".yaml", ".yml"), _registry),
    ".html": _page,
    ".csv": _rows,
    ".json": _object,
    ".jsonl": _lines,
}
"""By ending."""
