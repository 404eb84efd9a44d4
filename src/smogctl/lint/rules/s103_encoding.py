"""S103 编码不是 UTF-8

Windows 的老编辑器会存成 GBK。别的编码读出来会错字、丢字，所以只读 UTF-8（有无 BOM
均可）。请用编辑器另存为 UTF-8。
"""

from smogctl.lint.subject import of_loading

CODE = "S103"
SEVERITY = "error"

BAD = "format: 登记册\n".encode("gbk")


check = of_loading(CODE)
