"""R307 文件名与区县的 id 不同

一个区县一个文件，文件名就是 district.id 加 .yaml，找得到，也不会重。
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.text.plain import clip
from smogctl.yamlfile.trees import text_in

CODE = "R307"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """A district's id that is not its file's name."""
    if subject.path is None:
        return
    name = text_in(subject.tree, "district", "id")
    if name and subject.path.stem != name:
        message = f"文件名是 {subject.path.name}，id 却是“{clip(name)}”，应相同。"
        yield Fault(message, ("district", "id"))
