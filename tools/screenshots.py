"""Pictures for README and guide: boards of districts, pages of notices.

    python tools/screenshots.py

Needs Chromium, LibreOffice, pdftoppm and a Chinese font (Debian: chromium, libreoffice-writer, poppler-utils,
fonts-noto-cjk), and the extras docx and xlsx. Writes docs/images/.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
SIZE = (1366, 900)


GUIDE = ROOT / "docs" / "guide" / "files"
"""The guide's example: a registry and a desk."""


def main() -> int:
    """Take the pictures; 2 where there is no Chromium."""
    program = next(
        filter(
            None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
        ),
        None,
    )
    if program is None:
        print("no Chromium found", file=sys.stderr)
        return 2
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for district in ("kunqu", "jiangjin"):
            board(program, folder, ROOT / "registries", district, f"board-{district}")
        board(program, folder, GUIDE / "registries", "qinglan", "guide-board")
        pages(
            folder,
            ["--district", "kunqu", "--level", "orange", "--red-head", *FACTS.split()],
        )
        shutil.copytree(GUIDE, folder / "guide")
        pages(folder, GUIDED.split(), "guide-notice", 1, folder / "guide")
    return 0


def board(
    program: str, folder: Path, registries: Path, district: str, name: str
) -> None:
    """A district's board as a screen shows it."""
    page, picture = folder / f"{name}.html", IMAGES / f"{name}.png"
    asked = ["--registries", str(registries), "--district", district, "-o", str(page)]
    subprocess.run(
        [sys.executable, "-m", "smogctl", "board", *asked], cwd=ROOT, check=True
    )
    shot = [
        f"--screenshot={picture}",
        f"--window-size={SIZE[0]},{SIZE[1]}",
        page.as_uri(),
    ]
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    subprocess.run([program, *options, *shot], check=True, capture_output=True)
    print(picture.relative_to(ROOT))


FACTS = """--issued 2026-12-01T08:00 --start 2026-12-01T12:00 --number 昆气应办〔2026〕1号 --authority 区政府
--basis 包气应办〔2026〕3号 --forecast 预计12月1日至3日我区将出现重污染天气过程。 --contact 值班室 --phone 0472-0000000
--cc 市生态环境局 --drill"""


GUIDED = """--district qinglan --level orange --issued 2026-12-01T20:00 --start 2026-12-01T20:00
--until 2026-12-04T20:00 --number 1 --forecast 预计1日至3日我区将出现中度至重度污染 --drill"""


def pages(
    folder: Path,
    facts: list[str],
    name: str = "notice",
    most: int = 2,
    home: Path = ROOT,
) -> None:
    """The first pages of a start notice as Word, through LibreOffice and pdftoppm."""
    pdf = folder / f"{name}.pdf"
    asked = ["notice", "start", *facts, "-o", str(pdf)]
    path = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(
        [sys.executable, "-m", "smogctl", *asked], cwd=home, env=path, check=True
    )
    into = folder / name
    into.mkdir()
    drawn = [
        "pdftoppm",
        "-r",
        "70",
        "-l",
        str(most),
        "-png",
        str(pdf),
        str(into / "page"),
    ]
    subprocess.run(drawn, check=True)
    for number, page in enumerate(sorted(into.glob("page-*.png")), 1):
        picture = IMAGES / (f"{name}-{number}.png" if most > 1 else f"{name}.png")
        shutil.copy(page, picture)
        print(picture.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
