"""The door into roff, the language of manual pages."""

from smogctl.text.plain import visible

_SIGNS = str.maketrans(
    {"\\": "\\e", "-": "\\-", "`": "\\`", "^": "\\(ha", "~": "\\(ti"}
)


def escape_roff(text: str) -> str:
    """Text that a manual page shows as it stands: no request, no escape, plain dashes."""
    shown = visible(text).translate(_SIGNS)
    if shown.startswith((".", "'")):
        return f"\\&{shown}"
    return shown
