"""A finding: one fault of one file at one place. Plain values; nothing here reads or prints."""

from typing import Literal, NamedTuple

from smogctl.text.plain import visible

Severity = Literal["error", "warning", "note"]
Extra = Literal["docx", "xlsx", "pdf", "pg", "parquet", "lsp"]
"""What some works need and a plain installation has not, as pyproject.toml calls it."""


class Finding(NamedTuple):
    """One fault of a file.

    `line` and `column` count from 1, columns in characters; `code` is S for reading, F for form, R
    for references.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    fixable: bool = False

    def __str__(self) -> str:
        return f"{visible(self.file)}:{self.line}:{self.column}: {self.code} {self.message}"


class Refusal(Exception):
    """Something that could not be done, said in Chinese for the person who asked.

    Becomes exit code 2.
    """


class Lacking(Refusal):
    """A work that needs a library which is not installed.

    How it is added depends on the machine, and so is said at the edge (system/installation.py).
    """

    def __init__(self, work: str, extra: Extra) -> None:
        super().__init__(f"{work}要另装一个库。")
        self.extra = extra
