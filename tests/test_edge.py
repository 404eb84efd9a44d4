"""The edge: pipes, full disks, narrow encodings, signals, hostile files and words."""

import errno
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import HEAD, ROOT, UNIT, Run, smogctl
from smogctl.system.writing import write_whole
from smogctl.values.findings import Refusal
from test_source import REFUSED

COMMAND = [sys.executable, "-m", "smogctl"]
EVERY = [
    ["units"],
    ["duties"],
    ["measures"],
    ["levels"],
    ["activate", "-l", "red"],
    ["checklist", "-l", "red"],
]
FORMATS = ["table", "text", "json", "csv", "md"]
RAW = [
    *map(chr, range(9)),
    *map(chr, range(11, 32)),
    *map(chr, range(127, 160)),
    *"\u200b\u200e\u202e\u2028\u2066\ufeff",
]


def shell(script: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """A line of shell; `smogctl` is this environment's."""
    command = f'smogctl() {{ {shlex.quote(sys.executable)} -m smogctl "$@"; }}\n'
    return subprocess.run(
        ["bash", "-c", command + script],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


def clean(done: subprocess.CompletedProcess[bytes]) -> None:
    assert b"Traceback" not in done.stderr, done.stderr
    assert b"Exception ignored" not in done.stderr, done.stderr


def test_a_reader_that_leaves_ends_it_quietly_with_141(folder: Path) -> None:
    for n in range(30):  # more than any pipe holds
        (folder / f"copy{n:02}.yaml").write_bytes((folder / "kunqu.yaml").read_bytes())
    done = shell(
        f"smogctl duties -f json --registries '{folder}' | head -1; exit ${{PIPESTATUS[0]}}"
    )
    assert (done.returncode, done.stdout, done.stderr) == (141, b"{\n", b"")


@pytest.mark.parametrize("arguments", ["--help", "--version", "units --help", ""])
def test_help_and_version_end_like_answers(arguments: str) -> None:
    done = shell(f"{{ sleep 0.3; smogctl {arguments}; echo $? >&2; }} | true")
    assert done.stderr == b"141\n"
    done = shell(f"smogctl {arguments} >&-")
    clean(done)
    assert (done.returncode, "标准输出已关闭" in done.stderr.decode()) == (2, True)


def test_a_full_disk_is_said() -> None:
    done = shell("smogctl activate -l red > /dev/full")
    clean(done)
    assert done.returncode == 2
    assert "写不出结果" in done.stderr.decode()


def test_a_closed_standard_output_is_said_and_a_file_still_works(
    tmp_path: Path,
) -> None:
    done = shell("smogctl units >&-")
    clean(done)
    assert done.returncode == 2
    assert "标准输出已关闭" in done.stderr.decode()
    done = shell(f"smogctl units -o '{tmp_path}/x.txt' >&-")
    clean(done)
    assert (done.returncode, (tmp_path / "x.txt").stat().st_size > 100) == (0, True)


def test_closed_standard_error_and_input_do_no_harm() -> None:
    done = shell("smogctl units -u 没有的 2>&- <&-")
    assert (done.returncode, done.stdout) == (2, b"")
    done = shell("smogctl units 2>&- <&-")
    assert done.returncode == 0


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize("arguments", EVERY, ids=lambda one: one[0])
def test_a_console_that_lacks_characters_gets_an_answer(
    encoding: str, arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "shi.yaml").write_text(
        HEAD + UNIT.replace("学校", "学校𠮷✔"), encoding="utf-8"
    )
    for name in ("text",) if arguments[0] == "checklist" else FORMATS:
        done = subprocess.run(
            [*COMMAND, *arguments, "-f", name],
            env={
                **os.environ,
                "SMOGCTL_REGISTRIES": str(tmp_path),
                "PYTHONIOENCODING": encoding,
                "PYTHONUTF8": "0",
            },
            capture_output=True,
            check=False,
        )
        clean(done)
        assert done.returncode == 0
        shown = done.stdout.decode(encoding)
        if encoding == "gbk" and name == "text":
            assert "石山区" in shown


def test_json_is_the_same_whatever_the_encoding() -> None:
    plain = shell("smogctl duties -f json").stdout.decode()
    escaped = shell(
        "smogctl duties -f json", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    ).stdout.decode("ascii")
    import json

    assert json.loads(plain) == json.loads(escaped)


def test_interrupted() -> None:
    script = "import os, signal, smogctl.cli.app as app\napp.run = lambda arguments: os.kill(os.getpid(), signal.SIGINT)\n"
    script += "from smogctl.cli.main import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


WRITES_HALF = """\
import os, signal, sys
from pathlib import Path
import smogctl.cli.app as app
from smogctl.system.writing import write_whole

def pieces():
    yield b"half"
    os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    yield b"of it"

app.run = lambda arguments: write_whole(Path(sys.argv[2]), pieces()) or 0
from smogctl.cli.main import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_while_writing_leaves_the_old_file_and_nothing_else(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", WRITES_HALF, name, str(path)],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (128 + getattr(signal, name), b"")
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_a_hang_up_that_is_to_be_ignored_is(tmp_path: Path) -> None:
    """As nohup starts it."""
    path = tmp_path / "a.txt"
    done = subprocess.run(
        [sys.executable, "-c", WRITES_HALF, "SIGHUP", str(path)],
        capture_output=True,
        timeout=60,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
        check=False,
    )
    assert done.stderr == b""
    assert path.read_text() == "halfof it"


def test_interrupted_while_reading(folder: Path) -> None:
    for n in range(400):
        (folder / f"copy{n:03}.yaml").write_bytes((folder / "kunqu.yaml").read_bytes())
    process = subprocess.Popen(
        [*COMMAND, "measures", "--registries", str(folder)], stderr=subprocess.PIPE
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert (process.returncode, told) == (130, b"")


HOSTILE = "区\\e[31m局[/x][red]a[/]{{777*777}}\\u202e\\u200b=1+1|*_`<b>\\x9b:smile:"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A registry whose every word is out to get the terminal, the sheet, the page and the template."""
    text = HEAD.replace("石山区预案", f'"{HOSTILE}"').replace(
        "name: 石山区", f'name: "{HOSTILE}"'
    )
    text += f'outside: [{{id: o, name: "{HOSTILE}", standing: unlisted}}]\n'
    text += (
        UNIT.replace("区教育局", f'"{HOSTILE}"')
        .replace("组织学校减少户外活动", f'"={HOSTILE}"')
        .rstrip("\n")
    )
    text += f'\n        convenes: [o]\n        note: "{HOSTILE}"\n'
    text += f'        measures: [{{id: dust.sites, scope: "{HOSTILE}"}}]\n'
    (tmp_path / "shi.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def answers_in(command: Any, form: Any) -> Any:
    """A checklist is for people alone."""
    return command != "checklist" or form in ("text", "md")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        pytest.param(arguments, form, id=f"{arguments[0]}-{form}")
        for arguments in EVERY
        for form in FORMATS
        if answers_in(arguments[0], form)
    ],
)
def test_nothing_hostile_reaches_the_terminal_raw(
    run: Run, hostile: Path, arguments: list[str], name: str
) -> None:
    ended = run(*arguments, "-f", name, "--registries", str(hostile))
    assert ended.code == 0, ended.err
    for char in RAW:
        assert char not in ended.out + ended.err, repr(char)
    assert "603729" not in ended.out
    if arguments[0] in ("duties", "activate") and name in ("text", "csv"):
        assert "\\u{1b}" in ended.out


def test_rich_eats_no_brackets(hostile: Path) -> None:
    out = smogctl(
        "duties", "-f", "table", "--registries", str(hostile), env={"COLUMNS": "200"}
    ).out
    assert "[/x][red]a[/]{{777*777}}" in out.replace("\n", "")
    assert ":smile:" in out


def test_no_cell_of_a_sheet_is_a_formula(hostile: Path) -> None:
    import csv
    import io

    out = smogctl(
        "activate", "-l", "red", "-f", "csv", "--registries", str(hostile)
    ).out
    for row in csv.reader(io.StringIO(out)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_markdown_has_no_html_and_no_markup(hostile: Path) -> None:
    out = smogctl("duties", "-f", "md", "--registries", str(hostile)).out
    assert "<b>" not in out.replace("\\<b\\>", "")


def test_hostile_words_of_the_command_line_are_shown_not_run() -> None:
    ended = smogctl("duties", "--unit", "\x1b[31m\u202e局")
    assert ended.code == 2
    assert "\x1b" not in ended.err
    assert "\u202e" not in ended.err
    assert "\\u{1b}" in ended.err


def test_nothing_hostile_is_completed(hostile: Path) -> None:
    for typed in ("units --district 区", "units --unit 区"):
        words = f"smogctl {typed}"
        env = {
            "_SMOGCTL_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
            "SMOGCTL_REGISTRIES": str(hostile),
        }
        ended = smogctl(env=env)
        assert "\\u{1b}" in ended.out
        assert not any(char in ended.out for char in RAW)


@pytest.mark.parametrize(
    "env", [{"_SMOGCTL_COMPLETE": "\x1b]0;x\a_bash"}, {"COMP_CWORD": "abc"}]
)
def test_a_hostile_completion_environment_is_refused(env: dict[str, str]) -> None:
    ended = smogctl(
        env={"_SMOGCTL_COMPLETE": "complete_bash", "COMP_WORDS": "smogctl", **env}
    )
    assert (ended.code, ended.out) == (2, "")
    assert "\x1b" not in ended.err


def test_no_word_forges_a_line(folder: Path) -> None:
    assert smogctl("units", "-d", "x\n合计：一切正常").err.count("\n") == 1
    (folder / "b\nad.yaml").write_text("x", encoding="utf-8")
    for line in smogctl("units", "--registries", str(folder)).err.splitlines():
        assert "b\\u{a}ad.yaml" in line


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "不是文件夹"),
        ("x" * 5000, "不能用：文件名太长"),
        ("a\x00b", "不能用：有空字符"),
    ],
    ids=["empty", "too long", "NUL"],
)
def test_a_folder_that_cannot_be_one_is_refused(name: str, why: str, run: Run) -> None:
    ended = run("units", "--registries", name)
    assert ended.code == 2
    assert why in ended.err


def limited() -> None:
    import resource

    space = 1 << 29  # 512 MB of addresses
    resource.setrlimit(resource.RLIMIT_AS, (space, space))


UNDER_A_LIMIT = """\
import os, resource, sys
from pathlib import Path

space = 1 << 29  # 512 MB of addresses
resource.setrlimit(resource.RLIMIT_AS, (space, space))
from smogctl.cli.app import run
from smogctl.cli.main import main

run(["duties", "--registries", sys.argv[1]])  # all that is needed is loaded once
for folder in sys.argv[1:]:
    if os.fork() == 0:
        for number, name in ((1, "out"), (2, "err")):
            file = os.open(f"{folder}.{name}", os.O_WRONLY | os.O_CREAT)
            os.dup2(file, number)
        sys.argv = ["smogctl", "duties", "--registries", folder]
        main()
    _, status = os.wait()
    Path(f"{folder}.code").write_text(str(os.waitstatus_to_exitcode(status)))
"""
"""Each folder in a process of its own that has loaded the program already."""


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """How each refused file ended under the limit, beside its folder."""
    place = tmp_path_factory.mktemp("refused")
    folders = []
    for at, (data, *_) in enumerate(REFUSED.values()):
        folders.append(place / str(at))
        folders[-1].mkdir()
        (folders[-1] / "shi.yaml").write_bytes(data)
    subprocess.run(
        [sys.executable, "-c", UNDER_A_LIMIT, *folders],
        timeout=120,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    return place


@pytest.mark.skipif(os.name == "nt", reason="limits of Unix")
@pytest.mark.parametrize("at", range(len(REFUSED)), ids=list(REFUSED))
def test_a_refused_file_ends_with_2_and_its_place_under_512_mb(
    at: int, refusals: Path
) -> None:
    _, code, line, column, _ = list(REFUSED.values())[at]
    told = (refusals / f"{at}.err").read_text(encoding="utf-8")
    assert "Traceback" not in told
    assert "Exception ignored" not in told
    assert (refusals / f"{at}.code").read_text() == "2"
    assert f"shi.yaml:{line}:{column}: {code} " in told


MANY = {
    "many wrong values": "units:\n" + "- {id: A}\n" * 20_000,
    "one long text": HEAD + UNIT.replace("学校", "学" * 1_000_000),
    "many short units": HEAD
    + "units:\n"
    + "".join(f"- {{id: u{n}, name: 局{n}, kind: park}}\n" for n in range(9000)),
    "a long unknown key": HEAD + UNIT + f"    ? {'x' * 100_000}\n    : 1\n",
    "numbers": HEAD + UNIT + f"    row: {'9' * 5000}\n",
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_large_files_do_not_hang_and_say_little(text: str, tmp_path: Path) -> None:
    (tmp_path / "shi.yaml").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "duties", "-u", "局8999", "--registries", str(tmp_path)],
        capture_output=True,
        timeout=30,
        preexec_fn=limited,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    clean(done)
    assert done.returncode in (0, 2)
    assert len(done.stderr) < 20_000


@pytest.mark.skipif(
    not hasattr(os, "mkfifo"), reason="no pipes with names on this system"
)
def test_a_pipe_among_the_registries_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "a.yaml")
    (folder / "b.yaml").symlink_to("/dev/zero")
    (folder / "c.yaml").symlink_to("c.yaml")
    ended = smogctl("units", "--registries", str(folder), timeout=20)
    assert ended.code == 2
    assert "昆都仑区" in ended.out
    assert ended.err.count("S101") == 3


@pytest.mark.skipif(
    os.geteuid() == 0 if hasattr(os, "geteuid") else True,
    reason="root may read everything",
)
def test_a_file_without_permission_is_said(run: Run, folder: Path) -> None:
    (folder / "kunqu.yaml").chmod(0)
    ended = run("units", "--registries", str(folder))
    assert (ended.code, "S101" in ended.err) == (2, True)


def test_an_id_cannot_leave_its_folder(run: Run, tmp_path: Path) -> None:
    for bad in ("../x", "/etc/x", "con", "a b", "Ａ", "x" * 65):
        (tmp_path / "shi.yaml").write_text(
            HEAD.replace("id: shi", f'id: "{bad}"') + UNIT, encoding="utf-8"
        )
        ended = run("units", "--registries", str(tmp_path))
        assert ended.code == 2
        assert "shi.yaml:2:" in ended.err


@pytest.mark.parametrize("target", ["/dev/null", "/nowhere/x.txt", ".", "/proc/x"])
def test_what_cannot_be_written_is_said_and_nothing_is_left(
    run: Run, target: str
) -> None:
    ended = run("units", "-o", target)
    assert (ended.code, ended.out) == (2, "")
    assert "写不了" in ended.err


def test_a_written_file_is_whole_and_keeps_link_and_permissions(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    (tmp_path / "link.txt").symlink_to(real)
    write_whole(tmp_path / "link.txt", b"new")
    assert (real.read_bytes(), real.stat().st_mode & 0o777) == (b"new", 0o640)
    assert (tmp_path / "link.txt").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "real.txt"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "x.txt"
    target.write_bytes(b"old")

    script = f"""
import resource, signal, sys
from pathlib import Path
sys.dont_write_bytecode = True  # a cut one would be believed by later runs
from smogctl.system.writing import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
write_whole(Path({str(target)!r}), b"new" * 100000)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False
    )
    assert b"Refusal" in done.stderr
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_a_folder_that_is_gone_refuses(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="写不了"):
        write_whole(tmp_path / "a" / "b.txt", b"")


def test_it_works_without_what_only_unix_has(tmp_path: Path) -> None:
    script = """
import os, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty"):
    sys.modules[name] = None
for name in ("fork", "O_NONBLOCK", "O_DIRECTORY", "mkfifo", "geteuid", "O_CLOEXEC"):
    if hasattr(os, name):
        delattr(os, name)
from smogctl.cli.main import main
sys.argv = ["smogctl", "activate", "--level", "orange", "-o", sys.argv[1]]
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "x.txt")],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Warning" not in done.stderr
    assert (tmp_path / "x.txt").stat().st_size > 10_000


def test_no_file_is_opened_in_the_locales_encoding() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "warn_default_encoding",
            "-W",
            "error::EncodingWarning",
            "-m",
            "smogctl",
            "checklist",
            "-l",
            "red",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Warning" not in done.stderr


def test_a_traceback_only_when_asked_for() -> None:
    script = "import smogctl.cli.app as app\ndef fail(arguments): raise ZeroDivisionError\napp.run = fail\n"
    script += "from smogctl.cli.main import main\nmain()"
    for debug, shown in (("0", False), ("1", True)):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "SMOGCTL_DEBUG": debug},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2
        assert (b"Traceback" in done.stderr) is shown
        assert "内部错误（ZeroDivisionError）" in done.stderr.decode()


def test_it_answers_from_a_folder_that_was_removed(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    there, python = shlex.quote(str(gone)), shlex.quote(sys.executable)
    script = f"cd {there} && rmdir {there} && {python} -m smogctl units"
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr


def test_the_project_holds_no_path_of_this_machine() -> None:
    home = str(Path.home())
    for path in (ROOT / "src").rglob("*.py"):
        assert home not in path.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="modes of Unix")
def test_a_file_system_that_keeps_no_modes_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NTFS, CIFS and the disks of WSL refuse chmod; the content counts."""

    def refuse(*arguments: Any, **options: Any) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    for call in ("chmod", "fchmod"):
        monkeypatch.setattr(os, call, refuse)
    write_whole(tmp_path / "new.txt", b"content")
    assert (tmp_path / "new.txt").read_bytes() == b"content"
    assert [path.name for path in tmp_path.iterdir()] == ["new.txt"]


def test_a_file_that_cannot_be_taken_away_is_kept_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A single file that is mounted, in a container say: nothing can be put in its place."""
    (tmp_path / "mounted.txt").write_bytes(b"old")

    def busy(*arguments: Any, **options: Any) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    for call in ("replace", "rename"):
        monkeypatch.setattr(os, call, busy)
    with pytest.raises(Refusal, match=r"挂载进来的文件.*请写成别的名字.*没有写入"):
        write_whole(tmp_path / "mounted.txt", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize(
    "words",
    [
        ["explain", "T301"],
        ["lint", "--no-cache", "--statistics"],
        ["gaps", "--help"],
        ["incident", "open", "--help"],
        ["--help"],
    ],
    ids=" ".join,
)
def test_python_without_docstrings_tells_the_same(words: list[str]) -> None:
    """PYTHONOPTIMIZE=2 leaves out what help and rules are written in."""
    usual, bare = smogctl(*words), smogctl(*words, env={"PYTHONOPTIMIZE": "2"})
    assert (bare.code, bare.out, bare.err) == (usual.code, usual.out, usual.err)
    assert len(usual.out) > 100


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-16"])
def test_what_programs_read_back_is_utf_8_whatever_the_console(
    encoding: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text(
        "石山区成员单位职责\n区教育局：组织停课。\n", encoding="utf-8"
    )
    for words in (["import", "plan.txt"], ["schema", "registry"]):
        done = subprocess.run(
            [*COMMAND, *words],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT / "src"),
                "PYTHONIOENCODING": encoding,
            },
            capture_output=True,
            check=True,
        )
        assert "区" in done.stdout.decode("utf-8")
