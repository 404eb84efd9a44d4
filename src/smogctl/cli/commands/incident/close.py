"""The command `incident close`."""

from collections.abc import Iterator
from pathlib import Path

from smogctl.cli.ledgers import Which, ledger_folder
from smogctl.cli.recorders import Session, Told
from smogctl.incident.exchange import lines
from smogctl.incident.ledger.table import Table
from smogctl.incident.recording import Draft
from smogctl.incident.state import State
from smogctl.incident.view import view
from smogctl.system.files import shown_path
from smogctl.system.writing import write_whole
from smogctl.text.plain import visible
from smogctl.values.answer import Answer


def run(which: Which, told: Told) -> Answer:
    """关闭一次已解除的事件，并把它的全部登记写成 JSONL 放在台账旁边。"""
    session = Session(which, told)
    left: list[int] = []

    def drafts(state: State, table: Table) -> Iterator[Draft]:
        found = view(state, session.observed)
        left.append(sum(one.is_waited_for for one in found.bodies) + len(found.unclosed))
        yield session.draft("closed", left=left[0])

    written = session.write(drafts)
    if left[0]:
        session.notices.append(f"仍有 {left[0]} 项未办结，已写进台账。")
    session.notices.append(_exported(session, written.state))
    return session.answer(written)


def _exported(session: Session, state: State) -> str:
    """Write the incident's events beside the ledger; what is said of it."""
    path = archive_path(session, state)
    corrected = {one: event.hash for one, event in state.corrected.items()}
    told = lines(state.events, {}, corrected, incident=state.id)
    write_whole(path, "".join(f"{line}\n" for line in told).encode())
    return f"全部登记已写入 {visible(shown_path(path))}。"


def archive_path(session: Session, state: State) -> Path:
    """Where a closed incident's events go: beside the ledger, else beside the registries."""
    path = getattr(session.store, "path", None)
    folder = path.absolute().parent if path else ledger_folder(session.which.registries)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    series = "drill-" if state.drill else ""
    return Path(folder / f"{state.district}-{state.year}-{series}{state.episode}.jsonl")
