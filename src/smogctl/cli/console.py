"""The way to the terminal: what is said on standard error, what is put on standard output."""

import sys

from smogctl.system.streams import NoOutput, write_error, write_output
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal


def say(message: str) -> None:
    """A message for people on standard error: the one door there, hostile characters made visible
    line by line.
    """
    write_error("".join(f"{visible(line)}\n" for line in message.split("\n")))


def put(text: str) -> None:
    """Write all of a text to standard output. Raises Refusal where it is closed."""
    put_bytes(text.encode(output_encoding(), "backslashreplace"))


def output_encoding() -> str:
    """The encoding of standard output; UTF-8 where it is closed, or has none."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def put_bytes(data: bytes) -> None:
    """Write all of some bytes to standard output. Raises Refusal where it is closed."""
    try:
        write_output(data)
    except NoOutput:
        raise Refusal("标准输出已关闭，结果无处可写。") from None
