"""Which ledger a command means: the one that is named, else the one beside the registries."""

import os
from pathlib import Path

from smogctl.cli.folders import registries_folder
from smogctl.incident.ledger.store import Store
from smogctl.values.findings import Refusal

FOLDER, FILE = "ledger", "ledger.db"
"""The ledger beside `registries/`."""


def store_of(ledger: str | None, registries: str | None) -> Store:
    """The ledger that is meant. Raises Refusal where there is no place for one."""
    name = ledger or os.environ.get("SMOGCTL_LEDGER")
    if name and name.startswith(("postgresql://", "postgres://")):
        from smogctl.incident.ledger.postgres import PostgresStore

        return PostgresStore(name)
    from smogctl.incident.ledger.sqlite import SqliteStore

    if name:
        return SqliteStore(Path(name))
    return SqliteStore(ledger_folder(registries) / FILE)


def found_ledger(ledger: str | None, registries: str | None) -> Store | None:
    """The ledger that is named, else the one beside the registries; None where there is none.

    One that is named and not there is refused when it is read.
    """
    if ledger or os.environ.get("SMOGCTL_LEDGER"):
        return store_of(ledger, registries)
    if registries_folder(registries).packaged:
        return None
    from smogctl.incident.ledger.sqlite import SqliteStore

    beside = SqliteStore(ledger_folder(registries) / FILE)
    if not beside.is_there():
        return None
    return beside


def ledger_folder(registries: str | None) -> Path:
    """The folder of the ledger, beside the registries' own.

    Raises Refusal where they are the copy that is installed with smogctl.
    """
    place = registries_folder(registries)
    if place.packaged:
        raise Refusal(
            "用的是随 smogctl 安装的登记册副本，旁边不放台账："
            "请用 --registries 指明登记册的文件夹，或用 --ledger 指明台账。"
        )
    return place.folder.absolute().parent / FOLDER
