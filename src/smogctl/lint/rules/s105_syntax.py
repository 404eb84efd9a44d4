"""S105 YAML 语法不通

缩进、引号、冒号、方括号不合 YAML
的规则，整个文件就读不了。常见原因：值里有半角冒号加空格而没有加引号；全角冒号代替了半角冒号；缩进没有对齐。

```bad
retired: a: b  # <-
```

```good
retired: [a, b]
```
"""

from smogctl.lint.subject import of_loading

CODE = "S105"
SEVERITY = "error"


check = of_loading(CODE)
