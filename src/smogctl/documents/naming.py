"""How a template names what it is given, read from Jinja's tree."""

from jinja2 import nodes

from smogctl.text.plain import visible

METHODS = frozenset({"items", "keys", "values", "get"})
"""What a template may call on a mapping; such a name is no key."""


def key_of(node: nodes.Node) -> str | None:
    """The key that is asked for by `x.key` or `x['key']`; None where it is not a plain word."""
    match node:
        case nodes.Getattr(attr=key):
            return key
        case nodes.Getitem(arg=nodes.Const(value=str(key))):
            return key
        case _:
            return None


def written(node: nodes.Node) -> str:
    """A name or a key of one as it was written: facts.authorty."""
    if isinstance(node, nodes.Name):
        return visible(node.name)
    assert isinstance(node, nodes.Getattr | nodes.Getitem)
    owner = written(node.node)
    key = key_of(node) or "?"
    return f"{owner}.{visible(key)}"
