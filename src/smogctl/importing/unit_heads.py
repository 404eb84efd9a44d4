"""Units as the heads of their entries name them, still without duties."""

import re
from collections import Counter
from collections.abc import Sequence

from smogctl.grammar.bodies import bodies_of_cell, without_seat
from smogctl.grammar.layout import bare
from smogctl.importing.groups import has_bodies
from smogctl.importing.naming import function_of, kind_of, slug_of, spelled_slug, unique
from smogctl.importing.outline import Entry
from smogctl.importing.stating import saying
from smogctl.schema.registry import Body, Unit
from smogctl.values.vocabulary import Kind

ShortNames = Sequence[tuple[str, str]]
"""Names with the short forms that the preamble gives them."""

_DIVIDERS = frozenset("、，,/／；;")
_BROKEN = re.compile(r"\S[ 　]\S")


def heads_of(entries: Sequence[Entry], short: ShortNames) -> list[Unit]:
    """The units of entries, with ids that are unique and what of these is a guess."""
    units: list[Unit] = []
    taken: set[str] = set()
    given: Counter[str] = Counter()
    for entry in entries:
        head = _head(entry, short)
        slug, known = _slug_of(head, entry)
        given[slug] += 1
        id_ = unique(slug, taken, max(2, given[slug]))
        taken.add(id_)
        reasons: list[str] = []
        if not known:
            reasons.append("职能目录里没有合适的编号，用了拼音")
        elif id_ != slug:
            reasons.append("与前面的单位职能相同，编号加了序数")
        unit = head.model_copy(update={"id": id_})
        units.append(saying(unit, check=[*reasons, *entry.doubts]))
    return units


def _slug_of(head: Unit, entry: Entry) -> tuple[str, bool]:
    """What an id is made of, not yet unique, and whether that is as it should be.

    A working group has its own name in pinyin; any other unit its first body's function.
    """
    if has_bodies(entry):
        return spelled_slug(head.name) or "group", True
    first = head.bodies[0].name if head.bodies else head.name
    return slug_of(first), function_of(first) is not None


def _head(entry: Entry, short: ShortNames) -> Unit:
    """A unit as its entry's head names it, still without id and duties."""
    whole = " ".join(entry.name.split())
    name = bare(whole)
    parts = [bare(part) for part in bodies_of_cell(whole)]
    joint = len(parts) > 1
    if joint and _DIVIDERS.isdisjoint(whole):
        # bodies that only a blank divides keep it, else their names would run together
        name = whole
    kind = kind_of(parts[0] if joint else name)
    head = Unit.model_construct(
        id="",
        name=name,
        kind="department" if has_bodies(entry) else kind,
        row=entry.row,
        note=None if name == whole else _note(entry.name, whole),
    )
    bodies: list[Body] = []
    if has_bodies(entry):
        bodies = _group(entry)
    elif joint:
        bodies = [_body(part, kind) for part in parts]
    return saying(head, bodies=bodies, aliases=_aliases(entry, name, short))


def _group(entry: Entry) -> list[Body]:
    """The bodies of a working group: its leaders, then its members."""
    bodies: list[Body] = []
    for name in entry.lead:
        bodies.append(Body.model_construct(name=bare(name), lead=True))
    for name in entry.members:
        if name not in entry.lead:
            bodies.append(Body.model_construct(name=bare(name)))
    return bodies


def _body(name: str, kind: Kind) -> Body:
    """A body of a joint unit of some kind; its own kind where it is another."""
    own = kind_of(name)
    return Body.model_construct(name=name, kind=None if own == kind else own)


def _aliases(entry: Entry, name: str, short: ShortNames) -> list[str]:
    """What else a unit is called: by its head, without its seat, by the preamble both ways."""
    aliases = dict.fromkeys(map(bare, entry.aliases))
    aliases[without_seat(name)] = None
    turned = [(form, full) for full, form in short]
    for known, other in (*turned, *short):
        if bare(known) == name:
            aliases[other] = None
    aliases.pop(name, None)
    return list(aliases)


def _note(printed: str, whole: str) -> str | None:
    """How the source writes a name that it breaks inside; None where it does not."""
    if not _BROKEN.search(printed):
        return None
    for part in re.split("[、，,]", whole):
        # a blank beside a 、 is between two names, and breaks neither
        broken = part.strip()
        if " " in broken:
            return f"原文作“{broken}”"
    return None
