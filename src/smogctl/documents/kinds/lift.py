"""The notice that lifts a warning: what the episode started ends, the review begins.

Its level is the one that ends.
"""

from smogctl.documents.kind import Kind, lifted

KIND = Kind(
    "lift",
    "解除通知",
    90,
    follows=("in force", "suspended"),
    leaves="ended",
    short=True,
    needs_level=False,
    cap_type="Cancel",
    asks=lifted,
)
