"""接龙: the numbered list that a chat's members add themselves to, one entry a line."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from smogctl.importing.answers.cells import clean, denies
from smogctl.importing.answers.rows import MOST_ROWS, Answers, Row, Unread
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

_HEAD = re.compile(r"[#＃] ?(?:接 ?[龙龍]|group ?note)", re.I)
_ENTRY = re.compile(r"\d{1,4}(?: ?(?:[、。,，)）]|[.．:：](?!\d))| (?=[^\d\s]))")
_APART = re.compile(r"[\s，,；;]+|(?<!\d)[:：]|[:：](?!\d)")
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-4])(?:[:：][0-5]\d(?:[:：][0-5]\d)?|[点时][0-5]?\d分?)"
)
_DAY = re.compile(r"(?:\d{4}[-/.年])?\d{1,2}(?:[-/.]\d{1,2}|月\d{1,2}[日号])")
_TIME = re.compile(f"(?:{_DAY.pattern}[T ]?)?{_CLOCK.pattern}")
_NO_NAME = "已|正在|立即|立刻|马上|落实|安排|部署|传达|转发|执行|值班"
"""What makes some few characters words about the matter."""
_NAME = re.compile(
    rf"(?!.*(?:{_NO_NAME}))[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]{{2,4}}"
)
_MARKS = "。.!！~～、"
_RECEIVED = frozenset(
    {
        *(
            "收到",
            "已收到",
            "已经收到",
            "收到了",
            "收悉",
            "已收悉",
            "签收",
            "已签收",
            "好的",
            "好",
        ),
        *(
            "回复收到",
            "已阅",
            "已阅知",
            "知悉",
            "已知悉",
            "明白",
            "谢谢",
            "辛苦了",
            "ok",
            "[ok]",
        ),
    }
)
"""What an entry says by being there."""


def is_chat(text: str) -> bool:
    """Whether a line of a text is the head of such a list."""
    return any(map(_is_head, text.splitlines()))


def is_numbered(text: str) -> bool:
    """Whether such a list was pasted without its head: its entries number themselves from 1."""
    count = 0
    for line in text.splitlines():
        hit = _ENTRY.match(clean(line[:60]))
        if hit is None:
            continue
        count += 1
        digits = re.sub(r"\D", "", hit[0])
        if int(digits) != count:
            return False
    return count > 0


def _is_head(line: str) -> bool:
    return _HEAD.match(clean(line[:60])) is not None


class _Entry(NamedTuple):
    """A line of a list."""

    place: int
    numbered: bool
    body: str


def read_chat(text: str) -> Answers:
    """The answers of every such list in a text.

    What stands above a list's first entry explains it; an entry that stands there twice, word for
    word, is one. Raises Refusal for too many entries.
    """
    rows: list[Row] = []
    unread: list[Unread] = []
    blank = 0
    seen: set[str] = set()
    for entry in _entries(text):
        if not entry.body:
            blank += 1
            continue
        if entry.body in seen:
            continue
        seen.add(entry.body)
        if len(seen) > MOST_ROWS:
            raise Refusal(f"接龙多于 {MOST_ROWS} 条，不像是各单位的答复。")
        taken = _taken(entry)
        if isinstance(taken, Row):
            rows.append(taken)
        else:
            quoted = clip(entry.body, 60)
            unread.append(Unread(entry.place, quoted, why=taken))
    return Answers(
        kind="receipt",
        rows=tuple(rows),
        unread=tuple(unread),
        blank=blank,
    )


def _entries(text: str) -> Iterator[_Entry]:
    """The lines from each list's first entry on that are not empty."""
    begun = False
    listing = not is_chat(text)
    for place, raw in enumerate(text.splitlines(), 1):
        if _is_head(raw):
            listing, begun = True, False
            continue
        line = clean(raw)
        if not listing or not line:
            continue
        hit = _ENTRY.match(line)
        if hit is not None:
            begun = True
            body = line[hit.end() :].strip()
            yield _Entry(place, numbered=True, body=body)
        elif begun:
            yield _Entry(place, numbered=False, body=line)


def _taken(entry: _Entry) -> Row | str:
    """An entry's answer, or why it is none."""
    if not entry.numbered:
        return "这一行前面没有序号，不知道是不是上一条的。"
    if denies(entry.body):
        return "写的是没有收到。"
    words: list[str] = []
    for word in _words(entry.body):
        plain = word.strip(_MARKS).casefold()
        if plain not in _RECEIVED:
            words.append(word)
    at = _first(words, _TIME.fullmatch)
    if not words:
        return "没有写单位，不知道是谁的。"
    who, *rest = words
    name = _first(rest, _NAME.fullmatch)
    return Row(
        place=entry.place,
        who=who,
        name=name,
        at=at,
        phone=None,
        note=" ".join(rest) or None,
        figures={},
    )


def _first(words: list[str], wanted: Callable[[str], object]) -> str | None:
    """The first such word, taken out of them; None where there is none."""
    for at, word in enumerate(words):
        if wanted(word):
            return words.pop(at)
    return None


def _words(body: str) -> list[str]:
    """The words of an entry; a day with a clock behind it is one."""
    words: list[str] = []
    day = None
    for word in filter(None, _APART.split(body)):
        if day and _CLOCK.fullmatch(word):
            words[-1] += f" {word}"
            day = None
            continue
        words.append(word)
        day = _DAY.fullmatch(word)
    return words
