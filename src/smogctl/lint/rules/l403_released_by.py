"""L403 发布或提出预警的不知是谁

released_by、proposed_by 必须是本登记册里单位或机构的 id。

```bad
levels:
  - {id: yellow, name: 黄色预警, response: Ⅲ级响应, released_by: offce}  # <-
```

```good
levels:
  - {id: yellow, name: 黄色预警, response: Ⅲ级响应, released_by: education}
units:
  - {id: education, name: 区教育局, kind: department}
```
"""

from smogctl.lint.subject import of_loading

CODE = "L403"
SEVERITY = "error"


check = of_loading(CODE)
