"""R308 区县的 id 或代码与别的文件相同

同一个文件夹里两个文件写了同一个区县的 id 或行政区划代码，不知道哪一个是真的。
这是唯一要看别的文件的规则，只看它们的开头。
"""

from collections.abc import Iterator

from smogctl.linting import Fault, Subject, head_of

CODE = "R308"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Ids and adcodes that another file of the folder has."""
    own = head_of(subject.source)
    for other in subject.others if own else ():
        assert own
        if own.id and own.id == other.id:
            yield Fault(f"区县的 id “{own.id}”与 {other.file} 相同。", ("district", "id"))
        if own.adcode and own.adcode == other.adcode:
            yield Fault(f"行政区划代码“{own.adcode}”与 {other.file} 相同。", ("district", "adcode"))
