"""D601 值班设置不属于任何登记册

desks/ 里的文件以区县的 id 命名，district 与文件名相同，registries/ 里要有这个区县的登记册。
否则写公文时找不到它，等于没有写。

```bad
format: smogctl.desk/1
district: elsewhere  # <-
```

```good
format: smogctl.desk/1
district: here
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject

CODE = "D601"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """A desk whose district is not its file's name, or has no registry beside it."""
    if subject.desk is None or subject.path is None:
        return
    district = subject.desk.district
    if subject.path.stem != district:
        name = subject.path.name
        message = f"文件名是 {name}，district 却是“{district}”，应相同。"
        yield Fault(message, ("district",))
    elif subject.district is None:
        yield Fault(
            f"旁边的 registries/ 里没有读得了的 {district}.yaml，这份值班设置用不上。",
            ("district",),
        )
