"""LibreOffice as a converter: files of one kind in, files of another kind out, in one run of its
own.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from smogctl.system.platform import limiting
from smogctl.system.processes import LimitReached, run_group

SECONDS = 120
"""For the first file; each further one gets four more."""


_MEMORY, _FILE = 4 << 30, 256 << 20
"""Bytes that the program may take, and that a file of it may have."""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>\n"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
)
"""No macro runs, nothing is fetched: neither pictures nor linked documents."""


class NotConverted(Exception):
    """LibreOffice did not finish, or did not write what was asked for."""


def program() -> str | None:
    """LibreOffice's command, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        command = shutil.which(name)
        if command:
            return command
    places = (
        Path(os.environ.get("PROGRAMFILES", "")) / "LibreOffice/program/soffice.exe",
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    )
    for place in places:
        if place.is_file():
            return str(place)
    return None


def convert(
    command: str, files: Mapping[str, bytes], kinds: tuple[str, str], fonts: Path
) -> dict[str, bytes | None]:
    """Files by name, of the first kind (docx), as the second (pdf).

    None for one that was not written.

    `fonts`: a fontconfig file for systems that have none. Raises NotConverted when the program does
    not finish.
    """
    given, wanted = kinds
    with tempfile.TemporaryDirectory(prefix="smogctl-") as name:
        folder = Path(name)
        sources = []
        for at, data in enumerate(files.values()):
            source = folder / f"{at}.{given}"
            source.write_bytes(data)
            sources.append(source)
        # a profile of its own: an open LibreOffice would take the job over and drop it
        _prepare(folder / "profile")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        job = [command, profile, "--headless", "--convert-to", wanted]
        job += ["--outdir", str(folder), *map(str, sources)]
        try:
            limit = limiting(_MEMORY, _FILE)
            run_group(job, SECONDS + 4 * len(files), _environment(fonts), limit)
        except (OSError, LimitReached) as error:
            raise NotConverted from error
        made: dict[str, bytes | None] = {}
        for title, source in zip(files, sources, strict=True):
            target = source.with_suffix(f".{wanted}")
            made[title] = None
            if target.is_file():
                made[title] = target.read_bytes()
        return made


def _prepare(profile: Path) -> None:
    """A new profile in which nothing is run and nothing fetched."""
    folder = profile / "user"
    folder.mkdir(parents=True)
    items = ""
    for setting in _SETTINGS:
        items += _ITEM.format(*setting)
    (folder / "registrymodifications.xcu").write_text(
        _PROFILE.format(items), encoding="utf-8"
    )


def _environment(fonts: Path) -> dict[str, str]:
    environment = dict(os.environ)
    if sys.platform not in ("win32", "darwin"):
        # without it every missing face becomes the same one, Japanese
        environment.setdefault("FONTCONFIG_FILE", str(fonts))
    return environment
