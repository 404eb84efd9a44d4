"""L402 响应与分级标准不合

分级标准写明每种颜色的预警启动哪一级响应；登记册写的与它不同。预案自己另有规定的，
请换用相应的分级标准。

```bad
levels:
  - {id: yellow, name: 黄色预警, response: Ⅱ级响应}  # <-
```

```good
levels:
  - {id: yellow, name: 黄色预警, response: Ⅲ级响应}
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.plan.levels import response_number
from smogctl.values.vocabulary import COLOURS

CODE = "L402"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Levels whose response the scheme does not give."""
    model = subject.model
    if model is None:
        return
    scheme = subject.schemes.get(model.plan.scheme)
    if scheme is None:
        return
    responses = {level.id: level.response for level in scheme.levels}
    for index, level in enumerate(model.levels):
        colour = COLOURS[level.id]
        given = responses.get(level.id)
        if given is None:
            yield Fault(
                f"分级标准“{scheme.id}”没有{colour}这一级。",
                ("levels", index, "id"),
            )
        elif response_number(given) != response_number(level.response):
            yield Fault(
                f"{colour}在分级标准“{scheme.id}”里启动{given}，现为“{level.response}”。",
                ("levels", index, "response"),
            )
