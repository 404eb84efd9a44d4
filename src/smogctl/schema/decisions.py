"""What the command decided, as files and the ledger write it."""

from smogctl.schema.base import Model, Name
from smogctl.values.vocabulary import Act


class Decision(Model):
    """What the command decided: of a duty, a measure, or a unit's share of one (`unit/measure`)."""

    id: Name
    act: Act
