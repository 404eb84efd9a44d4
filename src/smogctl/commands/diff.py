"""The command `diff`."""

import subprocess
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

import typer

from smogctl import catalogue
from smogctl.answers import Answer
from smogctl.changes import Change, Difference, Effect, difference
from smogctl.findings import Refusal
from smogctl.registry import Registry, build
from smogctl.report import Block, Entries, Entry, Heading, Line, Report, Table
from smogctl.resources import registry_files, shown_path
from smogctl.source import parse, read
from smogctl.text import clip
from smogctl.words import COLOURS

Old = Annotated[
    str, typer.Argument(metavar="旧", help="文件、文件夹或 git 版本（如 HEAD~1: 或 main:registries/kunqu.yaml）。")
]
New = Annotated[str, typer.Argument(metavar="新", help="同上。")]

_KINDS = {
    "added": "新增",
    "dropped": "删去",
    "moved": "移动",
    "renumbered": "换编号",
    "reworded": "改字",
    "renamed": "改名",
    "changed": "变动",
    "role": "角色",
    "phases": "阶段",
    "partners": "另一方",
    "measures": "措施",
    "levels": "级别",
    "note": "备注",
}
_EFFECTS = {"added": "多出", "ended": "少了", "changed": "变了"}


def run(old: Old, new: New) -> Answer:
    """比较登记册的两个版本：改了哪些职责、另一方、牵头单位，哪些单位在哪一级的任务单因此变化。

    --format md 可作合并请求的说明。旧和新可以是文件、文件夹或 git 版本（后面带冒号）。
    """
    before, troubles = _state(old)
    after, more = _state(new)
    if troubles or more:  # half a comparison would show what could not be read as dropped
        raise Refusal("\n".join((*troubles, *more, "有登记册读不了，不作比较。")))
    districts = [*after, *(name for name in before if name not in after)]
    found = [difference(before.get(name), after.get(name), catalogue.measures()) for name in districts]
    differing = [one for one in found if one.changes or one.leaders or one.effects]
    blocks = [block for one in differing for block in _blocks(one)] or [Line("没有变化。")]
    data = {"format": "smogctl.diff/1", "districts": [_json(one) for one in differing]}
    rows = tuple(
        (_district(one), _KINDS[change.kind], change.unit, change.duty, change.old, change.new)
        for one in differing
        for change in one.changes
    )
    sheet = Table(("区县", "变化", "单位", "职责编号", "旧", "新"), rows)
    return Answer(Report(data, tuple(blocks), sheet))


def _state(word: str) -> tuple[dict[str, Registry], list[str]]:
    """The registries of a file, a folder or a git revision by district id, and what was wrong with the others."""
    path = Path(word)
    if path.is_dir():
        sources = [read(str(one), shown_path(one)) for one in registry_files(path)]
    elif path.exists():
        sources = [read(word, shown_path(path))]
    elif ":" not in word:
        raise Refusal(f"没有文件“{clip(word)}”。git 版本后面要带冒号：{clip(word)}:。")
    else:
        sources = [parse(data, name) for name, data in _revision(word)]
    loaded = [build(source, frozenset(catalogue.measures())) for source in sources]
    troubles = [str(finding) for one in loaded for finding in one.findings]
    return {one.registry.district.id: one.registry for one in loaded if one.registry}, troubles


def _revision(word: str) -> list[tuple[str, bytes]]:
    """The registry files of a git revision: `REV:` the nearest registries/ at or above the folder, `REV:path`
    a file or a folder, counted from the top of the repository as git does (`REV:./path`: from here).
    """
    revision, _, path = word.partition(":")
    if not revision or revision.startswith("-"):
        raise Refusal(f"不认识的版本“{clip(word)}”。写作 HEAD~1: 或 main:registries/kunqu.yaml。")
    here = _git("rev-parse", "--show-prefix").decode("utf-8", "replace").strip("\n")
    if not path:
        above = [here, *(f"{parent}/".removeprefix("./") for parent in PurePosixPath(here).parents)] if here else [""]
        places = [f"{folder}registries" for folder in above]
    else:
        places = [here + path.removeprefix("./") if path.startswith("./") else path]
    for place in places:
        listed = _git("ls-tree", "-r", "--full-tree", "--name-only", "-z", revision, "--", place)
        names = listed.decode("utf-8", "surrogateescape").split("\0")
        if files := [name for name in names if name.endswith((".yaml", ".yml"))]:
            return [(f"{revision}:{name}", _git("show", f"{revision}:{name}")) for name in files]
    raise Refusal(f"版本“{clip(revision)}”里没有登记册 {clip(path or 'registries')}。路径从仓库顶层算起。")


def _git(*arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, timeout=60, check=False)
    except FileNotFoundError:
        raise Refusal("没有安装 git，读不了版本。请给文件或文件夹。") from None
    except subprocess.TimeoutExpired:
        raise Refusal("git 一分钟没有回答。") from None
    if done.returncode:
        raise Refusal(f"git 不认：{clip(done.stderr.decode('utf-8', 'replace').strip(), 200)}")
    return done.stdout


def _registry(one: Difference) -> Registry:
    registry = one.new or one.old
    assert registry
    return registry


def _district(one: Difference) -> str:
    return _registry(one).district.name


def _blocks(one: Difference) -> list[Block]:
    state = "新增的区县" if one.old is None else "删去的区县" if one.new is None else "登记册的变化"
    blocks: list[Block] = [Heading(f"{_district(one)}　{state}")]
    hashes = " → ".join(side.digest if side else "无" for side in (one.old, one.new))
    blocks.append(Line(f"文件：{_registry(one).file}　校验：{hashes}"))
    if one.changes:
        blocks += [Heading("改了什么", 2), Entries(("", "职责或单位", "由、到"), tuple(map(_entry, one.changes)))]
    if one.leaders:
        names = catalogue.measures()
        rows = tuple((names[x.measure].name, "、".join(x.old) or "无", "、".join(x.new) or "无") for x in one.leaders)
        blocks += [Heading("牵头单位的变化", 2), Table(("措施", "原牵头", "现牵头"), rows)]
    blocks.append(Heading("对任务单的影响", 2))
    if not one.effects:
        return [*blocks, Line("各级任务单都没有变化。")]
    counts = tuple(_effect_row(one, level) for level in dict.fromkeys(effect.level for effect in one.effects))
    return [*blocks, Table(("级别", *_EFFECTS.values(), "涉及单位"), counts)]


def _entry(change: Change) -> Entry:
    what = f"{change.unit} {change.duty}".strip()
    details = [f"由：{change.old}"] if change.old else []
    details += [f"到：{change.new}"] if change.new else []
    return Entry(f"〔{_KINDS[change.kind]}〕", what, tuple(details))


def _effect_row(one: Difference, level: str) -> tuple[str, ...]:
    effects = [effect for effect in one.effects if effect.level == level]
    units = "、".join(dict.fromkeys(effect.unit for effect in effects))
    return COLOURS[level], *(str(sum(effect.change == kind for effect in effects)) for kind in _EFFECTS), units


def _json(one: Difference) -> dict[str, Any]:
    return {
        "district": _registry(one).district.id,
        "file": _registry(one).file,
        "old_hash": one.old.digest if one.old else None,
        "new_hash": one.new.digest if one.new else None,
        "changes": [change._asdict() for change in one.changes],
        "leaders": [{"measure": x.measure, "old": list(x.old), "new": list(x.new)} for x in one.leaders],
        "effects": [_effect_json(effect) for effect in one.effects],
    }


def _effect_json(effect: Effect) -> dict[str, str]:
    return effect._asdict()
