"""PDF from the same Word file, by LibreOffice where it is installed."""

from collections.abc import Iterable, Mapping

from smogctl.documents.writer import Document, Format
from smogctl.documents.writers import docx
from smogctl.system.shipped import shipped
from smogctl.values.findings import Refusal

FORMAT = Format(50, ("pdf",), binary=True)


def write(document: Document) -> bytes:
    """The document as PDF. Raises Refusal as `write_many` does."""
    return write_many([("document", document)])["document"]


def write_many(documents: Iterable[tuple[str, Document]]) -> dict[str, bytes]:
    """Documents as PDF, all in one run of LibreOffice, whose start takes seconds.

    Raises Refusal when it cannot be done, or as the Word writer does.
    """
    files = {}
    for name, document in documents:
        files[name] = docx.write(document)
    return _converted(files)


def _converted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    from smogctl.system.libreoffice import NotConverted, convert, program

    command = program()
    if command is None:
        lacks = "PDF 由 LibreOffice 从 Word 文件转换，这台机器没有安装它。"
        raise Refusal(f"{lacks}请安装 LibreOffice，或用 docx、html 格式再打印。")
    try:
        made = convert(
            command, files, ("docx", "pdf"), shipped("templates") / "fonts.conf"
        )
    except NotConverted:
        raise Refusal(
            "LibreOffice 没有完成转换。请稍后再试，或用 docx 格式。"
        ) from None
    pages = {}
    for title, data in made.items():
        pages[title] = _required(data)
    return pages


def _required(data: bytes | None) -> bytes:
    if data is None or not data.startswith(b"%PDF"):
        raise Refusal(
            "LibreOffice 没有写出 PDF。请用 docx 格式，再在 Word 或 WPS 里另存为 PDF。"
        )
    return data
