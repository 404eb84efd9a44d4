"""F205 占位的字样还没有换掉

导入时没有认出区县或标题，就先写上（待填）、（未找到标题）。名单和公文会照印，所以要换成真的：用编辑器改，
或用 smogctl review。

```bad
district:
  id: draft
  name: （待填）  # <-
```

```good
district:
  id: shishan
  name: 石山区
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.schema.registry import UNKNOWN_PLACE, UNTITLED

CODE = "F205"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """The district's name and the plan's title.

    Where they are still what the importer writes for want of one.
    """
    if subject.model is None:
        return
    if subject.model.district.name == UNKNOWN_PLACE:
        message = f"区县名称还是“{UNKNOWN_PLACE}”。"
        yield Fault(message, ("district", "name"))
    if subject.model.plan.title == UNTITLED:
        message = f"预案标题还是“{UNTITLED}”。"
        yield Fault(message, ("plan", "title"))
