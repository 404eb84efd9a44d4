"""Pictures for the README: the boards of the two shipped districts, and two pages of a notice.

    python tools/screenshots.py

Needs Chromium, LibreOffice, pdftoppm and a Chinese font (Debian: chromium, libreoffice-writer, poppler-utils,
fonts-noto-cjk), and the extras docx and xlsx. Writes docs/images/.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZE = (1366, 900)


def main() -> int:
    """Take the pictures; 2 where there is no Chromium."""
    program = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if program is None:
        print("no Chromium found", file=sys.stderr)
        return 2
    images = ROOT / "docs" / "images"
    images.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for district in ("kunqu", "jiangjin"):
            page, picture = Path(name) / f"{district}.html", images / f"board-{district}.png"
            board = [
                sys.executable,
                "-m",
                "smogctl",
                "board",
                "--district",
                district,
                "-o",
                str(page),
            ]
            subprocess.run(board, cwd=ROOT, check=True)
            shot = [f"--screenshot={picture}", f"--window-size={SIZE[0]},{SIZE[1]}", page.as_uri()]
            options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
            subprocess.run([program, *options, *shot], check=True, capture_output=True)
            print(picture.relative_to(ROOT))
        notice(Path(name), images)
    return 0


FACTS = """--issued 2026-12-01T08:00 --start 2026-12-01T12:00 --number 昆气应办〔2026〕1号 --authority 区政府
--basis 包气应办〔2026〕3号 --forecast 预计12月1日至3日我区将出现重污染天气过程。 --contact 值班室 --phone 0472-0000000
--cc 市生态环境局 --drill"""


def notice(folder: Path, images: Path) -> None:
    """The first two pages of a start notice as Word, through LibreOffice and pdftoppm."""
    pdf = folder / "notice.pdf"
    asked = [
        "notice",
        "start",
        "--district",
        "kunqu",
        "--level",
        "orange",
        "--red-head",
        *FACTS.split(),
        "-o",
        str(pdf),
    ]
    subprocess.run([sys.executable, "-m", "smogctl", *asked], cwd=ROOT, check=True)
    subprocess.run(
        ["pdftoppm", "-r", "70", "-l", "2", "-png", str(pdf), str(folder / "page")], check=True
    )
    for number, page in enumerate(sorted(folder.glob("page-*.png")), 1):
        shutil.copy(page, images / f"notice-{number}.png")
        print(f"docs/images/notice-{number}.png")


if __name__ == "__main__":
    sys.exit(main())
