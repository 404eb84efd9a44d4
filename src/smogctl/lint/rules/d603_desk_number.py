"""D603 文号的格式里没有年份或序号

number 是文号的格式：{year} 处写年份，{n} 处写序号，如 津气应办〔{year}〕{n}号。缺一个，
每份公文的文号就一样。

```bad
format: smogctl.desk/1
district: here
office:
  number: 东气应办〔2026〕{n}号  # <-
```

```good
format: smogctl.desk/1
district: here
office:
  number: 东气应办〔{year}〕{n}号
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject

CODE = "D603"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """A document number's pattern without {year} or without {n}."""
    if subject.desk is None:
        return
    pattern = subject.desk.office.number
    if pattern is None:
        return
    missing = []
    for word in ("{year}", "{n}"):
        if word not in pattern:
            missing.append(word)
    if missing:
        message = f"文号的格式里没有 {'、'.join(missing)}。"
        yield Fault(message, ("office", "number"))
