"""One question asked of every registry of a folder, file by file on all cores.

Nothing is kept but the answers.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from smogctl.cli import registries
from smogctl.cli.folders import packaged, registries_folder, registry_files
from smogctl.plan import catalogue
from smogctl.plan.catalogue import Measures
from smogctl.plan.loading import keep_grown, load
from smogctl.plan.registry import Registry
from smogctl.system.parallel import each
from smogctl.system.progress import progress
from smogctl.wording.listing import MANY

Ask = Callable[[Registry, Measures], Any]
"""A question of one registry: a plain function (it may run in another process) whose answer is
plain values.
"""


class _Reply(NamedTuple):
    file: str
    names: tuple[str, ...]
    """The district's id, name and short name; empty where the file yields no registry."""
    troubles: tuple[str, ...]
    answer: Any


class EachRegistry:
    """The registries of a folder, to be asked one question; `opened` keeps the troubles met."""

    def __init__(self, folder: str | None, district: str | None) -> None:
        place = registries_folder(folder)
        self.district = district
        self.files: Sequence[Path] = registry_files(place.folder)
        self._folder = place.folder
        self.opened = registries.OpenRegistries(catalogue.measures())
        self.opened.notices += packaged(place)
        self.opened.survey = self._survey

    @property
    def many(self) -> bool:
        """Whether there are more districts than an answer for people can go through one by one."""
        return self.district is None and len(self.files) > MANY

    def answers(self, ask: Ask, what: str) -> Iterator[Any]:
        """The answers of all registries asked, in the order of the files; each file is read once.

        Raises Refusal when no registry can be used, or none is the district's.
        """
        self.opened.survey = None
        known: list[tuple[str, tuple[str, ...]]] = []
        asked = False
        for files in self._readings():
            known = []
            self.opened.troubles = []
            for answer in self._asked(files, ask, what, known):
                asked = True
                yield answer
            if asked:
                break
        if not known:
            raise self.opened.refuse(registries.NONE_USABLE)
        if not asked and self.district is not None:
            names_of_all = [names for _, names in known]
            hint = registries.no_district(self.district, names_of_all)
            raise self.opened.refuse(hint + registries.unread(self.opened))
        ids = [(names[0], file) for file, names in known]
        self.opened.troubles += registries.twins(ids)

    def _survey(self) -> list[str]:
        """What is wrong with the files that would have been asked; many are not read for that."""
        files = next(self._readings())
        if len(files) > MANY:
            return []
        troubles: list[str] = []
        for file in files:
            loaded = load(file, self.opened.measures)
            if loaded.registry is None:
                troubles += registries.faulty(file, loaded)
        return troubles

    def _readings(self) -> Iterator[Sequence[Path]]:
        """The files to read: of one district first those that may be its, by their heads.

        A head may not say what its file does, and who is asked for in vain is told who there is: so
        all of them, where the first do not answer.
        """
        if self.district is not None:
            from smogctl.cli.heads import may_be

            names = [path.name for path in self.files]
            yield may_be(self._folder, names, self.district)
        yield self.files

    def _asked(
        self,
        files: Sequence[Path],
        ask: Ask,
        what: str,
        known: list[tuple[str, tuple[str, ...]]],
    ) -> Iterator[Any]:
        """The answers of some files; those that yield a registry are noted in `known`."""
        with progress(what, len(files)) as told:
            replies = each(partial(_replies, ask=ask, district=self.district), files)
            for done, reply in enumerate(replies, 1):
                self.opened.troubles += reply.troubles
                if reply.names:
                    known.append((reply.file, reply.names))
                if reply.answer is not None:
                    yield reply.answer
                if told:
                    told(done, len(files))


def _replies(files: Sequence[Path], ask: Ask, district: str | None) -> list[_Reply]:
    measures = catalogue.measures()
    return [_reply(file, ask, district, measures) for file in files]


def _reply(file: Path, ask: Ask, district: str | None, measures: Measures) -> _Reply:
    loaded = load(file, measures)
    registry = loaded.registry
    if registry is None:
        return _Reply(loaded.file, (), tuple(registries.faulty(file, loaded)), None)
    names = tuple(registries.district_names(registry.district))
    if district is not None and not registries.means(district, names):
        return _Reply(loaded.file, names, (), None)
    before = len(registry.own_words)
    answer = ask(registry, measures)
    if len(registry.own_words) > before:
        keep_grown(file, registry)
    return _Reply(loaded.file, names, (), answer)
