"""Write what is made from the code: the JSON Schemas, the page of lint rules, the tables of `export`.

    python tools/generate.py

`tests/test_generated.py` says when they are out of date.
"""

import json
import sys
from pathlib import Path

from smogctl.cli.commands.explain import explained
from smogctl.exporting import tables
from smogctl.exporting.describing import described
from smogctl.lint.rulebook import all_rules
from smogctl.schema.json_schema import FILES, json_schema

ROOT = Path(__file__).resolve().parents[1]


def generated() -> dict[Path, str]:
    """Each generated file with its text."""
    pages = {
        ROOT / "schema" / f"{kind}.schema.json": json.dumps(
            json_schema(kind), ensure_ascii=False, indent=2
        )
        + "\n"
        for kind in FILES
    }
    rules = "\n".join(f"## {_fenced(explained(rule))}" for rule in all_rules())
    head = "# 检查规则\n\n由各规则的说明生成（python tools/generate.py），与 `smogctl explain 代码` 相同。\n\n"
    return pages | {ROOT / "docs" / "rules.md": head + rules, TABLES: _with_tables()}


TABLES = ROOT / "docs" / "tables.md"
_BEGIN, _END = "<!-- tables: python tools/generate.py -->\n", "<!-- /tables -->"


def _with_tables() -> str:
    """The page of the tables: what stands between the two marks is made, the rest is kept."""
    before, _, rest = TABLES.read_text(encoding="utf-8").partition(_BEGIN)
    _, mark, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{described(tables.every())}\n{mark}{after}"


def _fenced(text: str) -> str:
    """Indented examples stay code in Markdown; nothing else in the text is markup."""
    return text.replace("<", "&lt;")


def main() -> int:
    """Write what differs."""
    for path, text in generated().items():
        path.parent.mkdir(exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
