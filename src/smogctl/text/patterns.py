"""Patterns that are compiled when they are first asked: most commands never ask most of them."""

import re
from typing import Any, cast


class _Later:
    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = (pattern, flags)
        self.pattern = pattern
        """As it was given: other patterns are made of it before any is compiled."""

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has of this name; kept, so that it is asked for once."""
        method = getattr(re.compile(*self._asked), name)
        setattr(self, name, method)
        return method


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for a module to hold; compiling it costs as much as a clause's whole reading."""
    return cast("re.Pattern[str]", _Later(pattern, flags))


def words_of(hit: re.Match[str] | None, group: int | str = 0, default: str = "") -> str:
    """What a pattern has matched, or a group of it; the default where there is nothing."""
    return (hit[group] or default) if hit else default
