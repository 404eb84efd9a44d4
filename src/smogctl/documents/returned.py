"""What the ledger knows to have come back, for templates; blank forms where none was asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from smogctl.documents.facts import Facts
from smogctl.documents.shapes import NOTHING, CaseData, ReturnData, ReturnsData
from smogctl.incident.state import FIGURES
from smogctl.questions.tasks import COMMANDING, Activation, TaskList
from smogctl.wording.tasks import heads

if TYPE_CHECKING:
    from smogctl.documents.ledgered import Case, Return

_BLANK_CASES = 5
"""Empty rows of a form that no ledger filled."""

_SHEET = ("serial", "matter", "requirement", "person", "until", "units")


def returned(facts: Facts, activation: Activation | None) -> ReturnsData:
    """The rows of a report, its sums, what is overdue, and the matter of a supervision."""
    known = facts.ledger
    if known is None:
        return {
            "returns": list(_blank(activation)),
            "total": _no_return("合计"),
            "span": "",
            "cases": [{"unit": "", "matter": "", "due": "", "since": ""}]
            * _BLANK_CASES,
            "sheet": dict.fromkeys(_SHEET, ""),
            "addressed": "",
            "remarks": [],
            "problems": "",
        }
    named = dict.fromkeys(one.unit for one in known.cases)
    return {
        "returns": [_row(one) for one in known.returns],
        "total": _row(known.total),
        "span": known.span,
        "cases": [_case(one) for one in known.cases],
        "sheet": known.sheet._asdict() if known.sheet else dict.fromkeys(_SHEET, ""),
        "addressed": "、".join(named),
        "remarks": list(known.remarks),
        "problems": "；".join(known.problems),
    }


def _blank(activation: Activation | None) -> Iterator[ReturnData]:
    """A row to fill in for each that gets orders."""
    for entry in activation.lists if activation else ():
        due = any(task.state == "due" and not task.acting_for for task in entry.tasks)
        if due and entry.unit.kind not in COMMANDING:
            yield _no_return(heads(entry))


def _no_return(name: str) -> ReturnData:
    return {
        "name": name,
        "people": "",
        "vehicles": "",
        "firms": "",
        "sites": "",
        "found": "",
        "fixed": "",
        "reports": "",
        "received": "",
        "in_time": "",
    }


def _row(one: "Return") -> ReturnData:
    """What nobody reported is no zero."""
    figures = one.figures
    asked = figures.asked
    counts = {name: str(figures.counts.get(name, NOTHING)) for name in FIGURES}
    row = cast(ReturnData, {**_no_return(one.name or "合计"), **counts})
    if asked:
        row["reports"] = str(figures.reports)
        row["received"] = f"{figures.received}/{asked}"
        row["in_time"] = str(figures.in_time)
    return row


def _case(one: "Case") -> CaseData:
    return {"unit": one.unit, "matter": one.matter, "due": one.due, "since": one.since}


def receipt_of(facts: Facts, entry: TaskList) -> tuple[str, str, str]:
    """Who signed for a list's body, when, and how; empty where the ledger has none."""
    if facts.ledger is None or len(entry.bodies) != 1:
        return "", "", ""
    return facts.ledger.receipts.get((entry.unit.id, entry.bodies[0]), ("", "", ""))
