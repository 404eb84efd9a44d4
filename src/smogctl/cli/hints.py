"""What people may have meant by a word that means nothing, and the words of a list."""

import re
from collections.abc import Sequence

from smogctl.text.plain import closest, listed

_COMMAS = re.compile("[,，、]")


def meant_said(word: str, names: Sequence[str], otherwise: str) -> str:
    """The names that were probably meant, as a question; where none is near, something else."""
    near = closest(word, names)
    if not near:
        return otherwise
    return f"是不是：{listed(near)}？"


def words_of_list(text: str) -> list[str]:
    """The words of a list, as typed: 1,2 or 1，2 or 1、2; nothing for an empty place."""
    words = []
    for word in _COMMAS.split(text):
        if word.strip():
            words.append(word)
    return words
