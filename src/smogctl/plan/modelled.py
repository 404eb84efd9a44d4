"""A file as read, as the model of its kind.

Imported only where a file is read anew: the models are half of a short command.
"""

from typing import TypeVar

from pydantic import ValidationError

from smogctl.schema.base import Model
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import Source

M = TypeVar("M", bound=Model)


def modelled(source: Source, model: type[M]) -> tuple[M | None, tuple[Finding, ...]]:
    """A file's content, or None and all findings of reading and form."""
    if source.fault:
        return None, (source.fault,)
    try:
        return model.model_validate(source.tree), ()
    except ValidationError as error:
        from smogctl.schema.faults import findings

        return None, tuple(findings(error, model, source))
