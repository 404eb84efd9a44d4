"""The opinion of a consultation: what the experts forecast and which level they advise, before anything is ordered."""

from smogctl.documents.kind import Kind

KIND = Kind("consult", "会商意见", 10, needs_level=False)
