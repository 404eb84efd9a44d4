"""The desk of a district: how its file is read, and what holds where it is silent."""

from pathlib import Path

from smogctl.plan.modelled import modelled
from smogctl.schema.desk import Contact, DeskFile
from smogctl.system.files import shown_path
from smogctl.system.seen import note
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import Source, read

RECEIPT_HOURS, REPORT_HOURS, DAILY = 1, 24, ("17:00",)
"""Where the desk is silent (docs/design.md, The registry file)."""


def load_desk(path: Path) -> tuple[DeskFile | None, tuple[Finding, ...]]:
    """A desk file, or the findings that say why there is none.

    Never raises for what the file is or says.
    """
    source = read(path, shown_path(path))
    if source.read:
        note(source.read)
    return check_desk(source)


def check_desk(source: Source) -> tuple[DeskFile | None, tuple[Finding, ...]]:
    """A desk file's content, and all findings of reading and form."""
    return modelled(source, DeskFile)


def contact_of(desk: DeskFile, unit: str, body: str) -> Contact | None:
    """Whom to call in a body: its own entry, or else its unit's."""
    whole = None
    for entry in desk.contacts:
        if entry.unit != unit:
            continue
        if entry.body == body:
            return entry
        if entry.body is None:
            whole = whole or entry
    return whole
