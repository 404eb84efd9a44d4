"""The command `incident resume`."""

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Turn, turn
from smogctl.cli.recorders import Told
from smogctl.values.answer import Answer

EXAMPLES = (
    ("incident resume", "恢复暂停的响应"),
    ("incident resume --start 20时", "写明何时起"),
)


def run(asked: Turn, which: Which, told: Told) -> Answer:
    """恢复暂停的响应。

    接着可用 issue 下达。--level 不必写；写了而与现行的不同，就不登记。
    """
    return turn(which, told, "resumed", asked)
