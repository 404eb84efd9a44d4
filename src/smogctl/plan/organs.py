"""What function the name of an organ tells: 区住建局, 县城乡建委 and 住建 are all housing.

Read from the usual names in `catalogue/functions.yaml`. A name of which only some part is known
tells nothing: a wrong unit is worse than none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from smogctl.plan import catalogue
from smogctl.text.patterns import later
from smogctl.text.plain import fold

_ENDINGS = (
    "委员会", "办公室", "行政主管部门", "主管部门", "行政部门", "部门", "分局", "大队", "支队", "局", "委", "办", "队",
)  # fmt: skip
"""What people leave out behind a word, or put there: 城管, 城管局, 城管办, 城管大队."""
_WITH_STEM = later("(?P<stem>.{2,}?)(?:委员会|局|委)", re.S)
"""Only these are left out of a usual name to make a word of it: 监测站 is known by 监测 to nobody."""
_AND = "和与及、"
_BRACKETS = later(r"\([^()]*\)")
_BRANCH = later(r"(?P<organ>.{2,}?局)(?P<place>.{1,12})分局")
"""市生态环境局江津分局 is an 生态环境局."""
_SEATED = later(r"(?P<word>.{2,3}?)(?P<place>.{2,6})(?P<kind>分局|大队|支队)")
"""公安榆坞分局 is a 公安分局, 交警高新大队 a 交警大队."""
_BEFORE = later("(?:.*(?:[市区县旗省州盟]|委|政府|局|公司|指挥部))?", re.S)
"""What may stand before a name: nothing, or what ends as a place or a superior does."""
_LONGEST_PLACE = 6
_OFFICES = ("办公室", "办")
"""A command's name with one of them is its office."""
_TERRITORY = later(
    r"(?:街道|镇|乡|苏木|街镇|镇街|乡镇|办事处|街道办)(?:办事处|人民政府|政府)?$"
    r"|^各.{0,8}(?:人民政府|政府|区|县|市|旗|街道|乡|镇|街)$"
    r"|^(?!市|区|县|省|旗).{2,12}(?:镇|乡|街道)(?:党委|党工委)?$"
)
""" 甲镇, 乙街道办事处, 各县（市、区）人民政府: by what it ends in, since there are too many to list."""


class Organ(NamedTuple):
    """What a name tells: its functions, and whether they are all its own or any one of them."""

    functions: tuple[str, ...] = ()
    either: bool = False
    """The name is used for organs of several functions: which is meant cannot be told."""
    short: str = ""
    """What such an organ's name must have in order, if it is one kind's only: 高新 of 高新区."""


_UNKNOWN = Organ()


class Branch(NamedTuple):
    """A branch of a higher organ (市生态环境局江津分局): whose, and where."""

    organ: str
    place: str


@lru_cache(maxsize=4096)
def meant_by(word: str) -> Organ:
    """What a name or a word without a place in front usually names: 住建局, 城管, 环保部门."""
    key = fold(word)
    usual = _names(particular=False).get(key) or _by_word(key)
    if usual:
        return usual
    one_kind = _names(particular=True).get(key)
    if one_kind:
        return one_kind._replace(short=key[:2])
    return _tiled(key) or _UNKNOWN


def abbreviates(short: str, name: str) -> bool:
    """Whether the characters of a short form stand in a name in order: 经开 in 经济技术开发区."""
    rest = iter(fold(name))
    return all(char in rest for char in short)


def nameplates(name: str) -> tuple[str, ...]:
    """A name and the second ones that it has in brackets: 区教育局（体育局）."""
    key = fold(name)
    plates = [_BRACKETS.sub("", key) or key]
    for hit in _BRACKETS.finditer(key):
        second = hit[0][1:-1]
        if len(second) > 2:
            plates.append(second)
    return tuple(plates)


def branch(name: str) -> Branch | None:
    """The organ and the place of a branch (市生态环境局, 江津 of 市生态环境局江津分局)."""
    hit = _BRANCH.fullmatch(fold(name))
    if hit is None:
        return None
    return Branch(hit["organ"], hit["place"])


@lru_cache(maxsize=4096)
def organ_of(name: str) -> Organ:
    """What the full name of an organ tells, its place, its superior and brackets left out."""
    key = nameplates(name)[0]
    parts = branch(key)
    if parts:
        return organ_of(parts.organ)
    seated = _SEATED.fullmatch(key)
    kind = _words().get(seated["word"]) if seated else None
    if kind and not kind.either:
        return kind
    for start in range(len(key) - 1):
        organ = _known(key[:start], key[start:])
        if organ:
            return organ
    if _TERRITORY.search(key):
        return Organ(("townships",))
    return _UNKNOWN


def _known(before: str, core: str) -> Organ | None:
    """What the rest of a name tells; None where what stands before it is no place or superior."""
    if _BEFORE.fullmatch(before):
        return _usual(core) or _by_word(core, bare=False) or _tiled(core)
    # a place without its rank: 江津气象局; what tells a function itself is no place
    if len(core) <= 2 or len(before) > _LONGEST_PLACE or _holds_word(before):
        return None
    return _usual(core)


def _holds_word(text: str) -> bool:
    words = _words()
    for start in range(len(text)):
        for end in range(start + 2, len(text) + 1):
            if text[start:end] in words:
                return True
    return False


def _usual(key: str) -> Organ | None:
    """What a usual name tells."""
    named = _names(particular=True).get(key)
    if named:
        return named
    for pattern, organ in _patterns():
        if pattern.fullmatch(key):
            return organ
    return None


def _by_word(key: str, *, bare: bool = True) -> Organ | None:
    """What a word tells, with or without an ending; `bare`: it may stand without one."""
    words = _words()
    if bare and key in words:
        return words[key]
    for ending in _ENDINGS:
        stem = key.removesuffix(ending)
        if stem != key and stem in words:
            return words[stem]
    return None


def _tiled(key: str) -> Organ | None:
    """What a name tells that is words and nothing else between them and its ending: 农牧和水利局."""
    tiles = _tiles(_stem(key))
    if not tiles or any(tile.either for tile in tiles):
        return None
    functions = chain.from_iterable(tile.functions for tile in tiles)
    return Organ(tuple(dict.fromkeys(functions)))


def _tiles(text: str) -> tuple[Organ, ...]:
    """The words that a text is made of, the longest first; empty where some of it is none."""
    words = _words()
    for end in range(len(text), 1, -1):
        organ = words.get(text[:end])
        if organ is None:
            continue
        rest = text[end:].lstrip(_AND)
        if not rest:
            return (organ,)
        others = _tiles(rest)
        if others:
            return (organ, *others)
    return ()


@lru_cache(maxsize=2)
def _names(*, particular: bool) -> Mapping[str, Organ]:
    """Every usual name, folded, with what it tells; `particular`: with those of one organ only."""
    joint = {
        fold(organ.name): Organ(organ.functions) for organ in catalogue.joint_organs()
    }
    return _organs(_named_functions(particular=particular)) | joint


def _named_functions(*, particular: bool) -> Iterator[tuple[str, Iterable[str]]]:
    for function in catalogue.functions().values():
        yield function.id, function.names
        if particular:
            yield function.id, function.particular
    for name in catalogue.functions()["command"].names:
        yield "office", [f"{name}{ending}" for ending in _OFFICES]


def _organs(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, Organ]:
    """What each name tells, folded, from functions with their names; of several it is either."""
    table: dict[str, dict[str, None]] = {}
    for function, names in named:
        for name in map(fold, names):
            table.setdefault(name, {})[function] = None
    return {name: Organ(tuple(slugs), len(slugs) > 1) for name, slugs in table.items()}


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], Organ], ...]:
    """The usual names that have … inside."""
    patterns = []
    for function in catalogue.functions().values():
        for name in function.particular:
            ends = [re.escape(fold(end)) for end in name.split("…")]
            if len(ends) > 1:
                pattern = re.compile(".{0,12}".join(ends))
                patterns.append((pattern, Organ((function.id,))))
    return tuple(patterns)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Organ]:
    """The words that are known without an ending, with what they tell."""
    words: dict[str, Organ] = {}
    for joint in catalogue.joint_organs():
        organ = Organ(joint.functions)
        words.update(dict.fromkeys(_stems((joint.name,)), organ))
    return words | _organs(_worded_functions())


def _worded_functions() -> Iterator[tuple[str, Iterable[str]]]:
    for function in catalogue.functions().values():
        yield function.id, function.words
        if function.kind == "department":
            yield function.id, _stems(function.names)


def _stems(names: Iterable[str]) -> Iterator[str]:
    """Usual names without 局, 委 or 委员会, where a word is left."""
    return map(fold, filter(None, map(_stem, names)))


def _stem(name: str) -> str:
    """A usual name without 局, 委 or 委员会; empty where it ends in none, or no word is left."""
    hit = _WITH_STEM.fullmatch(name)
    return hit["stem"] if hit else ""


@lru_cache(maxsize=1)
def usual_names() -> tuple[str, ...]:
    """All usual names, for spelling them."""
    functions = catalogue.functions().values()
    names = chain.from_iterable(function.names for function in functions)
    return tuple(dict.fromkeys(names))
