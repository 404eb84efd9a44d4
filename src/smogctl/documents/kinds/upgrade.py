"""The notice that raises the level: what is new or wider, while the rest goes on."""

from smogctl.documents.kind import Kind, compared

KIND = Kind(
    "upgrade",
    "升级通知",
    40,
    follows=("in force",),
    leaves="in force",
    shift=1,
    raises=True,
    short=True,
    cap_type="Update",
    asks=compared,
)
