"""The command `incident export`."""

from smogctl.cli.ledger_files import store_of
from smogctl.cli.ledgers import Which, incident_id
from smogctl.cli.options import FormatName, Output
from smogctl.incident.exchange import lines
from smogctl.incident.fold import CORRECTION
from smogctl.values.answer import Answer, FileText

FORMATS = ("jsonl",)


EXAMPLES = (
    ("incident export -o 台账.jsonl", "整份台账"),
    ("incident export -i current -o 本次.jsonl", "只要最近一次"),
)


def run(which: Which, format_name: FormatName = None, output: Output = None) -> Answer:
    """写出台账的全部登记，一行一条 JSON（JSONL），可校验、可并入另一份台账；用 -i 只写一次事件的。

    只写一次事件的不能并入，因为不完整。
    """
    store = store_of(which.ledger, which.registries)
    corrected: dict[str, str] = {}
    with store.reading() as table:
        for event in table.kinds([CORRECTION]):
            corrected[str(event.known.get("event"))] = event.hash
        if which.incident or which.drill or which.district:
            incident = incident_id(table, which)
            told = lines(table.of(incident), {}, corrected, incident=incident)
        else:
            told = lines(table.every(), table.tips(), corrected)
        text = "".join(f"{line}\n" for line in told)
    return Answer(FileText(text), private=True)
