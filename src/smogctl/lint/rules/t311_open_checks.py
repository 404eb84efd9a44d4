"""T311 还有没有核过的地方

导入的草稿在拿不准的地方写了 check 和理由。有 check 的登记册还是草稿：任务单里可能有推定错的阶段、措施、
协同单位。逐条核对后删去 check；smogctl review 一条一条地问，答完即写回。

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 通知学校停止户外活动
        check: [没有认出措施]  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 通知学校停止户外活动
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.schema.checks import open_checks

CODE = "T311"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """How many open checks the file has, at the first of them."""
    if subject.model is None:
        return
    checks = list(open_checks(subject.model))
    if checks:
        yield Fault(
            f"还有 {len(checks)} 处没有核过，是草稿；用 smogctl review 逐条核对。",
            (*checks[0].path, "check"),
            at_key=True,
        )
