"""Bytes to text: UTF-8, UTF-16, GB18030 (and so GBK and GB2312), found by looking and never by what
a page declares.
"""

import codecs
import re

from smogctl.values.findings import Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8（带 BOM）"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SAMPLE = 1 << 16
_CHINESE = re.compile("[\u4e00-\u9fff]")
_USUAL = re.compile("[\u4e00-\u9fff\x20-\x7e\t\r\n，。；：、（）“”《》　]")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    Raises Refusal when the bytes are no text in any of them.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec, name), name
    sample = data[:_SAMPLE]
    is_wide = sample.count(0) * 50 > len(sample)
    if is_wide or not _is(data, "utf-8"):
        return _other(data)
    return data.decode("utf-8"), "UTF-8"


def _other(data: bytes) -> tuple[str, str]:
    """Text that is not UTF-8: the candidate that reads most like Chinese.

    Raises Refusal when it is UTF-8 with some bytes spoiled, and when it is no text.
    """
    wide = max(("utf-16-le", "utf-16-be"), key=lambda codec: _likeness(data, codec))
    if _likeness(data, wide) > 0.9 and _is(data, wide):
        return data.decode(wide), "UTF-16（没有 BOM）"
    if _is(data, "utf-8"):
        return data.decode("utf-8"), "UTF-8"
    damaged = data.decode("utf-8", "replace")
    spoiled = damaged.count("\ufffd")
    few = spoiled * 50 < len(damaged)
    if few and _CHINESE.search(damaged, 0, _SAMPLE):
        line = damaged[: damaged.index("\ufffd")].count("\n") + 1
        raise Refusal(
            f"像是 UTF-8，但有 {spoiled} 处坏字节，第一处在第 {line} 行。没有读，免得丢字；请从原件重新保存。"
        )
    return _strict(data, "gb18030", "GB18030"), "GB18030（含 GBK、GB2312）"


def _is(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeError:
        return False
    return True


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError:
        raise Refusal(
            f"读不了：不是 UTF-8、UTF-16、GBK（试作 {name} 也不通）。请另存为 UTF-8 的文本再试。"
        ) from None


def _likeness(data: bytes, codec: str) -> float:
    """The share of characters that are usual in a Chinese text, in a sample."""
    text = data[:_SAMPLE].decode(codec, "replace")
    usual = len(_USUAL.findall(text))
    return usual / max(1, len(text))
