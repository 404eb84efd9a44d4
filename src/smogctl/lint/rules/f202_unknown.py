"""F202 没有这个字段

多半是写错了字。不认识的字段不会被悄悄忽略，否则写错的职责、级别就等于没写。

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    alias: [教育局]  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    aliases: [教育局]
```
"""

from smogctl.lint.subject import of_loading

CODE = "F202"
SEVERITY = "error"


check = of_loading(CODE)
