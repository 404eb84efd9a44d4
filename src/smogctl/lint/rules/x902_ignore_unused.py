"""X902 忽略已无用

写了忽略，那里却没有这个发现了。请删去，免得以后的错误被它遮住。
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject

CODE = "X902"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Nothing: the comments are read when all other findings are there (linting)."""
    return iter(())
