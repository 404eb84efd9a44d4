"""A registry file's text brought to say what changed models say, every other line as it was."""

from collections.abc import Iterator

from smogctl.importing.review.places import Path, said_by, thing_at
from smogctl.schema.base import Model
from smogctl.schema.registry import RegistryFile
from smogctl.values.findings import Refusal
from smogctl.yamlfile.editing import NotEditable, with_field, with_item
from smogctl.yamlfile.reader import Source, parse

_ROUNDS = 2_000
"""Fields that one choice may change at most: a body named in every clause of a long plan."""


def rewritten(source: Source, old: RegistryFile, new: RegistryFile) -> bytes:
    """The file that says `new`, where `source` says `old`.

    Raises Refusal where it is written in a way that this cannot be done without losing something.
    """
    try:
        text = _text(source, old, new)
    except NotEditable as reason:
        raise Refusal(f"{reason}，改不了；请用编辑器改这一处。") from None
    if _model(parse(text.encode(), source.file)) != new:
        raise Refusal("文件的写法改不了；请用编辑器改这一处。")
    return text.encode()


def _text(source: Source, old: RegistryFile, new: RegistryFile) -> str:
    for _ in range(_ROUNDS):
        if said_by(old) == said_by(new):
            return source.text
        text = _step(source, old, new)
        source = parse(text.encode(), source.file)
        read = _model(source)
        if read is None or said_by(read) == said_by(old):
            raise NotEditable("这里的写法特别")
        old = read
    raise NotEditable("要改的地方太多")


def _step(source: Source, old: RegistryFile, new: RegistryFile) -> str:
    """The text with the first difference taken out of it."""
    if said_by(old.outside) != said_by(new.outside):
        return _outside(source, old, new)
    for path in _mappings(old):
        before, after = thing_at(old, path), thing_at(new, path)
        for field in type(before).model_fields:
            if field in ("units", "duties"):
                continue
            if _given(before, field) != _given(after, field):
                return with_field(source, path, after, field)
    raise NotEditable("这一处不能这样改")


def _outside(source: Source, old: RegistryFile, new: RegistryFile) -> str:
    """The text with the first body changed that is another now, or that is gone."""
    if not new.outside:
        return with_field(source, (), new, "outside")
    at = 0
    for before, after in zip(old.outside, new.outside, strict=False):
        if said_by(before) != said_by(after):
            break
        at += 1
    gone = len(new.outside) < len(old.outside)
    item = None if gone else new.outside[at]
    return with_item(source, ("outside", at), item)


def _mappings(registry: RegistryFile) -> Iterator[Path]:
    """The paths of what has a key a line."""
    yield ("district",)
    yield ("plan",)
    for at, _ in enumerate(registry.responses):
        yield ("responses", at)
    for i, unit in enumerate(registry.units):
        yield ("units", i)
        for j, _ in enumerate(unit.duties):
            yield ("units", i, "duties", j)


def _given(model: Model, field: str) -> object:
    """What a model says in a field; None where the field was not given."""
    return said_by(getattr(model, field)) if field in model.model_fields_set else None


def _model(source: Source) -> RegistryFile | None:
    from pydantic import ValidationError

    try:
        return RegistryFile.model_validate(source.tree)
    except ValidationError:
        return None
