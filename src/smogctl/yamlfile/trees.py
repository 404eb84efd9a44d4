"""What stands where in a tree whose form may be wrong."""

from typing import Any

from smogctl.yamlfile.reader import KeyPath


def inside(tree: Any, path: KeyPath) -> Any:
    """What stands in a tree at a path; None where nothing does."""
    for part in path:
        if isinstance(part, int):
            tree = tree[part] if isinstance(tree, list) and part < len(tree) else None
        else:
            tree = tree.get(part) if isinstance(tree, dict) else None
    return tree


def list_in(tree: Any, key: str) -> list[Any]:
    """A list of a mapping; empty where something else stands there."""
    found = inside(tree, (key,))
    return found if isinstance(found, list) else []


def text_in(tree: Any, *path: str | int) -> str:
    """A text of a tree; empty where something else stands there."""
    found = inside(tree, path)
    return found if isinstance(found, str) else ""
