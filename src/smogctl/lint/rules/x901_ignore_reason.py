"""X901 忽略没有写理由

忽略一个发现要在同一行或上一行写：# smogctl: ignore[T305] 理由。没有理由的不算数，
写得不合这个样子的也不算数。
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject

CODE = "X901"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Nothing: the comments are read when all other findings are there (linting)."""
    return iter(())
