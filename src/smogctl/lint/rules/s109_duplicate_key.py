"""S109 键重复

同一处的键写了两次，YAML 只取后一个，前一个的内容就悄悄丢了。请合并或删去一个。

```bad
retired: []
retired: [a-1]  # <-
```

```good
retired: [a-1]
```
"""

from smogctl.lint.subject import of_loading

CODE = "S109"
SEVERITY = "error"


check = of_loading(CODE)
