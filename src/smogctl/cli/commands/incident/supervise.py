"""The command `incident supervise`."""

from smogctl.cli.addressees import MoreUnits, Units
from smogctl.cli.ledgers import Which
from smogctl.cli.matters import Naming, name_them
from smogctl.cli.recorders import Session, Told
from smogctl.values.answer import Answer

EXAMPLES = (
    (
        "incident supervise -u 教育局 --matter 未停课 --until 18时",
        "督办教育局，18 时前办结",
    ),
    (
        "incident supervise 区公安局 --matter 未设卡 --paper 督办.docx",
        "督办，并写出督办通知单",
    ),
)


def run(
    asked: Naming, which: Which, told: Told, unit: Units = None, more: MoreUnits = None
) -> Answer:
    """立项督办：对哪些单位，什么事，要求什么，何时办结，按年编号。

    用 --paper 同时写出督办通知单；之后也可用 notice supervise --incident 再写。
    """
    session = Session(which, told)
    return name_them(session, unit, more, "supervised", "supervise", asked)
