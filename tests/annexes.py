"""Annexes of fictional places in every layout and format, and the characters that an import must account for."""

import html
import io
import zipfile
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from hypothesis import strategies as st

NAMES = [
    "区委宣传部",
    "区教育局",
    "区公安分局",
    "区住建局、区交通局",
    "区生态环境局",
    "区文化和旅游局",
    "国网云溪供电公司",
    "各乡镇（街道）",
    "云溪经济开发区管委会",
    "区卫健委",
    "区气象局",
    "区人力资源和社会保障局",
]
CLAUSES = [
    "减少户外活动",
    "会同区气象局会商研判",
    "配合区公安分局查处渣土车",
    "当AQI达到200（含本数；持续48小时）时提请启动Ⅲ级响应",
    "PM2.5浓度超过2.5倍时加密监测",
    "编制本部门《重污染天气；专项实施方案》",
    "橙色预警以上停止土方作业",
    "落实“一企一策”减排",
    "完成指挥部交办的其他工作",
    "与区教育局共同开展健康防护知识宣传",
    "由区委宣传部牵头发布信息",
    "增加洒水频次、湿法清扫",
]
TITLE = "云溪区重污染天气应急指挥部成员单位职责"


class Annex(NamedTuple):
    """What an annex says, however it is laid out."""

    units: tuple[tuple[str, tuple[str, ...]], ...]


units = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=5, unique=True).map(
            tuple
        ),
    ),
    min_size=2,
    max_size=len(NAMES),
    unique_by=lambda one: one[0],
)
annexes = units.map(lambda one: Annex(tuple(one)))


def said(clauses: list[str] | tuple[str, ...]) -> str:
    return "；".join(clauses) + "。"


def rows(annex: Annex) -> list[tuple[str, str, str]]:
    """The table of an annex, its head first."""
    return [
        ("序号", "责任单位", "工作职责"),
        *(
            (str(at), name, said(clauses))
            for at, (name, clauses) in enumerate(annex.units, 1)
        ),
    ]


def tabs(annex: Annex) -> str:
    return f"附件2\n\n{TITLE}\n\n" + "".join(
        "\t".join(row) + "\n" for row in rows(annex)
    )


def pipes(annex: Any) -> Any:
    head, *rest = ("| " + " | ".join(row) + " |\n" for row in rows(annex))
    return f"附件2\n{TITLE}\n\n{head}|---|---|---|\n{''.join(rest)}"


def unnumbered(annex: Any) -> Any:
    return f"{TITLE}\n" + "".join(
        "\t".join(("", *row[1:]) if at else row) + "\n"
        for at, row in enumerate(rows(annex))
    )


def broken(annex: Any) -> Any:
    """Rows whose clauses stand on lines of their own."""
    lines = ["\t".join(rows(annex)[0])]
    for at, (name, clauses) in enumerate(annex.units, 1):
        first, *more = clauses
        lines += [f"{at}\t{name}\t{first}；", *(f"{clause}；" for clause in more)]
    return f"{TITLE}\n" + "\n".join(lines) + "\n"


def colons(annex: Annex) -> str:
    return f"附件1\n{TITLE}\n\n" + "".join(
        f"{name}：{said(clauses)}\n" for name, clauses in annex.units
    )


def numbered(annex: Annex, style: str = "（{}）", sign: str = "：") -> str:
    return f"{TITLE}\n" + "".join(
        f"{style.format(at)}{name}{sign}{said(clauses)}\n"
        for at, (name, clauses) in enumerate(annex.units, 1)
    )


def full_width(annex: Any) -> Any:
    digits = str.maketrans("0123456789", "０１２３４５６７８９")
    return f"{TITLE}\n" + "".join(
        f"{str(at).translate(digits)}．{name}：{said(clauses)}\n"
        for at, (name, clauses) in enumerate(annex.units, 1)
    )


CHINESE = "一二三四五六七八九十"


def chinese(at: int) -> str:
    return CHINESE[at - 1] if at <= 10 else f"十{CHINESE[at - 11]}"


def own_lines(annex: Any) -> Any:
    """The unit on a line of its own, its clauses numbered below it."""
    lines = [TITLE]
    for at, (name, clauses) in enumerate(annex.units, 1):
        lines += [
            f"（{chinese(at)}）{name}",
            *(f"{n}.{clause}；" for n, clause in enumerate(clauses, 1)),
        ]
    return "\n".join(lines) + "\n"


def paged(annex: Any) -> Any:
    """Pages: numbers between, and the head of an entry again with （续）."""
    lines = [TITLE]
    for at, (name, clauses) in enumerate(annex.units, 1):
        first, *more = clauses
        lines.append(f"{at}.{name}：{first}；")
        if more:
            lines += [f"— {at} —", f"{name}（续）：{said(more)}"]
    return "\n".join(lines) + "\n"


TEXTS = {
    "tabs": tabs,
    "pipes": pipes,
    "unnumbered": unnumbered,
    "broken": broken,
    "colons": colons,
    "brackets": numbered,
    "points": lambda annex: numbered(annex, "{}."),
    "half brackets": lambda annex: numbered(annex, "({})"),
    "enumeration comma": lambda annex: numbered(annex, "{}、"),
    "apart": lambda annex: numbered(annex, "{}.", "。"),
    "full width": full_width,
    "own lines": own_lines,
    "paged": paged,
}
"""Layouts of plain text by name."""


def page(body: str) -> str:
    return f'<html><head><meta charset="gb2312"><title>云溪区政府</title></head><body>{body}</body></html>'


def html_table(annex: Annex) -> str:
    cells = "".join(
        "<tr>"
        + "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row)
        + "</tr>\n"
        for row in rows(annex)
    )
    return page(
        f"<p>附件2</p><p>{TITLE}</p><table border=1><tbody>{cells}</tbody></table>"
    )


def html_lines(text: str) -> str:
    return page("".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines()))


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(body: str, **parts: str) -> bytes:
    """A Word file with a body, and other parts by name."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    space += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f"<w:document {space}><w:body>{body}</w:body></w:document>",
        )
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:part {space}>{inner}</w:part>")
    return file.getvalue()


def docx_table(annex: Annex) -> bytes:
    cells = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows(annex)
    )
    return docx(f"{paragraph('附件2')}{paragraph(TITLE)}<w:tbl>{cells}</w:tbl>")


def docx_lines(text: str) -> bytes:
    return docx("".join(paragraph(line) for line in text.splitlines()))
