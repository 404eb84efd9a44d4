"""What stands where in a tree whose form may be wrong."""

from typing import Any

from smogctl.yamlfile.reader import KeyPath


def inside(tree: Any, path: KeyPath) -> Any:
    """What stands in a tree at a path; None where nothing does."""
    for part in path:
        tree = _child(tree, part)
    return tree


def _child(tree: Any, part: str | int) -> Any:
    if isinstance(tree, dict):
        return tree.get(part)
    if isinstance(tree, list) and isinstance(part, int):
        return next(iter(tree[part : part + 1]), None)
    return None


def list_in(tree: Any, key: str) -> list[Any]:
    """A list of a mapping; empty where something else stands there."""
    value = inside(tree, (key,))
    if not isinstance(value, list):
        return []
    return value


def text_in(tree: Any, *path: str | int) -> str:
    """A text of a tree; empty where something else stands there."""
    value = inside(tree, path)
    if not isinstance(value, str):
        return ""
    return value
