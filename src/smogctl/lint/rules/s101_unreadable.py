"""S101 读不了的文件

管道、设备、文件夹、断掉的链接和没有权限的文件都读不了；读它们可能永远等下去。请换成普通文件。
"""

from smogctl.lint.subject import of_loading

CODE = "S101"
SEVERITY = "error"


check = of_loading(CODE)
