"""T309 读不到预案原文

plan.source 写明原文在哪个文件（相对登记册）。没有原文就无从核对抄录，
T301、T302、T303 都不检查。
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject

CODE = "T309"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """A registry whose source is not named or cannot be read."""
    if subject.model is None or subject.path is None:
        return
    if subject.document is not None:
        return
    named = subject.model.plan.source
    if named is None:
        message = "没有写 plan.source（预案原文的文件），抄录无从核对。"
        yield Fault(message, ("plan",))
    else:
        message = f"读不到预案原文 {named}，抄录无从核对。"
        yield Fault(message, ("plan", "source"))
