"""One district of many, and commands of which only one is imported."""

import subprocess
import sys

import pytest

from conftest import ROOT

# --- one district of many

MANY = """\
# district: {{id: other, name: 别区}}
format: smogctl/1
{district}
plan: {{title: 预案, scheme: national-2024}}
levels: [{{id: orange, name: 橙色预警, response: Ⅱ级响应}}]
units:
  - id: education
    name: 区教育局
    kind: department
    duties: [{{id: education-1, text: 落实停课}}]
"""


def _many(folder, **heads):
    folder = folder / "registries"
    folder.mkdir()
    for name, head in heads.items():
        (folder / f"{name}.yaml").write_text(MANY.format(district=head), encoding="utf-8")
    return ["--registries", str(folder)]


def _read_of(monkeypatch):
    """The files that are read whole, as they are."""
    from smogctl.cli import registries

    seen = []
    load = registries.load

    def watched(path, measures):
        seen.append(path.stem)
        return load(path, measures)

    monkeypatch.setattr(registries, "load", watched)
    return seen


HEADS = {
    "shishan": 'district: {id: shishan, name: 石山区, short: "石山"}',
    "shuiyan": "district:\n  id: shuiyan\n  name: 水岩区  # 说明",
    "jinhe": "district: {id: 'jinhe', name: 金河县}",
}


@pytest.mark.parametrize(
    ("word", "file"),
    [
        ("shishan", "shishan"),
        ("石山", "shishan"),
        ("水岩", "shuiyan"),
        ("金河县", "jinhe"),
        ("ＪＩＮＨＥ", "jinhe"),
    ],
)
def test_a_question_to_one_district_reads_one_file(run, tmp_path, monkeypatch, word, file):
    at = _many(tmp_path, **HEADS)
    seen = _read_of(monkeypatch)
    ended = run("duties", "-d", word, *at)
    assert (ended.code, seen) == (0, [file]), ended.err
    whole = run("duties", "-d", word, *at, "-f", "json").out
    for other in set(HEADS) - {file}:
        (tmp_path / "registries" / f"{other}.yaml").unlink()
    assert run("duties", *at, "-f", "json").out == whole


def test_a_head_that_lies_or_says_nothing_is_found(run, tmp_path, monkeypatch):
    at = _many(
        tmp_path,
        **HEADS,
        odd='district: {id: "o\\u0064d", name: 奇区}',
        late="\n" * 5000 + "district: {id: late, name: 迟水区}",
    )
    for word in ("odd", "奇区", "迟水", "late"):
        assert run("duties", "-d", word, *at).code == 0, word
    twice = "district: {id: shishan, name: 石山区}"
    (tmp_path / "registries" / "twin.yaml").write_text(MANY.format(district=twice), "utf-8")
    ended = run("duties", "-d", "石山", *at)
    assert ended.code == 2 and "都列出了" in ended.err
    ended = run("duties", "-d", "石上区", *at)
    assert ended.code == 2 and "石山区" in ended.err


def test_listing_the_commands_imports_none():
    script = "import sys; from smogctl.cli.app import run; run(['--help']); print(sorted(m for m in sys.modules if m.startswith('smogctl.cli.commands.')), 'pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "['smogctl.cli.commands.incident'] False"


def test_a_listed_command_says_what_the_imported_one_says():
    from importlib import import_module

    from smogctl.cli import commands
    from smogctl.cli.commands import incident
    from smogctl.system.shipped import parts_of, summary_of

    for package in (commands, incident):
        for name in parts_of(package):
            module = import_module(f"{package.__name__}.{name}")
            assert summary_of(package, name) == module.run.__doc__.strip().split("\n")[0], name


def test_the_process_ends_with_all_that_it_had_to_say_and_do(tmp_path):
    """It ends without freeing memory; what was registered for its end is done all the same."""
    script = (
        "import atexit, sys; atexit.register(lambda: sys.stderr.write('bye'));"
        "sys.argv = ['smogctl', *sys.argv[1:]]; from smogctl.cli.main import main; main()"
    )
    words = ["duties", "--registries", str(ROOT / "registries"), "-f", "json"]
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=True)
    assert done.stdout.endswith(b"}\n") and done.stderr.endswith(b"bye")
    words = ["gaps", "--registries", str(ROOT / "registries")]
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=False)
    assert done.returncode == 1 and done.stderr.endswith(b"bye")
