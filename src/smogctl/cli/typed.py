"""Options that are text or flags stay as they were typed.

Typer 0.29 makes a Pydantic validator of each option, of text too; to import Pydantic is a third
of a short command. What stands in its place does for text what such a validator does: nothing.
Numbers still have theirs. An older Typer has no such validators, and does not look at this.
"""

from collections.abc import Iterable
from typing import Any


class _AsTyped:
    """In the place of Typer's coercion of a value."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The text as it is, several as a list; nothing typed is None, or no texts."""
        if param.multiple or param.nargs == -1:
            return list(value or ())
        return value


_PLAIN = (str, list[str], bool)
"""Text, several texts, and flags: those are what they are by being typed."""


def take_text_as_typed(parameters: Iterable[Any]) -> None:
    """Let those parameters that are text or flags be taken as typed."""
    for parameter in parameters:
        described = getattr(parameter, "type_descriptor", None)
        if getattr(described, "annotation", None) in _PLAIN:
            parameter._runtime_param = _AsTyped()
