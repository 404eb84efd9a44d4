"""Installs smogctl out of the folder in which this file lies. No network is used.

Run by install.sh and install.cmd with a Python that they have found; works by itself too. An
installation is a folder: `env-N`, an environment with smogctl, and `bin/`, the way to it. A new
one is made aside, tried, and only then put in place of the old one, which stays on the disk until
the next time, since it may be running.
"""

import argparse
import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path


def absolute(path):
    """A path from the root, without `..`; unlike `resolve`, a drive of Windows stays a drive."""
    return Path(os.path.abspath(path))  # noqa: PTH100


BUNDLE = absolute(__file__).parent
NOTE = "smogctl-bundle.txt"
"""In the root of an environment: the bundle's path, then what is installed. smogctl reads it."""
ENVIRONMENT = re.compile(r"env-(\d+)")
ON_WINDOWS = os.name == "nt"
SYSTEMS = {
    "win-amd64": "windows-x64",
    "linux-x86_64": "linux-x64",
    "linux-aarch64": "linux-aarch64",
}
"""What this Python calls its system, and the bundle's word for it."""


PIP = """\
import runpy, sys
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""
"""Runs pip out of its wheel, as ensurepip does, so that no Python need have ensurepip."""

HELP = """\
不用网络安装 smogctl：sh install.sh [选项]（Windows：install.cmd [选项]）
  --into 文件夹   装在哪里（缺省：用户自己的文件夹）
  --extra 名称    附加功能，可重复写；第一次安装不写就全装，以后写的加到原有的上
  --link 文件夹   命令的链接放在哪里（缺省：~/.local/bin；Windows 上没有）
  --check         只核对安装包
  --remove        删除已安装的
  --help          显示这些说明
"""


class Refused(Exception):
    """Nothing is installed; the words say why and what to do."""


# what is in the bundle


def sums():
    """The hash of each file, by its path in the bundle."""
    try:
        lines = (BUNDLE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except OSError:
        raise Refused(
            "安装包里没有 SHA256SUMS，不能核对，没有安装。请重新解开压缩包。"
        ) from None
    return {
        path: digest for digest, _, path in (line.partition("  ") for line in lines)
    }


def check_sums():
    """Refuse a bundle of which a file was changed, is missing, or was added to the wheels."""
    expected = sums()
    there = {f"wheels/{path.name}" for path in (BUNDLE / "wheels").glob("*")}
    faults = [f"多出：{name}" for name in sorted(there - expected.keys())]
    for name, digest in expected.items():
        if not (BUNDLE / name).is_file():
            faults.append(f"缺少：{name}")
        elif digest_of(BUNDLE / name) != digest:
            faults.append(f"内容不符：{name}")
    if faults:
        listed = "".join(f"\n  {fault}" for fault in faults)
        raise Refused(f"安装包与校验和不符，没有安装。请重新拷贝、重新解开。{listed}")


def digest_of(path):
    """A file's SHA-256."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def contents():
    """The list of what is in the bundle."""
    try:
        return json.loads((BUNDLE / "contents.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Refused(
            "读不了安装包里的 contents.json，没有安装。请重新解开压缩包。"
        ) from None


# whether it fits this machine


def fitting(listed):
    """The row of the bundle for this Python.

    Raises Refused where the bundle has none, or this Python cannot make environments.
    """
    name, python = system_name(), "{}.{}".format(*sys.version_info)
    rows = [row for row in listed["targets"] if row["platform"] == name]
    if not rows:
        has = "、".join(sorted({row["platform"] for row in listed["targets"]}))
        raise Refused(f"这台机器是 {sysconfig.get_platform()}，安装包只有 {has} 的。")
    row = next((row for row in rows if row["python"] == python), None)
    if row is None or is_special():
        has = "、".join(row["python"] for row in rows)
        raise Refused(
            f"这个 Python 是 {described()}，安装包只有 {has} 版（64 位 CPython）的。"
        )
    check_libc(row["glibc"])
    if importlib.util.find_spec("venv") is None:
        raise Refused(
            f"这个 Python 没有 venv 模块。请从系统安装盘或单位内部的软件源装 python{python}-venv。"
        )
    return row


def system_name():
    """The bundle's word for this system, or this Python's own where the bundle has none."""
    own = sysconfig.get_platform()
    return SYSTEMS.get(own, own)


def is_special():
    """Whether this Python takes no ordinary wheels: not CPython, 32 bits, without the lock."""
    return (
        sys.implementation.name != "cpython"
        or sys.maxsize < 2**32
        or bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    )


def described():
    """This Python, in a few words."""
    bits = 64 if sys.maxsize > 2**32 else 32
    free = "，无 GIL" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
    return f"{sys.implementation.name} {sys.version.split()[0]}（{bits} 位{free}）"


def check_libc(needed):
    """Refuse a Linux whose C library is older than the wheels, or another one (musl)."""
    if not needed:
        return
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    except (ValueError, OSError):
        name, version = "", ""
    if name != "glibc":
        raise Refused("这个系统的 C 库不是 glibc（可能是 musl），安装包里的库用不了。")
    if numbers(version) < numbers(needed):
        raise Refused(f"这个系统的 glibc 是 {version}，要 {needed} 或更新。")


def numbers(version):
    """A version as numbers, for comparing."""
    return tuple(int(one) for one in re.findall(r"\d+", version))


# what is installed


def default_folder():
    """Where it goes unless `--into` says otherwise."""
    if ON_WINDOWS:
        return (
            Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "Programs" / "smogctl"
        )
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "smogctl"


def launcher(folder):
    """What people call: it stays where it is when the environment behind it is another."""
    return folder / "bin" / ("smogctl.cmd" if ON_WINDOWS else "smogctl")


def environments(folder):
    """The environments in a folder, by number."""
    found = (ENVIRONMENT.fullmatch(path.name) for path in folder.glob("env-*"))
    return {int(match[1]): folder / match[0] for match in found if match}


def current(folder):
    """The environment that is in use, or None."""
    path = launcher(folder)
    try:
        way = path.read_text(encoding="ascii") if ON_WINDOWS else str(path.readlink())
    except OSError:
        return None
    match = ENVIRONMENT.search(way)
    return folder / match[0] if match and (folder / match[0]).is_dir() else None


def check_folder(folder):
    """Refuse a folder with other things in it."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} 不是文件夹，没有安装。")
    inside = [*folder.glob("*"), *(folder / "bin").glob("*")]
    others = [path.name for path in inside if not is_ours(folder, path)]
    if others:
        raise Refused(
            f"{folder} 里有别的东西（{'、'.join(sorted(others)[:3])}），没有安装。"
            "请用 --into 指一个空文件夹或新文件夹。"
        )


def is_ours(folder, path):
    """Whether a path in the folder is of an installation."""
    if path.parent == folder:
        return path.name == "bin" or bool(ENVIRONMENT.fullmatch(path.name))
    return path in (launcher(folder), half_made(folder))


def half_made(folder):
    """The launcher while it is made; an install that was killed may leave it."""
    return launcher(folder).with_name(f".{launcher(folder).name}.new")


def extras_of(environment):
    """The extras of an installed environment."""
    try:
        lines = (environment / NOTE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return next((line.split()[1:] for line in lines if line.startswith("extras")), [])


def chosen_extras(asked, installed, listed):
    """What will be installed: what is asked for and what is there already; at first all there is.

    Raises Refused for an extra that the bundle does not have.
    """
    wanted = {*asked, *(extras_of(installed) if installed else [])}
    if not installed and not asked:
        wanted = set(listed["extras"])
    lacking = "、".join(sorted(wanted - set(listed["extras"])))
    if lacking:
        has = "、".join(listed["extras"])
        raise Refused(
            f"安装包里没有附加功能 {lacking}（有的是 {has}），没有安装，原有的不变。"
        )
    return sorted(wanted)


# installing


def install(folder, asked, link):
    """Install, or install anew; what was there stays until the new one works."""
    listed = contents()
    row = fitting(listed)
    check_sums()
    check_folder(folder)
    before = current(folder)
    extras = chosen_extras(asked, before, listed)
    environment = new_environment(folder)
    try:
        fill(environment, row, listed, extras)
        switch(folder, environment)
    except BaseException:
        shutil.rmtree(environment, ignore_errors=True)
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise
    clean(folder, environment, before)
    told(folder, listed, extras, before, link)


def new_environment(folder):
    """An empty folder with the next number."""
    folder.mkdir(parents=True, exist_ok=True)
    number = max(environments(folder), default=0) + 1
    path = folder / f"env-{number}"
    path.mkdir()
    return path


def fill(environment, row, listed, extras):
    """Make an environment and install into it what a target needs, each file by its hash."""
    names = sorted({name for extra in ("", *extras) for name in row["wheels"][extra]})
    say(f"正在安装 smogctl {listed['version']} 和 {len(names) - 1} 个库 ……")
    run([sys.executable, *ALONE, "-m", "venv", "--without-pip", str(environment)])
    packages = {one["file"]: one for one in listed["packages"]}
    wanted = environment / "requirements.txt"
    lines = (
        "{name}=={version} --hash=sha256:{sha256}\n".format(**packages[one])
        for one in names
    )
    wanted.write_text("".join(lines), encoding="ascii")
    python = str(program(environment, "python"))
    pip = [python, *ALONE, "-c", PIP, str(BUNDLE / "wheels" / row["pip"])]
    run([*pip, "install", *QUIET, *FROM_WHEELS, "--requirement", str(wanted)])
    run([*pip, "check", *QUIET])
    wanted.unlink()
    note = f"{BUNDLE}\nextras {' '.join(extras)}\nversion {listed['version']}\n"
    (environment / NOTE).write_text(
        note, encoding="utf-8", errors="surrogateescape", newline="\n"
    )
    run([str(program(environment, "smogctl")), "--version"])


ALONE = ("-I", "-X", "utf8")
"""A Python that heeds no settings, and whose words can be read."""
QUIET = ("--disable-pip-version-check", "--no-input", "--no-color")
FROM_WHEELS = (
    *("--no-index", "--find-links", str(BUNDLE / "wheels"), "--only-binary=:all:"),
    *("--require-hashes", "--no-deps", "--no-cache-dir", "--no-warn-script-location"),
)


def program(environment, name):
    """A program of an environment."""
    return (
        environment / "Scripts" / f"{name}.exe"
        if ON_WINDOWS
        else environment / "bin" / name
    )


def run(called):
    """Run a program; what settings there are for pip and Python do not count.

    Raises Refused with the end of what it says.
    """
    kept = {name: value for name, value in os.environ.items() if not is_setting(name)}
    done = subprocess.run(
        called,
        env={**kept, "PIP_CONFIG_FILE": os.devnull},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        said = done.stdout.decode("utf-8", "backslashreplace").strip().splitlines()[-8:]
        raise Refused("安装没有成功，原有的不变。\n" + "\n".join(said))


def is_setting(name):
    """Whether a variable of the environment could change what Python or pip does."""
    return name.upper().startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))


def switch(folder, environment):
    """Put an environment in the place of the one before, at once."""
    path = launcher(folder)
    path.parent.mkdir(exist_ok=True)
    aside = half_made(folder)
    aside.unlink(missing_ok=True)
    if ON_WINDOWS:
        way = f'@"%~dp0..\\{environment.name}\\Scripts\\smogctl.exe" %*\r\n'
        aside.write_bytes(way.encode("ascii"))
    else:
        aside.symlink_to(Path("..") / environment.name / "bin" / "smogctl")
    aside.replace(path)


def clean(folder, environment, before):
    """Remove what is older than the environment before, which may still be running."""
    for path in environments(folder).values():
        if path not in (environment, before):
            shutil.rmtree(path, ignore_errors=True)


def told(folder, listed, extras, before, link):
    """Say what was done and how to call it."""
    done = "更新" if before else "安装"
    say(
        f"smogctl {listed['version']} {done}好了，附加功能：{'、'.join(extras) or '无'}。"
    )
    say(f"位置：{folder}")
    path = launcher(folder)
    if ON_WINDOWS:
        say(f'运行："{path}" activate --level orange')
        say(
            f"想只打 smogctl：在“编辑帐户的环境变量”里把 {path.parent} 加进 Path，再开一个新的窗口。"
        )
        return
    linked = linked_in(Path(link) if link else Path.home() / ".local" / "bin", path)
    if linked and str(linked.parent) in os.environ.get("PATH", "").split(os.pathsep):
        say("运行：smogctl activate --level orange")
        return
    say(f"运行：{quoted(linked or path)} activate --level orange")
    if linked:
        say(f"想只打 smogctl：把 {linked.parent} 加进 PATH。")


def quoted(path):
    """A path as a shell takes it."""
    return "'" + str(path).replace("'", "'\\''") + "'"


def linked_in(folder, path):
    """A link to the launcher in a folder for programs; None where something else is there."""
    link = folder / "smogctl"
    if link.is_symlink() and str(link.readlink()) == str(path):
        return link
    if link.is_symlink() or link.exists():
        say(f"{link} 是别的 smogctl，没有动它。")
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path)
    except OSError:
        return None
    return link


# removing


def remove(folder, link):
    """Remove an installation: only what it consists of."""
    if current(folder) is None and not environments(folder):
        raise Refused(f"{folder} 里没有装着 smogctl。")
    check_folder(folder)
    place = (Path(link) if link else Path.home() / ".local" / "bin") / "smogctl"
    if (
        not ON_WINDOWS
        and place.is_symlink()
        and str(place.readlink()) == str(launcher(folder))
    ):
        place.unlink()
    for path in (launcher(folder).parent, *environments(folder).values()):
        shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
    if folder.exists():
        raise Refused(f"{folder} 没有删干净：可能 smogctl 还在运行，关掉以后再删一次。")
    say(f"已删除：{folder}")


# the command line


class Parser(argparse.ArgumentParser):
    """A command line that is refused in Chinese."""

    def error(self, message):
        """Refuse it."""
        raise Refused(f"看不懂这些选项（{message}）。\n{HELP}")


def options(arguments):
    """The words of the command line. Raises Refused."""
    parser = Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--extra", action="append", default=[])
    parser.add_argument("--link")
    parser.add_argument(
        "--fits", action="store_true", help="whether this Python can install"
    )
    for name in ("--check", "--remove", "--help"):
        parser.add_argument(name, action="store_true")
    return parser.parse_args(arguments)


def carry_out(asked):
    """Do what is asked for. Raises Refused."""
    folder = absolute((asked.into or default_folder()).expanduser())
    if asked.help:
        say(HELP.rstrip())
    elif asked.fits:
        fitting(contents())
    elif asked.check:
        check_sums()
        say(f"安装包完好：{len(sums())} 个文件都与校验和相符。")
    elif asked.remove:
        remove(folder, asked.link)
    else:
        install(folder, asked.extra, asked.link)


def say(words):
    """A line for people."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(arguments):
    """Do what is asked for; 0 done, 2 not done, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    try:
        carry_out(options(arguments))
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    except OSError as error:
        sys.stderr.write(
            f"没有做完，原有的不变：{error.strerror or error}（{error.filename or ''}）\n"
        )
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("已中断，原有的不变。\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
