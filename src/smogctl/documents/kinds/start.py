"""The notice that starts a response: the warning's level, from when, and what each unit does."""

from smogctl.documents.kind import Kind

KIND = Kind(
    "start",
    "启动通知",
    30,
    leaves="in force",
    raises=True,
    short=True,
    cap_type="Alert",
)
