"""The circular that names before all who did not do what it owed."""

from smogctl.documents.kind import Kind

KIND = Kind("circulate", "通报", 180, needs_level=False)
