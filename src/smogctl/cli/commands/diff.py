"""The command `diff`."""

import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, NamedTuple

import typer

from smogctl.cli.folders import FOREIGN, is_registry, registry_files
from smogctl.cli.options import FormatName
from smogctl.plan import catalogue
from smogctl.plan.loaded import Loaded
from smogctl.plan.loading import load
from smogctl.plan.registry import Registry
from smogctl.questions.changes import Difference, difference
from smogctl.system.files import links_out, shown_path
from smogctl.system.parallel import each
from smogctl.system.spool import Spooled
from smogctl.text.plain import clip, visible
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Line
from smogctl.wording.changes import KINDS, blocks_of, name_of, registry_of
from smogctl.wording.listing import (
    Count,
    Kind,
    Listing,
    Piece,
    Wanted,
    piece,
    wanted_in,
)

Old = Annotated[
    str,
    typer.Argument(
        metavar="旧",
        help="文件、文件夹或 git 版本（如 HEAD~1: 或 main:registries/kunqu.yaml）。",
    ),
]
New = Annotated[str, typer.Argument(metavar="新", help="同上。")]


_KIND = Kind(
    "districts",
    "变化",
    "处",
    ("区县", "变化", "单位", "职责编号", "旧", "新"),
    (),
    "diff",
)


class Version(NamedTuple):
    """A registry file as one state has it: on the disk, or the bytes that git has of it."""

    shown: str
    path: Path | None = None
    data: bytes = b""
    digest: str = ""
    """Of its content, once it has been read."""

    def loaded(self) -> Loaded:
        """What it says; read anew each time, so that it need not be held."""
        measures = catalogue.measures()
        if self.path is not None:
            return load(self.path, measures)
        from smogctl.plan.building import build
        from smogctl.yamlfile.reader import parse

        return build(parse(self.data, self.shown), measures)


Pair = tuple[Version | None, Version | None]
"""One district's file in the old state and in the new; None where a state has none."""


EXAMPLES = (
    ("diff HEAD: registries", "和 git 上一版比，改了什么、谁的任务变了"),
    (
        "diff HEAD:registries/kunqu.yaml registries/kunqu.yaml --format md",
        "写成合并请求的说明",
    ),
)


def run(old: Old, new: New, format_name: FormatName = None) -> Answer:
    """比较登记册的两个版本：改了哪些职责、另一方、牵头单位、响应措施、上级预案的起始级别，哪些单位在哪一级的任务单因此变化。

    --format md 可作合并请求的说明。旧和新可以是文件、文件夹或 git 版本（后面带冒号）。
    """
    before, old_troubles = _by_district(_state(old))
    after, new_troubles = _by_district(_state(new))
    troubles = old_troubles + new_troubles
    if troubles:
        # half a comparison would show what could not be read as dropped
        raise Refusal("\n".join((*troubles, "不作比较。")))
    districts = dict.fromkeys((*after, *before))
    pairs: list[Pair] = []
    for name in districts:
        pairs.append((before.get(name), after.get(name)))
    wanted = wanted_in(format_name, many=False)
    listing = Listing(_KIND, wanted, Spooled(), Spooled())
    for differing in each(partial(_differences, wanted=wanted), pairs):
        if differing is not None:
            listing.add(differing)
    report = listing.report()
    if not report.blocks:
        report = report._replace(blocks=(Line("没有变化。"),))
    return Answer(report)


def _differences(pairs: Sequence[Pair], wanted: Wanted) -> list[Piece | None]:
    return [_difference(old, new, wanted) for old, new in pairs]


def _difference(
    old: Version | None, new: Version | None, wanted: Wanted
) -> Piece | None:
    """What differs in one district; None where nothing does.

    Raises Refusal where a file is not what it was when it was first read.
    """
    whole = difference(_again(old), _again(new), catalogue.measures())
    if not any((whole.changes, whole.leaders, whole.effects)):
        return None
    name = name_of(whole)
    return piece(
        wanted,
        Count((name,), len(whole.changes)),
        blocks=blocks_of(whole),
        records=map(_json, [whole]),
        rows=(
            (name, KINDS[change.kind], change.unit, change.duty, change.old, change.new)
            for change in whole.changes
        ),
    )


def _again(version: Version | None) -> Registry | None:
    """A file's registry, read once more; None where a state has no such file."""
    if version is None:
        return None
    registry = version.loaded().registry
    if registry is None or registry.digest != version.digest:
        raise Refusal(
            f"{visible(version.shown)}：比较的时候被改动了。没有比较完，请再运行一次。"
        )
    return registry


def _by_district(versions: Sequence[Version]) -> tuple[dict[str, Version], list[str]]:
    """The files of a state by district id, and what is wrong with some of them."""
    known: dict[str, Version] = {}
    troubles: list[str] = []
    answers = zip(versions, each(_ids, versions), strict=True)
    for version, (name, digest, faults) in answers:
        troubles += faults
        if name in known:
            both = visible(f"{known[name].shown}、{version.shown}")
            troubles.append(f"{both}：同为区县“{name}”，无从比较，请只留一个。")
        elif name:
            known[name] = version._replace(digest=digest)
    return known, troubles


def _ids(versions: Sequence[Version]) -> list[tuple[str, str, list[str]]]:
    """Of each file its district's id, its content's hash, and what is wrong with it.

    The id is '' where it yields no registry.
    """
    ids: list[tuple[str, str, list[str]]] = []
    for version in versions:
        loaded = version.loaded()
        registry = loaded.registry
        if registry is None:
            ids.append(("", "", list(map(str, loaded.findings))))
        else:
            ids.append((registry.district.id, registry.digest, []))
    return ids


def _state(word: str) -> list[Version]:
    """The registry files of a file, a folder or a git revision."""
    path = Path(word)
    if path.exists():
        files = [path]
        if path.is_dir():
            files = _own_files(path)
        return [Version(shown_path(file), file) for file in files]
    if ":" not in word:
        raise Refusal(f"没有文件“{clip(word)}”。git 版本后面要带冒号：{clip(word)}:。")
    return _revision(word)


def _own_files(folder: Path) -> list[Path]:
    """The registry files of a folder. Raises Refusal where one is a link out of it."""
    files = registry_files(folder)
    foreign = links_out(folder)
    for file in files:
        if file.name in foreign:
            raise Refusal(f"{visible(shown_path(file))} 是{FOREIGN}，不作比较。")
    return files


def _revision(word: str) -> list[Version]:
    """The registry files of a git revision.

    `REV:` means the nearest registries/ at or above the folder, `REV:path` a file or a folder,
    counted from the top of the repository as git does (`REV:./path`: from here).
    """
    revision, _, path = word.partition(":")
    if not revision or revision.startswith("-"):
        raise Refusal(
            f"不认识的版本“{clip(word)}”。写作 HEAD~1: 或 main:registries/kunqu.yaml。"
        )
    versions: list[Version] = []
    for place in _places(path):
        # a folder's own files, as in one on the disk; what is no folder lists itself
        names = _listed(revision, f"{place}/") or _listed(revision, place)
        for name in names:
            shown = f"{revision}:{name}"
            versions.append(Version(shown, data=_git("show", shown)))
        if versions:
            return versions
    raise Refusal(
        f"版本“{clip(revision)}”里没有登记册 {clip(path or 'registries')}。"
        "路径从仓库顶层算起。"
    )


def _places(path: str) -> list[str]:
    """Where in a repository a path may lie, from its top."""
    here = _git("rev-parse", "--show-prefix").decode("utf-8", "replace").strip("\n")
    if path.startswith("./"):
        return [here + path.removeprefix("./")]
    if path:
        return [path]
    places = [f"{here}registries"]
    if here:
        for parent in PurePosixPath(here).parents:
            places.append(f"{parent}/registries".removeprefix("./"))
    return places


def _listed(revision: str, place: str) -> list[str]:
    """The registry files that a place of a revision lists; hidden ones are left out."""
    listed = _git("ls-tree", "--full-tree", "--name-only", "-z", revision, "--", place)
    names = listed.decode("utf-8", "surrogateescape").split("\0")
    registries = []
    for name in names:
        if is_registry(PurePosixPath(name).name):
            registries.append(name)
    return registries


def _git(*arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", *arguments], capture_output=True, timeout=60, check=False
        )
    except FileNotFoundError:
        raise Refusal("没有安装 git，读不了版本。请给文件或文件夹。") from None
    except subprocess.TimeoutExpired:
        raise Refusal("git 一分钟没有回答。") from None
    if done.returncode:
        fault = done.stderr.decode("utf-8", "replace").strip()
        raise Refusal(f"git 不认：{clip(fault, 200)}")
    return done.stdout


def _json(whole: Difference) -> dict[str, Any]:
    registry = registry_of(whole)
    old_hash = None
    if whole.old:
        old_hash = whole.old.digest
    new_hash = None
    if whole.new:
        new_hash = whole.new.digest
    leaders = []
    for change in whole.leaders:
        leaders.append(
            {
                "measure": change.measure,
                "old": list(change.old),
                "new": list(change.new),
            }
        )
    return {
        "district": registry.district.id,
        "file": registry.file,
        "old_hash": old_hash,
        "new_hash": new_hash,
        "changes": [change._asdict() for change in whole.changes],
        "leaders": leaders,
        "effects": [effect._asdict() for effect in whole.effects],
    }
