"""The command `incident attach`."""

import hashlib
from typing import Annotated

import typer

from smogctl.cli.inputs import all_bytes_of, file_name
from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.values.answer import Answer

MAX_FILE = 200_000_000
"""Bytes of an attached file: it is read once for its hash."""

File = Annotated[str, typer.Argument(metavar="文件", help="附上哪个文件。")]


EXAMPLES = (
    ("incident attach 市级通知.pdf", "附上一个文件（记其校验值）"),
    ("incident attach 市级通知.pdf --note 市级预警", "附上并备注"),
)


def run(which: Which, told: Told, file: File) -> Answer:
    """登记附件：文件名和指纹（SHA-256）。文件留在原处，台账不收进来。"""
    session = Session(which, told)
    too_large = f"大于 {MAX_FILE // 1_000_000} MB，没有登记。"
    data = all_bytes_of(file, MAX_FILE, too_large)
    digest = hashlib.sha256(data).hexdigest()
    name = file_name(file, 200)
    return session.one("attached", file=name, sha256=digest, size=len(data))
