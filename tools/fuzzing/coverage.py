"""Which lines of the product an input reaches that none before it did.

A trace costs several times the trial, so only a sample of inputs is traced; `sys.monitoring`, which costs less, is of
Python 3.12.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import smogctl

PACKAGE = str(Path(smogctl.__file__).parent)
EVERY = 40
"""One input of so many is traced."""


class Lines:
    """The steps from line to line of some folders of the product that were ever gone."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        """`folders`: of src/smogctl, those that are looked at."""
        self._starts = tuple(f"{PACKAGE}/{folder}/" for folder in folders)
        self._known: set[tuple[int, int, int]] = set()
        self._codes: dict[Any, int] = {}
        """A number for each function that is looked at, 0 for the others."""

    def traced(self, trial: Callable[[], object]) -> bool:
        """Whether a trial goes a step that none went before."""
        steps: set[tuple[int, int, int]] = set()

        def call(frame: FrameType, event: str, argument: object) -> Any:
            number = self._number(frame)
            if not number:
                return None
            before = 0

            def line(frame: FrameType, event: str, argument: object) -> Any:
                nonlocal before
                if event == "line":
                    steps.add((number, before, frame.f_lineno))
                    before = frame.f_lineno
                return line

            return line

        outer = sys.gettrace()
        sys.settrace(call)
        try:
            trial()
        finally:
            sys.settrace(outer)
        fresh = steps - self._known
        self._known |= fresh
        return bool(fresh)

    def _number(self, frame: FrameType) -> int:
        code = frame.f_code
        number = self._codes.get(code)
        if number is None:
            own = code.co_filename.startswith(self._starts)
            number = self._codes[code] = len(self._codes) + 1 if own else 0
        return number
