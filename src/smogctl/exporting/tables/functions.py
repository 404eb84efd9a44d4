"""The functions by whose names units are called, over all districts."""

from collections.abc import Iterator

from smogctl.exporting.subjects import Catalogue
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    20,
    "catalogue",
    "目录里的一项职能；units.id 与它相同的单位承担这项职能",
    (
        Column("id", "职能编号，如 education"),
        Column("name", "通称"),
        Column("kind", "单位的类别，同 units.kind"),
    ),
    key=("id",),
)


def rows(catalogue: Catalogue) -> Iterator[Row]:
    """In the catalogue's order."""
    for function in catalogue.functions.values():
        yield function.id, function.name, function.kind
