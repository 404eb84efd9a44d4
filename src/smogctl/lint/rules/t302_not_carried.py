"""T302 原文的文字没有抄全

原文的每个字都应在某处：单位的序号和名称、职责的文字、预案的标题、frame。
这里报告的文字哪里都没有：条文截短了的，指着那一条；整条漏了的，指着它后面的一条，
后面没有的指着前面的一条。

```source
石山区预案
区教育局：组织学校减少户外活动；做好健康防护。
```

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - {id: education-1, text: 组织学校减少户外活动}  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - {id: education-1, text: 组织学校减少户外活动}
      - {id: education-2, text: 做好健康防护}
```
"""

from collections.abc import Iterator, Sequence

from smogctl.lint.placed import Entry, Stray
from smogctl.lint.subject import Fault, Subject
from smogctl.text.plain import clip

CODE = "T302"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """What of the source stands nowhere in the registry, each at the clause where it stood.

    An entry that has a wrong clause is T301's.
    """
    for stray in subject.alignment.stray:
        yield _of_line(stray)
    entries = subject.alignment.entries
    for index, entry in enumerate(entries):
        if not entry.left:
            continue
        if _is_wrong(entries, index):
            continue
        for piece in entry.left:
            left = clip(piece.text, 60)
            yield Fault(
                f"原文第 {entry.line} 行起的条目里，“{left}”没有抄入。",
                piece.path or ("units", index, "name"),
            )


def _of_line(stray: Stray) -> Fault:
    number = stray.line.number
    if stray.piece.path is not None:
        left = clip(stray.piece.text, 60)
        return Fault(f"原文第 {number} 行里，“{left}”没有抄入。", stray.piece.path)
    text = clip(stray.line.text.strip())
    return Fault(
        f"原文第 {number} 行“{text}”没有抄入，标题、表头等写在 frame 里。",
        ("plan", "source"),
    )


def _is_wrong(entries: Sequence[Entry], index: int) -> bool:
    """Whether T301 has something about an entry or the one below.

    Where a head was not found, its text seems to belong to the entry above.
    """
    for clause in entries[index].clauses:
        if clause.at is None:
            return True
    if index + 1 == len(entries):
        return False
    following = entries[index + 1]
    return following.line is None
