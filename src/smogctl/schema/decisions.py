"""What the command decided, as files and the ledger write it."""

from collections.abc import Iterable

from smogctl.schema.base import Model, Name
from smogctl.values.vocabulary import Act


class Decision(Model):
    """What the command decided: of a duty, a measure, or a unit's share of one (`unit/measure`)."""

    id: Name
    act: Act


def acts_of(decisions: Iterable[Decision]) -> dict[str, Act]:
    """What was decided, by id; of several on an id the last."""
    return {decision.id: decision.act for decision in decisions}
