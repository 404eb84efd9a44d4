"""A gap: one place where the plan as written leaves something to nobody."""

from typing import NamedTuple

from smogctl.values.findings import Severity

BY_NEED: dict[str, Severity] = {"core": "error", "usual": "warning", "rare": "note"}
"""How grave it is that nobody has a measure, by how much plans need it."""


class Gap(NamedTuple):
    """One gap. `unit` and `other` are names; `duty` is the clause that it stands on.

    `kind` is the name of a module of `gaps/`; `closes` says what would close the gap.
    """

    kind: str
    severity: Severity
    message: str
    closes: str
    measure: str | None = None
    scope: str | None = None
    unit: str | None = None
    other: tuple[str, ...] = ()
    duty: str | None = None
    line: int = 1
    also: tuple[str, ...] = ()
    """Units that the message names beside those: they have a part of the measure."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody at fault or in want: `unit` and `other`."""
        if self.unit is None:
            return self.other
        return (self.unit, *self.other)
