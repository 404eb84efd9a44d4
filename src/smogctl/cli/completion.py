"""What can be typed after an option, from the catalogue and the registries asked.

Silent about every trouble. Nothing of a registry is kept but its names; of thousands only those
that changed are read again, and for two seconds at most: who pressed the key waits.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from smogctl.values.vocabulary import COLOURS

if TYPE_CHECKING:  # read only by who completes a unit
    from smogctl.plan.registry import Registry

_SECONDS = 2.0


class _Names(NamedTuple):
    """What of one registry can be typed."""

    written: tuple[str, ...]
    """The names of its units and bodies, and their aliases."""
    short: tuple[str, ...]
    """All forms by which a unit can be asked for."""
    levels: tuple[str, ...]


def complete_unit(ctx: typer.Context, incomplete: str) -> list[str]:
    """Unit names, bodies and aliases that begin with what is typed.

    Else such forms without the district's prefix.
    """
    known = list(_known(ctx))
    written = chain.from_iterable(names.written for names in known)
    begun = _begun(written, incomplete)
    if not begun:
        short = chain.from_iterable(names.short for names in known)
        begun = _begun(short, incomplete)
    return begun


def _begun(names: Iterable[str], typed: str) -> list[str]:
    """The names that begin with what is typed, each once."""
    from smogctl.text.plain import visible

    begun: dict[str, None] = {}
    for name in names:
        if name.startswith(typed):
            begun[visible(name)] = None
    return list(begun)


def complete_district(ctx: typer.Context, incomplete: str) -> list[str]:
    """Districts by id, name and short name."""
    names = chain.from_iterable(_districts(ctx))
    return _begun(filter(None, names), incomplete)


def _districts(ctx: typer.Context) -> Iterator[Iterable[str | None]]:
    """The id, name and short name of each district."""
    from smogctl.cli.heads import names_in_heads

    folder, files = _files(ctx)
    if not files:
        return
    for names in names_in_heads(folder, files):
        if not isinstance(names, Path):
            yield names
            continue
        registry = _loaded(names)
        if registry:
            district = registry.district
            yield district.id, district.name, district.short


def complete_measure(incomplete: str) -> list[str]:
    """Measure ids, or else names, that begin with what is typed."""
    from smogctl.plan import catalogue

    measures = catalogue.measures()
    begun = _begun(measures, incomplete)
    if not begun:
        names = (measure.name for measure in measures.values())
        begun = _begun(names, incomplete)
    return begun


def complete_codes(incomplete: str) -> list[str]:
    """The codes of lint's rules, behind those that are typed already."""
    from smogctl.lint.rulebook import all_codes

    before, comma, last = incomplete.rpartition(",")
    begin = last.upper()
    codes = []
    for code in all_codes():
        if code.startswith(begin):
            codes.append(f"{before}{comma}{code}")
    return codes


def complete_incident(ctx: typer.Context, incomplete: str) -> list[str]:
    """The incidents of the ledger that is asked: current, numbers, titles of drills."""
    from smogctl.cli.briefs import names_of_incidents

    begun = []
    for name in names_of_incidents(ctx.params.get("ledger"), _registries(ctx)):
        if name.startswith(incomplete):
            begun.append(name)
    return begun


def complete_level(ctx: typer.Context, incomplete: str) -> list[str]:
    """Levels that a registry has, by id and colour."""
    forms: list[str] = []
    for names in _known(ctx):
        for level in names.levels:
            forms += [level, COLOURS[level]]  # type: ignore[index]
    return _begun(forms, incomplete)


def _known(ctx: typer.Context) -> Iterator[_Names]:
    """What can be typed of the registries that are asked.

    Of the district typed before, else of all.
    """
    from smogctl.cli.indexes import seen_in
    from smogctl.plan import catalogue

    folder, files = _files(ctx)
    if not files:
        return
    district = ctx.params.get("district") or ""
    if district:
        from smogctl.cli.heads import may_be

        named = [path.name for path in may_be(folder, files, district)]
        files = named or files
    what, ground = f"names {district}", catalogue.state()
    seen_names = seen_in(folder, files, what, _look, rests_on=ground, seconds=_SECONDS)
    for seen in seen_names.values():
        if seen:
            yield _Names(*seen)


def _files(ctx: typer.Context) -> tuple[Path, list[str]]:
    """The folder that is asked, and its files; none where it cannot be read.

    What was typed before counts: whether anything is to be kept, too.
    """
    from smogctl.cli.folders import registries_folder, registry_names
    from smogctl.system.store import switch_store
    from smogctl.values.findings import Refusal

    switch_store(on=not ctx.params.get("no_cache"))
    try:
        folder = registries_folder(_registries(ctx)).folder
        return folder, registry_names(folder)
    except Refusal:
        return Path(), []


def _registries(ctx: Any) -> str | None:
    """The folder of registries that is named, before the command or after it."""
    asked: str | None = ctx.params.get("registries")
    if asked is None and ctx.parent:
        return _registries(ctx.parent)
    return asked


_Seen = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _look(path: Path) -> _Seen | None:
    """What can be typed of a registry; None of one with a fault.

    Raises OSError where it cannot be read: that may be another thing the next time.
    """
    from smogctl.plan import catalogue
    from smogctl.plan.loading import load
    from smogctl.plan.names import all_names

    registry, faults = load(path, catalogue.measures())[1:]
    if registry is None:
        if any(fault.code == "S101" for fault in faults):
            raise OSError(str(path))
        return None
    written: list[str] = []
    for unit in registry.units:
        written += unit.names
    levels = tuple(level.id for level in registry.levels)
    return tuple(written), tuple(all_names(registry)), levels


def _loaded(path: Path) -> "Registry | None":
    from smogctl.plan import catalogue
    from smogctl.plan.loading import load

    return load(path, catalogue.measures()).registry
