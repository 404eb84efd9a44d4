"""Write the files that are made from the code: the JSON Schemas and the page of lint rules.

    python tools/generate.py

`tests/test_generated.py` says when they are out of date.
"""

import json
import sys
from pathlib import Path

from smogctl.cli.commands.explain import explained
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
    return pages | {ROOT / "docs" / "rules.md": head + rules}


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
