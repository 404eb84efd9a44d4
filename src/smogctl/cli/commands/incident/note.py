"""The command `incident note`."""

from typing import Annotated

import typer

from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.incident.instants import instant
from smogctl.values.answer import Answer

Text = Annotated[str, typer.Argument(metavar="文字", help="记什么。")]


EXAMPLES = (
    ("incident note 教育局来电询问停课", "记一笔"),
    ("incident note 市局来电 --observed 昨天20时", "记早些时候的事"),
)


def run(which: Which, told: Told, text: Text) -> Answer:
    """记事：别的命令都不合适的，一句话记下来。"""
    session = Session(which, told)
    return session.one(
        "noted", text=text, at=instant(session.observed.replace(second=0))
    )
