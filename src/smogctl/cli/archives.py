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

_NOT_WRITTEN = "注意：已关闭，但 JSONL 没有写成："


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
        return (
            "没有写 JSONL：旁边没有登记册的文件夹，"
            "请用 smogctl incident export -i current -o 文件。"
        )
    series = ""
    if state.drill:
        series = "drill-"
    episode = f"{state.year}-{series}{state.episode}"
    path = folder / f"{state.district}-{episode}-{state.id[:8]}.jsonl"
    corrected = {struck: event.hash for struck, event in state.corrected.items()}
    told = lines(state.events, {}, corrected, incident=state.id)
    text = "".join(f"{line}\n" for line in told)
    try:
        make_folder(folder)
        write_whole(path, text.encode(), private=True)
    except Refusal as refusal:
        return f"{_NOT_WRITTEN}{refusal}"
    except OSError as error:
        return f"{_NOT_WRITTEN}{reason(error)}"
    return f"全部登记已写入 {visible(shown_path(path))}。"
