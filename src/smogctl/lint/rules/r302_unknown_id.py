"""R302 引用了没有的 id

职责里写的单位、机构、措施、级别必须在本登记册或目录里有。

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 会同卫健部门开展宣传
        convenes: [health]  # <-
```

```good
outside:
  - {id: health, name: 卫健部门, standing: unlisted}
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 会同卫健部门开展宣传
        convenes: [health]
```
"""

from smogctl.lint.subject import of_loading

CODE = "R302"
SEVERITY = "error"


check = of_loading(CODE)
