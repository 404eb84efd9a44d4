"""The notice that hands on a superior's, with the district's own division of tasks."""

from smogctl.documents.kind import Kind

KIND = Kind("relay", "转发通知", 100, leaves="in force", short=True)
