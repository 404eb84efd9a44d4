"""The command `diff`."""

import subprocess
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

import typer

from smogctl.cli.folders import registry_files
from smogctl.cli.registries import twins
from smogctl.plan import catalogue
from smogctl.plan.building import build
from smogctl.plan.registry import Registry
from smogctl.questions.changes import Difference, Effect, difference
from smogctl.system.files import shown_path
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.report import Line, Report, Table
from smogctl.wording.changes import KINDS, blocks_of, name_of, registry_of
from smogctl.yamlfile.reader import parse, read

Old = Annotated[
    str,
    typer.Argument(
        metavar="旧", help="文件、文件夹或 git 版本（如 HEAD~1: 或 main:registries/kunqu.yaml）。"
    ),
]
New = Annotated[str, typer.Argument(metavar="新", help="同上。")]


def run(old: Old, new: New) -> Answer:
    """比较登记册的两个版本：改了哪些职责、另一方、牵头单位、响应措施、上级预案的起始级别，哪些单位在哪一级的任务单因此变化。

    --format md 可作合并请求的说明。旧和新可以是文件、文件夹或 git 版本（后面带冒号）。
    """
    before, troubles = _state(old)
    after, more = _state(new)
    if troubles or more:  # half a comparison would show what could not be read as dropped
        raise Refusal("\n".join((*troubles, *more, "有登记册读不了，不作比较。")))
    districts = [*after, *(name for name in before if name not in after)]
    found = [
        difference(before.get(name), after.get(name), catalogue.measures()) for name in districts
    ]
    differing = [one for one in found if one.changes or one.leaders or one.effects]
    blocks = [block for one in differing for block in blocks_of(one)] or [Line("没有变化。")]
    data = {"format": "smogctl.diff/1", "districts": [_json(one) for one in differing]}
    rows = tuple(
        (name_of(one), KINDS[change.kind], change.unit, change.duty, change.old, change.new)
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
    loaded = [build(source, catalogue.measures()) for source in sources]
    troubles = [str(finding) for one in loaded for finding in one.findings]
    known = [one.registry for one in loaded if one.registry]
    troubles += twins((one.district.id, one.file) for one in known)
    return {one.district.id: one for one in known}, troubles


def _revision(word: str) -> list[tuple[str, bytes]]:
    """The registry files of a git revision: `REV:` the nearest registries/ at or above the folder, `REV:path`
    a file or a folder, counted from the top of the repository as git does (`REV:./path`: from here).
    """
    revision, _, path = word.partition(":")
    if not revision or revision.startswith("-"):
        raise Refusal(f"不认识的版本“{clip(word)}”。写作 HEAD~1: 或 main:registries/kunqu.yaml。")
    here = _git("rev-parse", "--show-prefix").decode("utf-8", "replace").strip("\n")
    if not path:
        above = (
            [here, *(f"{parent}/".removeprefix("./") for parent in PurePosixPath(here).parents)]
            if here
            else [""]
        )
        places = [f"{folder}registries" for folder in above]
    else:
        places = [here + path.removeprefix("./") if path.startswith("./") else path]
    for place in places:
        listed = _git("ls-tree", "-r", "--full-tree", "--name-only", "-z", revision, "--", place)
        names = listed.decode("utf-8", "surrogateescape").split("\0")
        if files := [name for name in names if name.endswith((".yaml", ".yml"))]:
            return [(f"{revision}:{name}", _git("show", f"{revision}:{name}")) for name in files]
    raise Refusal(
        f"版本“{clip(revision)}”里没有登记册 {clip(path or 'registries')}。路径从仓库顶层算起。"
    )


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


def _json(one: Difference) -> dict[str, Any]:
    return {
        "district": registry_of(one).district.id,
        "file": registry_of(one).file,
        "old_hash": one.old.digest if one.old else None,
        "new_hash": one.new.digest if one.new else None,
        "changes": [change._asdict() for change in one.changes],
        "leaders": [
            {"measure": x.measure, "old": list(x.old), "new": list(x.new)} for x in one.leaders
        ],
        "effects": [_effect_json(effect) for effect in one.effects],
    }


def _effect_json(effect: Effect) -> dict[str, str]:
    return effect._asdict()
