"""The command `schema`."""

from typing import Annotated

import typer

from smogctl.cli.options import FormatName
from smogctl.schema.json_schema import FILES
from smogctl.text.plain import clip, near_said
from smogctl.values.answer import Answer, FileText
from smogctl.values.findings import Refusal
from smogctl.wording.editing import schema_text

FORMATS = ("json",)

Kind = Annotated[
    str,
    typer.Argument(
        metavar="[种类]",
        help="registry 登记册（缺省）、measures、functions、schemes、aqi、vocabulary、facts（公文的事实）或 desk（值班设置）。",
        show_default=False,
        autocompletion=lambda: list(FILES),
    ),
]


EXAMPLES = (
    ("schema -o registry.schema.json", "登记册的 JSON Schema"),
    ("schema desk", "值班设置的"),
)


def run(kind: Kind = "registry", format_name: FormatName = None) -> Answer:
    """输出登记册或目录文件的 JSON Schema，供编辑器边写边查。"""
    if kind not in FILES:
        near = near_said(kind, list(FILES))
        raise Refusal(f"没有“{clip(kind)}”这种文件。{near}有：{'、'.join(FILES)}。")
    return Answer(FileText(schema_text(kind)))
