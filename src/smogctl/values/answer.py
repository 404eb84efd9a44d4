"""What a command hands back to the edge: an answer, what is to be said beside it, and the exit
code.
"""

from typing import NamedTuple

from smogctl.values import exits
from smogctl.values.report import Report


class FileText(str):
    """A finished text that a program reads back (YAML, JSON): UTF-8, whatever the console's."""


class Beside(NamedTuple):
    """A file that is written with an answer: both of them, or neither."""

    name: str
    data: bytes


class Answer(NamedTuple):
    """A report to be put into a format, a document that is finished, or None: the command has
    written it itself.

    `notices` go to standard error, each once; `code` as in docs/design.md, Commands and what
    scripts read.
    """

    report: Report | str | bytes | None
    notices: tuple[str, ...] = ()
    code: int = exits.DONE
    beside: tuple[Beside, ...] = ()
    """What is written with it; an answer that is shown is shown first."""
    replace: bool = True
    """Whether it may be written over a file that is there when it is."""
    private: bool = False
    """Whether a file of it is for its owner only."""
