"""Answers that units send back: filled lists of smogctl's own, saved this way and that, 接龙, hostile files."""

import csv
import io
import time
import zipfile
from collections.abc import Iterator
from datetime import datetime
from datetime import time as clock
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from conftest import smogctl
from smogctl.importing.answers.reading import MAX, Row, Unread, read_answers
from smogctl.values.findings import Refusal

openpyxl = pytest.importorskip(
    "openpyxl", reason="openpyxl is not installed (smogctl[test])"
)
pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed (smogctl[xlsx])")

FACTS = (
    "-d",
    "kunqu",
    "-l",
    "orange",
    "--number",
    "昆气应办〔2026〕1号",
    "--issued",
    "2026-12-01T08:00",
)
RECEIPT_HEAD = ["序号", "单位", "签收人", "签收时间", "电话", "备注"]
REPORT_HEAD = [
    *(
        "序号",
        "单位",
        "出动人员（人次）",
        "出动车辆（台次）",
        "检查企业（家）",
        "检查工地（个）",
    ),
    *("发现问题（个）", "已整改（个）"),
]


@pytest.fixture(scope="session")
def receipt_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A receipt list as smogctl writes it."""
    path = tmp_path_factory.mktemp("receipt") / "r.xlsx"
    ended = smogctl("notice", "receipt", *FACTS, "-o", str(path))
    assert ended.code == 0, ended.err
    return path.read_bytes()


@pytest.fixture(scope="session")
def report_rows() -> list[list[str]]:
    """The rows of a day's report as smogctl writes it, its lines of text as one cell."""
    ended = smogctl("notice", "daily", *FACTS, "-f", "md")
    assert ended.code == 0, ended.err
    rows = []
    for line in filter(None, ended.out.splitlines()):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if set(cells) != {"---"}:
            rows.append(cells if line.startswith("|") else [line.strip(" -#")])
    assert REPORT_HEAD in rows
    return rows


def book_of(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def bytes_of(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_with(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return bytes_of(book)


def row_of(sheet: Worksheet, unit: str) -> int:
    found: int = next(row[1].row for row in sheet.iter_rows() if row[1].value == unit)
    return found


def filled(data: bytes, **cells: dict[str, Any]) -> bytes:
    """The list with cells of units written into: 区公安局={"C": "张三"}."""
    book = book_of(data)
    sheet = book.active
    for unit, values in cells.items():
        for column, value in values.items():
            sheet[f"{column}{row_of(sheet, unit)}"] = value
    return bytes_of(book)


def as_csv(rows: Iterator[Any] | list[list[str]], separator: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue()


def receipt(*rows: list[str], head: list[str] = RECEIPT_HEAD) -> bytes:
    return as_csv([["某区通知签收表"], head, *rows]).encode()


def report(*rows: list[str]) -> bytes:
    return as_csv([REPORT_HEAD, *rows]).encode()


def one(data: bytes) -> Row:
    answers = read_answers(data, "")
    assert (len(answers.rows), answers.unread) == (1, ()), answers
    return answers.rows[0]


def reason(data: bytes) -> str:
    answers = read_answers(data, "")
    assert (answers.rows, len(answers.unread)) == ((), 1), answers
    return answers.unread[0].why


def refused(data: bytes, name: str = "") -> str:
    with pytest.raises(Refusal) as told:
        read_answers(data, name)
    return str(told.value)


# --- the sheets that smogctl wrote ---


def test_a_list_that_nobody_filled_in_has_no_answers(receipt_file: bytes) -> None:
    answers = read_answers(receipt_file, "签收表.xlsx")
    assert (answers.kind, answers.rows, answers.unread) == ("receipt", (), ())
    assert answers.blank == book_of(receipt_file).active.max_row - 3


def test_a_filled_list(receipt_file: bytes) -> None:
    data = filled(
        receipt_file,
        区公安局={
            "C": " 张三 ",
            "D": datetime(2026, 12, 1, 8, 20, 59),
            "E": 13800000000,
        },
        区教育局={"C": "李四", "F": "转\n各校"},
        区财政局={"D": clock(23, 41)},
        区住建局={"E": "0472-1234567"},
        区农牧局={"F": "电话没人接"},
    )
    answers = read_answers(data, "签收表.xlsx")
    police = row_of(book_of(data).active, "区公安局")
    by_unit = {row.who: row for row in answers.rows}
    assert by_unit == {
        "区教育局": Row(
            by_unit["区教育局"].place, "区教育局", "李四", None, None, "转 各校", {}
        ),
        "区公安局": Row(
            police, "区公安局", "张三", "2026-12-01T08:20", "13800000000", None, {}
        ),
        "区财政局": Row(
            by_unit["区财政局"].place, "区财政局", None, "23:41", None, None, {}
        ),
    }
    assert [(un.text.split()[1], un.why[:6]) for un in answers.unread] == [
        ("区农牧局", "只写了备注，")
    ]
    assert answers.blank == read_answers(receipt_file, "").blank - 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_saved_as_text(
    receipt_file: bytes, encoding: str, separator: str
) -> None:
    book = book_of(
        filled(
            receipt_file, 区公安局={"C": "张三", "D": "2026/12/1 8:20", "F": "a,b;c"}
        )
    )
    text = as_csv(
        ([cell or "" for cell in row] for row in book.active.values), separator
    )
    text = text.replace("〔", "(").replace("〕", ")")
    answers = read_answers(text.encode(encoding), "签收表.csv")
    place = row_of(book.active, "区公安局")
    assert answers.rows == (
        Row(place, "区公安局", "张三", "2026/12/1 8:20", None, "a,b;c", {}),
    )
    assert answers.blank == book.active.max_row - 4


@pytest.mark.parametrize("form", ["xlsx", "csv", "gbk"])
def test_a_filled_report(report_rows: list[list[str]], form: str) -> None:
    rows = [list(row) for row in report_rows]
    for row in rows:
        if row[1:2] == ["区公安局"]:
            row[2:] = ["12人次", "３", "", "0", "", ""]
        if row[1:2] == ["区教育局"]:
            row[2:] = ["1,200", "", "4家", "", "2", "1"]
        if row[1:2] == ["合计"]:
            row[2:] = ["1212", "3", "4", "0", "2", "1"]
    data = (
        book_with(rows)
        if form == "xlsx"
        else as_csv(rows).encode("gbk" if form == "gbk" else "utf-8")
    )
    answers = read_answers(data, "日报")
    places = {row[1]: at for at, row in enumerate(rows, 1) if len(row) > 2}
    assert answers.kind == "report"
    assert answers.unread == ()
    assert answers.rows == (
        Row(
            places["区教育局"],
            "区教育局",
            None,
            None,
            None,
            None,
            {"people": 1200, "firms": 4, "found": 2, "fixed": 1},
        ),
        Row(
            places["区公安局"],
            "区公安局",
            None,
            None,
            None,
            None,
            {"people": 12, "vehicles": 3, "sites": 0},
        ),
    )
    assert answers.blank == len(places) - 4  # head, sums, and the two


# --- rows ---


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12),
        ("12人次", 12),
        ("１２", 12),
        ("１２　人", 12),
        ("0", 0),
        ("007", 7),
        ("1，200", 1200),
    ],
)
def test_figures(cell: str, number: int) -> None:
    assert one(report(["1", "甲", cell])).figures == {"people": number}


@pytest.mark.parametrize(
    "cell",
    [
        "约10",
        "-3",
        "1.5",
        "十二",
        "12家",
        "12²",
        "①",
        "10-12",
        "1e3",
        "12+3",
        "/",
        "无",
        "1,2",
        "99999999",
        "=1+2",
        "#REF!",
        "TRUE",
    ],
)
def test_what_is_no_figure_is_not_guessed(cell: str) -> None:
    why = reason(report(["1", "甲", cell, "5"]))
    assert "出动人员" in why


def test_sums_that_differ_are_said_once() -> None:
    rows = (["1", "甲", "10", "1"], ["2", "乙", "5", ""])
    (told,) = read_answers(report(*rows, ["", "合计", "16", "1"]), "").unread
    assert told.place == 4
    assert "16" in told.why
    assert "15" in told.why
    assert "出动车辆" not in told.why
    assert read_answers(report(*rows, ["", "合计", "15", "1"]), "").unread == ()
    assert read_answers(report(*rows, ["合计", "", "15", ""]), "").unread == ()
    assert len(read_answers(report(*rows, ["", "合计：", "约15", ""]), "").unread) == 1


def test_columns_in_any_order_with_others_between() -> None:
    data = receipt(
        ["甲局", "8:20", "x", "张三"],
        head=["单 位", "签收时间（时、分）", "附件", "签收人\n（签字）"],
    )
    row = one(data)
    assert (row.who, row.at, row.name) == ("甲局", "8:20", "张三")


def test_rows_that_are_no_answers() -> None:
    assert "单位" in reason(receipt(["1", "", "张三", "8:20", "", ""]))
    assert "没有收到" in reason(receipt(["1", "甲", "未收到", "", "", ""]))
    assert "“/”" in reason(receipt(["1", "甲", "/", "/", "", ""]))
    assert "公式" in reason(receipt(["1", "甲", "=A1", "", "", ""]))
    answers = read_answers(
        receipt(["1", "甲", "", "", "0472", ""], ["2"], [], ["", ""]), ""
    )
    assert (answers.rows, answers.unread, answers.blank) == ((), (), 1)


def test_the_head_once_more_is_layout() -> None:
    rows = (
        ["1", "甲", "张三", "", "", ""],
        RECEIPT_HEAD,
        ["2", "乙", "李四", "", "", ""],
    )
    assert [row.who for row in read_answers(receipt(*rows), "").rows] == ["甲", "乙"]
    other = ["单位", "签收时间", "签收人", "单位"]
    assert "表头" in refused(receipt(*rows[:1], ["1", *other[:3], "", ""]))


def test_what_no_screen_shows_is_taken_out() -> None:
    row = one(receipt(["1", "区\u200b公安局\x1b", "张\u202e三", "8:20", "", ""]))
    assert (row.who, row.name) == ("区公安局", "张三")
    answers = read_answers(
        receipt(["1", "甲", "", "", "", "\x1b[31m坏" + "长" * 99]), ""
    )
    assert "\x1b" not in answers.unread[0].text
    assert len(answers.unread[0].text) <= 60


def test_a_csv_place_is_the_first_line_of_its_row() -> None:
    data = receipt(
        ["1", "甲", "张三", "", "", "一\n二"], ["2", "乙", "李四", "", "", ""]
    )
    assert [row.place for row in read_answers(data, "").rows] == [3, 5]


# --- workbooks ---


def test_merged_cells_are_nobodys() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(
            book_with(
                [RECEIPT_HEAD, ["1", "甲", "张三"], ["2", "乙"], ["3", "丙", "李四"]]
            )
        )
    )
    book.active.merge_cells("C2:C3")
    answers = read_answers(bytes_of(book), "")
    assert [row.who for row in answers.rows] == ["丙"]
    assert [un.place for un in answers.unread] == [2, 3]
    assert all("合并" in un.why for un in answers.unread)


def test_a_formula_has_its_last_value_only() -> None:
    data = book_with([REPORT_HEAD, ["1", "甲", "=1+2"]])
    assert "公式" in reason(data)
    data = edited(data, "xl/worksheets/sheet1.xml", b"<v />", b"<v>3</v>", b"<v></v>")
    assert one(data).figures == {"people": 3}


def edited(data: bytes, part: str, old: bytes, new: bytes, *others: bytes) -> bytes:
    """The package with a part's words replaced, whichever of some spellings it has."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", 8) as target,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                found = next(word for word in (old, *others) if word in content)
                content = content.replace(found, new) if found else new
            target.writestr(info.filename, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (datetime(2026, 12, 1, 8, 20), "m月d日 h:mm", "2026-12-01T08:20"),
        (datetime(2026, 12, 1), "yyyy/m/d", "2026-12-01"),
        (datetime(2026, 12, 1), "yyyy/m/d h:mm", "2026-12-01T00:00"),
        (clock(8, 5), 'h"时"mm"分"', "08:05"),
        (24.5 / 24, "[h]:mm", "24:30"),
        (46357, "General", "46357"),
        (46357.5, "0.00", "46357.5"),
        (-1, "yyyy/m/d", "-1"),
        (True, "General", "TRUE"),
    ],
)
def test_times_of_cells(value: Any, form: str, said: str) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(book_with([RECEIPT_HEAD, ["1", "甲", "张三", value]]))
    )
    book.active["D2"].number_format = form
    assert one(bytes_of(book)).at == said


def test_the_calendar_of_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(RECEIPT_HEAD)
    book.active.append(["1", "甲", "张三", datetime(2026, 12, 1, 8, 20)])
    assert one(bytes_of(book)).at == "2026-12-01T08:20"


def test_a_figure_that_excel_made_a_day_is_none() -> None:
    assert "2026-03-01" in reason(
        book_with([REPORT_HEAD, ["1", "甲", datetime(2026, 3, 1)]])
    )


def test_rows_that_a_filter_hides_are_answers() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(book_with([RECEIPT_HEAD, ["1", "甲", "张三"]]))
    )
    book.active.row_dimensions[2].hidden = True
    assert one(bytes_of(book)).name == "张三"


def test_one_sheet_of_several() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(book_with([RECEIPT_HEAD, ["1", "甲", "张三"]]))
    )
    book.create_sheet("说明").append(["填表说明", "单位"])
    assert one(bytes_of(book)).who == "甲"
    twin = book.copy_worksheet(book.worksheets[0])
    assert "几张工作表" in refused(bytes_of(book))
    twin.sheet_state = "hidden"
    assert one(bytes_of(book)).who == "甲"


# --- 接龙 ---

CHAT = """#接龙
橙色预警通知，请各单位收到后接龙
例 单位 姓名

1. 区公安局 已收到 张三
2、教育局
3.住建局 收到 23:41
4. 昆河镇，已签收；李四 23点41分，正在落实
5．区财政局　王五　未收到
6.
7. 区卫健委：收到！ 乌兰图雅 12月1日 23：05
8. 区公安局张三
9. 收到
张三 22:10
10. 农牧局 23时41分 赵六 13800000000 科长 @所有人
"""


def test_a_chat() -> None:
    answers = read_answers(CHAT.encode(), "")
    assert answers.kind == "receipt"
    assert answers.blank == 1
    assert answers.rows == (
        Row(5, "区公安局", "张三", None, None, None, {}),
        Row(6, "教育局", None, None, None, None, {}),
        Row(7, "住建局", None, "23:41", None, None, {}),
        Row(8, "昆河镇", "李四", "23点41分", None, "正在落实", {}),
        Row(11, "区卫健委", "乌兰图雅", "12月1日 23：05", None, None, {}),
        Row(12, "区公安局张三", None, None, None, None, {}),
        Row(15, "农牧局", "赵六", "23时41分", None, "13800000000 科长 @所有人", {}),
    )
    assert [(un.place, un.why) for un in answers.unread] == [
        (9, "写的是没有收到。"),
        (13, "没有写单位，不知道是谁的。"),
        (14, "这一行前面没有序号，不知道是不是上一条的。"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "#接龙",
        "# 接龙",
        "＃接龙",
        "#Group Note",
        "#group note",
        "\ufeff#接龙",
        "#接龙 橙色预警",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_heads_of_a_chat(head: str, encoding: str) -> None:
    text = f"张三 2026-12-01 22:10\r\n{head}\r\n请接龙\r\n1. 甲局 收到 张三\r\n"
    assert read_answers(text.encode(encoding), "").rows == (
        Row(4, "甲局", "张三", None, None, None, {}),
    )


@pytest.mark.parametrize(
    "words",
    [
        "未收到",
        "没收到",
        "没有收到",
        "看不到",
        "附件看不到",
        "还没收到通知",
        "未 收 到",
    ],
)
def test_who_says_that_nothing_came(words: str) -> None:
    assert reason(f"#接龙\n1. 甲局 {words}".encode()) == "写的是没有收到。"


def test_a_list_pasted_twice_is_one() -> None:
    text = "#接龙\n1. 甲局 收到\n#接龙\n请尽快\n1. 甲局 收到\n2. 乙局 收到"
    assert [(row.place, row.who) for row in read_answers(text.encode(), "").rows] == [
        (2, "甲局"),
        (6, "乙局"),
    ]


def test_an_hour_that_no_clock_has_is_a_note() -> None:
    row = one("#接龙\n1. 甲局 25:10 99点10分".encode())
    assert (row.at, row.note) == (None, "25:10 99点10分")


# --- what is no such thing ---


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"",
            b" \n",
            b"hello",
            "单位,电话\n甲,1".encode(),
            b"%PDF-1.7 x",
            b"\x89PNG\r\n",
            b"\xff\xd8\xff",
        ),
        *(
            b"\xd0\xcf\x11\xe0rest",
            b"PK\x03\x04",
            b"PK\x05\x06" + b"\0" * 18,
            b"{\\rtf1",
            b"\xff\xfe\x00",
        ),
        b"\xef\xbb\xbf\xff",
    ],
)
def test_what_is_no_answer_is_refused_in_chinese(data: bytes) -> None:
    told = refused(data, "回执.xlsx")
    assert told.startswith("回执.xlsx：")
    assert any("\u4e00" <= char <= "\u9fff" for char in told.partition("：")[2])


def test_too_large() -> None:
    assert "16 MB" in refused(b"a" * (MAX + 1))
    assert "2 MB" in refused(b"a" * (MAX - 1))


def test_heads_twice_and_of_both_kinds() -> None:
    assert "重复" in refused(receipt(head=[*RECEIPT_HEAD, "签收人（补）"]))
    assert "重复" in refused(as_csv([[*REPORT_HEAD, "出动人员"]]).encode())
    assert "分开" in refused(receipt(head=[*RECEIPT_HEAD, "出动人员"]))


def test_a_list_without_its_head_numbers_itself() -> None:
    read = read_answers("1 区公安局 收到\n2、教育局 李四\n3. 住建局\n".encode(), "")
    assert [(row.who, row.name) for row in read.rows] == [
        ("区公安局", None),
        ("教育局", "李四"),
        ("住建局", None),
    ]
    assert "表头" in refused("2. 区公安局 收到\n7. 教育局".encode())


def test_a_dash_is_nothing_reported() -> None:
    told = read_answers("序号,单位,出动人员\n1,甲,—\n2,乙,3\n".encode(), "")
    assert [(row.who, dict(row.figures)) for row in told.rows] == [
        ("乙", {"people": 3})
    ]
    assert told.blank == 1


def test_quotes_that_do_not_match() -> None:
    assert "引号" in refused(receipt(["1", "甲", "张三", "", "", ""]) + b'2,"x"y,z\n')


def test_too_many_rows() -> None:
    assert "5000 行" in refused(receipt(*(["1", f"甲{at}"] for at in range(5001))))
    entries = "\n".join(f"{at % 9}. 甲{at}" for at in range(5001))
    assert "5000 条" in refused(f"#接龙\n{entries}".encode())


def sheet_with(xml: bytes) -> bytes:
    """A workbook whose sheet has other rows."""
    data = book_with([RECEIPT_HEAD, ["1", "甲", "张三"]])
    return edited(
        data, "xl/worksheets/sheet1.xml", b"</sheetData>", xml + b"</sheetData>"
    )


def test_a_million_empty_rows_do_not_hang() -> None:
    rows = b"".join(
        b'<row r="%d" ht="%d"/>' % (at, at % 977 * 7) for at in range(3, 1_000_000)
    )
    data = sheet_with(rows)
    begun = time.monotonic()
    assert one(data).who == "甲"
    assert time.monotonic() - begun < 20


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smogctl.importing.answers.parts._MOST_ELEMENTS", 500)
    assert "太多" in refused(sheet_with(b"<row><c/></row>" * 300))


def test_a_bomb_is_refused() -> None:
    assert "解压" in refused(sheet_with(b"<row/>" * 9_000_000))


@pytest.mark.parametrize(
    "xml",
    [
        *(
            b"<row",
            b"<row><c r='ZZZZ1'><v>1</v></c></row>",
            b"<row r='9999999'><c r='XFD9999999'><v>1</v></c></row>",
        ),
        *(
            b"<row r='-1'><c t='s'><v>99999</v></c><c t='s'><v>x</v></c></row>",
            b"<row><c s='9999'><v>1E999999</v></c></row>",
        ),
        *(
            b"<row><c><v>NaN</v></c><c><v>Infinity</v></c></row>",
            b"<row><c t='inlineStr'><is><t>_xD800_</t></is></c></row>",
        ),
        *(
            b"<row><c><v>1E-999999999</v></c></row>",
            b"<c/><v>1</v>",
            b"<mergeCell ref='A1:XFD1048576'/>",
            b"<mergeCell ref=':::'/>",
        ),
        b"<row><c t='str'><v>" + b"9" * 40_000 + b"</v></c></row>",
    ],
)
def test_odd_cells(xml: bytes) -> None:
    survives(sheet_with(xml))


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
    ],
)
@pytest.mark.parametrize(
    "xml",
    [
        *(b"", b"x", b'<?xml version="1.0" encoding="foo"?><a/>', b"<a>" * 20_000),
        *(
            b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            b"<a/>",
            b"<sst><si><t>x</t></si></sst>",
        ),
    ],
)
def test_odd_parts(receipt_file: bytes, part: str, xml: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(receipt_file)) as source:
        whole = source.read(part)
    survives(edited(receipt_file, part, whole, xml))


def test_shared_strings_in_pieces_without_their_reading(receipt_file: bytes) -> None:
    pieces = (
        "<si><r><t>单</t></r><r><t>位</t></r><rPh sb='0' eb='1'><t>dan</t></rPh></si>"
    )
    data = edited(
        receipt_file,
        "xl/sharedStrings.xml",
        "<si><t>单位</t></si>".encode(),
        pieces.encode(),
    )
    assert data != receipt_file
    assert read_answers(data, "") == read_answers(receipt_file, "")


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_packed_in_other_ways_and_broken(receipt_file: bytes, method: int) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(receipt_file)) as source,
        zipfile.ZipFile(stream, "w", method) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
    data = stream.getvalue()
    for at in range(0, len(data), 41):
        survives(data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])


def survives(data: bytes) -> None:
    try:
        answers = read_answers(data, "某.xlsx")
    except Refusal as refusal:
        assert str(refusal).startswith("某.xlsx：")
        return
    for row in answers.rows:
        assert row.who == row.who.strip() != ""
        assert row.name or row.at or row.figures or answers.kind == "receipt"
        assert all(number >= 0 for number in row.figures.values())
    assert all(un.why and isinstance(un, Unread) for un in answers.unread)


@given(st.binary(max_size=300))
@example(b"PK\x03\x04")
@example(b"\xff\xfe#\x00")
def test_no_bytes_do_harm(data: bytes) -> None:
    survives(data)


WORDS = st.sampled_from(
    [
        *RECEIPT_HEAD,
        *REPORT_HEAD,
        *',\t;，\n\r"#。.：: 0',
        "#接龙\n",
        "1. ",
        "12",
        "合计",
        "收到",
        "未收到",
        "23:41",
        "张三",
        "=1",
        "\u2028",
        "\x00",
        "²",
    ]
)


@given(
    st.lists(WORDS | st.text(max_size=4), max_size=60),
    st.sampled_from(["utf-8", "utf-16", "gb18030"]),
)
def test_no_text_does_harm(
    words: list[str] | str | tuple[str, ...], encoding: str
) -> None:
    survives("".join(words).encode(encoding, "replace"))


@given(st.lists(st.lists(WORDS, max_size=10), max_size=12), st.booleans())
def test_no_table_does_harm(
    rows: list[tuple[str, str, str]] | str, reported: Any
) -> None:
    survives(as_csv([REPORT_HEAD if reported else RECEIPT_HEAD, *rows]).encode())


@given(st.data())
def test_no_broken_package_does_harm(receipt_file: bytes, data: st.DataObject) -> None:
    spoiled = bytearray(receipt_file)
    for _ in range(data.draw(st.integers(1, 6))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(
            st.integers(0, 255)
        )
    survives(
        bytes(
            spoiled[: data.draw(st.integers(4, len(spoiled)))]
            if data.draw(st.booleans())
            else spoiled
        )
    )
