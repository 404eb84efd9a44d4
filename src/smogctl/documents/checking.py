"""Which names a user's template uses that nothing provides, before a night when it is needed."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from smogctl.documents.naming import METHODS, key_of, written
from smogctl.documents.rendering import environment
from smogctl.documents.sandbox import run_apart
from smogctl.documents.template_files import MOST_TEMPLATE, template_bytes
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal

ANY = object()
"""A shape of which nothing is known: whatever is asked of it may be there."""


class Trouble(NamedTuple):
    """What is wrong with a template, and where."""

    file: str
    line: int
    message: str


def check(path: Path, provided: Mapping[str, Any]) -> list[Trouble]:
    """The names in a template that nothing provides, with their places.

    Of `provided`, an example of the data, only the shape counts. It is read in another process,
    where seconds, memory and output are limited.
    """
    name = visible(path.name)
    try:
        made = run_apart(
            {"check": str(path), "data": provided}, f"模板 {name}", MOST_TEMPLATE
        )
    except Refusal as refusal:
        return [Trouble(name, 1, str(refusal))]
    return [Trouble(*trouble) for trouble in made["troubles"]]


def check_here(path: Path, provided: Mapping[str, Any]) -> list[Trouble]:
    """The same, read in this process."""
    name = visible(path.name)
    try:
        text = template_bytes(path, path.parent).decode("utf-8-sig")
    except ValueError:
        return [Trouble(name, 1, "不是 UTF-8。")]
    except Refusal as refusal:
        return [Trouble(name, 1, f"{refusal}。")]
    try:
        tree = environment([path.parent], str).parse(text)
        unknown = set(_unknown(tree, {**_given(tree), **provided}))
    except TemplateSyntaxError as error:
        what = visible(error.message or "")
        return [Trouble(name, error.lineno, f"写法有错：{what}。")]
    except (RecursionError, SyntaxError, MemoryError):
        return [Trouble(name, 1, "嵌套太深。")]
    troubles = []
    for line, message in sorted(unknown):
        troubles.append(Trouble(name, line, message))
    return troubles


def _given(tree: nodes.Template) -> dict[str, Any]:
    """The names that a template gives itself, wherever: macros, their arguments, set, with, import;
    and Jinja's own.
    """
    names = {*environment([], str).globals, *_JINJAS_OWN}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load":
            continue
        names.add(name.name)
    for macro in tree.find_all(nodes.Macro):
        names.add(macro.name)
    return dict.fromkeys(names, ANY)


def _unknown(node: nodes.Node, scope: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The unknown names below a node, with their lines."""
    if isinstance(node, nodes.For):
        yield from _unknown(node.iter, scope)
        element = _element(_shape(node.iter, scope))
        inner = {**scope, **_bound(node.target, element)}
        within = [*node.body, *node.else_]
        if node.test:
            within.append(node.test)
        for child in within:
            yield from _unknown(child, inner)
        return
    if _is_asked(node):
        shape = _shape(node, scope)
        if shape is None:
            yield node.lineno, f"没有“{written(node)}”这个名字。"
            return
    for child in node.iter_child_nodes():
        yield from _unknown(child, scope)


def _is_asked(node: nodes.Node) -> bool:
    """Whether a node asks for a name, or for a key of one."""
    if not isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        return False
    return node.ctx == "load"


_JINJAS_OWN = ("loop", "caller", "varargs", "kwargs")
"""The names that Jinja gives inside a loop or a macro."""


def _bound(target: nodes.Node, shape: Any) -> dict[str, Any]:
    """The names that a loop gives, with what is known of each."""
    if isinstance(target, nodes.Name):
        return {target.name: shape}
    names = (name.name for name in target.find_all(nodes.Name))
    return dict.fromkeys(names, ANY)


def _shape(node: nodes.Node, scope: Mapping[str, Any]) -> Any:
    """An example of what an expression gives; None for a name that nothing provides."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return ANY
    key = key_of(node)
    if key is None:
        return ANY
    inner = _shape(node.node, scope)
    if inner is None:
        return None
    if not isinstance(inner, Mapping):
        return ANY
    if key in METHODS:
        return ANY
    return inner.get(key)


def _element(shape: Any) -> Any:
    """An example of what a loop over something gives."""
    if not isinstance(shape, list | tuple):
        return ANY
    if len(shape) == 0:
        return ANY
    return shape[0]
