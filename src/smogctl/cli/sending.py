"""The way out: an answer into its format, to standard output or whole into a file."""

import codecs
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from smogctl import formats
from smogctl.cli.console import output_encoding, put, put_bytes, say
from smogctl.system.seen import settle
from smogctl.system.streams import terminal_columns
from smogctl.text.plain import clip, near_said, visible
from smogctl.values import exits
from smogctl.values.answer import Answer, FileText
from smogctl.values.findings import Refusal
from smogctl.values.report import Line, Report, Surface


def target(output: str | None) -> Path | None:
    """The file to write, or None for standard output (`-` as well).

    Raises Refusal when there is neither.
    """
    if output == "":
        raise Refusal("-o 后面的文件名是空的。")
    if output is not None and output != "-":
        return Path(output)
    if sys.stdout is None:
        raise Refusal("标准输出已关闭，结果无处可写。请用 -o 指定文件。")
    return None


def choose_format(
    asked: str | None, output: Path | None, named: Sequence[str] | None
) -> str:
    """The format asked for, or else the one that the file's ending means.

    Else table on a terminal, and elsewhere the first: text. `named` are the formats of a command
    that has its own. Raises Refusal for one that there is not.
    """
    if named:
        names, first = list(named), named[0]
    else:
        names, first = list(formats.names()), "text"
    if asked is not None:
        return _asked(asked, names)
    if output is None:
        if "table" in names and _is_screen():
            return "table"
        return first
    ending = output.suffix.lower().removeprefix(".")
    meant = _meant(ending, names)
    if meant in names:
        return meant
    if ending not in ("", "txt"):
        there_are = "、".join(names)
        raise Refusal(
            f"不知道后缀 .{clip(meant)} 是什么格式。用 --format 指明，有：{there_are}。"
        )
    return first


def plain_first() -> tuple[str, ...]:
    """The formats of a report, that of a pipe first."""
    return tuple(sorted(formats.names(), key=lambda name: name != "text"))


def _asked(word: str, names: Sequence[str]) -> str:
    name = word.lower()
    if name not in names:
        near = near_said(word, names)
        raise Refusal(f"没有“{clip(word)}”这种格式。{near}有：{'、'.join(names)}。")
    return name


def _meant(ending: str, names: Sequence[str]) -> str:
    """The format that a file's ending means: one is called so, or it is another ending of one."""
    if not ending or ending in names:
        return ending
    if ending == "txt":
        # by far the commonest, for reports as well: no writer need be loaded to know it
        return "text"
    from smogctl.documents import writers

    return writers.of_ending(ending) or ending


def send(answer: Answer, format_name: str, output: Path | None) -> int:
    """Put an answer into its format and out; then say what is to be said beside it.

    The exit code.
    """
    settle()
    place = _Place(answer, output)
    _send_out(answer, format_name, place)
    place.write_beside()
    for notice in answer.notices:
        say(notice)
    if output is not None and answer.code == exits.FINDINGS:
        _say_written(output)
    return answer.code


def _send_out(answer: Answer, format_name: str, place: "_Place") -> None:
    made = answer.report
    output = place.output
    if isinstance(made, Report):
        _send_report(_whole(made, answer, output), format_name, place)
    elif isinstance(made, FileText) and output is None and not _is_screen():
        put_bytes(made.encode("utf-8", "backslashreplace"))
    elif isinstance(made, str):
        _send_text([made], format_name, place)
    elif made is not None:
        _send_bytes(made, format_name, place)


class _Place:
    """Where an answer goes: one file, or standard output; what is written with it."""

    def __init__(self, answer: Answer, output: Path | None) -> None:
        self._answer = answer
        self.output = output
        self.is_written = False

    def write(self, output: Path, data: bytes | Iterable[bytes]) -> None:
        """Write the answer and what goes with it, all or nothing. Raises Refusal."""
        from smogctl.system.writing import Act

        with Act() as act:
            answer = self._answer
            act.file(output, data, replace=answer.replace, private=answer.private)
            for file in self._answer.beside:
                act.file(Path(file.name), file.data)
        self.is_written = True

    def write_beside(self) -> None:
        """Write what goes with an answer that has been shown. Raises Refusal."""
        if self.is_written:
            return
        if not self._answer.beside:
            return
        from smogctl.system.writing import Act

        with Act() as act:
            for file in self._answer.beside:
                act.file(Path(file.name), file.data)


def _say_written(output: Path) -> None:
    """Else it looks as if nothing had been written."""
    shown = visible(str(output))
    say(f"已写入 {shown}。里面有错误级的发现或逾期，所以退出码为 1。")


def _send_report(report: Report, format_name: str, place: _Place) -> None:
    rendered = formats.render(format_name, report, _surface(place.output))
    if isinstance(rendered, bytes):
        _send_bytes(rendered, format_name, place)
    else:
        _send_text(rendered, format_name, place)


def _is_screen() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _whole(report: Report, answer: Answer, output: Path | None) -> Report:
    """A report that is not empty, and in a file holds what was said beside it."""
    blocks = list(report.blocks)
    if not blocks:
        blocks.append(Line("无。"))
    if output and answer.code:
        # whoever reads the file later does not see what was said on the terminal
        for notice in answer.notices:
            blocks.append(Line(f"注意：{notice}"))
    return report._replace(blocks=tuple(blocks))


def _send_bytes(data: bytes, format_name: str, place: _Place) -> None:
    """A finished file. One that is no text goes to a file or a pipe, never to a terminal."""
    if place.output is not None:
        place.write(place.output, data)
        return
    from smogctl.documents import writers

    if not writers.named(format_name).FORMAT.binary:
        put(data.decode("utf-8"))
    elif _is_screen():
        raise Refusal(f"{format_name} 不是文字，不能显示在终端上。请用 -o 指定文件。")
    else:
        put_bytes(data)


def _send_text(pieces: Iterable[str], format_name: str, place: _Place) -> None:
    if place.output is not None:
        # without it a spreadsheet takes the file for GBK
        mark = ""
        if format_name == "csv":
            mark = "\ufeff"
        blocks = _by_blocks(chain([mark], pieces))
        encoded = (text.encode("utf-8", "backslashreplace") for text in blocks)
        place.write(place.output, encoded)
        return
    # one encoder for all blocks: some encodings begin with a mark
    encoder = codecs.getincrementalencoder(output_encoding())("backslashreplace")
    for text in _by_blocks(pieces):
        put_bytes(encoder.encode(text))


_BLOCK = 1 << 16
"""Characters that are written at once."""


def _by_blocks(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in pieces of a size that is worth a call."""
    held: list[str] = []
    size = 0
    for text in pieces:
        held.append(text)
        size += len(text)
        if size >= _BLOCK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _surface(output: Path | None) -> Surface:
    if output is not None:
        return Surface()
    styled = _is_screen()
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        styled = False
    return Surface(terminal_columns(), output_encoding(), styled=styled)
