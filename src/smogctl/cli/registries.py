"""What every question starts from: the registries asked for, read and checked, and the words
resolved against them.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

from smogctl.cli.districts import stem_of
from smogctl.cli.folders import (
    FOREIGN,
    Place,
    packaged,
    registries_folder,
    registry_names,
)
from smogctl.cli.hints import meant_said
from smogctl.plan import catalogue
from smogctl.plan.catalogue import Measures
from smogctl.plan.loaded import Loaded
from smogctl.plan.loading import load
from smogctl.plan.registry import District, Registry
from smogctl.system.files import leads_out
from smogctl.text.plain import clip, fold, listed, visible
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Report


class OpenRegistries:
    """The registries that a question is asked of, and the troubles met so far: any trouble makes
    the exit code 2.
    """

    def __init__(self, measures: Measures) -> None:
        self.registries: list[Registry] = []
        self.measures = measures
        self.notices: list[str] = []
        self.troubles: list[str] = []
        self.survey: Callable[[], list[str]] | None = None
        """What finds the troubles of registries that are still to be read; None: they have been."""

    @property
    def everything_told(self) -> tuple[str, ...]:
        """All that is to be said on standard error."""
        return (*self.notices, *self.troubles)

    def refuse(self, *reasons: str) -> Refusal:
        """The refusal that says these reasons and all that was met before.

        A word may mean nothing because the file that knows it cannot be read.
        """
        if self.survey is not None:
            self.troubles += self.survey()
        return Refusal("\n".join((*self.everything_told, *reasons)))

    @property
    def code(self) -> int:
        """The exit code so far."""
        if self.troubles:
            return exits.NOT_DONE
        return exits.DONE

    @property
    def names(self) -> str:
        """The districts, as a message lists them."""
        return "、".join(registry.district.name for registry in self.registries)

    def only(self, why: str) -> Registry:
        """The one registry that is asked. Raises Refusal where there are several.

        `why` says for what it must be one.
        """
        if len(self.registries) > 1:
            raise self.refuse(f"{why}：请用 --district 指明，有：{self.names}。")
        return self.registries[0]

    def answer(
        self, report: Report | str | bytes | None, code: int = exits.DONE
    ) -> Answer:
        """A command's answer with all that is to be said beside it; trouble outdoes `code`."""
        return Answer(report, self.everything_told, self.code or code)


def open_registries(folder: str | None, district: str | None) -> OpenRegistries:
    """Read the registries of a folder. A bad file is said and left out.

    The good ones are still asked. Raises Refusal where there is none, and none of the district.
    """
    place = registries_folder(folder)
    names = registry_names(place.folder)
    if district is not None:
        from smogctl.cli.heads import may_be

        opened = _read(place, may_be(place.folder, names, district))
        for registry in opened.registries:
            if means(district, district_names(registry.district)):
                return _asked(opened, district)
        # a head may not say what its file does, and who is asked for in vain is told who there is
    return _asked(_read(place, [place.folder / name for name in names]), district)


def _read(place: Place, files: Iterable[Path]) -> OpenRegistries:
    """Read some files of a folder."""
    opened = OpenRegistries(catalogue.measures())
    opened.notices += packaged(place)
    for path in files:
        loaded = load(path, opened.measures)
        if loaded.registry:
            opened.registries.append(loaded.registry)
        else:
            opened.troubles += faulty(path, loaded)
    return opened


def _asked(opened: OpenRegistries, district: str | None) -> OpenRegistries:
    """The registries that are to answer. Raises Refusal where there are none."""
    if not opened.registries:
        raise opened.refuse(NONE_USABLE)
    ids = []
    for registry in opened.registries:
        ids.append((registry.district.id, registry.file))
    opened.troubles += twins(ids)
    if district is not None:
        opened.registries = _of_district(opened, district)
    return opened


NONE_USABLE = "没有可用的登记册。"


def faulty(path: Path, loaded: Loaded) -> list[str]:
    """What is wrong with a file that yields no registry.

    Of a link out of its folder nothing is quoted: it may be somebody else's.
    """
    most = 50
    file = visible(loaded.file)
    is_read = loaded.findings[0].code != "S101"
    if is_read and leads_out(path, path.parent):
        return [f"{file}: 有错，未用于作答。是{FOREIGN}，错处不引。"]
    faults = list(map(str, loaded.findings[:most]))
    unlisted = len(loaded.findings) - most
    if unlisted > 0:
        faults.append(f"{file}: 另有 {unlisted} 处错误未列出。")
    return [*faults, f"{file}: 有错，未用于作答。"]


def twins(districts: Iterable[tuple[str, str]]) -> list[str]:
    """Files that claim the same district id: both are answered, and that is no answer to rely
    on.
    """
    files: dict[str, list[str]] = {}
    for name, file in districts:
        files.setdefault(name, []).append(file)
    claims: list[str] = []
    for name, same in files.items():
        if len(same) > 1:
            shown = visible("、".join(same))
            claims.append(f"{shown}：同为区县“{name}”，都列出了，请只留一个。")
    return claims


def _of_district(opened: OpenRegistries, word: str) -> list[Registry]:
    named: list[Registry] = []
    known: list[list[str]] = []
    for registry in opened.registries:
        names = district_names(registry.district)
        known.append(names)
        if means(word, names):
            named.append(registry)
    if not named:
        raise opened.refuse(no_district(word, known) + unread(opened))
    return named


def means(word: str, names: Iterable[str]) -> bool:
    """Whether a typed word is one of some names."""
    return fold(word) in map(fold, names)


def no_district(word: str, known: Sequence[Sequence[str]]) -> str:
    """That no district is called so, and which there are.

    `known` are the names of each, id and full name first.
    """
    names = list(chain.from_iterable(known))
    full = dict.fromkeys(of_district[1] for of_district in known)
    hint = meant_said(word, names, f"有：{listed(list(full))}。")
    origin = ""
    if os.environ.get("SMOGCTL_DISTRICT") == word:
        origin = "（来自 $SMOGCTL_DISTRICT）"
    return f"没有区县“{clip(word)}”{origin}。{hint}"


def district_names(district: District) -> list[str]:
    """How a district can be asked for: id, name, short name, the name without 区, 县, 旗 or 市."""
    names = (district.id, district.name, district.short, stem_of(district.name))
    return list(filter(None, names))


def unread(opened: OpenRegistries) -> str:
    """What to remember when something is not found while files could not be read."""
    if not opened.troubles:
        return ""
    return "（有登记册有错未读，可能在其中。）"
