"""The command `incident correct`."""

from collections.abc import Iterator
from typing import Annotated

import typer

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Reason
from smogctl.cli.recorders import Session, Told
from smogctl.cli.voiding import voided
from smogctl.incident.event import Event
from smogctl.incident.fold import CORRECTION
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.state import State
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.wording.status import told_safe

_SHORTEST, _LONGEST = 4, 9
"""Characters of a hash at least, digits of a number at most."""

Word = Annotated[
    str,
    typer.Argument(metavar="第几条", help="作废哪一条：log 里的序号，或指纹的前几位。"),
]


EXAMPLES = (
    ("incident correct 3 --reason 记错单位", "作废第 3 条"),
    ("incident log", "先看序号"),
)


def run(which: Which, told: Told, word: Word, reason: Reason = None) -> Answer:
    """更正：把登记错的一条作废，写明理由；那一条留着、划去，不再算数。对的另行登记。"""
    session = Session(which, told)
    if reason is None:
        raise Refusal("缺少 --reason（为什么作废）。没有登记。")

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        event = _meant(state, word)
        if event.kind == CORRECTION:
            raise Refusal("更正本身不能再更正：请把那一条重新登记。没有登记。")
        yield voided(session, event, reason)

    return session.record(drafts)


def _meant(state: State, word: str) -> Event:
    """The event of a number or of the beginning of a hash. Raises Refusal where it is not one."""
    events = _events(state, word)
    if not events:
        raise Refusal(
            f"这次事件里没有“{clip(word)}”这一条。"
            "用 smogctl incident log 看序号。没有登记。"
        )
    if len(events) > 1:
        listed = "；".join(f"{event.short} {told_safe(event)}" for event in events)
        raise Refusal(
            f"“{clip(word)}”有 {len(events)} 条：{listed}。请用指纹指明。没有登记。"
        )
    return events[0]


def _events(state: State, word: str) -> list[Event]:
    """All that have the number, else all whose hash begins so."""
    digits = word.removeprefix("第").removesuffix("条")
    number = -1
    if digits.isdecimal() and len(digits) <= _LONGEST:
        number = int(digits)
    numbered, hashed = [], []
    for event in state.events:
        if event.seq == number:
            numbered.append(event)
        if len(word) >= _SHORTEST and event.hash.startswith(word.lower()):
            hashed.append(event)
    return numbered or hashed
