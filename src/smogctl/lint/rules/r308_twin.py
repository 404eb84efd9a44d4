"""R308 区县的 id 或代码与别的文件相同

同一个文件夹里两个文件写了同一个区县的 id 或行政区划代码，不知道哪一个是真的。
这是唯一要看别的文件的规则，只看它们的开头。
"""

from collections.abc import Iterator, Sequence

from smogctl.lint.neighbours import Head, head_of
from smogctl.lint.subject import Fault, Subject
from smogctl.text.plain import visible

CODE = "R308"
SEVERITY = "error"
NEEDS_NEIGHBOURS = True
"""The heads of the other files of the folder are wanted."""


def check(subject: Subject) -> Iterator[Fault]:
    """Ids and adcodes that another file of the folder has."""
    own = head_of(subject.source)
    if own is None:
        return
    for what, field in (("区县的 id", "id"), ("行政区划代码", "adcode")):
        value = getattr(own, field)
        same = _files(subject.others, field, value)
        if not value or not same:
            continue
        names = "、".join(map(visible, same[:3]))
        if len(same) > 3:
            names += f" 等 {len(same)} 个文件"
        message = f"{what}“{value}”与 {names} 相同。"
        yield Fault(message, ("district", field))


def _files(heads: Sequence[Head], field: str, value: str) -> list[str]:
    """The files whose heads have the same in a field."""
    files = []
    for head in heads:
        if getattr(head, field) == value:
            files.append(head.file)
    return files
