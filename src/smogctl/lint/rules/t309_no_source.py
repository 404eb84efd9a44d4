"""T309 读不到预案原文

plan.source 写明原文在哪个文件（相对登记册）。没有原文就无从核对抄录，
T301、T302、T303 都不检查。原文须在登记册的文件夹（registries/，不然是登记册所在的文件夹）之内：
用 ..、绝对路径或链接指到外面的，和隐藏的文件，不读也不引，免得别人的登记册把机器上的文件印出来。
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.text.plain import clip

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
    elif subject.document_is_foreign:
        message = (
            f"预案原文 {clip(named)} 在登记册的文件夹之外，不读也不引，抄录无从核对。"
            "请把原文放在登记册旁边。"
        )
        yield Fault(message, ("plan", "source"))
    else:
        message = f"读不到预案原文 {named}，抄录无从核对。"
        yield Fault(message, ("plan", "source"))
