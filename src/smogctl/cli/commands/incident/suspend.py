"""The command `incident suspend`."""

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Turn, turn
from smogctl.cli.recorders import Told
from smogctl.values.answer import Answer

EXAMPLES = (
    ("incident suspend", "暂停响应"),
    ("incident suspend --start 20时 --reason 冷空气过境", "写明何时起、为什么"),
)


def run(asked: Turn, which: Which, told: Told) -> Answer:
    """暂停响应：解除时会结束的先停，其余照常。

    接着可用 issue 下达。--level 不必写；写了而与现行的不同，就不登记。
    """
    return turn(which, told, "suspended", asked, ("number", "authority", "reason"))
