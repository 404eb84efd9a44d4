"""L401 预警级别的次序

级别由低到高写：黄、橙、红。

```bad
levels:
  - {id: orange, name: 橙色预警, response: Ⅱ级响应}
  - {id: yellow, name: 黄色预警, response: Ⅲ级响应}  # <-
```

```good
levels:
  - {id: yellow, name: 黄色预警, response: Ⅲ级响应}
  - {id: orange, name: 橙色预警, response: Ⅱ级响应}
```
"""

from collections.abc import Iterator
from itertools import pairwise

from smogctl.lint.subject import Fault, Subject
from smogctl.values.vocabulary import RANK

CODE = "L401"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Levels that stand behind a higher one."""
    if subject.model is None:
        return
    levels = pairwise(subject.model.levels)
    for index, (level, following) in enumerate(levels, 1):
        if RANK[following.id] < RANK[level.id]:
            yield Fault(
                f"“{following.name}”低于“{level.name}”，应写在它前面。",
                ("levels", index, "id"),
            )
