"""F201 缺少字段

这里少了必须有的字段。字段和写法见 smogctl schema 和 docs/design.md。

```bad
units:
  - id: education  # <-
    kind: department
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
```
"""

from smogctl.lint.subject import of_loading

CODE = "F201"
SEVERITY = "error"


check = of_loading(CODE)
