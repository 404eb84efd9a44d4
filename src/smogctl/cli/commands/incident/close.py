"""The command `incident close`."""

from collections.abc import Iterator

from smogctl.cli.archives import archive, archive_folder
from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.incident.instants import instant
from smogctl.incident.ledger.table import Table
from smogctl.incident.ordering import said_at
from smogctl.incident.recording import Draft, hint
from smogctl.incident.state import PHASES, State
from smogctl.incident.view import view
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

EXAMPLES = (
    ("incident close", "关闭这次事件"),
    ("incident close --drill", "关闭未关闭的那次演练"),
)


def run(which: Which, told: Told) -> Answer:
    """关闭一次已解除的事件，并把它的全部登记写成 JSONL 放在台账旁边。"""
    session = Session(which, told)
    folder = archive_folder(session)

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        if state.phase in ("open", "suspended"):
            raise Refusal(
                f"这次事件{PHASES[state.phase]}，还没有解除，不能关闭：先 {hint('lift', state.drill)}。没有登记。"
            )
        left = view(state, session.observed).pending
        session.notices += _warnings(state, session, left)
        yield session.draft("closed", left=len(left))

    written = session.write(drafts)
    session.notices.append(archive(written.state, folder))
    return session.answer(written)


def _warnings(state: State, session: Session, left: list[str]) -> Iterator[str]:
    """What whoever closes should know: it is recorded all the same."""
    if state.ended and state.issued_of(state.order) is None:
        yield f"注意：解除还没有下达过（{hint('issue', state.drill)}）。"
    if state.ended and state.ended > instant(session.observed):
        yield f"注意：解除要到{said_at(state.ended)}才生效。"
    if left:
        shown = "；".join(left[:5])
        if len(left) > 5:
            shown += "等"
        yield f"仍有 {len(left)} 项未办结，已写进台账：{shown}。"
