"""The other names of units, of their bodies, and of bodies outside the plan."""

from collections.abc import Iterable, Iterator

from smogctl.exporting.columns import DISTRICT, OF_OUTSIDE, OF_UNIT, number
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    35,
    "district",
    "单位（及其机构）或外部一方的一个别名",
    (
        DISTRICT,
        Column("party", "谁的：units 或 outside 的编号"),
        number("次序，自 1 起"),
        Column("name", "别名"),
        Column("unit_id", "是单位时，单位编号", nullable=True),
        Column("outside", "是外部一方时，其编号", nullable=True),
    ),
    key=("district", "party", "number"),
    references=(OF_UNIT, OF_OUTSIDE),
)


def rows(district: District) -> Iterator[Row]:
    """First those of the units, each as `units` lists them."""
    for unit in district.registry.units:
        known = {unit.name}
        for body in unit.bodies:
            known.add(body.name)
        names = [name for name in unit.names if name not in known]
        yield from _numbered(district.id, unit.id, names, unit.id, None)
    for outsider in district.registry.outside.values():
        aliases = outsider.aliases
        yield from _numbered(district.id, outsider.id, aliases, None, outsider.id)


def _numbered(
    district: str,
    party: str,
    names: Iterable[str],
    unit: str | None,
    outside: str | None,
) -> Iterator[Row]:
    for place, name in enumerate(names, 1):
        yield district, party, place, name, unit, outside
