"""The command `incident lift`."""

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Turn, turn
from smogctl.cli.recorders import Told
from smogctl.values.answer import Answer

EXAMPLES = (
    ("incident lift", "解除预警、终止响应"),
    ("incident lift --start 20时 --reason 扩散条件转好", "写明何时起、为什么"),
)


def run(asked: Turn, which: Which, told: Told) -> Answer:
    """解除预警、终止响应。

    接着可用 issue 下达解除通知，最后 close 关闭。--level 不必写；写了而与现行的不同，就不登记。
    """
    return turn(which, told, "lifted", asked)
