"""S106 不是一份文档

一个文件只许有一份文档，不许是空的，不许有 % 指令，键必须是一个词。

```bad
retired: []
---  # <-
```

```good
retired: []
```
"""

from smogctl.lint.subject import of_loading

CODE = "S106"
SEVERITY = "error"


check = of_loading(CODE)
