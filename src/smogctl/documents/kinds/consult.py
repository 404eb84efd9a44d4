"""The opinion of a consultation: what is forecast and which level is advised."""

from smogctl.documents.kind import Kind

KIND = Kind("consult", "会商意见", 10, needs_level=False)
