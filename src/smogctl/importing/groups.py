"""Working groups: who leads them and who is in them, as the beginning of their entry says."""

import re
from itertools import chain

from smogctl.grammar.bodies import LEAD, MEMBER, bodies_of, is_name
from smogctl.grammar.words import next_at
from smogctl.importing.lines import names_in
from smogctl.importing.outline import Entry

_GROUP = re.compile(r"(?:(?<!领导小)(?<!督查)(?<!督导)组|专班)\Z")
_NUMBERING = "；;。 　（(0123456789)）.、一二三四五六七八九十\n"
_STOP = re.compile(r"[；;。\n]|(?=(?:成员|配合|参与|参加|协办)(?:单位|部门)?[：:])")
_LED_BY = re.compile(
    r"\s*(?P<by>由?)(?P<lead>[^，。；：:]{2,80}?)(?:负责)?牵头(?:负责)?，"
    r"(?P<members>[^，。；]{2,200}?)(?:等(?:部门|单位))?(?:参加|参与|配合|组成)[。；]\s*"
)
"""由甲局牵头，乙局、丙局参加。"""
_AND_OTHERS = re.compile(r"(?<=[^等])等(?:部门|单位)?(?=[。；;\s]*\Z)")
"""Behind the last body of a list."""
_REST = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:分局|大队|支队|中队|分公司|供电公司|管委会)"
)
"""The rest of a member's name that stands on a line of its own."""


def is_group(name: str) -> bool:
    """Whether a name is a working group's."""
    return _GROUP.search(name) is not None


def has_bodies(entry: Entry) -> bool:
    """Whether an entry's leaders and members are the bodies of its unit."""
    if entry.lead:
        return True
    return bool(entry.members) and is_group(entry.name)


def lists_bodies(entry: Entry | None, text: str) -> bool:
    """Whether a line of a group's entry lists bodies, and not persons: 成员：甲局、乙局."""
    if entry is None or not is_group(entry.name):
        return False
    label = MEMBER.match(text.strip())
    if label is None:
        return False
    named = names_in(text.strip()[label.end() :])
    return bool(named) and all(map(is_name, named))


def bodies_at(text: str, entry: Entry) -> str:
    """What is left of a group's text behind its bodies, which the entry takes."""
    end = _led_until(text, entry)
    if end:
        return text[end:]
    rest = text
    for pattern, names in ((LEAD, entry.lead), (MEMBER, entry.members)):
        hit = pattern.search(rest)
        if hit is None or rest[: hit.start()].strip(_NUMBERING):
            continue
        end = next_at(_STOP, rest, hit.end(), len(rest))
        named = names_in(_AND_OTHERS.sub("", rest[hit.end() : end]))
        names += [name for name in named if name not in names]
        rest = rest[end:].lstrip("；;。 \n")
    return rest


def _led_until(text: str, entry: Entry) -> int:
    """Where a sentence ends that says who leads a group and who is in it; 0 where none does."""
    if not is_group(entry.name) or entry.passages:
        return 0
    led = _LED_BY.match(text)
    if led is None:
        return 0
    lead = _bodies_in(led["lead"])
    if not led["by"] and not all(map(is_name, lead)):
        return 0
    entry.lead += lead
    entry.members += _bodies_in(led["members"])
    return led.end()


def _bodies_in(text: str) -> list[str]:
    """The bodies of a list; 和 joins two of them, and is a part of others (县自然资源和规划局)."""
    return list(chain.from_iterable(map(bodies_of, names_in(text))))


def ends_member(entry: Entry, line: str) -> bool:
    """Whether a line is only the rest of the name of a group's last member."""
    if not entry.members or entry.passages:
        return False
    return _REST.fullmatch(line) is not None
