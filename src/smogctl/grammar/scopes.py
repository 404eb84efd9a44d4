"""Scopes: the words of a clause that cover less than the measure.

General words of the field, no names.
"""

import re

_SCOPES = {
    "public.health-advice": "教育机构|幼儿园和中小学校|中小学校、幼儿园",
    "industry.curtailment": "重点行业企业|重点工业企业|重点行业|季节性生产计划调整|[A-D]级企业|园区企业",
    "industry.inspection": "园区内企业|涉气企业",
    "industry.energy": "清洁能源|优质煤炭?|减少火力发电",
    "mobile.non-road": "施工工地工程机械|工程机械",
    "mobile.enforcement": "路检、抽检|油品质量|成品燃油|加油站",
    "dust.sites": (
        "建筑施工工地|拆迁工地|水利工程施工|市政园林施工|房屋市政工地"
        "|房屋建筑和市政基础设施建设工程|房屋拆除和土地整治|公路、水路建设工程"
    ),
    "dust.roads": "城市道路|施工现场周边道路",
    "dust.stockpiles": "河道、河床、滩涂等裸露地表|土堆料堆|储备用地裸土",
    "area.burning": "生产领域罚没品|沥青橡胶塑料皮革|垃圾、园林废物|(?<!负责)秸秆(?!焚烧、)",
    "area.cooking": "餐饮油烟|露天烧烤、露天经营食品|露天烧烤",
    "area.fireworks": "烟花爆竹销售",
    "area.coal": "居民取暖散煤|高污染燃料禁燃区内固定原煤销售网点|原煤流动摊贩销售点|燃煤质量|商铺、底店、市场等散煤",
    "support.forecast": "环境气象监测、气象预报|气象数据",
    "support.warning": "预警建议",
    "support.publicity": "广播电视|广播、电视|预警信息",
    "support.opinion": "网络舆情",
    "support.safety": "生产安全事故应急处置|重点行业",
    "support.preparedness": "应急演练|宣传、培训和演练|应急预案评估和修订|幼儿园、学校应急方案",
    "support.local": "园区内企业",
}
_PATTERNS = {name: re.compile(words) for name, words in _SCOPES.items()}


def scope_of(measure: str, text: str) -> str | None:
    """The scope that a clause gives a measure, in the clause's own words.

    None where it covers all of the measure.
    """
    pattern = _PATTERNS.get(measure)
    hit = pattern.search(text) if pattern else None
    return hit[0].replace("广播、电视", "广播电视") if hit else None
