"""Which province a district lies in, as folders of a partition and a column tell it."""

from smogctl.exporting.table import Column, Named

PROVINCE = Column(
    "province", "省级区划代码：adcode 的前两位加 0000，文字", nullable=True
)
"""In a folder by province it is the folder's name and stands in no file."""

UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, and who reads as Hive does, calls the partition of null."""


def province_of(adcode: str | None) -> str | None:
    """The code of the province: the first two digits of a district's code."""
    if not adcode:
        return None
    return f"{adcode[:2]}0000"


def file_of(table: str, province: str | None, *, parted: bool) -> str:
    """The file of a table's rows, where it is parted of one province's; without its ending."""
    if not parted:
        return table
    folder = f"{PROVINCE.name}={province or UNKNOWN}"
    return f"{table}/{folder}/part-0"


def columns_in_file(named: Named, *, parted: bool) -> list[int]:
    """The places of the columns that a file holds: by province the folder's name tells that one."""
    places = []
    for place, name in enumerate(named.columns):
        if parted and name == PROVINCE.name:
            continue
        places.append(place)
    return places
