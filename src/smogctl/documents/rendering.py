"""Templates: sandboxed, strict about names, fed plain data only, escaped by the format that comes out."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from smogctl.findings import Refusal
from smogctl.markdown import escape_markdown
from smogctl.markup import escape_html
from smogctl.text import visible

_ESCAPES = {"text": visible, "md": escape_markdown, "html": escape_html}
"""What each format does to every value that a template prints: the one door out."""


def render(folder: Path, kind: str, format_name: str, data: Mapping[str, Any]) -> str:
    """A document of a kind in a format, from `<kind>.<format>.j2` in the folder.

    `data` must be plain (text, numbers, lists, dicts): an object with methods would give a template hands (hazards,
    row 11). Raises Refusal when the template is missing or wrong, with its place.
    """
    _require_plain(data)
    name = f"{kind}.{format_name}.j2"
    try:
        return _environment(folder, format_name).get_template(name).render(data)
    except TemplateError as error:
        line = f":{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
        raise Refusal(f"模板 {name}{line} 有错：{error.message or type(error).__name__}。") from error


@lru_cache(maxsize=8)
def _environment(folder: Path, format_name: str) -> ImmutableSandboxedEnvironment:
    """The environment of a folder and format, kept: thousands of pages are compiled from one template once."""
    escape = _ESCAPES[format_name]
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=lambda value: escape(str(value)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _require_plain(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _require_plain(key)
            _require_plain(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _require_plain(inner)
    elif value is not None and type(value) not in (str, int, bool):
        raise TypeError(f"template data must be plain, not {type(value).__name__}")
