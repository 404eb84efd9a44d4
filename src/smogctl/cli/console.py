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
    encoding = (sys.stdout and sys.stdout.encoding) or "utf-8"
    put_bytes(text.encode(encoding, "backslashreplace"))


def put_bytes(data: bytes) -> None:
    """Write all of some bytes to standard output. Raises Refusal where it is closed."""
    try:
        write_output(data)
    except NoOutput:
        raise Refusal("标准输出已关闭，结果无处可写。") from None
