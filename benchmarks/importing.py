"""Seconds and memory of importing a plan, by its length: python benchmarks/importing.py

A page of such an annex has about 700 characters. Each length runs in a process of its own, as text and as Word.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PAGES = (25, 50, 100, 200, 400)
CLAUSES = (
    "编制本部门重污染天气应急响应专项实施方案",
    "会同区气象局开展空气质量会商研判，提出预警建议",
    "负责督导企业在重污染天气预警期间实行大宗物料错峰运输",
    "配合区公安局落实高排放车辆限行措施",
    "完成应急指挥部办公室交办的其他事项",
)
CHILD = """
import sys, time
from smogctl.importing.importer import import_bytes
data = open(sys.argv[1], "rb").read()
start = time.perf_counter()
made = import_bytes(data, sys.argv[1])
taken = time.perf_counter() - start
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
except ImportError:
    peak = 0
units = made.draft.model.units
print(f"{taken:.2f} {peak} {len(units)} {sum(len(unit.duties) for unit in units)}")
"""


def lines(pages):
    """An annex of so many pages, one line a unit."""
    left, number = pages * 700, 0
    yield "云溪区重污染天气应急指挥部成员单位职责"
    while left > 0:
        number += 1
        line = f"{number}.区第{number}办公室：" + "；".join(CLAUSES * 2) + "。"
        left -= len(line)
        yield line


def word(path, texts):
    """The same as a Word file."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )


def main():
    """Print a row for each length and format."""
    print("pages  format  seconds  s/100 pages  MB  units  clauses")
    with tempfile.TemporaryDirectory() as folder:
        for pages in PAGES:
            text, docx = Path(folder, "a.txt"), Path(folder, "a.docx")
            text.write_text("\n".join(lines(pages)), encoding="utf-8")
            word(docx, lines(pages))
            for path in (text, docx):
                done = subprocess.run(
                    [sys.executable, "-c", CHILD, str(path)],
                    capture_output=True,
                    text=True,
                    check=True,
                )
                seconds, peak, units, clauses = done.stdout.split()
                rate = float(seconds) * 100 / pages
                print(
                    f"{pages:5}  {path.suffix[1:]:6}  {seconds:>7}  {rate:11.2f}  {peak}  {units}  {clauses}"
                )


if __name__ == "__main__":
    main()
