"""Which names a user's template uses that nothing provides, before a night when it is needed."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from smogctl.documents.naming import METHODS, key_of, written
from smogctl.documents.rendering import MOST_TEMPLATE, environment
from smogctl.system.files import read_regular
from smogctl.text.plain import visible

ANY = object()
"""A shape of which nothing is known: whatever is asked of it may be there."""


class Trouble(NamedTuple):
    """What is wrong with a template, and where."""

    file: str
    line: int
    message: str


def check(path: Path, provided: Mapping[str, Any]) -> list[Trouble]:
    """The names in a template that nothing provides, with their places.

    Of `provided`, an example of the data, only the shape counts.
    """
    name = visible(path.name)
    try:
        text = read_regular(path, MOST_TEMPLATE).decode("utf-8-sig")
    except (OSError, ValueError):
        return [Trouble(name, 1, "读不了，或不是 UTF-8。")]
    try:
        tree = environment([path.parent], str).parse(text)
    except TemplateSyntaxError as error:
        return [
            Trouble(name, error.lineno, f"写法有错：{visible(error.message or '')}。")
        ]
    except (RecursionError, SyntaxError, MemoryError):
        return [Trouble(name, 1, "嵌套太深。")]
    try:
        unknown = _walk(tree, {**_given(tree), **provided})
        troubles = {Trouble(name, line, message) for line, message in unknown}
    except RecursionError:
        return [Trouble(name, 1, "嵌套太深。")]
    return sorted(troubles, key=lambda trouble: (trouble.line, trouble.message))


def _given(tree: nodes.Template) -> dict[str, Any]:
    """The names that a template gives itself, wherever: macros, their arguments, set, with, import;
    and Jinja's own.
    """
    own = {
        node.name
        for node in tree.find_all(nodes.Name)
        if node.ctx in ("store", "param")
    }
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    return dict.fromkeys(
        (*environment([], str).globals, *_JINJAS_OWN, *own, *macros), ANY
    )


_JINJAS_OWN = ("loop", "caller", "varargs", "kwargs")
"""The names that Jinja gives inside a loop or a macro."""


def _walk(node: nodes.Node, scope: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The unknown names below a node, with their lines."""
    if isinstance(node, nodes.For):
        yield from _walk(node.iter, scope)
        inner = {**scope, **_bound(node.target, _element(_shape(node.iter, scope)))}
        for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
            yield from _walk(child, inner)
        return
    named = (
        isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem)
        and node.ctx == "load"
    )
    if named and _shape(node, scope) is None:
        yield node.lineno, f"没有“{written(node)}”这个名字。"
        return
    for child in node.iter_child_nodes():
        yield from _walk(child, scope)


def _bound(target: nodes.Node, shape: Any) -> dict[str, Any]:
    if isinstance(target, nodes.Name):
        return {target.name: shape}
    return {name.name: ANY for name in target.find_all(nodes.Name)}


def _shape(node: nodes.Node, scope: Mapping[str, Any]) -> Any:
    """An example of what an expression gives; None for a name that nothing provides."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    key = key_of(node)
    if key is None or not isinstance(node, nodes.Getattr | nodes.Getitem):
        return ANY
    inner = _shape(node.node, scope)
    if isinstance(inner, Mapping):
        return ANY if key in METHODS else inner.get(key)
    return None if inner is None else ANY


def _element(shape: Any) -> Any:
    return shape[0] if isinstance(shape, list | tuple) and shape else ANY
