"""The notice that takes a suspended response up again, with all tasks of its level."""

from smogctl.documents.kind import Kind

KIND = Kind("resume", "恢复通知", 70, follows=("suspended",), leaves="in force", short=True)
