"""The notice that lifts a warning: its tasks end, those of the review begin.

Its level is the one that ends.
"""

from smogctl.documents.kind import Kind
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions import activation
from smogctl.questions.activation import Activation
from smogctl.values.vocabulary import Colour


def _ended(
    registry: Registry, measures: Measures, level: Colour, origin: Colour | None
) -> Activation:
    """What ends with the level, and what begins after it."""
    return activation.lift(registry, measures, level)


KIND = Kind(
    "lift",
    "解除通知",
    90,
    follows=("in force", "suspended"),
    leaves="ended",
    short=True,
    needs_level=False,
    cap_type="Cancel",
    asks=_ended,
)
