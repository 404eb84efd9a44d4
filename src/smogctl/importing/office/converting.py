"""Old and other Office files, turned into today's by LibreOffice where it is installed."""

from typing import NamedTuple

from smogctl.system.shipped import shipped
from smogctl.values.findings import Refusal


class Old(NamedTuple):
    """A kind of file that LibreOffice reads for us."""

    ending: str
    name: str
    into: str
    """The kind that it is turned into: docx or xlsx."""


def old_kind(data: bytes) -> Old | None:
    """Which such kind bytes are, by what they hold; None for any other."""
    if data.startswith(b"{\\rtf"):
        return Old("rtf", "RTF 文件", "docx")
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return None
    # the names of the streams in the file's folder
    if not _has_stream(data, "WordDocument") and _has_stream(data, "Workbook"):
        return Old("xls", "旧版 Excel（.xls）", "xlsx")
    return Old("doc", "旧版 Word 或 WPS（.doc、.wps）", "docx")


def _has_stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def open_document(mimetype: str) -> Old:
    """Which kind an OpenDocument file is."""
    if "spreadsheet" in mimetype:
        return Old("ods", "OpenDocument 表格（.ods）", "xlsx")
    return Old("odt", "OpenDocument 文字（.odt）", "docx")


def converted(data: bytes, kind: Old) -> bytes:
    """The file as docx or xlsx.

    Raises Refusal where LibreOffice is missing, does not finish, or does not read it.
    """
    from smogctl.system.libreoffice import NotConverted, convert, program

    command = program()
    advice = f"请用 Word 或 WPS 另存为 .{kind.into} 再导入。"
    if command is None:
        raise Refusal(
            f"这是{kind.name}，要由 LibreOffice 转换，这台机器没有安装它。{advice}"
        )
    try:
        fonts = shipped("templates") / "fonts.conf"
        made = convert(command, {"source": data}, (kind.ending, kind.into), fonts)[
            "source"
        ]
    except NotConverted:
        raise Refusal(f"LibreOffice 没有完成这个{kind.name}的转换。{advice}") from None
    if made is None:
        raise Refusal(
            f"LibreOffice 读不了这个{kind.name}：文件不完整、有密码或写法特别。{advice}"
        )
    return made
