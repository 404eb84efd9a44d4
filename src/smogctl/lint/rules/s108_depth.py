"""S108 嵌套太深

登记册最多用到七八层；超过 40 层的文件会使解析器崩溃。
"""

from smogctl.lint.subject import of_loading

CODE = "S108"
SEVERITY = "error"

BAD = b"[" * 60


check = of_loading(CODE)
