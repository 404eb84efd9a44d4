"""Pictures for the README: the boards of the two shipped districts, by headless Chromium.

    python tools/screenshots.py

Needs Chromium and a Chinese font (Debian: chromium, fonts-noto-cjk). Writes docs/images/board-<district>.png.
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
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        print("no Chromium found", file=sys.stderr)
        return 2
    images = ROOT / "docs" / "images"
    images.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for district in ("kunqu", "jiangjin"):
            page, picture = Path(name) / f"{district}.html", images / f"board-{district}.png"
            board = [sys.executable, "-m", "smogctl", "board", "--district", district, "-o", str(page)]
            subprocess.run(board, cwd=ROOT, check=True)
            shot = [f"--screenshot={picture}", f"--window-size={SIZE[0]},{SIZE[1]}", page.as_uri()]
            options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
            subprocess.run([program, *options, *shot], check=True, capture_output=True)
            print(picture.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
