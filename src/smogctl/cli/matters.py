"""What a supervision and a circular say: the options, and the paper that goes with them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated

import typer

from smogctl.incident.slotnames import slot_said
from smogctl.incident.state import BodyState, State
from smogctl.incident.view import BodyView, view
from smogctl.values.findings import Refusal

Matter = Annotated[
    str | None,
    typer.Option("--matter", metavar="事项", help="什么事；缺省为逾期的签收和反馈。"),
]
Requirement = Annotated[str | None, typer.Option("--requirement", metavar="文字", help="要求。")]
Person = Annotated[str | None, typer.Option("--person", metavar="姓名", help="那里的责任人。")]
Term = Annotated[str | None, typer.Option("--until", metavar="时间", help="何时办结。")]


def matter_of(
    word: str | None, state: State, bodies: Sequence[BodyState], observed: datetime
) -> str:
    """The matter as typed, else what is overdue. Raises Refusal where nothing is."""
    if word is not None:
        return word
    asked = {one.named.key for one in bodies}
    late = [one for one in view(state, observed).overdue if one.named.key in asked]
    said = {told for one in late for told in _overdue(one)}
    if not said:
        raise Refusal("这些单位没有逾期的，请用 --matter 写明什么事。没有登记。")
    return "、".join(sorted(said))


def _overdue(one: BodyView) -> Iterator[str]:
    if one.state == "overdue":
        yield "逾期未签收"
    for owed in one.reports:
        if owed.state == "overdue":
            yield f"逾期未反馈（{slot_said(owed.slot)}）"
