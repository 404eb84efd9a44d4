"""The command `incident upgrade`."""

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Change, change_level
from smogctl.cli.recorders import Told
from smogctl.values.answer import Answer

EXAMPLES = (
    ("incident upgrade -l 红", "升级到红色"),
    ("incident upgrade -l 红 --start 20时 --reason 预计加重", "写明何时起、为什么"),
)


def run(asked: Change, which: Which, told: Told) -> Answer:
    """升级：由现行级别改为更高的一级，从何时起。

    接着用 issue 下达新的任务；下达之前各单位都算未下达。
    """
    return change_level(which, told, "upgrade", asked)
