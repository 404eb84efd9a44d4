"""The bodies that a command of the ledger is about, by the words that people type."""

import re
from collections.abc import Iterable
from typing import Annotated

import typer

from smogctl.cli.completion import complete_unit
from smogctl.cli.recorders import Session
from smogctl.incident.kind import BodyName
from smogctl.incident.recording import hint
from smogctl.incident.state import BodyKey, BodyState, Named, State
from smogctl.text.plain import clip, fold, listed
from smogctl.values.findings import Refusal

Units = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        "-u",
        metavar="单位",
        help="哪个单位：全名、简称、机构、拼音首字母；可给多次。",
        autocompletion=complete_unit,
    ),
]
MoreUnits = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[单位]…",
        help="还有哪些单位。",
        show_default=False,
        autocompletion=complete_unit,
    ),
]

_WHOSE = re.compile(r"（属“.*”）$")
"""What our own sheets say behind a body of a joint unit."""


def bodies_asked(
    session: Session,
    state: State,
    units: Iterable[str] | None,
    more: Iterable[str] | None,
) -> list[BodyState]:
    """The bodies that were named, each once.

    Raises Refusal for a name that means none of those that have the order, or several of them.
    """
    words = [*(units or ()), *(more or ())]
    if not words:
        raise Refusal("没有写是哪个单位：smogctl incident … -u 区公安局 教育局。")
    named: dict[BodyKey, BodyState] = {}
    wrong: list[str] = []
    for word in words:
        try:
            body = body_asked(session, state, word)
        except Refusal as refusal:
            wrong.append(str(refusal).removesuffix("没有登记。"))
            continue
        named[body.named.key] = body
    if not wrong:
        return list(named.values())
    if named:
        names = [body.named.body for body in named.values()]
        wrong.append(f"其余 {len(named)} 个认出了：{listed(names)}。")
    raise Refusal("\n".join((*wrong, "一个也没有登记。")))


def body_asked(session: Session, state: State, word: str) -> BodyState:
    """The body that a word means. Raises Refusal where it means none, or several."""
    word = _WHOSE.sub("", word)
    bodies = exact(state, word) or _by_rules(session, state, word)
    if len(bodies) == 1:
        return bodies[0]
    names = listed([body.named.body for body in bodies], 20)
    raise Refusal(
        f"“{clip(word)}”有 {len(bodies)} 个机构：{names}。请逐个写明。没有登记。"
    )


def exact(state: State, word: str) -> list[BodyState]:
    """The bodies of this very name, else those of the unit of this name: no registry is needed."""
    key = fold(word)
    of_name: list[BodyState] = []
    of_unit: list[BodyState] = []
    for body in state.bodies.values():
        if fold(body.named.body) == key:
            of_name.append(body)
        if fold(body.named.unit) == key:
            of_unit.append(body)
    return of_name or of_unit


def _by_rules(session: Session, state: State, word: str) -> list[BodyState]:
    """By the rules of `--unit`."""
    if not state.bodies:
        raise Refusal(f"还没有下达过：先 {hint('issue', state.drill)}。没有登记。")
    # a name as it was issued needs no registry, and an append is to be quick
    from smogctl.cli.words import unit_asked

    registry = session.registry(state.district)
    answer = unit_asked(registry, word)
    hit = answer.hit
    if hit is None:
        why = answer.trouble or "".join(answer.notices)
        raise Refusal(f"{why}没有登记。")
    bodies: list[BodyState] = []
    for body in state.bodies.values():
        if body.named.unit_id == hit.unit and hit.body in (None, body.named.body):
            bodies.append(body)
    if not bodies:
        raise Refusal(f"没有向“{hit.body or hit.name}”下达过，不能登记。")
    session.notices += answer.notices
    return bodies


def name_data(named: Named) -> BodyName:
    """A body as events write it."""
    return BodyName(unit_id=named.unit_id, unit=named.unit, body=named.body)
