"""What a word in a registry stands for, by where it stands."""

from typing import Literal, NamedTuple

from smogctl.plan.references import sort_at
from smogctl.yamlfile.cursor import Cursor

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
    """A word that stands for something, from `start` to `end` in the text.

    `of`: the measure whose part it is.
    """

    sort: Sort
    word: str
    start: int
    end: int
    of: str = ""


_OWN: dict[tuple[str, ...], Sort] = {
    ("levels", "id"): "own level",
    ("outside", "id"): "own outside",
    ("plan", "scheme"): "scheme",
    ("responses", "id"): "own duty",
    ("units", "duties", "id"): "own duty",
    ("units", "id"): "own unit",
    ("waivers", "duty"): "duty",
    ("waivers", "measure"): "measure",
    ("waivers", "other"): "name",
    ("waivers", "unit"): "name",
}
"""What plan/references.py does not look up, by the fields that lead to it."""


def reference_of(cursor: Cursor) -> Reference | None:
    """What the word at the cursor stands for, or is to; None where it is no id."""
    fields = tuple(part for part in cursor.path if isinstance(part, str))
    sort: Sort | None = _OWN.get(fields)
    if sort is None:
        sort = sort_at(fields)
    if sort is None:
        return None
    return Reference(
        sort=sort,
        word=cursor.word,
        start=cursor.start,
        end=cursor.end,
        of=cursor.beside.get("id", ""),
    )
