"""What a person types instead of a choice: 字段=值, in English or Chinese words."""

import re
from collections.abc import Iterable
from itertools import filterfalse

from pydantic import ValidationError

from smogctl.importing.review.choices import still_open
from smogctl.importing.review.places import changed, replaced, said_by
from smogctl.plan import catalogue
from smogctl.schema.base import Model
from smogctl.schema.checks import OpenCheck
from smogctl.schema.registry import AssignmentEntry, RegistryFile
from smogctl.text.plain import clip, fold, listed
from smogctl.values.findings import Refusal
from smogctl.values.vocabulary import COLOURS, KINDS, PHASES, RELATIONS, ROLES

_FIELDS = {
    "角色": "role",
    "阶段": "phase",
    "级别": "levels",
    "范围": "scope",
    "措施": "measures",
    "部分": "parts",
    "会同": "convenes",
    "配合": "supports",
    "指导": "guides",
    "牵头方": "under",
    "报告": "reports_to",
    "简称": "aliases",
    "种类": "kind",
    "名称": "name",
    "备注": "note",
    "标题": "title",
    "分级标准": "scheme",
    "性质": "standing",
    "共同": "shares",
    "期间": "during",
    "到此为止": "ends",
    "全称": "name",
    "所属": "within",
    "代码": "adcode",
    "代行": "acts_as",
    "机构": "bodies",
}
_NAMES = {field: name for name, field in reversed(_FIELDS.items())}
"""How people call a field."""
_FIXED = frozenset(
    {"id", "text", "duties", "check", "row", "frame", "source", "members"}
)
"""Fields that are the document's own, or that other places name."""
_LISTS = frozenset({"phase", "levels", "measures", "parts", "aliases", *RELATIONS})
_WORDS: dict[str, dict[str, str]] = {
    "role": {name: id_ for id_, name in ROLES.items()},
    "phase": {name: id_ for id_, name in PHASES.items()},
    "levels": {
        **{name: id_ for id_, name in COLOURS.items()},
        **{name.removesuffix("色"): id_ for id_, name in COLOURS.items()},
    },
    "kind": {name: id_ for id_, name in KINDS.items()},
    "standing": {"上级": "superior", "泛指": "collective", "未列入": "unlisted"},
}
"""What people call the values of a field."""


def typed(registry: RegistryFile, open_: OpenCheck, answer: str) -> RegistryFile:
    """The registry with the field as typed and the check settled; an empty value takes it back.

    Raises Refusal where the field is none of the thing's or does not take the value.
    """
    name, _, value = answer.partition("=")
    mark = name.strip()[-1:]
    name = name.strip().rstrip("+-").strip()
    field = _FIELDS.get(name, name)
    fields = fields_of(open_.thing)
    if field not in fields:
        allowed = [_NAMES.get(other, other) for other in fields]
        raise Refusal(f"这里没有“{clip(name)}”可改；能改的有：{listed(allowed, 20)}。")
    new = _value(registry, field, value.strip())
    if mark in ("+", "-"):
        new = _joined(open_.thing, field, new, more=mark == "+")
    thing = changed(open_.thing, check=None, **{field: new})
    valid = _valid(thing)
    left = still_open(open_.thing, valid, field)
    settled = changed(valid, check=left)
    return replaced(registry, open_.path, settled)


def fields_of(thing: Model) -> list[str]:
    """The fields of a thing that may be typed."""
    fields = type(thing).model_fields
    return list(filterfalse(_FIXED.__contains__, fields))


def named_fields(thing: Model) -> list[str]:
    """The same as people call them."""
    names = map(_NAMES.get, fields_of(thing))
    return list(filter(None, names))


def _joined(thing: Model, field: str, new: object, *, more: bool) -> object:
    """A list with the values added, or taken out. Raises Refusal for a field that is no list."""
    if field not in _LISTS or not isinstance(new, tuple):
        name = _NAMES.get(field, field)
        raise Refusal(f"“{name}”不是一串，不能加减；直接写 {name}=值。")
    have = getattr(thing, field) or ()
    if not more:
        return _without(have, new)
    return (*have, *_without(new, have))


def _without(values: Iterable[object], others: Iterable[object]) -> tuple[object, ...]:
    """The values that others do not have."""
    known = set(map(_key, others))
    return tuple(value for value in values if _key(value) not in known)


def _key(value: object) -> object:
    """What tells one value of a list from another: of an assignment its measure."""
    return value.id if isinstance(value, AssignmentEntry) else value


def _value(registry: RegistryFile, field: str, value: str) -> object:
    if field not in _LISTS:
        return _word(registry, field, value) or None
    # the name of a measure may have a 、 of its own
    marks = "[,，]" if field == "measures" else "[,，、]"
    words: list[str] = []
    for part in re.split(marks, value):
        word = part.strip()
        if word:
            words.append(_word(registry, field, word))
    return tuple(words)


def _word(registry: RegistryFile, field: str, word: str) -> str:
    """A value as files have it: the id of what people call by its name."""
    table = dict(_WORDS.get(field, {}))
    if field == "measures":
        for id_, measure in catalogue.measures().items():
            table[measure.name] = id_
    if field in RELATIONS:
        for unit in registry.units:
            table |= dict.fromkeys(unit.names, unit.id)
        for body in registry.outside:
            table[body.name] = body.id
    folded = {fold(name): id_ for name, id_ in table.items()}
    return folded.get(fold(word), word)


def _valid(thing: Model) -> Model:
    """The thing, its form checked. Raises Refusal with the first fault."""
    from smogctl.schema.faults import reasons

    fields = said_by(thing)
    try:
        return type(thing).model_validate(fields)
    except ValidationError as error:
        raise Refusal(f"{next(iter(reasons(error)))}。") from None
