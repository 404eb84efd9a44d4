"""PDF from the same Word file, by LibreOffice where it is installed."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from smogctl.findings import Refusal
from smogctl.resources import shipped
from smogctl.system import LimitReached, run_group

SECONDS = 120
"""For the first file; each further one gets four more."""


def program() -> str | None:
    """LibreOffice's command, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    places = (
        Path(os.environ.get("PROGRAMFILES", "")) / "LibreOffice/program/soffice.exe",
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    )
    return next((str(place) for place in places if place.is_file()), None)


def convert(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Word files, by a name without ending, as PDF; all in one run. Raises Refusal when it cannot be done."""
    command = program()
    if command is None:
        said = "PDF 由 LibreOffice 从 Word 文件转换，这台机器没有安装它。"
        raise Refusal(f"{said}请安装 LibreOffice，或用 --format docx、html 再打印。")
    with tempfile.TemporaryDirectory(prefix="smogctl-") as name:
        folder = Path(name)
        for at, data in enumerate(files.values()):
            (folder / f"{at}.docx").write_bytes(data)
        # a profile of its own: an open LibreOffice would take the job over and drop it
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        job = [command, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        job += [str(folder / f"{at}.docx") for at in range(len(files))]
        try:
            run_group(job, SECONDS + 4 * len(files), _environment())
        except (OSError, LimitReached):
            raise Refusal("LibreOffice 没有完成转换。请稍后再试，或用 --format docx。") from None
        made = {}
        for at, title in enumerate(files):
            path = folder / f"{at}.pdf"
            if not path.is_file() or not path.read_bytes().startswith(b"%PDF"):
                raise Refusal("LibreOffice 没有写出 PDF。请用 --format docx，再在 Word 或 WPS 里另存为 PDF。")
            made[title] = path.read_bytes()
        return made


def _environment() -> dict[str, str]:
    environment = dict(os.environ)
    if sys.platform not in ("win32", "darwin"):
        # without it every missing face becomes the same one, Japanese (libraries.md section 2)
        environment.setdefault("FONTCONFIG_FILE", str(shipped("templates") / "fonts.conf"))
    return environment
