"""The command `incident overdue`."""

from smogctl.cli.clocks import now_asked
from smogctl.cli.ledgers import Which, load_state
from smogctl.cli.phones import phones_of
from smogctl.cli.recorders import Now
from smogctl.incident.view import view
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.wording.status import overdue_report

EXAMPLES = (
    ("incident overdue", "只看逾期的"),
    ("incident overdue --format csv -o overdue.csv", "写成表"),
)


def run(which: Which, now: Now = None) -> Answer:
    """逾期的，一条一条可以念：谁，什么，应在何时，过了多久，打哪个电话。有逾期的，退出码为 1。"""
    _, state = load_state(which)
    seen = view(state, now_asked(now)[0])
    phones, notices = phones_of(which, state)
    return Answer(
        overdue_report(seen, phones), notices, exits.of_findings(seen.overdue)
    )
