"""The announcement to the public: which level from when, what to do; or that it is over."""

from smogctl.documents.kind import Kind

KIND = Kind(
    "public",
    "公告",
    110,
    follows=("in force", "suspended", "ended"),
    announces=True,
    cap_type="Alert",
)
