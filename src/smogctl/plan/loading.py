"""A registry file to a registry, or to the findings that say why there is none."""

from collections.abc import Mapping
from pathlib import Path

from smogctl.plan import catalogue
from smogctl.plan.kept import keep, kept
from smogctl.plan.loaded import Loaded
from smogctl.plan.measures import Measure
from smogctl.plan.registry import Registry
from smogctl.system.files import FileRead, full_name, read_file, shown_path
from smogctl.system.seen import note
from smogctl.yamlfile.limits import MAX_BYTES


def load(path: Path, measures: Mapping[str, Measure]) -> Loaded:
    """Load one file against the catalogue's measures. Never raises for what the file is or says.

    Where the same bytes were found right in an earlier run, what was made of them then is taken.
    """
    shown = shown_path(path)
    file = _read(path)
    if file is None or measures is not catalogue.measures():
        # one that cannot be read, or is held against other measures, is not kept
        return _anew(path, shown, file, measures)
    note(file)
    name = full_name(path)
    rests_on = catalogue.state()
    registry: Registry | None = kept(name, file.data, rests_on)
    if registry is not None:
        return Loaded(shown, registry._replace(file=shown))
    loaded = _anew(path, shown, file, measures)
    if loaded.registry is not None:
        keep(name, file.data, loaded.registry, rests_on)
    return loaded


def keep_grown(path: Path, registry: Registry) -> None:
    """Keep a registry again of which more was read than when it was loaded.

    Where its file is another by now, nothing is kept: only what was kept of the very bytes that it
    has is replaced. The hash that people compare is too short to tell.
    """
    file = _read(path)
    if file is None:
        return
    name, rests_on = full_name(path), catalogue.state()
    before: Registry | None = kept(name, file.data, rests_on)
    if before is not None and _as_loaded(before) == _as_loaded(registry):
        keep(name, file.data, registry, rests_on)


def _as_loaded(registry: Registry) -> Registry:
    """A registry without what is read of it later, and without its file's name for people."""
    return registry._replace(own_words={}, file="")


def _read(path: Path) -> FileRead | None:
    try:
        return read_file(path, MAX_BYTES)
    except (OSError, ValueError):
        return None


def _anew(
    path: Path, shown: str, file: FileRead | None, measures: Mapping[str, Measure]
) -> Loaded:
    from smogctl.plan.building import build
    from smogctl.yamlfile.reader import parse, read

    if file is None:
        # one that could not be read is tried again, for the finding that says why
        return build(read(path, shown), measures)
    return build(parse(file.data, shown), measures)
