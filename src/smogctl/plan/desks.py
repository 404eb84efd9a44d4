"""The desk of a district: how its file is read, and what holds where it is silent."""

from pathlib import Path

from pydantic import ValidationError

from smogctl.schema.desk import Contact, DeskFile
from smogctl.system.files import shown_path
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import Source, read

RECEIPT_HOURS, REPORT_HOURS, DAILY = 1, 24, ("17:00",)
"""Where the desk is silent (docs/design.md, The registry file)."""


def load_desk(path: Path) -> tuple[DeskFile | None, tuple[Finding, ...]]:
    """A desk file, or the findings that say why there is none.

    Never raises for what the file is or says.
    """
    return check_desk(read(path, shown_path(path)))


def check_desk(source: Source) -> tuple[DeskFile | None, tuple[Finding, ...]]:
    """A desk file's content, and all findings of reading and form."""
    if source.fault or source.marks is None:
        return None, (source.fault,) if source.fault else ()
    try:
        return DeskFile.model_validate(source.tree), ()
    except ValidationError as error:
        from smogctl.schema.faults import findings

        return None, tuple(findings(error, DeskFile, source))


def contact_of(desk: DeskFile, unit: str, body: str) -> Contact | None:
    """Whom to call in a body: its own entry, or else its unit's."""
    of_unit = [entry for entry in desk.contacts if entry.unit == unit]
    own = next((entry for entry in of_unit if entry.body == body), None)
    return own or next((entry for entry in of_unit if entry.body is None), None)
