"""A file or a text that units sent back, read as answers: its form, and the table in it."""

from collections.abc import Iterator

from smogctl.importing.answers.cells import Line
from smogctl.importing.answers.chat import is_chat, is_numbered, read_chat
from smogctl.importing.answers.heads import Columns, columns_of
from smogctl.importing.answers.rows import Answers, Row, Unread
from smogctl.importing.answers.separated import SEPARATORS, lines_of
from smogctl.importing.answers.sheets import answers_in
from smogctl.importing.answers.workbook import sheets_of
from smogctl.importing.decoding import decode
from smogctl.text.plain import clip, listed
from smogctl.values.findings import Refusal

__all__ = ["MAX", "Answers", "Row", "Unread", "read_answers"]

MAX = 16 << 20
"""Bytes of a file at most; a workbook may have pictures in it."""

_MAX_TEXT = 2 << 20
"""Bytes at most of what is text and nothing else."""
_OTHERS = (
    (b"%PDF", "这是 PDF。"),
    (b"\x89PNG", "这是图片。"),
    (b"\xff\xd8\xff", "这是图片。"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Office 文件（.xls 等），或加了密码。"),
    (b"{\\rtf", "这是 RTF 文件。"),
)
_NO_HEAD = "没有找到表头。"
_EXPECTED = (
    "应为 smogctl 写的签收表（表头有 单位、签收人、签收时间）或日报表（表头有 单位、出动人员 等），"
    "存为 .xlsx 或 csv；或从群里复制的、有“#接龙”一行的文字。"
)


def read_answers(data: bytes, name: str) -> Answers:
    """The answers that a file or a pasted text holds; its bytes say which form it has.

    Raises Refusal, which begins with the file's name where it has one, for what is no such thing.
    """
    try:
        return _read(data)
    except Refusal as refusal:
        what = f"{clip(name, 80)}：" if name else ""
        raise Refusal(f"{what}{refusal}") from None


def _read(data: bytes) -> Answers:
    if not data.strip():
        raise Refusal(f"是空的。{_EXPECTED}")
    if len(data) > MAX:
        raise Refusal(f"超过 {MAX >> 20} MB，没有读。{_EXPECTED}")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_workbook(data)
    for mark, form in _OTHERS:
        if data.startswith(mark):
            raise Refusal(f"{form}{_EXPECTED}")
    if len(data) > _MAX_TEXT:
        raise Refusal(f"文字超过 {_MAX_TEXT >> 20} MB，没有读。{_EXPECTED}")
    text = decode(data)[0]
    return read_chat(text) if is_chat(text) else _of_text(text)


def _of_text(text: str) -> Answers:
    """The answers of a table, else of a list that was pasted without its head.

    A table's rows may be numbered too, so the list comes last.
    """
    try:
        return _of_separated(text)
    except Refusal as refusal:
        if not str(refusal).startswith(_NO_HEAD) or not is_numbered(text):
            raise
        return read_chat(text)


def _of_workbook(data: bytes) -> Answers:
    """The answers of the one sheet that has such a table."""
    names: list[str] = []
    tables: list[tuple[Columns, Iterator[Line]]] = []
    for sheet in sheets_of(data):
        lines = iter(sheet.lines)
        columns = columns_of(lines)
        if columns is not None:
            names.append(sheet.name)
            tables.append((columns, lines))
    if not names:
        raise Refusal(f"{_NO_HEAD}{_EXPECTED}")
    if len(names) > 1:
        raise Refusal(
            f"几张工作表都有这样的表（{listed(names)}），不知该读哪一张：请只留一张。"
        )
    columns, lines = tables[0]
    return answers_in(columns, lines)


def _of_separated(text: str) -> Answers:
    """The answers of a sheet saved as text, by the mark that parts the columns of its head."""
    wrong = Refusal(f"{_NO_HEAD}{_EXPECTED}")
    for separator in SEPARATORS:
        lines = lines_of(text, separator)
        try:
            columns = columns_of(lines)
        except Refusal as refusal:
            wrong = refusal
            continue
        if columns is not None:
            return answers_in(columns, lines)
    raise wrong
