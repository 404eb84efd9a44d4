"""The written reminder of what is overdue."""

from smogctl.documents.kind import Kind

KIND = Kind("urge", "催办单", 160, needs_level=False)
