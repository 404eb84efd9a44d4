"""Characters that a reader of the screen does not see as what they are: hazards and look-alikes."""

from smogctl.text.lookalikes import LOOKALIKES
from smogctl.text.patterns import later
from smogctl.text.plain import HAZARDS

HAZARD = later(f"[{HAZARDS}]")
_OF_LOOKALIKES = f"⼀-⿕\uf900-\ufad9{''.join(map(chr, LOOKALIKES))}"
LOOKALIKE = later(f"[{_OF_LOOKALIKES}]")
"""Kangxi radicals, CJK compatibility ideographs, the supplement without a decomposition.

Never punctuation.
"""

_RAW = HAZARDS.replace("\x00-\x1f", "\x00-\x09\x0b\x0c\x0e-\x1f", 1)
MAY_BE_ODD = later(rf"[{_RAW}{_OF_LOOKALIKES}\\]")
"""What a file's text must have for a value to have an odd character: one, or the sign of an escape.

The ends of lines are none.
"""
