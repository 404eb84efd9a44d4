"""The districts, one registry each."""

from collections.abc import Iterator

from smogctl.exporting.columns import FILE
from smogctl.exporting.partition import PROVINCE, province_of
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    30,
    "district",
    "一个区县的登记册",
    (
        Column("id", "区县编号，登记册的文件名"),
        Column("name", "全名"),
        Column("short", "简称", nullable=True),
        Column("within", "所在的省、市", nullable=True),
        Column("adcode", "六位区划代码（GB/T 2260），文字", nullable=True),
        PROVINCE,
        Column("plan", "登记册抄录的文件的标题"),
        Column("plan_part", "它是哪一个附件", nullable=True),
        Column("plan_number", "它的文号", nullable=True),
        Column("plan_issued", "它的印发日期", "date", nullable=True),
        Column("plan_of", "附件所属预案的名称", nullable=True),
        Column("plan_of_number", "所属预案的文号", nullable=True),
        Column("plan_of_issued", "所属预案的印发日期", "date", nullable=True),
        Column(
            "plan_of_basis", "所属预案：stated 文件写明、inferred 推定", nullable=True
        ),
        Column("scheme", "分级标准的编号"),
        Column("scheme_basis", "分级标准：stated 文件写明、inferred 推定"),
        Column("unchecked", "草稿里还没有核过的地方；0 为已核", "integer"),
        FILE,
        Column("hash", "文件内容的校验码"),
    ),
    key=("id",),
)


def rows(district: District) -> Iterator[Row]:
    """The one row of a district."""
    registry = district.registry
    head, plan, whole = registry.district, registry.plan, registry.plan.of
    of_plan: Row = (None,) * 4
    if whole:
        of_plan = whole.name, whole.number, whole.issued, whole.basis
    yield (
        *(head.id, head.name, head.short, head.within),
        *(head.adcode, province_of(head.adcode)),
        *(plan.title, plan.part, plan.number, plan.issued),
        *of_plan,
        *(plan.scheme, plan.basis, registry.unchecked, registry.file, registry.digest),
    )
