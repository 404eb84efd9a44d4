"""Where the events of a closed incident go, as lines of JSON: beside the ledger."""

from pathlib import Path

from smogctl.cli.ledger_files import ledger_folder
from smogctl.cli.recorders import Session
from smogctl.incident.exchange import lines
from smogctl.incident.state import State
from smogctl.system.databases import make_folder
from smogctl.system.files import reason, shown_path
from smogctl.system.writing import write_whole
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal


def archive_folder(session: Session) -> Path | None:
    """The ledger's folder; of a database that beside the registries. None where there is none."""
    path = getattr(session.store, "path", None)
    if path:
        return Path(path).absolute().parent
    try:
        return ledger_folder(session.which.registries)
    except Refusal:
        return None


def archive(state: State, folder: Path | None) -> str:
    """Write all events of an incident, for its owner only; what is said of it.

    The incident is closed already, so that what goes wrong here is said and refuses nothing.
    """
    if folder is None:
        return "没有写 JSONL：旁边没有登记册的文件夹，请用 smogctl incident export -i current -o 文件。"
    series = "drill-" if state.drill else ""
    path = (
        folder
        / f"{state.district}-{state.year}-{series}{state.episode}-{state.id[:8]}.jsonl"
    )
    corrected = {one: event.hash for one, event in state.corrected.items()}
    told = lines(state.events, {}, corrected, incident=state.id)
    try:
        make_folder(folder)
        write_whole(path, "".join(f"{line}\n" for line in told).encode(), private=True)
    except (Refusal, OSError) as wrong:
        said = reason(wrong) if isinstance(wrong, OSError) else str(wrong)
        return f"注意：已关闭，但 JSONL 没有写成：{said}"
    return f"全部登记已写入 {visible(shown_path(path))}。"
