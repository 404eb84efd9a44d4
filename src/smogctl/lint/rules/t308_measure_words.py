"""T308 条文有措施的字样而 measures 没有

目录为每项措施列了常见的字样；条文里有，measures 里没有，也许漏了。只是提示：
字样相同而意思不同的也有。

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 组织学校减少户外活动  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 组织学校减少户外活动
        measures: [public.school-outdoor]
```
"""

from collections.abc import Iterator

from smogctl.grammar.measures import maybe_named, named
from smogctl.lint.subject import Fault, Subject, duties

CODE = "T308"
SEVERITY = "note"


def check(subject: Subject) -> Iterator[Fault]:
    """Measures whose words stand in a clause that does not have them."""
    for path, _, _, duty in duties(subject):
        lacking = set(maybe_named(duty.text))
        for entry in duty.measures:
            lacking.discard(entry.id)
        if not lacking:
            continue
        for hit in named(duty.text, lacking):
            title = subject.measures[hit.measure].name
            yield Fault(
                f"条文有“{hit.words}”，是“{title}”的说法，"
                f"measures 里没有 {hit.measure}，请看是否漏了。",
                (*path, "text"),
                shift=hit.at,
            )
