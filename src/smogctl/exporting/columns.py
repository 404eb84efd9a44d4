"""Columns that many tables have, worded once, and what they refer to."""

from smogctl.exporting.table import Column, Reference

DISTRICT = Column("district", "区县编号")
UNIT = Column("unit_id", "单位编号")
DUTY = Column("duty", "职责编号")
ASSIGNMENT = Column("assignment", "分工的序号", "integer")
LEVEL = Column("level", "级别：blue、yellow、orange、red")
MEASURE = Column("measure", "措施编号")
MEASURE_IF_ANY = Column("measure", "措施编号；空为没有目录里的措施", nullable=True)
INCIDENT = Column("incident", "事件编号")
BODY = Column("body", "机构名称")
FILE = Column("file", "登记册文件")
LINE = Column("line", "所在的行", "integer")
NOTE = Column("note", "备注", nullable=True)

OF_DISTRICT = Reference(("district",), "districts", ("id",))
OF_LEVEL = Reference(("district", "level"), "levels", ("district", "id"))
OF_UNIT = Reference(("district", "unit_id"), "units", ("district", "id"))
OF_OUTSIDE = Reference(("district", "outside"), "outside", ("district", "id"))
OF_DUTY = Reference(("district", "duty"), "duties", ("district", "id"))
OF_MEASURE = Reference(("measure",), "measures", ("id",))
OF_ASSIGNMENT = Reference(
    ("district", "duty", "assignment"), "assignments", ("district", "duty", "number")
)
OF_RESPONSE = Reference(("district", "response"), "responses", ("district", "id"))
OF_INCIDENT = Reference(("incident",), "incidents", ("id",))


def number(about: str) -> Column:
    """The column that counts rows of one owner, from 1."""
    return Column("number", about, "integer")
