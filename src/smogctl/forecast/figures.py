"""One figure, one time, one pollutant of a forecast as people write them."""

import re
import unicodedata
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from smogctl.text.plain import clip
from smogctl.values.findings import Refusal
from smogctl.values.pollutants import POLLUTANTS, Pollutant, pollutant

_HIGHEST = 100_000
_NO_FIGURE = Decimal("NaN")
_RANGE = re.compile(r"\d+(?:\.\d+)?\s*[-~～—–至到]+\s*\d+(?:\.\d+)?")
_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "无"})
_SEPARATORS = re.compile(r"[、,，;；/和+]")


def plain(word: str) -> str:
    """NFKC, without blanks around."""
    return unicodedata.normalize("NFKC", word).strip()


def figure(word: str, what: str) -> Decimal:
    """A figure that is not negative. Raises Refusal for what is none; a range is not guessed at."""
    text = plain(word)
    if _RANGE.fullmatch(text):
        raise Refusal(
            f"{what}“{clip(word)}”是区间：请写一个值。"
            "按低值、高值各算一次，就知道级别的上下限。"
        )
    value = _NO_FIGURE
    if text.isascii():
        with suppress(InvalidOperation):
            value = Decimal(text)
    if not value.is_finite() or not 0 <= value <= _HIGHEST:
        raise Refusal(
            f"{what}“{clip(word)}”不是数：应为 0 到 {_HIGHEST} 的数，如 160。"
        )
    return value


def primaries(word: str) -> tuple[Pollutant, ...]:
    """The primary pollutants that a cell names: PM2.5, 细颗粒物、臭氧; none for 无 or a dash.

    Raises Refusal for a word that is no pollutant.
    """
    text = plain(word)
    if text in _NOTHING:
        return ()
    named: list[Pollutant] = []
    for part in _SEPARATORS.split(text):
        name = pollutant(plain(part))
        if name is None:
            known = [f"{key}（{shown}）" for key, shown in POLLUTANTS.items()]
            raise Refusal(
                f"不认识的首要污染物“{clip(word)}”。可写：{'、'.join(known)}。"
            )
        named.append(name)
    return tuple(dict.fromkeys(named))
