"""The command `incident receipt`."""

from collections.abc import Iterator

from smogctl.cli.addressees import MoreUnits, Units, bodies_asked, name_data
from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft, hint
from smogctl.incident.state import State
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

EXAMPLES = (
    ("incident receipt 区公安局 教育局", "两个单位已收到"),
    ("incident receipt -u gaj --channel 电话 --name 张三", "张三电话里说收到"),
)


def run(which: Which, told: Told, unit: Units = None, more: MoreUnits = None) -> Answer:
    """登记签收：哪些单位已收到最后下达的命令，可一次写几个。

    同一机构再登记一次不重复；时间不同的，按先登记的。
    """
    session = Session(which, told)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        for body in bodies_asked(session, state, unit, more):
            if state.unissued:
                first = f"先 {hint('issue', state.drill)}"
                raise Refusal(f"最后一道命令还没有下达：{first}。没有登记。")
            assert body.last
            issue = body.last.event.hash
            yield session.draft("receipt", issue=issue, body=name_data(body.named))

    return session.record(drafts)
