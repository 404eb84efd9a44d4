"""Where in a file's tree somebody is writing, though the file around it may not be readable yet.

The parser reads as far as the word at the cursor and no further, so what is still missing behind it
(a bracket, the rest of a line) does no harm.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from smogctl.text.patterns import later
from smogctl.yamlfile.reader import KeyPath

_MARK = "\ue000"
"""Stands behind the word, so that an empty one is a value too; no plan has this character."""

_WORD = later(r"[^\s,\[\]{}:\"'#]*")
_IS_KEY = later(r"[\"']?[ ]*:(?=\s|$)")
_WORD_BEFORE = later(rf"{_WORD.pattern}$")


class Cursor(NamedTuple):
    """The word at a place of a text, and the key path of the value that it is or begins.

    `start` and `end` count characters of the text. `beside`: the texts that the innermost mapping
    has before it.
    """

    path: KeyPath
    word: str
    start: int
    end: int
    beside: Mapping[str, str]


class _Text(NamedTuple):
    """A value that is a text, with its path and the texts that stand before it beside it."""

    path: KeyPath
    value: str
    beside: Mapping[str, str]


class _Level:
    """A list or a mapping that has begun and not ended; the outermost stands for the file."""

    def __init__(self, *, mapping: bool) -> None:
        self.mapping = mapping
        self.key: str | None = None
        """Of a mapping: the key whose value comes next; None where a key does."""
        self.index = -1
        self.texts: dict[str, str] = {}

    @property
    def part(self) -> str | int:
        """The part of a key path that leads to what comes next."""
        if not self.mapping:
            return self.index
        return self.key or ""

    def begin(self) -> None:
        """One more thing begins in it."""
        self.index += 1

    def end(self) -> None:
        """The value of a key is complete."""
        self.key = None


def cursor_at(text: str, place: int) -> Cursor | None:
    """The word at a place of a text.

    None where nothing can be a value: in a comment, in a key, behind what cannot be read.
    """
    line = text.rfind("\n", 0, place) + 1
    start = end = place
    before = _WORD_BEFORE.search(text, line, place)
    if before:
        start = before.start()
    after = _WORD.match(text, place)
    if after:
        end = after.end()
    word = text[start:end]
    if _IS_KEY.match(text, end) or set(word) == {"-"}:
        return None  # a key, or the sign of a list's item
    quote = text[start - 1 : start]
    if quote not in ("'", '"'):
        quote = ""
    cursor = None
    for written in _texts(f"{text[:end]}{_MARK}{quote}"):
        if written.value.endswith(_MARK):
            cursor = Cursor(
                path=written.path,
                word=word,
                start=start,
                end=end,
                beside=dict(written.beside),
            )
    return cursor


def _texts(text: str) -> Iterator[_Text]:
    """Every value that is a text."""
    levels = [_Level(mapping=False)]
    for event in _events(text):
        match event:
            case yaml.ScalarEvent():
                yield from _text(levels, event.value)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                levels[-1].begin()
                levels.append(_Level(mapping=isinstance(event, yaml.MappingStartEvent)))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                levels.pop()
                levels[-1].end()


def _events(text: str) -> Iterator[Any]:
    """The parser's events until it meets what it cannot read."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from iter(loader(text).get_event, None)
    except (yaml.YAMLError, RecursionError):
        return


def _text(levels: list[_Level], value: str) -> Iterator[_Text]:
    """A scalar, where it is a value and no key."""
    here = levels[-1]
    if here.mapping and here.key is None:
        here.key = value
        return
    here.begin()
    path = tuple(level.part for level in levels[1:])
    yield _Text(path, value, _innermost(levels))
    if here.key is not None:
        here.texts[here.key] = value
    here.end()


def _innermost(levels: list[_Level]) -> Mapping[str, str]:
    """The texts that the innermost mapping has so far."""
    for level in reversed(levels):
        if level.mapping:
            return level.texts
    return {}
