"""The day's report on a response in force: the air, what each unit did, what is wrong."""

from smogctl.documents.kind import Kind

KIND = Kind("daily", "日报", 120, follows=("in force", "suspended"))
