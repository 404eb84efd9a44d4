"""One file a format. A reader takes bytes or text and gives a `Page`, or raises Refusal."""

import re
from pathlib import PurePath

from smogctl.importing.decoding import decode
from smogctl.importing.markdown import SAID, is_markdown, without_marks
from smogctl.importing.misread import put_right
from smogctl.importing.office.converting import Old, converted, old_kind, open_document
from smogctl.importing.office.package import kind_of
from smogctl.importing.pages import MAX_FILE, MAX_TEXT, Page
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

_HTML = re.compile(r"<(?:html|body|head|table|tbody|tr|td|div|meta|!doctype)\b", re.I)
_RESIDUE = re.compile(r"<(?:p|br|span|li|strong|b|font)\b[^<>]*>", re.I)
_OTHERS = (
    (b"MIME-Version:", "这是网页存档（MHTML）。请用浏览器打开，另存为 .html 再导入。"),
    (b"\x89PNG", "这是图片。请先做文字识别，存为文本再导入。"),
    (b"\xff\xd8\xff", "这是图片。请先做文字识别，存为文本再导入。"),
)


def read_page(data: bytes, name: str = "") -> Page:
    """A file's content as a page.

    Its bytes say which format it is, its name only whether tags are a web page.

    Raises Refusal for what is empty, too large, or no text.
    """
    if not data:
        raise Refusal("文件是空的。请看是不是没有下载完。")
    if len(data) > MAX_FILE:
        raise Refusal(f"文件超过 {MAX_FILE >> 20} MB。请只留预案的附件。")
    for mark, reason in _OTHERS:
        if data.startswith(mark):
            raise Refusal(reason)
    page = put_right(_page(data, name))
    if len(page.text.encode("utf-8")) > MAX_TEXT:
        raise Refusal(f"文字超过 {MAX_TEXT >> 20} MB。请只留预案的附件。")
    if not page.text.strip():
        raise Refusal("里面没有文字。扫描件请先做文字识别。")
    return page


def _page(data: bytes, name: str) -> Page:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_package(data)
    if old := old_kind(data):
        return _of_old(data, old)
    if data.startswith(b"%PDF"):
        return _of_pdf(data, name)
    text, encoding = _decoded(data, name)
    if _is_web_page(text, name):
        from smogctl.importing.readers.html import read_html

        return read_html(text, encoding)
    from smogctl.importing.readers.txt import read_txt

    if not is_markdown(text):
        return read_txt(text, encoding)
    plain, targets = without_marks(text)
    page = read_txt(plain, encoding)
    asides = (*page.asides, *targets)
    return page._replace(asides=asides, notices=(*page.notices, SAID))


_OFFICE = (".docx", ".xlsx", ".doc", ".xls", ".wps", ".et", ".rtf", ".odt", ".ods")


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """As `decode`; what is called a file of Office is not advised to become a text."""
    try:
        return decode(data)
    except Refusal:
        if name.lower().endswith(_OFFICE):
            raise Refusal(
                "读不了：内容不是 Word、Excel 的文件，也不是文字，多半没有下载完或加了密。"
                "请用 Office 或 WPS 打开，另存为 .docx 或 .xlsx 再试。"
            ) from None
        raise


def _of_pdf(data: bytes, name: str) -> Page:
    """A PDF. Where its name ends otherwise, that is said, also of one that cannot be read."""
    from smogctl.importing.readers.pdf import read_pdf

    suffix = PurePath(name).suffix
    if suffix.lower() in ("", ".pdf"):
        return read_pdf(data)
    told = f"文件名以 {clip(suffix)} 结尾，内容是 PDF。"
    try:
        page = read_pdf(data)
    except Refusal as refusal:
        refusal.args = (f"{told}{refusal}",)
        raise
    return page._replace(notices=(told, *page.notices))


def _is_web_page(text: str, name: str) -> bool:
    is_named_so = name.lower().endswith((".html", ".htm", ".xhtml"))
    if is_named_so:
        return True
    tag = _HTML.search(text)
    return tag is not None or _is_residue(text)


def _of_package(data: bytes) -> Page:
    """A file of today's Office, or of LibreOffice."""
    kind = kind_of(data)
    if kind == "xlsx":
        from smogctl.importing.readers.xlsx import read_xlsx

        return read_xlsx(data)
    if kind == "docx":
        from smogctl.importing.readers.docx import read_docx

        return read_docx(data)
    return _of_old(data, open_document(kind))


def _of_old(data: bytes, kind: Old) -> Page:
    """A file that LibreOffice turns into one of today's."""
    page = _of_package(converted(data, kind))
    notice = f"这是{kind.name}，由 LibreOffice 转成 .{kind.into} 再读。"
    return page._replace(notices=(notice, *page.notices))


def _is_residue(text: str) -> bool:
    """Whether lines are made of tags, as in a page that was cut out of its frame.

    Tags inside rows are residue only.
    """
    lines = list(filter(None, map(str.strip, text.splitlines())))
    tags = list(filter(_RESIDUE.match, lines))
    return len(tags) * 2 > len(lines)
