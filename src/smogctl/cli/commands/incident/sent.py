"""The command `incident sent`."""

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
    ("incident sent 区公安局 教育局 --channel 微信", "已用微信发给两个单位"),
    ("incident sent -u gaj --channel 电话 --name 张三", "电话通知了公安局的张三"),
)


def run(which: Which, told: Told, unit: Units = None, more: MoreUnits = None) -> Answer:
    """登记已发出：命令用什么方式发给了哪些单位；不写单位就是全部。发出不等于签收。"""
    session = Session(which, told)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        if not state.issues:
            raise Refusal(f"还没有下达过：先 {hint('issue', state.drill)}。没有登记。")
        issue = state.issues[-1]
        named = [body.named for body in issue.bodies]
        if unit or more:
            asked = bodies_asked(session, state, unit, more)
            named = [body.named for body in asked]
        bodies = tuple(map(name_data, named))
        yield session.draft("sent", issue=issue.event.hash, bodies=bodies)

    return session.record(drafts)
