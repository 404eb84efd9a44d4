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
        Column("plan", "预案或附件的标题"),
        Column("plan_of", "附件所属预案的名称", nullable=True),
        Column("plan_number", "附件所属预案的文号；没有写的取附件自己的", nullable=True),
        Column(
            "plan_issued", "附件所属预案的印发日期；没有写的取附件自己的", "date", nullable=True
        ),
        Column("scheme", "分级标准的编号"),
        Column("unchecked", "草稿里还没有核过的地方；0 为已核", "integer"),
        FILE,
        Column("hash", "文件内容的校验码"),
    ),
    key=("id",),
)


def rows(district: District) -> Iterator[Row]:
    """The one row of a district."""
    registry = district.registry
    head, plan = registry.district, registry.plan
    whole = plan.of or plan
    yield (
        head.id,
        head.name,
        head.short,
        head.within,
        head.adcode,
        province_of(head.adcode),
        plan.title,
        plan.of.name if plan.of else None,
        whole.number or plan.number,
        whole.issued or plan.issued,
        plan.scheme,
        registry.unchecked,
        registry.file,
        registry.digest,
    )
