"""Names of files and folders as typed: what can be none is refused before a command looks at it."""

from collections.abc import Iterable, Mapping
from typing import Any

from smogctl.system.files import name_fault
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

PATHS = ("文件", "登记册", "旧", "新")
"""What stands for a path in a command's help; 文件夹, 文件或URL and the like begin with the first."""


def takes_path(parameter: Any) -> bool:
    """Whether an option or argument takes the name of a file or folder."""
    return (parameter.metavar or "").lstrip("[").startswith(PATHS)


def check_paths(parameters: Iterable[Any], values: Mapping[str, Any]) -> None:
    """Refuse what no file can be called.

    Raises Refusal for a name that is too long, or has a character that no name has.
    """
    for parameter in filter(takes_path, parameters):
        typed = values.get(parameter.name)
        if isinstance(typed, str):
            typed = [typed]
        for name in typed or ():
            _check(parameter, name)


def _check(parameter: Any, name: str) -> None:
    if "://" in name:
        return  # a database
    fault = name_fault(name)
    if fault:
        label = ""
        if parameter.param_type_name == "option":
            label = f"{max(parameter.opts, key=len)} 的"
        raise Refusal(f"{label}“{clip(name)}”不能用：{fault}。")
