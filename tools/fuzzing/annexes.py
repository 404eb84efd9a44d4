"""Good annexes, by format: short ones written here, and the tests' own."""

from fuzzing.seeds import files, packages, sheet


def texts() -> list[bytes]:
    """Texts, of several encodings."""
    small = [seed.encode() for seed in (COLONS, TABLE, NUMBERED, PLAN)]
    return [
        *small * 4,
        COLONS.encode("gb18030"),
        TABLE.encode("utf-16"),
        *files("tests/annexes/*.txt", "cases/import/*.txt", most=1500),
    ]


COLONS = """附件2
云溪区重污染天气应急指挥部成员单位职责

区教育局：指导学校减少户外活动；橙色预警以上停课。
区住建局、区交通局：督促工地停止土石方作业；配合区公安分局查处渣土车。
各街镇：落实“一企一策”减排。
"""
TABLE = """云溪区成员单位职责
序号\t单位\t职责
1\t区教育局\t减少户外活动；完成指挥部交办的其他工作。
2\t区气象局\t会同区生态环境局会商研判。
"""
NUMBERED = """成员单位职责
（一）区教育局
1.减少户外活动；
2.与区卫健委共同开展健康防护知识宣传。
（二）区公安分局：
限行；查处渣土车。
"""
PLAN = """青岚县重污染天气应急预案
青政办发〔2023〕12号
1 总则
2.1 成员单位职责
（1）县教育局：指导学校减少户外活动；必要时停课。
（2）县住建局：督促工地停止土石方作业。
4.2 响应措施
4.2.1 Ⅲ级响应措施
提醒儿童、老年人减少户外活动。
4.2.2 Ⅱ级响应措施
（1）中小学停止户外活动。（责任单位：县教育局）
5 附则
"""


def pages() -> list[bytes]:
    """Pages, with tables and without."""
    rows = "".join(
        f"<tr><td>{at}</td><td>{name}</td><td>减少户外活动；限行。</td></tr>"
        for at, name in ((1, "区教育局"), (2, "区公安局"))
    )
    table = f"<html><body><p>成员单位职责</p><table><tr><td>序号</td><td>单位</td><td>职责</td></tr>{rows}</table></body></html>"
    lines = (
        "<html><body>"
        + "".join(f"<p>{line}</p>\n" for line in COLONS.splitlines())
        + "</body></html>"
    )
    return [
        *[table.encode(), lines.encode()] * 5,
        *files(
            "tests/annexes/*.html",
            "tests/data/imports/*.html",
            "tests/data/imports/*.mht",
            most=1500,
        ),
    ]


def words() -> list[bytes]:
    """Word files."""
    return packages("tests/data/imports/*.docx", "tests/data/files/*.docx")


def sheets() -> list[bytes]:
    """Sheets."""
    return [
        sheet([line.split("\t") for line in TABLE.splitlines()]),
        *packages("tests/data/files/*.xlsx"),
    ]


def foreign() -> list[bytes]:
    """What LibreOffice would have to convert, and files that pretend to be something."""
    heads = [
        b"{\\rtf1 \\ansi ",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"MIME-Version: 1.0\n",
        b"\x89PNG\r\n",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
    ]
    written = files(
        "tests/data/files/*.doc",
        "tests/data/files/*.rtf",
        "tests/data/files/*.odt",
        "tests/data/files/*.wps",
        most=3000,
    )
    return [*[head + COLONS.encode() for head in heads], *written]


def pdfs() -> list[bytes]:
    """Small ones, written by hand, since those of a printer are larger than an input may be."""
    lines = [
        "云溪区成员单位职责",
        "区教育局：减少户外活动；停课。",
        "区公安局：限行；查处渣土车。",
    ]
    signs = sorted({*"".join(lines)})
    codes = {sign: f"{number:02x}" for number, sign in enumerate(signs, 33)}
    shown = "".join(
        f"1 0 0 1 50 {700 - 30 * at} Tm <{''.join(map(codes.__getitem__, line))}> Tj\n"
        for at, line in enumerate(lines)
    )
    text = f"BT /F1 12 Tf\n{shown}ET\n50 40 m 50 720 l S 300 40 m 300 720 l S 50 500 400 100 re S"
    pairs = "".join(f"<{codes[sign]}> <{ord(sign):04x}>\n" for sign in signs)
    mapping = f"/CIDInit /ProcSet findresource begin begincmap\n{len(signs)} beginbfchar\n{pairs}endbfchar endcmap end"
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        f"<</Length {len(mapping)}>>stream\n{mapping}\nendstream",
    ]
    objects = "".join(
        f"{number} 0 obj\n{body}\nendobj\n" for number, body in enumerate(bodies, 1)
    )
    return [
        f"%PDF-1.4\n{objects}trailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF\n".encode()
    ]
