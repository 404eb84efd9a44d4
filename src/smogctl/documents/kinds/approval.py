"""The form on which a release, change or lifting is approved; its level may be open."""

from smogctl.documents.kind import Kind

KIND = Kind("approval", "审批表", 20, needs_level=False)
