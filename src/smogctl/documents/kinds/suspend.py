"""The notice that suspends a response: what a lift would end is paused, the rest goes on."""

from smogctl.documents.kind import Kind, suspended

KIND = Kind(
    "suspend",
    "暂停通知",
    60,
    follows=("in force",),
    leaves="suspended",
    short=True,
    asks=suspended,
)
