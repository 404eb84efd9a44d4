"""What can be typed after an option, from the catalogue and the registries asked.

Silent about every trouble. Nothing of a registry is kept but its names; of thousands only those
that changed are read again, and for two seconds at most: who pressed the key waits.
"""

from collections.abc import Iterable, Iterator
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
    from smogctl.text.plain import visible

    known = list(_known(ctx))
    written = (name for names in known for name in names.written)
    short = (name for names in known for name in names.short)
    for names in (written, short):
        if begun := [visible(name) for name in names if name.startswith(incomplete)]:
            return list(dict.fromkeys(begun))
    return []


def complete_district(ctx: typer.Context, incomplete: str) -> list[str]:
    """Districts by id, name and short name."""
    from smogctl.text.plain import visible

    names = (name for names in _districts(ctx) for name in names if name)
    return list(
        dict.fromkeys(visible(name) for name in names if name.startswith(incomplete))
    )


def _districts(ctx: typer.Context) -> Iterator[Iterable[str | None]]:
    """The id, name and short name of each district."""
    from smogctl.cli.heads import names_in_heads

    folder, files = _files(ctx)
    for names in names_in_heads(folder, files) if files else ():
        if not isinstance(names, Path):
            yield names
        elif registry := _loaded(names):
            district = registry.district
            yield district.id, district.name, district.short


def complete_measure(incomplete: str) -> list[str]:
    """Measure ids, or else names, that begin with what is typed."""
    from smogctl.plan import catalogue

    measures = catalogue.measures().values()
    ids = [measure.id for measure in measures if measure.id.startswith(incomplete)]
    return ids or [
        measure.name for measure in measures if measure.name.startswith(incomplete)
    ]


def complete_codes(incomplete: str) -> list[str]:
    """The codes of lint's rules, behind those that are typed already."""
    from smogctl.lint.rulebook import all_codes

    before, comma, last = incomplete.rpartition(",")
    return [
        f"{before}{comma}{code}"
        for code in all_codes()
        if code.startswith(last.upper())
    ]


def complete_incident(ctx: typer.Context, incomplete: str) -> list[str]:
    """The incidents of the ledger that is asked: current, numbers, titles of drills."""
    from smogctl.cli.briefs import names_of_incidents

    names = names_of_incidents(ctx.params.get("ledger"), _registries(ctx))
    return [name for name in names if name.startswith(incomplete)]


def complete_level(ctx: typer.Context, incomplete: str) -> list[str]:
    """Levels that a registry has, by id and colour."""
    ids = dict.fromkeys(level for names in _known(ctx) for level in names.levels)
    forms = (form for level in ids for form in (level, COLOURS[level]))  # type: ignore[index]
    return [form for form in forms if form.startswith(incomplete)]


def _known(ctx: typer.Context) -> Iterator[_Names]:
    """What can be typed of the registries that are asked.

    Of the district typed before, else of all.
    """
    from smogctl.cli.indexes import seen_in
    from smogctl.plan import catalogue

    folder, files = _files(ctx)
    if not files:
        return
    district = ctx.params.get("district")
    if district:
        from smogctl.cli.heads import may_be

        files = [path.name for path in may_be(folder, files, district)] or files
    what, ground = f"names {district or ''}", catalogue.state()
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
    from smogctl.plan.names import all_names

    registry = _loaded(path)
    if registry is None:
        return None
    written = tuple(name for unit in registry.units for name in unit.names)
    return (
        written,
        tuple(all_names(registry)),
        tuple(level.id for level in registry.levels),
    )


def _loaded(path: Path) -> "Registry | None":
    from smogctl.plan import catalogue
    from smogctl.plan.loading import load

    return load(path, catalogue.measures()).registry
