"""The command `incident log`."""

from smogctl.cli.ledgers import Which, load_state
from smogctl.values.answer import Answer
from smogctl.wording.log import log_report

EXAMPLES = (
    ("incident log", "这次事件的全部登记"),
    ("incident log -i current --format md", "最近一次的，Markdown"),
)


def run(which: Which) -> Answer:
    """全部经过，一条一条：何时、谁、怎样；补录的、追溯的注明，作废的划去并写理由。"""
    _, state = load_state(which)
    return Answer(log_report(state))
