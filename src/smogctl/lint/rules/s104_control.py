"""S104 看不见的控制字符

控制字符、文件中间的 BOM、行分隔符、制表符在编辑器里看不见，读出来却会断行或改字。请删去；缩进用空格。
"""

from smogctl.lint.subject import of_loading

CODE = "S104"
SEVERITY = "error"

BAD = b"format: smogctl/1\x07\n"


check = of_loading(CODE)
