"""One registry file as lint rules see it, and what they may find in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from smogctl.grammar.mentions import Names
from smogctl.lint.alignment import align
from smogctl.lint.neighbours import Head
from smogctl.lint.odd import MAY_BE_ODD
from smogctl.lint.placed import Alignment
from smogctl.plan import catalogue
from smogctl.plan.building import check, registry_of
from smogctl.plan.desks import check_desk
from smogctl.plan.measures import Measure
from smogctl.plan.names import known_names
from smogctl.plan.registry import Registry
from smogctl.plan.schemes import Scheme
from smogctl.schema.base import Model
from smogctl.schema.desk import Contact, DeskFile
from smogctl.schema.registry import Duty, RegistryFile, Response, Unit
from smogctl.system.files import (
    FileRead,
    beside,
    leads_out,
    read_file,
    real_path,
    shown_path,
)
from smogctl.text.plain import lines_of
from smogctl.values.findings import Finding, Severity
from smogctl.yamlfile.reader import KeyPath, Marks, Source, Tree, parse, read
from smogctl.yamlfile.trees import list_in, text_in

MAX_DOCUMENT = 8 << 20
"""Bytes of a plan's text."""


class Fault(NamedTuple):
    """What a rule found: at a key path, or at a line and column of the text.

    `shift` characters into the value.
    """

    message: str
    path: KeyPath | None = None
    at_key: bool = False
    place: tuple[int, int] = (1, 1)
    severity: Severity | None = None
    fixable: bool = False
    shift: int = 0


class Subject:
    """One file as rules see it.

    What needs the file to be readable or well formed is None or empty where it is not. `document`
    is the plan's text where no file holds it yet; without it the text is read from where the
    registry says that it lies.
    """

    schema: type[Model] = RegistryFile
    """What such a file holds."""

    def __init__(
        self,
        source: Source,
        path: Path | None = None,
        others: Sequence[Head] = (),
        document: str | None = None,
    ) -> None:
        self.source = source
        self.path = path
        self.others = others
        """The heads of the other files of the folder."""
        self._unfiled = document

    @cached_property
    def _checked(self) -> tuple[RegistryFile | None, tuple[Finding, ...]]:
        return check(self.source, catalogue.measures())

    @property
    def model(self) -> RegistryFile | None:
        """The file's content where its form is right, even if a reference is not."""
        return self._checked[0]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The plan's units; none where the file has no model."""
        if self.model is None:
            return ()
        return self.model.units

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of reading, form and references."""
        return self._checked[1]

    @cached_property
    def registry(self) -> Registry | None:
        """The file as a registry, where nothing is wrong with it."""
        model, faults = self._checked
        if model is None or faults:
            return None
        return registry_of(model, self.source)

    @cached_property
    def texts(self) -> list[tuple[KeyPath, str, Marks]]:
        """Every text of the file with its key path and place; keys are left out."""
        tree, marks = self.source.tree, self.source.marks
        texts: list[tuple[KeyPath, str, Marks]] = []
        if tree is not None and marks is not None:
            _texts(tree, marks, (), texts)
        return texts

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines, without their ends."""
        return lines_of(self.source.text)

    @cached_property
    def may_be_odd(self) -> bool:
        """Whether a value may have a hazardous character or a look-alike: one scan for all rules.

        A text has some hundred different characters, so each is looked at once.
        """
        return MAY_BE_ODD.search("".join(set(self.source.text))) is not None

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The file's content as read; empty where it is no mapping."""
        tree = self.source.tree
        return tree if isinstance(tree, dict) else {}

    @property
    def desk(self) -> DeskFile | None:
        """The desk that the file is; None for a registry."""
        return None

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The desk's contacts; a registry has none."""
        return ()

    @property
    def district(self) -> RegistryFile | None:
        """The registry whose desk it is; None for a registry."""
        return None

    @property
    def document_path(self) -> Path | None:
        """Where the plan's text lies, as the registry names it."""
        if self.model is None or self.path is None:
            return None
        named = self.model.plan.source
        if named is None:
            return None
        # relative to the registry's file, as docs/design.md has it, here or on another system
        if named[:1] in "/\\~" or PurePath(named).is_absolute():
            return None
        return self.path.parent / named

    @property
    def _document_root(self) -> Path:
        """The folder in which the plan's text must lie: that of the registries, else the file's."""
        folder = real_path(self.path or Path()).parent
        for above in (folder, *folder.parents):
            if above.name == "registries":
                return above
        return folder

    @cached_property
    def document_is_foreign(self) -> bool:
        """Whether the plan's text is said to lie outside the folder of the registries.

        It is not read then: a registry that somebody sends must not have other files quoted, by
        `..`, by a link or by a hidden file such as `.git/config`.
        """
        if self.document_path is None:
            named = self.model and self.model.plan.source
            return bool(named) and self.path is not None
        root = self._document_root
        if leads_out(self.document_path, root):
            return True
        inside = real_path(self.document_path).relative_to(root)
        return any(part.startswith(".") for part in inside.parts)

    @cached_property
    def document_read(self) -> FileRead | None:
        """The file of the plan's text, read once.

        None where the registry names none, or one outside, or it cannot be read.
        """
        if self.document_path is None or self.document_is_foreign:
            return None
        try:
            return read_file(self.document_path, MAX_DOCUMENT)
        except (OSError, ValueError):
            return None

    @cached_property
    def document(self) -> str | None:
        """The plan's text, or None where the file names none or it cannot be read."""
        if self._unfiled is not None:
            return self._unfiled
        if self.document_read is None:
            return None
        try:
            text = self.document_read.data.decode("utf-8-sig")
        except ValueError:
            return None
        return text.replace("\r\n", "\n")

    @cached_property
    def alignment(self) -> Alignment:
        """The registry held against the plan's text; empty where there is none of them."""
        if self.model is None or self.document is None:
            return Alignment((), (), (), ())
        return align(self.model, self.document)

    @cached_property
    def names(self) -> Names:
        """The names that a clause may mean; none where the file has no model."""
        if self.model is None:
            return Names({})
        return Names(dict(known_names(self.model)))

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The catalogue's measures."""
        return catalogue.measures()

    @property
    def schemes(self) -> "Mapping[str, Scheme]":
        """The catalogue's schemes."""
        return catalogue.schemes()


class DeskSubject(Subject):
    """A desk file as rules see it. It has no model: rules about registries find nothing in it."""

    schema = DeskFile

    @cached_property
    def _content(self) -> tuple[DeskFile | None, tuple[Finding, ...]]:
        return check_desk(self.source)

    @property
    def desk(self) -> DeskFile | None:
        """The file's content where its form is right."""
        return self._content[0]

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The desk's contacts; none where its form is wrong."""
        if self.desk is None:
            return ()
        return self.desk.contacts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of reading and form."""
        return self._content[1]

    @property
    def model(self) -> RegistryFile | None:
        """None: it is no registry."""
        return None

    @cached_property
    def document_path(self) -> Path | None:
        """Where the registry lies whose desk it is: findings rest on it too."""
        if self.desk is None or self.path is None:
            return None
        name = f"{self.desk.district}.yaml"
        return beside(self.path, "registries", name)

    @property
    def _document_root(self) -> Path:
        """The registry's own folder."""
        return real_path((self.document_path or Path()).parent)

    @cached_property
    def district(self) -> RegistryFile | None:
        """The registry whose desk it is, as far as it can be read; None where none is beside it."""
        named = self.document_path
        if named is None:
            return None
        if self.document_read is None:
            return None
        # the bytes that are remembered as what findings rest on, not read a second time
        source = parse(self.document_read.data, shown_path(named))
        model, _ = check(source, catalogue.measures())
        return model


def _texts(
    tree: Tree, marks: Marks, path: KeyPath, texts: list[tuple[KeyPath, str, Marks]]
) -> None:
    """Every text of a tree with its key path and place, put behind those of `texts`."""
    if isinstance(tree, str):
        texts.append((path, tree, marks))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            _texts(value, marks.items[index], (*path, index), texts)
    else:
        for key, value in tree.items():
            _texts(value, marks.keys[key][2], (*path, key), texts)


def subject_of(
    path: Path, others: Sequence[Head] = (), *, pure: bool = False
) -> Subject:
    """One file, read once; `others` are the heads of its neighbours."""
    return subject_from(read(path, shown_path(path), pure=pure), path, others)


def subject_from(source: Source, path: Path, others: Sequence[Head] = ()) -> Subject:
    """A file as it was read, or as an editor has it: a registry or a desk."""
    kind: type[Subject] = Subject
    if path.parent.name == "desks" or is_desk(source):
        kind = DeskSubject
    return kind(source, path, others)


def is_desk(source: Source) -> bool:
    """Whether a file says that it is a desk."""
    return text_in(source.tree, "format").startswith("smogctl.desk/")


def entries(
    tree: Any, key: str, path: KeyPath = ()
) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """The entries of a list of a file that may have other faults, each with its key path."""
    for place, entry in enumerate(list_in(tree, key)):
        if isinstance(entry, dict):
            yield (*path, key, place), entry


def clauses(subject: Subject) -> Iterator[tuple[KeyPath, Duty | Response]]:
    """Every clause that is kept to the letter, of the response chapter and of the duties, with its
    key path; none where the file has no model.
    """
    if subject.model is None:
        return
    for place, response in enumerate(subject.model.responses):
        yield ("responses", place), response
    for path, _, _, duty in duties(subject):
        yield path, duty


def duties(subject: Subject) -> Iterator[tuple[KeyPath, int, int, Duty]]:
    """Every duty with its key path and the places of its unit and itself."""
    for i, unit in enumerate(subject.units):
        for j, duty in enumerate(unit.duties):
            yield ("units", i, "duties", j), i, j, duty


def of_loading(code: str) -> Callable[[Subject], Iterator[Fault]]:
    """The check of a rule whose findings come from loading the file."""

    def check(subject: Subject) -> Iterator[Fault]:
        """The findings of this code."""
        for finding in subject.findings:
            if finding.code == code:
                yield Fault(finding.message, place=(finding.line, finding.column))

    return check
