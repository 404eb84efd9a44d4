"""The report that sums a response up and judges it, for the review afterwards."""

from smogctl.documents.kind import Kind

KIND = Kind("summary", "总结评估报告", 130, follows=("in force", "suspended", "ended"))
