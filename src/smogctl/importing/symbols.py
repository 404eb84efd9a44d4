"""Characters of the symbol fonts that Word writes as `w:sym`: what they are in Unicode.

Sources: the encodings of Adobe Symbol and of Microsoft's Wingdings, as the fonts' charts give them.
"""

_SYMBOL = {
    0xA3: "≤",
    0xA5: "∞",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0x2D: "−",
    0x6D: "μ",
}
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xFC: "✓",
    0xFE: "☑",
    **{0x81 + at: chr(0x2460 + at) for at in range(10)},
    **{0x8C + at: chr(0x2776 + at) for at in range(10)},
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_PRIVATE = 0xF000
"""Word gives these fonts' codes in the private area of Unicode, or as they are."""


def symbol(font: str, code: str) -> str:
    """The character that a code (hexadecimal) of a font shows; empty where that is not known."""
    table = _FONTS.get(font.strip().lower(), {})
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number >= _PRIVATE:
        number -= _PRIVATE
    return table.get(number, "")
