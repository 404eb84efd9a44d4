"""The command `incident verify`."""

from smogctl.cli.ledgers import store_of
from smogctl.cli.options import LedgerName, Registries
from smogctl.incident.verifying import verify
from smogctl.values.answer import Answer
from smogctl.wording.verified import verified_report


def run(ledger: LedgerName = None, registries: Registries = None) -> Answer:
    """校验整份台账：有没有被改、删、截断、分叉，时钟倒走，次数重复，不能成立的登记。

    查出被改或矛盾的，退出码为 1。
    """
    store = store_of(ledger, registries)
    checked = verify(store)
    grave = any(one.grave for one in checked.faults)
    return Answer(verified_report(checked, store.shown), code=1 if grave else 0)
