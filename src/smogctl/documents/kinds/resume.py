"""The notice that takes a suspended response up again: what was paused is due again."""

from smogctl.documents.kind import Kind, resumed

KIND = Kind(
    "resume",
    "恢复通知",
    70,
    follows=("suspended",),
    leaves="in force",
    short=True,
    asks=resumed,
)
