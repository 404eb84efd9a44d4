"""What a first user stumbled over in one night (docs/reading/user-night-e.md), each as a value."""

import pytest

from smogctl.grammar.measures import named
from smogctl.plan import catalogue


@pytest.mark.parametrize(
    ("clause", "is_ordered"),
    [
        ("负责高排放车辆限行", True),
        ("落实高排放车辆限行措施", True),
        ("组织实施车辆限行", True),
        ("严格落实高排放车辆限行管控措施", True),
        ("车辆限行期间加强宣传", False),
        ("停产、车辆限行期间，做好保供", False),
        ("受车辆限行影响的乘客，加开公交", False),
        ("做好车辆限行的宣传解释工作", False),
    ],
)
def test_vehicles_kept_off_the_road_are_the_measure_of_that_name(
    clause: str, is_ordered: bool
) -> None:
    measures = {hit.measure for hit in named(clause)}
    assert ("mobile.restriction" in measures) == is_ordered


def test_a_clause_that_says_a_measures_own_name_names_it() -> None:
    for measure in catalogue.measures().values():
        clause = f"负责{measure.name}"
        assert measure.id in {hit.measure for hit in named(clause)}, clause
