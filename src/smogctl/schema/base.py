"""The kinds of value that files are made of.

Every value of a file arrives as text and is checked here; what code gives may have its type.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from smogctl.text.patterns import later

MAX_NAME = 200
MAX_TEXT = 20_000


class Model(BaseModel):
    """A mapping of a file: unknown keys refused, nothing converted by guess, never changed once
    read.
    """

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, defer_build=True
    )


def fault(kind: str, message: str) -> PydanticCustomError:
    """An error of a value, in the words that people read."""
    return PydanticCustomError(kind, "{said}", {"said": message})


def _one_line(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if "\n" in value or "\r" in value:
        raise fault("one_line", "应写在一行里，中间不换行")
    return value


def _not_reserved(value: str) -> str:
    # such a file cannot be made on Windows, whatever its ending
    if value in _RESERVED:
        raise fault("reserved", f"“{value}”是 Windows 的保留名，请换一个")
    return value


_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{name}{n}" for name in ("com", "lpt") for n in range(10)),
}


# Chinese and full-width digits are not numbers of the file format; ASCII only
_DIGITS = later("[0-9]{1,6}")


def _number(value: Any) -> Any:
    # a bool is an int too, and no number
    if type(value) is int and 0 <= value < 1_000_000:
        return value
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    raise fault("number", "应为整数（最多六位）")


def _flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise fault("flag", "应为 true 或 false")


_DAY = later("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Not the weeks (2027-W01-1) that ISO 8601 has too: nobody writes them, and the schema has none."""


def _day(value: Any) -> Any:
    if type(value) is date:  # a datetime is a date too, and no day
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise fault("day", "应为日期，写作 2027-03-31")


def _listed(value: Any) -> Any:
    """One value stands for a list of one."""
    if isinstance(value, str) and value:
        return [value]
    return value


def on_text(change: Callable[[str], Any]) -> BeforeValidator:
    """What becomes of a text before it is checked; what is no text stays as it is."""

    def changed(value: Any) -> Any:
        if isinstance(value, str):
            return change(value)
        return value

    return BeforeValidator(changed)


def short_form(field: str) -> BeforeValidator:
    """A bare text stands for a mapping that has it in one field and says nothing else."""
    return on_text(lambda text: {field: text})


SLUG = r"^[a-z0-9][a-z0-9_-]{0,63}$"
MEASURE_ID = r"^[a-z]+\.[a-z][a-z0-9-]{0,63}$"
ADCODE = r"^[0-9]{6}$"

CAP_NAME = r"^[^\s,<&]+$"

SHAPES = {
    CAP_NAME: "不含空白、逗号、< 和 &（CAP 的规定）",
    SLUG: "小写字母、数字、- 和 _，首字不为符号，最多 64 个字符",
    MEASURE_ID: "措施编号，如 dust.sites",
    ADCODE: "六位数字的行政区划代码（GB/T 2260）",
}
"""What each pattern asks for, as people read it."""

Slug = Annotated[str, Field(pattern=SLUG)]
"""An id: it also becomes a file's name, so nothing but small letters, digits, - and _."""

FileSlug = Annotated[Slug, AfterValidator(_not_reserved)]
MeasureId = Annotated[str, Field(pattern=MEASURE_ID)]
Adcode = Annotated[str, Field(pattern=ADCODE)]
Name = Annotated[
    str, Field(min_length=1, max_length=MAX_NAME), BeforeValidator(_one_line)
]
Text = Annotated[
    str, Field(min_length=1, max_length=MAX_TEXT), BeforeValidator(_one_line)
]
Number = Annotated[int, BeforeValidator(_number)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[date, BeforeValidator(_day)]


def is_in_force(day: date, since: date, until: date | None) -> bool:
    """Whether what holds from a day on, and until another where that is known, holds on a day.

    Both days are its own.
    """
    last = until or date.max
    return since <= day <= last


T = TypeVar("T")
Listed = Annotated[tuple[T, ...], Field(strict=False)]
OneOrMore = Annotated[
    tuple[T, ...], Field(strict=False, min_length=1), BeforeValidator(_listed)
]


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation holds, however deep in lists and unions.

    None where it holds none.
    """
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        model = model_in(argument)
        if model:
            return model
    return None
