"""What a word in a registry stands for, by where it stands."""

from typing import Literal, NamedTuple

from smogctl.values.vocabulary import RELATIONS
from smogctl.yamlfile.cursor import Cursor
from smogctl.yamlfile.reader import KeyPath

Sort = Literal[
    "unit",
    "body",
    "name",
    "measure",
    "part",
    "level",
    "scheme",
    "duty",
    "own unit",
    "own outside",
    "own duty",
    "own level",
]
"""What an id is of.

`body`: a unit or an outside body; `name`: a unit by its name; `own`: where it is given.
"""


class Reference(NamedTuple):
    """A word that stands for something; `of`: the measure whose part it is."""

    sort: Sort
    word: str
    of: str = ""


_BY_FIELD: dict[tuple[str, ...], Sort] = {
    ("levels", "released_by"): "body",
    ("levels", "proposed_by"): "body",
    ("responses", "units"): "unit",
    ("responses", "level"): "level",
    ("responses", "id"): "own duty",
    ("upper", "measure"): "measure",
    ("upper", "starts"): "level",
    ("waivers", "measure"): "measure",
    ("waivers", "unit"): "name",
    ("waivers", "other"): "name",
    ("waivers", "duty"): "duty",
    ("plan", "scheme"): "scheme",
    ("levels", "id"): "own level",
    ("units", "acts_as"): "unit",
    ("units", "id"): "own unit",
    ("outside", "id"): "own outside",
    ("units", "duties", "id"): "own duty",
}
"""By the fields that lead to it, without the places in lists."""

_IN_CLAUSES: dict[tuple[str, ...], Sort] = {
    ("measures",): "measure",
    ("measures", "id"): "measure",
    ("measures", "parts"): "part",
    ("measures", "levels"): "level",
    ("levels",): "level",
    **{(relation,): "body" for relation in RELATIONS},
    **{("measures", relation): "body" for relation in RELATIONS},
}
"""The same below a duty or a clause of the response chapter."""

_CLAUSES = (("units", "duties"), ("responses",))


def reference_of(cursor: Cursor) -> Reference | None:
    """What the word at the cursor stands for, or is to; None where it is no id."""
    sort = _sort_at(cursor.path)
    return Reference(sort, cursor.word, cursor.beside.get("id", "")) if sort else None


def _sort_at(path: KeyPath) -> Sort | None:
    fields = tuple(part for part in path if isinstance(part, str))
    if fields in _BY_FIELD:
        return _BY_FIELD[fields]
    for clause in _CLAUSES:
        if fields[: len(clause)] == clause:
            return _IN_CLAUSES.get(fields[len(clause) :])
    return None
