"""Which facts a template uses: another that is given would go nowhere without a word."""

from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, meta, nodes

from smogctl.documents.facts import WORDS
from smogctl.documents.naming import METHODS, key_of
from smogctl.documents.rendering import Folders, environment
from smogctl.documents.sandbox import run_apart
from smogctl.documents.template_files import MOST_TEMPLATE, template_bytes
from smogctl.documents.worded import MADE_OF
from smogctl.values.findings import Refusal

ALL = frozenset(WORDS)
"""The answer where it cannot be known: nobody is told of a fact as not used that may be."""


CARRIED = ("exempt",)
"""Facts that stand in the groups of measures, which templates print whole."""


class _Uses(NamedTuple):
    """What one file says: the facts that it names, the templates that it goes on to."""

    facts: frozenset[str]
    others: tuple[str, ...] = ()


def facts_used(folders: Folders, name: str) -> frozenset[str]:
    """The facts that a template names, with all that it includes, imports or extends.

    All of them where the template does not say which: it hands on the facts as a whole, chooses a
    key or a file by what it is given, or cannot be read. A user's is read in another process.
    """
    if not folders.users:
        return facts_used_here(folders, name)
    job = {"uses": name, "folders": list(map(str, (*folders.users, folders.ours)))}
    try:
        return frozenset(run_apart(job, name, MOST_TEMPLATE)["facts"])
    except Refusal:
        return ALL


def facts_used_here(folders: Folders, name: str) -> frozenset[str]:
    """The same, read in this process."""
    used = set(CARRIED)
    waiting, seen = [name], set[str]()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        path = folders.find(current)
        if path is None:
            continue
        uses = _uses(path)
        used |= uses.facts
        waiting += uses.others
    return frozenset(used)


def _uses(path: Path) -> _Uses:
    try:
        text = template_bytes(path, path.parent).decode("utf-8-sig", "replace")
        tree = environment([], str).parse(text)
        others = list(meta.find_referenced_templates(tree))
        facts = _named(tree)
    except (
        Refusal,
        ValueError,
        TemplateSyntaxError,
        RecursionError,
        SyntaxError,
        MemoryError,
    ):
        return _Uses(ALL)
    if None in others:
        # a name that is known only while the template runs
        return _Uses(ALL)
    return _Uses(facts, tuple(filter(None, others)))


def _named(tree: nodes.Template) -> frozenset[str]:
    keyed: list[nodes.Getattr | nodes.Getitem] = [
        *tree.find_all(nodes.Getattr),
        *tree.find_all(nodes.Getitem),
    ]
    keys = []
    for node in keyed:
        if _are_facts(node.node):
            keys.append(key_of(node))
    mentions = sum(map(_are_facts, tree.find_all(nodes.Name)))
    # a mention without a key is all facts: under another name, to a macro, through a filter
    if mentions > len(keys):
        return ALL
    facts: set[str] = set()
    for key in keys:
        if key is None or key in METHODS:
            return ALL
        facts.update(MADE_OF.get(key, (key,)))
    return frozenset(facts)


def _are_facts(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Name):
        return False
    if node.ctx != "load":
        return False
    return node.name in ("facts", "given")
