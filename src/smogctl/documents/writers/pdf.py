"""PDF from the same Word file, by LibreOffice where it is installed."""

from collections.abc import Mapping

from smogctl.system.libreoffice import NotConverted, convert, program
from smogctl.system.shipped import shipped
from smogctl.values.findings import Refusal


def from_word(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Word files, by a name without ending, as PDF; all in one run. Raises Refusal when it cannot be done."""
    command = program()
    if command is None:
        said = "PDF 由 LibreOffice 从 Word 文件转换，这台机器没有安装它。"
        raise Refusal(f"{said}请安装 LibreOffice，或用 docx、html 格式再打印。")
    try:
        made = convert(command, files, ("docx", "pdf"), shipped("templates") / "fonts.conf")
    except NotConverted:
        raise Refusal("LibreOffice 没有完成转换。请稍后再试，或用 docx 格式。") from None
    return {title: _required(data) for title, data in made.items()}


def _required(data: bytes | None) -> bytes:
    if data is None or not data.startswith(b"%PDF"):
        raise Refusal("LibreOffice 没有写出 PDF。请用 docx 格式，再在 Word 或 WPS 里另存为 PDF。")
    return data
