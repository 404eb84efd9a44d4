"""The Word paragraphs that are open, one inside another at a text box: their automatic numbers."""

from collections.abc import Sequence

from smogctl.importing.office.events import Attributes
from smogctl.importing.office.numbering import Numbering


class _Paragraph:
    """What is said of one paragraph before its text."""

    def __init__(self) -> None:
        self.style = ""
        self.list: str | None = None
        self.level: int | None = None
        self.gone = False
        """Its mark was deleted: it is part of the next one."""
        self.begun = False
        """Whether its number is written, or it turned out to have none."""


class Paragraphs:
    """The open paragraphs of a part."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._open: list[_Paragraph] = []

    def begin(self) -> None:
        """A paragraph begins."""
        self._open.append(_Paragraph())

    def end(self) -> None:
        """The innermost ends."""
        if self._open:
            self._open.pop()

    def take(self, path: Sequence[str], attributes: Attributes) -> None:
        """An element of a paragraph's properties; those of an earlier revision are none of them."""
        if not self._open or "pPrChange" in path:
            return
        here = self._open[-1]
        value = attributes.get("val", "")
        match path[-3:]:
            case ["p", "pPr", "pStyle"]:
                here.style = value
            case ["pPr", "numPr", "numId"]:
                here.list = value
            case ["pPr", "numPr", "ilvl"]:
                here.level = _level(value)
            case ["pPr", "rPr", "del" | "moveFrom"]:
                here.gone = True

    def number(self) -> str:
        """What stands in front of the innermost paragraph's first text; empty from then on.

        A blank parts it from the text where it would run into it.
        """
        if not self._open:
            return ""
        here = self._open[-1]
        if here.begun or here.gone:
            return ""
        here.begun = True
        place = self._numbering.place(here.style, here.list, here.level)
        if place is None:
            return ""
        number = self._numbering.next(place)
        runs_into_text = number[-1:].isalnum()
        if runs_into_text:
            return f"{number} "
        return number


def _level(value: str) -> int | None:
    """A level of a list, from 0; None for what is no such number."""
    is_number = value.isdecimal() and len(value) < 3
    if not is_number:
        return None
    return int(value)
