"""What stands where in a tree whose form may be wrong."""

from typing import Any

from smogctl.yamlfile.reader import KeyPath


def inside(tree: Any, path: KeyPath) -> Any:
    """What stands in a tree at a path; None where nothing does."""
    for part in path:
        kind: type = list if isinstance(part, int) else dict
        if not isinstance(tree, kind):
            return None
        try:
            tree = tree[part]
        except LookupError:
            return None
    return tree


def list_in(tree: Any, key: str) -> list[Any]:
    """A list of a mapping; empty where something else stands there."""
    value = inside(tree, (key,))
    return value if isinstance(value, list) else []


def text_in(tree: Any, *path: str | int) -> str:
    """A text of a tree; empty where something else stands there."""
    value = inside(tree, path)
    return value if isinstance(value, str) else ""
