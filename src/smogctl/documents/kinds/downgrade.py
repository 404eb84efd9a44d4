"""The notice that lowers the level: what ends or narrows, while the rest goes on."""

from smogctl.documents.kind import Kind, compared

KIND = Kind(
    "downgrade",
    "降级通知",
    50,
    follows=("in force",),
    leaves="in force",
    shift=-1,
    short=True,
    cap_type="Update",
    asks=compared,
)
