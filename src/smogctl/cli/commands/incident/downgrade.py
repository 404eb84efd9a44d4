"""The command `incident downgrade`."""

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Change, change_level
from smogctl.cli.recorders import Told
from smogctl.values.answer import Answer

EXAMPLES = (
    ("incident downgrade -l 黄", "降级到黄色"),
    ("incident downgrade -l 黄 --start 20时", "写明何时起"),
)


def run(asked: Change, which: Which, told: Told) -> Answer:
    """降级：由现行级别改为更低的一级，从何时起。

    接着用 issue 下达新的任务；下达之前各单位都算未下达。
    """
    return change_level(which, told, "downgrade", asked)
