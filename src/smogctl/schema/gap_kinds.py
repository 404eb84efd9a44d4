"""The kinds of gap that a waiver may name: those that have a file in `questions/gaps/`.

The schema lies below the questions and imports none of them; it reads the names of their files
only.
"""

from typing import TYPE_CHECKING, Literal

from smogctl.system.shipped import parts_of

if TYPE_CHECKING:
    GapKind = str
else:
    GapKind = Literal[tuple(parts_of("questions.gaps"))]
