"""The notice that a response lasts longer than planned: the new end, the same tasks."""

from smogctl.documents.kind import Kind

KIND = Kind(
    "extend",
    "延长通知",
    80,
    follows=("in force",),
    leaves="in force",
    prolongs=True,
    short=True,
)
