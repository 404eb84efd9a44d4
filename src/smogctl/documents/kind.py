"""What a kind of document is: all that the program needs to know of it, in one value."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from smogctl.documents.shapes import DocumentData
from smogctl.documents.sheet import Grid
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift, resume, suspend
from smogctl.questions.tasks import Activation, Decided, TaskList
from smogctl.values.vocabulary import Colour

State = Literal["in force", "suspended", "ended"]
"""How a response stands after a notice."""

CapType = Literal["Alert", "Update", "Cancel"]


class Night(NamedTuple):
    """What a document's lists are asked of: district, level, the one before, decisions."""

    registry: Registry
    measures: Measures
    level: Colour
    origin: Colour | None = None
    decided: tuple[Decided, ...] = ()
    earlier: tuple[Decided, ...] = ()
    """What had been decided in the notice before."""


def due(night: Night) -> Activation:
    """What is due at the level, whatever was in force before."""
    return activate(night.registry, night.measures, night.level, None, night.decided)


def compared(night: Night) -> Activation:
    """What is due at the level, and what changes from the one before, where it is known."""
    decided = night.decided, night.earlier
    return activate(night.registry, night.measures, night.level, night.origin, *decided)


def lifted(night: Night) -> Activation:
    """What ends, reverts or goes on when the level is lifted."""
    return lift(night.registry, night.measures, night.level, night.decided)


def suspended(night: Night) -> Activation:
    """What is paused, and what is not touched."""
    return suspend(night.registry, night.measures, night.level, night.decided)


def resumed(night: Night) -> Activation:
    """What is due again."""
    return resume(night.registry, night.measures, night.level, night.decided)


class Kind(NamedTuple):
    """A kind of document.

    Its words are those of the template of its name, `templates/<name>.j2`.
    """

    name: str
    """As it is typed; also its module's."""
    title: str
    """As people call it, and as its sheet is called."""
    order: int
    """Its place among the others in help and messages."""
    follows: tuple[State, ...] = ()
    """The states that it may follow.

    A kind that follows any takes its level and addressees from the notice before.
    """
    leaves: State | None = None
    """The state that it puts a response into; None: it orders nothing."""
    shift: Literal[-1, 0, 1] = 0
    """Whether it moves from one level to another: 1 upwards, -1 downwards."""
    raises: bool = False
    """Whether it brings a level into force that somebody may have to approve."""
    prolongs: bool = False
    """Whether it moves the end, and so has to say where to."""
    announces: bool = False
    """Whether it tells the public what the notice before ordered."""
    short: bool = False
    """Whether it has a short form, for a message group."""
    needs_level: bool = True
    """Whether it cannot be written before the level is known."""
    by_notice: bool = True
    """Whether the command `notice` writes it; else another does."""
    cap_type: CapType | None = None
    """Its CAP message's type; None: it has none."""
    sheets: Callable[[DocumentData], tuple[Grid, ...]] | None = None
    """Its tables as a spreadsheet, a sheet each; None: it has none."""
    asks: Callable[[Night], Activation] = due
    """The tasks that it speaks of, from the level and the one before."""
    arranges: Callable[[Sequence[TaskList]], tuple[TaskList, ...]] = tuple
    """The lists as it shows them, from the units'."""

    @property
    def orders(self) -> bool:
        """Whether it brings tasks into force: then its author is told what waits for a decision."""
        return self.leaves == "in force"

    @property
    def ends(self) -> bool:
        """Whether the response is over with it."""
        return self.leaves == "ended"

    @property
    def template(self) -> str:
        """The name of its template's file."""
        return f"{self.name}.j2"
