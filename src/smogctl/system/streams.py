"""Standard input and output as bytes: read whole, written whole, silenced when the reader has gone
away.
"""

import os
import sys
from typing import BinaryIO

from smogctl.system.platform import pipe_closed

_LONGEST_LINE = 1 << 16
_USUAL_COLUMNS = 80


class NoOutput(Exception):
    """There is no standard output to write to."""


def read_input(limit: int) -> bytes | None:
    """The bytes of standard input, `limit` + 1 of them at most; None where it is closed."""
    if sys.stdin is None:
        return None
    return sys.stdin.buffer.read(limit + 1)


def protocol_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for a protocol alone.

    Whatever else is written to standard output from now on goes to standard error. Raises NoOutput
    where one of them is closed.
    """
    if sys.stdin is None:
        raise NoOutput
    if sys.stdout is None:
        raise NoOutput
    sys.stdout.flush()
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, output


def read_line() -> str | None:
    """The next line of standard input, without its end; None at its end or where it is closed."""
    if sys.stdin is None:
        return None
    line = sys.stdin.buffer.readline(_LONGEST_LINE)
    if not line:
        return None
    encoding = sys.stdin.encoding or "utf-8"
    text = line.decode(encoding, "replace")
    return text.rstrip("\r\n")


def on_terminal() -> bool:
    """Whether a person can be asked: both what is typed and what is said go through a terminal."""
    for stream in (sys.stdin, sys.stderr):
        if stream is None:
            return False
        if not stream.isatty():
            return False
    return True


def write_output(data: bytes) -> None:
    """Write all of some bytes to standard output.

    Raises NoOutput where it is closed, OSError as write does.

    Unbuffered (PYTHONUNBUFFERED, usual in containers) Python's own write gives up after the first
    part that the pipe takes, without an error, so the bytes are written until none is left.
    """
    if sys.stdout is None:
        raise NoOutput
    sys.stdout.flush()
    left = memoryview(data)
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def write_error(text: str) -> None:
    """Write a text to standard error; where nobody listens, nothing happens."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def take_closed_numbers() -> None:
    """Keep the numbers 0 to 2 taken where streams are closed: the next file opened would be
    standard output.
    """
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    handle = os.open(os.devnull, os.O_RDWR)
    while handle <= 2:
        handle = os.open(os.devnull, os.O_RDWR)
    os.close(handle)


def is_broken_pipe(error: OSError) -> bool:
    """Whether the reader of our output went away."""
    return error.errno in pipe_closed()


def silence_stdout() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter's exit does
    not fail.
    """
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.close(sink)
    except OSError:
        pass


def terminal_columns() -> int:
    """How wide the terminal is, in columns: `$COLUMNS`, else what it says itself, else 80.

    As shutil has it, which loads all compressors to say so.
    """
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    terminal = sys.__stdout__
    if terminal is None:
        return _USUAL_COLUMNS
    try:
        columns = os.get_terminal_size(terminal.fileno()).columns
    except (ValueError, OSError):
        return _USUAL_COLUMNS
    return columns or _USUAL_COLUMNS
