"""S102 文件太大

超过 8 MiB 或十万个值的文件不读。一个区县的登记册通常不到 100 KB，这样大的文件多半是放错了。
"""

from smogctl.lint.subject import of_loading

CODE = "S102"
SEVERITY = "error"


check = of_loading(CODE)
