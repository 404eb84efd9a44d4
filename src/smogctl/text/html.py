"""The door into HTML."""

import html

from smogctl.text.plain import visible


def escape_html(text: str) -> str:
    """Text that a page shows as it stands, inside an element or a quoted attribute."""
    return html.escape(visible(text), quote=True)
