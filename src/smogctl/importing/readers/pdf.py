"""PDF, as an extra: the text only, since a PDF does not say what is a row or a cell."""

import io

from smogctl.importing.pages import Page, cleaned
from smogctl.importing.readers.txt import read_txt
from smogctl.values.findings import Refusal


def read_pdf(data: bytes) -> Page:
    """A PDF's text as a page, with a warning. Needs the extra `smogctl[pdf]`.

    Raises Refusal without it.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise Refusal(
            "读 PDF 要另装：pip install 'smogctl[pdf]'。PDF 里没有表格的行列，最好向来文单位要 Word 文件。"
        ) from None
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        text = "\n".join(page.extract_text() for page in pages)
    except Exception as error:  # a reader of so loose a format fails in many ways
        raise Refusal("读不了这个 PDF 文件：文件不完整、有密码或写法特别。") from error
    plain, asides = cleaned(text)
    page = read_txt(plain, "")
    warning = "PDF 不记表格的行和列，版面可能已乱，条文可能接错单位，请逐条核对；有 Word 原件时请导入原件。"
    return page._replace(format="pdf", asides=(*asides, *page.asides), notices=(warning,))
