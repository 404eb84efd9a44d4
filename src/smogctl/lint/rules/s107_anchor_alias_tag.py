"""S107 锚、别名、合并键、标签

别名和合并键能让几行字变成几个 G，标签能让值变成别的类型。登记册是给人看的，请把内容写全。

```bad
retired: &x []  # <-
```

```good
retired: []
```
"""

from smogctl.lint.subject import of_loading

CODE = "S107"
SEVERITY = "error"


check = of_loading(CODE)
