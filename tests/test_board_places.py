"""What the cells of a board say of levels, and how gaps and cells lead to each other."""

import json
import re
import shutil
from pathlib import Path

import pytest

from conftest import HEAD, UNIT, Run
from pages import Page
from smogctl.values.vocabulary import Colour


def states(text: str) -> dict[tuple[str, ...], dict[str, set[str]]]:
    """What a page's cells say of themselves: district, unit and measure, the levels of each state."""
    return {
        tuple((given["id"] or "").removeprefix("c-").split(".", 2)): {
            state: set((given[f"data-{state}"] or "").split())
            for state in ("due", "standby")
        }
        for tag, given in Page(text).tags
        if tag == "a" and "data-due" in given
    }


@pytest.mark.parametrize("level", ["yellow", "orange", "red"])
def test_a_cell_is_due_where_activation_has_it_due(
    page: str, run: Run, level: Colour
) -> None:
    """The board and `activate` answer from the same plan on different ways."""
    answer = json.loads(run("activate", "--level", level, "-f", "json").out)
    ordered: dict[str, set[tuple[str, ...]]] = {"due": set(), "standby": set()}
    for plan in answer["activations"]:
        for unit in plan["units"]:
            for task in unit["tasks"]:
                for measure in [] if task["acting_for"] else task["measures"]:
                    at = (plan["district"], unit["unit_id"], measure["id"])
                    ordered.get(measure["state"], set()).add(at)
    drawn = {
        state: {at for at, levels in states(page).items() if level in levels[state]}
        for state in ordered
    }
    assert drawn["due"] == {at for at in ordered["due"] if at[2]}
    assert drawn["standby"] == {
        at for at in ordered["standby"] - ordered["due"] if at[2]
    }


LEVELS = """\
levels:
  - {id: blue, name: 四级预警, response: Ⅳ级应急响应}
  - {id: yellow, name: 三级预警, response: Ⅲ级应急响应}
  - {id: orange, name: 二级预警, response: Ⅱ级应急响应}
  - {id: red, name: 一级预警, response: Ⅰ级应急响应}
"""


def test_levels_are_those_of_the_registries(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    """An older scheme has four, with names of its own."""
    older = re.sub(r"levels:\n(?:  - .*\n)+", LEVELS, HEAD) + UNIT.replace(
        "户外活动\n",
        "户外活动\n        measures: [{id: dust.sites, levels: [blue], ends: true}]\n",
    )
    (tmp_path / "shi.yaml").write_text(older, encoding="utf-8")
    alone = run("board", "-f", "html", "--registries", str(tmp_path)).out
    found = Page(alone)
    radios = [given["value"] for _, given in found.tags if given.get("type") == "radio"]
    assert radios == ["", "blue", "yellow", "orange", "red"]
    assert "四级预警 Ⅳ级" in found.words
    cell = states(alone)["shi", "education", "dust.sites"]
    assert cell == {"due": {"blue"}, "standby": set()}
    shutil.copy(tmp_path / "shi.yaml", folder)
    both = Page(run("board", "-f", "html", "--registries", str(folder)).out)
    assert re.search("三级预警／黄色预警|黄色预警／三级预警", both.words)
    levels = {
        given["id"]: given["data-levels"]
        for tag, given in both.tags
        if tag == "section" and "id" in given
    }
    assert levels["d-kunqu"] == "yellow orange red"
    assert levels["d-shi"] == "blue yellow orange red"


def test_each_gap_leads_to_its_place_and_back(page: str, run: Run) -> None:
    gaps = json.loads(run("gaps", "--exit-zero", "-f", "json").out)["gaps"]
    sections = dict(re.findall(r'<section id="d-([a-z]+)"(.*?)</section>', page, re.S))
    for gap in gaps:
        items = sections[gap["district"]].split("<li ")
        (item,) = (
            one for one in items if gap["message"] in one and gap["closes"] in one
        )
        jumps = re.findall(r'href="#([^"]+)"', item.split("</li>")[0])
        assert not gap["measure"] or f"m-{gap['district']}.{gap['measure']}" in jumps
        # a member without a duty is no unit, and so nowhere in the matrix
        assert jumps or gap["kind"] == "idle"
    anchors = set(re.findall(r'<li class="[a-z]+" id="(g-[^"]+)"', page))
    back = re.findall(r'<a href="#(g-[^"]+)"', page)
    assert len(anchors) == len(gaps)
    assert len(anchors - set(back)) == sum(gap["kind"] == "idle" for gap in gaps)


def test_a_cell_that_lacks_something_is_jumped_to(page: str) -> None:
    """Whoever has no plan of its own has no cell: the empty one is the gap."""
    (finance,) = (
        given
        for _, given in Page(page).tags
        if given.get("id") == "c-kunqu.finance.support.own-plan"
    )
    assert finance["class"] == "e"
    assert "区财政局（空格）" in page
