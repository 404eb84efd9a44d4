"""T302 原文的文字没有抄全

原文的每个字都应在某处：单位的序号和名称、职责的文字、预案的标题、frame。
这里报告的文字哪里都没有。

```source
石山区预案
区教育局：组织学校减少户外活动；做好健康防护。
```

```bad
units:
  - id: education
    name: 区教育局  # <-
    kind: department
    duties:
      - {id: education-1, text: 组织学校减少户外活动}
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

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.text.plain import clip

CODE = "T302"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """What of the source stands nowhere in the registry, by entry; an entry that has a wrong clause is T301's."""
    if subject.alignment is None or subject.model is None:
        return
    for line in subject.alignment.stray:
        said = f"原文第 {line.number} 行“{clip(line.text.strip())}”没有抄入，标题、表头等写在 frame 里。"
        yield Fault(said, ("plan", "source"))
    for index, entry in enumerate(subject.alignment.entries):
        following = subject.alignment.entries[index + 1 : index + 2]
        # an entry whose head was not found is T301's as well; its text then seems to belong to the one above
        wrong = any(clause.at is None for clause in entry.clauses) or any(
            one.line is None for one in following
        )
        if entry.left and not wrong:
            said = (
                f"原文第 {entry.line} 行起的条目里，“{clip(entry.left, 60)}”没有抄入。"
            )
            yield Fault(said, ("units", index, "name"))
