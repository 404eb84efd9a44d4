"""What a kind of event is: its data, what it does to an incident, and how it is told."""

import re
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from smogctl.incident.instants import INSTANT, moment_of
from smogctl.schema.base import Model, Slug, fault, on_text

MOST = 4000
"""Characters of one field: a note is no report."""

_BAD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Impossible(Exception):
    """An event that cannot be as the incident stands; its text says why, in Chinese."""


def _clean(text: str) -> str:
    bad = _BAD.search(text)
    if bad:
        raise fault("hazard", f"有不能保存的字符（U+{ord(bad[0]):04X}）")
    return text


def _instant(text: str) -> str:
    try:
        moment_of(text)
    except (ValueError, OverflowError):
        raise fault("instant", "没有这个时刻") from None
    return text


Words = Annotated[str, Field(min_length=1, max_length=MOST), on_text(_clean)]
Instant = Annotated[str, Field(pattern=INSTANT), on_text(_instant)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class BodyName(Model):
    """A body as it was when the order went out, whatever the registry says later."""

    unit_id: Slug
    unit: Words
    body: Words

    @property
    def key(self) -> tuple[str, str]:
        """By what bodies are told apart."""
        return self.unit_id, self.body


class Told(Model):
    """What every event may say besides: who said it and how, and on what it rests."""

    model_config = ConfigDict(extra="forbid")

    v: Literal[1] = 1
    """The version of the kind's data."""
    name: Words | None = None
    """Who said it."""
    post: Words | None = None
    channel: Words | None = None
    """How: 微信, 电话, 传真."""
    number: Words | None = None
    """The number of the paper that says it."""
    authority: Words | None = None
    """Who approved it."""
    basis: Words | None = None
    """The plan or the superior's notice that it rests on."""
    forecast: Words | None = None
    note: Words | None = None
    source: Words | None = None
    """The file and row that it was read from."""
    clock: Literal["given"] | None = None
    """Whether its `recorded` was typed (--now) and is not the machine's."""


NOT_CONTENT = frozenset({"v", "clock", "source"})
"""Fields that do not tell one event from another of the same key."""
