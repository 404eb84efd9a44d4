"""Templates: sandboxed, strict about names, fed plain data only, escaped by what comes out and not
by a file's name.

Our own templates run here. A user's run in another process with limits on time, memory and
output.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
)
from jinja2.exceptions import TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment

from smogctl.documents.paper import BLANK, CLOSE, MISSING, OPEN
from smogctl.documents.template_files import template_bytes
from smogctl.system.files import is_file, is_there, leads_out, stamp_of
from smogctl.text.html import escape_html
from smogctl.text.plain import clip, visible
from smogctl.values.findings import Refusal

_MISSING = re.compile(f"{MISSING}([a-z]+){MISSING}", re.I)

MOST_OUTPUT = 8 << 20
"""Bytes of a rendered template."""


class Rendered(NamedTuple):
    """A rendered template, and the names of the facts that it asked for in vain, each once."""

    text: str
    missing: tuple[str, ...]


class Folders(NamedTuple):
    """Where templates lie: the user's folders first, then ours.

    Only ours may run in this process.
    """

    users: tuple[Path, ...]
    ours: Path

    def find(self, name: str) -> Path | None:
        """The file that a template's name means; None where there is none, or only one outside the
        folder.
        """
        for folder in (*self.users, self.ours):
            path = folder / name
            if not is_file(path):
                continue
            if leads_out(path, folder):
                return None
            return path
        return None


class _Inside(BaseLoader):
    """Templates of one folder, read with a limit; a link that leads out of it is not followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = self.folder.joinpath(*split_template_path(template))
        stamp = stamp_of(path)
        if not is_there(path):
            raise TemplateNotFound(template)
        # never TemplateNotFound: the next folder would answer in its place without a word
        try:
            text = template_bytes(path, self.folder).decode("utf-8-sig")
        except ValueError:
            raise TemplateRuntimeError(f"{template} 不是 UTF-8") from None
        except Refusal as refusal:
            raise TemplateRuntimeError(str(refusal)) from None
        return text, str(path), lambda: stamp_of(path) == stamp


def loader(folders: Sequence[Path]) -> BaseLoader:
    """Templates of several folders, the first that has one."""
    from jinja2 import ChoiceLoader

    loaders = []
    for folder in folders:
        loaders.append(_Inside(folder))
    return ChoiceLoader(loaders)


def environment(
    folders: Sequence[Path], finalize: Callable[[Any], str]
) -> ImmutableSandboxedEnvironment:
    """The one way in which templates run."""
    return ImmutableSandboxedEnvironment(
        loader=loader(folders),
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


@lru_cache(maxsize=8)
def _page_environment(folder: Path) -> ImmutableSandboxedEnvironment:
    """Kept: thousands of pages are compiled from one template once."""
    return environment([folder], lambda value: escape_html(str(value)))


def render_page(folder: Path, name: str, data: Mapping[str, Any]) -> str:
    """A page of HTML from one of our templates. Raises Refusal when the template is wrong."""
    require_plain(data)
    return _guarded(
        name, lambda: _page_environment(folder).get_template(name).render(data)
    )


@lru_cache(maxsize=8)
def script_hash(folder: Path, name: str) -> str:
    """What a page's policy calls one of our scripts by: CSP's hash of the text that it includes.

    Jinja reads the script as a template here as there, so that both are the same to the byte.
    Raises Refusal when it cannot be read.
    """
    from hashlib import sha256

    text = _guarded(name, lambda: _page_environment(folder).get_template(name).render())
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def render(folders: Folders, name: str, data: Mapping[str, Any]) -> Rendered:
    """A document's parts from its template (`paper`), ours in this process, a user's in one with
    limits.

    Raises Refusal when the template is missing, wrong, or beyond its limits, with its place.
    """
    require_plain(data)
    if folders.users:
        return _apart(folders, name, data)
    return render_here((folders.ours,), name, data)


def render_here(
    folders: Sequence[Path], name: str, data: Mapping[str, Any]
) -> Rendered:
    """The same in this process. Raises Refusal as `render` does."""
    kept = _documents_environment(tuple(folders))
    kept.missing.clear()
    text = _guarded(name, lambda: kept.environment.get_template(name).render(data))
    if len(text.encode("utf-8", "surrogatepass")) > MOST_OUTPUT:
        raise Refusal(f"模板 {name} 的输出超过 {MOST_OUTPUT >> 20} MB。")
    return Rendered(text, tuple(kept.missing))


class _Documents(NamedTuple):
    """The environment of documents, and the facts that the one being rendered asked for in vain."""

    environment: ImmutableSandboxedEnvironment
    missing: dict[str, None]


@lru_cache(maxsize=8)
def _documents_environment(folders: tuple[Path, ...]) -> _Documents:
    """Kept: of a batch's papers each template is compiled once. One is rendered at a time."""
    missing: dict[str, None] = {}

    def out(value: Any) -> str:
        # what a macro or a set block gives has been out before
        text = str(value).replace(OPEN, "").replace(CLOSE, "")
        missing.update(dict.fromkeys(_MISSING.findall(text)))
        return f"{OPEN}{visible(_MISSING.sub(BLANK, text))}{CLOSE}"

    return _Documents(environment(folders, out), missing)


def _guarded(name: str, work: Callable[[], str]) -> str:
    try:
        return work()
    except TemplateNotFound as error:
        lacking = visible(error.message or "")[:80]
        raise Refusal(f"模板 {name}：{lacking} 找不到或不能用。") from error
    except TemplateSyntaxError as error:
        file = visible(error.name or name)
        what = visible(error.message or "")
        raise Refusal(f"模板 {file}:{error.lineno} 写法有错：{what}。") from error
    except TemplateError as error:
        what = clip(error.message or type(error).__name__, 200)
        raise Refusal(f"模板 {_place(error, name)} 有错：{what}。") from error
    except MemoryError:
        raise Refusal(f"模板 {name} 用的内存超过限度。") from None
    except Exception as error:
        # what a template computes may raise anything, and Jinja writes code of its own from it
        what = f"{type(error).__name__}：{clip(str(error), 200)}"
        raise Refusal(f"模板 {_place(error, name)} 有错：{what}。") from error


def _place(error: Exception, name: str) -> str:
    """The template and line in which an error arose, the innermost; else the template alone."""
    place = name
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.suffix == ".j2":
            place = f"{visible(file.name)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _apart(folders: Folders, name: str, data: Mapping[str, Any]) -> Rendered:
    """Render in another process: seconds, memory and output are limited there."""
    from smogctl.documents.sandbox import run_apart

    job = {
        "folders": list(map(str, (*folders.users, folders.ours))),
        "name": name,
        "data": data,
    }
    made = run_apart(job, f"模板 {name}", MOST_OUTPUT * 4)
    return Rendered(made["text"], tuple(made["missing"]))


def require_plain(value: Any) -> None:
    """Text, numbers, lists and dicts only: an object with methods would give a template hands.

    Raises TypeError for all else.
    """
    if value is None or type(value) in (str, int, bool):
        return
    if isinstance(value, Mapping):
        require_plain(list(value))
        require_plain(list(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            require_plain(inner)
    else:
        raise TypeError(f"template data must be plain, not {type(value).__name__}")
