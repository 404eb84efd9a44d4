"""F203 字段的值不对

值的类型、写法或范围不合规定；提示里写明应为什么。名称最多 200 个字符。

```bad
units:
  - id: education
    name: 区教育局
    kind: bureau  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
```
"""

from smogctl.lint.subject import of_loading

CODE = "F203"
SEVERITY = "error"


check = of_loading(CODE)
