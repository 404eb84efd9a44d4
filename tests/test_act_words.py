"""Which phases each measure of a clause has, by the act that its words stand in."""

from smogctl.grammar.acts import part_at, phases_of_each
from smogctl.values.vocabulary import Phase
from tables import each

PREPARED: tuple[Phase, ...] = ("prepare", "respond")
EACH: list[
    tuple[str, dict[str, int], tuple[Phase, ...], dict[str, tuple[Phase, ...]]]
] = [
    ("停工", {}, PREPARED, {}),
    ("停工", {"dust.sites": 0}, ("respond",), {}),
    ("停工", {"dust.sites": 0}, (), {}),
    ("停工", {"dust.sites": 0}, PREPARED, {}),
    (
        "制定停课方案，停止户外活动",
        {
            "support.own-plan": 0,
            "public.school-suspension": 2,
            "public.school-outdoor": 9,
        },
        PREPARED,
        {
            "support.own-plan": ("prepare",),
            "public.school-suspension": ("respond",),
            "public.school-outdoor": ("respond",),
        },
    ),
    (
        "建立预报会商制度，发布橙色预警",
        {"support.forecast": 2, "support.warning": 9},
        ("prepare", "monitor", "warn"),
        {"support.forecast": ("prepare", "monitor"), "support.warning": ("warn",)},
    ),
    (
        "发布橙色预警，组织预报",
        {"support.forecast": 9, "support.warning": 0},
        ("monitor", "warn"),
        {"support.forecast": ("monitor",), "support.warning": ("warn",)},
    ),
    (
        "制定停课方案，并组织实施，停止户外活动",
        {"public.school-suspension": 2, "public.school-outdoor": 13},
        PREPARED,
        {"public.school-suspension": PREPARED, "public.school-outdoor": ("respond",)},
    ),
    # what no measure has must be the response
    (
        "组织预报，发布橙色预警，停工",
        {"support.forecast": 2, "support.warning": 5},
        ("monitor", "warn", "respond"),
        {"support.forecast": ("monitor",), "support.warning": ("warn",)},
    ),
    (
        "组织预报，停工",
        {"support.forecast": 2, "dust.sites": 5},
        ("prepare", "monitor", "respond"),
        {},
    ),
    (
        "组织预报，开展总结",
        {"support.forecast": 2},
        ("monitor", "review"),
        {},
    ),
]


@each(("text", "places", "phases", "own"), EACH)
def test_the_phases_of_each_measure(
    text: str,
    places: dict[str, int],
    phases: tuple[Phase, ...],
    own: dict[str, tuple[Phase, ...]],
) -> None:
    assert phases_of_each(text, places, phases) == own


CARRIED_OUT = (
    "，并组织实施 并组织实施 并组织落实 ，组织实施 ，经批准后实施 ，经批准后组织实施 ，并具体实施 ，并负责落实 ，并认真执行 ，并监督实施 "
    "，抓好落实 ，负责组织落实 ，推动落实 ，执行"
)


@each("words", CARRIED_OUT.split())
def test_a_plan_whose_measures_are_carried_out(words: str) -> None:
    places = {"support.own-plan": 0, "public.school-suspension": 2}
    both = {
        "support.own-plan": ("prepare",),
        "public.school-suspension": ("prepare", "respond"),
    }
    only = both | {"public.school-suspension": ("respond",)}
    for behind in ("", "，明确责任", "；明确责任", "。"):
        text = f"制定停课方案{words}{behind}"
        assert phases_of_each(text, places, PREPARED) == both, text
    text = f"制定停课方案{words}停课措施"
    assert phases_of_each(text, places, PREPARED) == only


@each(
    ("text", "place", "part"),
    [
        ("发布预警并组织停工", 3, "发布预警"),
        ("发布预警并组织停工", 4, "并组织停工"),
        ("发布预警并组织停工并督促落实", 5, "并组织停工"),
        ("发布预警并组织停工并督促落实", 9, "并督促落实"),
        ("停工，发布预警并组织停工", 0, "停工"),
        ("停工，发布预警并组织停工", 2, "停工，发布预警并组织停工"),
        ("停工，发布预警并组织停工", 3, "发布预警"),
        ("停工；发布预警。停产", 3, "发布预警"),
        ("停工；发布预警。停产", 8, "停产"),
        ("停工", 2, "停工"),
        *[
            (f"停工并{act}某事", 0, "停工")
            for act in (
                [
                    "组织",
                    "落实",
                    "开展",
                    "督促",
                    "停止",
                    "严禁",
                    "禁止",
                    "加强",
                    "制定",
                    "编制",
                    "做好",
                    "负责",
                ]
            )
        ],
        ("停工并报告某事", 0, "停工并报告某事"),
        ("合并组织机构", 0, "合并组织机构"),
    ],
)
def test_the_part_of_a_clause_at_a_place(text: str, place: int, part: str) -> None:
    assert part_at(text, place) == part
