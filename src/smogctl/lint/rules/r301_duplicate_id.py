"""R301 id 重复

id 是别处引用的依据，重复了就不知道指哪一个。单位和机构共用一套 id，职责另一套。upper 里
一项措施也只能有一条。

```bad
units:
  - {id: education, name: 区教育局, kind: department}
  - {id: education, name: 区教委, kind: department}  # <-
```

```good
units:
  - {id: education, name: 区教育局, kind: department}
  - {id: health, name: 区卫健委, kind: department}
```
"""

from smogctl.lint.subject import of_loading

CODE = "R301"
SEVERITY = "error"


check = of_loading(CODE)
