"""What a writing could not keep, or found lying about: said when the command has ended."""

_REMARKS: dict[str, None] = {}


def remark(text: str) -> None:
    """Have something said beside the answer, once."""
    _REMARKS[text] = None


def taken() -> list[str]:
    """What is to be said; it is forgotten here."""
    remarks = list(_REMARKS)
    _REMARKS.clear()
    return remarks
