"""Word's fields that are open: whether the text in them is a table of contents."""

import re

_CONTENTS = re.compile(r"\bTOC\b")


class Fields:
    """The fields of a part, one inside another: begun, their instruction read, ended."""

    def __init__(self) -> None:
        self._open: list[str] = []
        """The instructions of the open fields."""

    def mark(self, kind: str) -> None:
        """A `fldChar`: begin, separate or end."""
        if kind == "begin":
            self._open.append("")
        if kind == "end":
            del self._open[-1:]

    def say(self, instruction: str) -> None:
        """More of the innermost field's instruction."""
        if self._open:
            self._open[-1] += instruction[:200]

    @property
    def lists_contents(self) -> bool:
        """Whether one of the open fields is a table of contents."""
        return any(map(_CONTENTS.search, self._open))
