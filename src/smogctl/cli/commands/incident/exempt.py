"""The command `incident exempt`."""

from typing import Annotated

import typer

from smogctl.cli.ledgers import Which
from smogctl.cli.orders import Reason
from smogctl.cli.recorders import Session, Told
from smogctl.values.answer import Answer

Whom = Annotated[str, typer.Argument(metavar="企业或工程", help="豁免的是谁。")]


EXAMPLES = (
    ("incident exempt 某某保供企业 --reason 民生保障", "豁免一家企业"),
    ("incident exempt 某某抢险工程", "豁免一处工程"),
)


def run(which: Which, told: Told, whom: Whom, reason: Reason = None) -> Answer:
    """登记豁免：哪个企业、工程不受限，为什么、谁批准的。此后的公文都写上。"""
    return Session(which, told).one("exempted", whom=whom, reason=reason)
