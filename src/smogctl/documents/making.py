"""From the facts and lists of a document to its bytes, for `notice` and `checklist`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from smogctl.documents import writers
from smogctl.documents.data import data_of
from smogctl.documents.facts import Facts, missing_said
from smogctl.documents.paper import DRILL, Paper, Part, as_drill, parse
from smogctl.documents.rendering import Folders, render
from smogctl.documents.saving import Heading, saved
from smogctl.documents.telling import own_count
from smogctl.documents.writer import Document
from smogctl.documents.writers import cap
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import Activation

MESSAGE = 300
"""Characters of a message for a group at most: tasks that do not fit whole are counted."""

SHORT_TEMPLATE = "short.j2"
"""The template of the short form, for all kinds that have one."""


class Order(NamedTuple):
    """A document that is asked for.

    `short`: for a message group; `red`: with the organisation in red above it.
    """

    facts: Facts
    registry: Registry
    lists: Activation | None
    folders: Folders
    short: bool = False
    red: bool = False
    stages: bool = False
    """Whether acts say how far the catalogue has them grow."""
    more: tuple[tuple[str, str | bool], ...] = ()
    """Further names for the template."""

    @property
    def template(self) -> str:
        """The name of the template that it is made from."""
        if self.short:
            return SHORT_TEMPLATE
        return self.facts.kind.template


class Composed(NamedTuple):
    """A document before its medium."""

    document: Document
    missing: tuple[str, ...]
    """The facts that were left blank."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """A warning for each of them."""
        return missing_said(self.missing)


class Made(NamedTuple):
    """Documents in their format, by the names that they came with, and each warning once."""

    files: dict[str, bytes]
    warnings: tuple[str, ...]


def compose(order: Order) -> Composed:
    """The document's parts from its template. Raises Refusal for what a template says or does."""
    facts = order.facts
    data = data_of(facts, order.registry, order.lists, stages=order.stages)
    names = {**data, **dict(order.more)}
    parts, missing = _parts(order, names)
    counts = order.short and data["own"] != ""
    if counts and order.lists and _length(parts) > MESSAGE:
        names["own"] = own_count(order.lists)
        parts, missing = _parts(order, names)
    if facts.drill:
        parts = as_drill(parts)
    if not order.red:
        # templates always name the organisation; only a red head shows it above the paper
        parts = [part for part in parts if part.kind != "org"]
    paper = Paper(tuple(parts), order.red, facts.drill)
    document = Document(facts, order.registry, order.folders.users, paper, data)
    return Composed(document, missing)


def _length(parts: Iterable[Part]) -> int:
    characters = 0
    for part in parts:
        characters += len(part.text)
    return characters


def _parts(
    order: Order, names: Mapping[str, Any]
) -> tuple[list[Part], tuple[str, ...]]:
    """The parts as the template has them, and the facts that were left blank."""
    rendered = render(order.folders, order.template, names)
    return parse(rendered.text, order.template), rendered.missing


def make_all(format_name: str, orders: Iterable[tuple[str, Order]]) -> Made:
    """Documents in a format, each composed when its writer comes to it.

    Raises Refusal for a format that the kind has not, and for what a writer or a template says.
    """
    warnings: dict[str, None] = {}

    # one by one: a batch holds but one document before its medium, and a bar can follow it
    def composed() -> Iterator[tuple[str, Document]]:
        for name, order in orders:
            made = compose(order)
            warnings.update(dict.fromkeys(made.warnings))
            yield name, made.document

    files = writers.write_all(format_name, composed())
    return Made(files, tuple(warnings))


def facts_file(order: Order) -> str:
    """The facts of a document as a file for `--facts` and `--previous`.

    Raises Refusal as `compose` does.
    """
    full = compose(order._replace(short=False)).document
    title = full.paper.title.removeprefix(DRILL)
    facts = order.facts._replace(sender=cap.sender_of(order.facts, order.registry))
    identifier = cap.identifier(order.facts, order.registry)
    heading = Heading(order.registry.district.id, title, identifier)
    return saved(facts, heading)
