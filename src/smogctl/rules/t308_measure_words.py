"""T308 条文有措施的字样而 measures 没有

目录为每项措施列了常见的字样；条文里有，measures 里没有，也许漏了。只是提示：
字样相同而意思不同的也有。

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 组织学校减少户外活动  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 组织学校减少户外活动
        measures: [public.school-outdoor]
```
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from smogctl import catalogue
from smogctl.linting import Fault, Subject
from smogctl.rules._walk import duties

CODE = "T308"
SEVERITY = "note"


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """For each measure a pattern of the words by which a text names it; … is anything inside the clause."""
    return {
        one.id: re.compile("|".join(".{0,12}".join(map(re.escape, word.split("…"))) for word in one.words))
        for one in catalogue.measures().values()
    }


@lru_cache(maxsize=1)
def _beginnings() -> Mapping[str, tuple[str, ...]]:
    """The first two characters of every word, and the measures that have such a word: most clauses have few."""
    table: dict[str, dict[str, None]] = {}
    for one in catalogue.measures().values():
        for word in one.words:
            table.setdefault(word[:2], {})[one.id] = None
    return {pair: tuple(names) for pair, names in table.items()}


def suggested(text: str) -> list[tuple[str, int]]:
    """The measures whose words stand in a text, with the place of the first."""
    table, patterns = _beginnings(), _patterns()
    near = {name for at in range(len(text) - 1) for name in table.get(text[at : at + 2], ())}
    return [(name, hit.start()) for name in patterns if name in near and (hit := patterns[name].search(text))]


def check(subject: Subject) -> Iterator[Fault]:
    """Measures whose words stand in a clause that does not have them."""
    if subject.model is None:
        return
    for path, _, _, duty in duties(subject.model):
        given = {entry.id for entry in duty.measures}
        for name, at in suggested(duty.text):
            if name not in given:
                title = subject.measures[name].name
                yield Fault(f"条文有“{title}”的字样，measures 里没有 {name}，请看是否漏了。", (*path, "text"), shift=at)
