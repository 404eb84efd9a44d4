"""The command `incident circulate`."""

from smogctl.cli.addressees import MoreUnits, Units
from smogctl.cli.ledgers import Which
from smogctl.cli.matters import Naming, name_them
from smogctl.cli.recorders import Session, Told
from smogctl.values.answer import Answer

EXAMPLES = (
    ("incident circulate -u 教育局 --matter 逾期未反馈", "通报教育局"),
    (
        "incident circulate 区公安局 教育局 --matter 逾期未反馈 --paper 通报.docx",
        "通报两个单位，并写出通报",
    ),
)


def run(
    asked: Naming, which: Which, told: Told, unit: Units = None, more: MoreUnits = None
) -> Answer:
    """通报批评：哪些单位，什么事，按年编号。

    用 --paper 同时写出通报；之后也可用 notice circulate --incident 再写。
    """
    session = Session(which, told)
    return name_them(session, unit, more, "circulated", "circulate", asked)
