"""The numbered paper that puts a unit under supervision, with a term."""

from smogctl.documents.kind import Kind

KIND = Kind("supervise", "督办通知单", 170, needs_level=False)
