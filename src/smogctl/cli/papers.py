"""The paper that goes with a reminder, a supervision or a circular."""

from pathlib import Path
from typing import Annotated

import typer

from smogctl.cli.recorders import Session
from smogctl.incident.recording import Drafts, Written
from smogctl.incident.state import BodyKey
from smogctl.text.plain import visible
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

Paper = Annotated[
    str | None,
    typer.Option(
        "--paper",
        metavar="文件",
        help="同时写出公文，格式看后缀（docx、pdf、txt、html、md）。",
    ),
]


def with_paper(
    session: Session, drafts: Drafts, notice: str, paper: str | None
) -> Answer:
    """Write the events, and the paper that tells them where one is asked for.

    A place where it cannot be written is refused before anything is.
    """
    if paper is None:
        return session.record(drafts)
    form = _form(paper)
    made: list[bytes] = []

    def compose(written: Written) -> None:
        made.append(_bytes(session, written, notice, form))

    written = session.write(drafts, compose)
    from smogctl.system.writing import write_whole

    try:
        write_whole(Path(paper), made[0], replace=False)
    except Refusal as refusal:
        number = written.recorded[-1].event.seq
        session.notices.append(f"已登记到第{number}条，但公文没有写成：{refusal}")
        return session.answer(written)
    session.notices.append(f"公文已写入 {visible(paper)}。")
    return session.answer(written)


def _form(paper: str) -> str:
    """The format that the ending means. Raises Refusal for a place that is taken or not there."""
    from smogctl.documents import writers

    path = Path(paper)
    if path.exists():
        raise Refusal(f"已有 {visible(paper)}，没有登记，也没有写。请另取文件名。")
    if not path.absolute().parent.is_dir():
        raise Refusal(f"没有文件夹 {visible(str(path.parent))}，没有登记，也没有写。")
    ending = path.suffix.lower().removeprefix(".")
    form: str | None = "text"
    if ending != "txt":
        form = writers.of_ending(ending)
    if form in (None, "xlsx") or writers.named(form).FORMAT.message:
        raise Refusal(
            f"{visible(paper)}：公文写成 docx、pdf、txt、html、md。没有登记，也没有写。"
        )
    return form


def _bytes(session: Session, written: Written, notice: str, form: str) -> bytes:
    """The paper. Raises Refusal where it cannot be written."""
    from smogctl.cli.facts import FactOptions, facts_of, template_folders
    from smogctl.cli.incident_facts import known_of
    from smogctl.documents import kinds
    from smogctl.documents.making import Order, make_all

    state = written.state
    registry = session.registry(state.district)
    options = FactOptions(
        issued=f"{session.observed:%Y-%m-%dT%H:%M}", incident=state.id
    )
    kind = kinds.all_kinds()[notice]
    facts = facts_of(session.opened, registry, kind, options, session.folder, state)
    facts = facts._replace(ledger=known_of(state, facts, _keys(written)))
    order = Order(facts, registry, None, template_folders(options, session.folder))
    made = make_all(form, [("paper", order)])
    session.notices += [*session.opened.everything_told, *made.warnings]
    return made.files["paper"]


def _keys(written: Written) -> list[BodyKey]:
    """The bodies that the events are about."""
    from smogctl.incident import events

    keys: dict[BodyKey, None] = {}
    for recorded in written.recorded:
        data = events.read(recorded.event)
        bodies = getattr(data, "bodies", None)
        if not bodies:
            bodies = filter(None, [getattr(data, "body", None)])
        keys |= dict.fromkeys(body.key for body in bodies)
    return list(keys)
