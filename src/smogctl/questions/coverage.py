"""What a plan covers on a day, each part computed once: gaps, waivers, core measures led, the
matrix.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.core import CoreLed, core_led
from smogctl.questions.gap import Gap
from smogctl.questions.gaps import find_gaps
from smogctl.questions.matrix import Course, Matrix, course, matrix
from smogctl.questions.ownership import Ownership
from smogctl.questions.waivers import Judged, judge, running_out


class Coverage:
    """One district's coverage.

    `day` is the day by which waivers are judged (None: by no day, none holds).
    """

    def __init__(
        self, registry: Registry, measures: Measures, day: date | None = None
    ) -> None:
        self.registry = registry
        self.measures = measures
        self.day = day

    @cached_property
    def ownership(self) -> Ownership:
        """Who has which measure."""
        return Ownership(self.registry, self.measures)

    @cached_property
    def gaps(self) -> Sequence[Gap]:
        """All gaps, waived or not, the gravest first."""
        return find_gaps(self.ownership)

    @cached_property
    def judged(self) -> Sequence[Judged]:
        """Every gap with the waiver that holds for it on the day."""
        if self.day is None:
            return [Judged(gap, None) for gap in self.gaps]
        return judge(self.gaps, self.registry.waivers, self.day)

    @cached_property
    def running_out(self) -> Sequence[str]:
        """What is to be said of waivers that match nothing, end soon or have ended."""
        if self.day is None:
            return ()
        return running_out(self.gaps, self.registry.waivers, self.day)

    @cached_property
    def core(self) -> Sequence[CoreLed]:
        """How far the core measures are led, level by level."""
        return core_led(self.ownership, self.gaps)

    @cached_property
    def matrix(self) -> Matrix:
        """Units × measures."""
        return matrix(self.ownership)

    @cached_property
    def courses(self) -> Mapping[tuple[str, str], Course]:
        """How each cell of the matrix stands at the levels of the plan."""
        units = {unit.id: unit for unit in self.registry.units}
        return {
            key: course(self.ownership, units[key[1]], cell)
            for key, cell in self.matrix.items()
        }
