"""The door into CSV: no cell that a spreadsheet would take for a formula."""

from smogctl.text.plain import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def unevaluated(text: str) -> str:
    """The text as a cell of CSV holds it: what is hazardous by its number, a formula behind a '."""
    shown = visible(text)
    if shown.strip().startswith(_FORMULA):
        return f"'{shown}"
    return shown
