"""The one value of several, where there is just one."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
D = TypeVar("D")


def single(values: Sequence[T], default: D) -> T | D:
    """The only value; the default where there is none, or more than one."""
    return values[0] if len(values) == 1 else default
