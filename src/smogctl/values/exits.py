"""How a run of smogctl ends, for scripts (docs/design.md, Commands and what scripts read)."""

from typing import Final

DONE: Final = 0
"""Done and clean, also where the answer is that there is nothing."""
FINDINGS: Final = 1
"""Findings of error level, something overdue, or a fault that a verification found."""
NOT_DONE: Final = 2
"""What was asked could not be done, or not for every registry."""
INTERRUPTED: Final = 130
READER_LEFT: Final = 141
"""Whoever reads the output has closed the pipe."""


def of_findings(findings: object) -> int:
    """How a run ends that looked for something: by whether it has found any."""
    return FINDINGS if findings else DONE
