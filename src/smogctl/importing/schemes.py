"""The levels of a plan: the grading scheme that its words allow, and which of the levels the text names itself."""

from smogctl.grammar.levels import named
from smogctl.plan import catalogue
from smogctl.schema.registry import Level
from smogctl.values.vocabulary import COLOURS

_BLUE = ("蓝色预警", "Ⅳ级响应", "Ⅳ级应急响应", "四级响应")


def levels_of(text: str) -> tuple[str, tuple[Level, ...], str]:
    """The scheme's id, its levels, and why the scheme is a guess."""
    blue = any(word in text for word in _BLUE)
    scheme = catalogue.schemes()["national-2017" if blue else "national-2024"]
    plain = tuple(
        Level(id=one.id, name=f"{COLOURS[one.id]}预警", response=one.response, basis="inferred")
        for one in scheme.levels
    )
    said = {level for _, level in named(text, plain)}
    levels = tuple(
        Level(
            id=one.id,
            name=one.name,
            response=one.response,
            basis="stated" if one.id in said else "inferred",
        )
        for one in plain
    )
    why = "原文有蓝色预警，按国家 2017 年分级拟" if blue else "原文没有写分级标准，按现行国家标准拟"
    return scheme.id, levels, why
