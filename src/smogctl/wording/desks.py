"""What an office's desk has and what it lacks, for people and for scripts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from smogctl.plan.desks import DAILY, RECEIPT_HOURS, REPORT_HOURS, contact_of
from smogctl.plan.registry import Registry
from smogctl.schema.desk import DeskFile
from smogctl.text.plain import clip, visible
from smogctl.values.report import Block, Line, Table
from smogctl.wording.registry import head
from smogctl.yamlfile.writer import scalar

STALE = timedelta(days=180)
"""After so long a telephone is to be tried again."""

COLUMNS = ("项目", "现为", "来自")
CONTACT_COLUMNS = ("单位", "机构", "联系人", "岗位", "电话", "核对日期")
SET, DEFAULT, REGISTRY, MISSING = "值班设置", "缺省", "登记册", "未设"


Plain = str | int | tuple[str, ...] | None
"""A value as the file has it: words, hours, a list."""


class Fact(NamedTuple):
    """One fact of a desk: its field, what it is called, its value, where that comes from."""

    field: str
    name: str
    plain: Plain
    source: str

    @property
    def value(self) -> str:
        """The value as people read it."""
        if self.plain is None:
            return ""
        if isinstance(self.plain, int):
            return f"下达后 {self.plain} 小时"
        if isinstance(self.plain, tuple):
            return "、".join(self.plain)
        return self.plain


class Caller(NamedTuple):
    """A body of a unit and whom to call there; empty where nobody is known."""

    unit: str
    unit_id: str
    body: str
    name: str = ""
    post: str = ""
    phone: str = ""
    checked: date | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is a person or a telephone to call."""
        return bool(self.phone or self.name)

    def is_stale(self, today: date) -> bool:
        """Whether nobody has tried the telephone for long, or ever."""
        if not self.phone:
            return False
        if self.checked is None:
            return True
        return today - self.checked > STALE


def facts_of_desk(desk: DeskFile, registry: Registry) -> list[Fact]:
    """Every fact that a desk may hold, in the file's order."""
    office = desk.office
    own = ""
    for unit in registry.units:
        if unit.kind == "office":
            own = unit.name
            break
    approvals: list[tuple[str, str, Plain]] = []
    for level in registry.levels:
        approver = desk.approvals.get(level.id)
        approvals.append((f"approvals.{level.id}", f"{level.name}由谁批准", approver))
    given: list[tuple[str, str, Plain]] = [
        ("office.name", "署名（全称）", office.name),
        ("office.seal", "代章", office.seal),
        ("office.red_head", "红头", office.red_head),
        ("office.number", "文号格式", office.number),
        ("office.contact", "联系人", office.contact),
        ("office.phone", "电话", office.phone),
        ("office.fax", "传真", office.fax),
        ("office.mail", "邮箱", office.mail),
        ("office.address", "地址", office.address),
        *approvals,
        ("deadlines.receipt", "签收时限", desk.deadlines.receipt),
        ("deadlines.report", "首次反馈时限", desk.deadlines.report),
        ("daily", "日报时间", desk.daily),
        ("to", "主送", desk.to),
        ("cc", "抄送", desk.cc),
        ("exempt", "豁免", desk.exempt),
    ]
    instead: dict[str, tuple[Plain, str]] = {
        "office.name": (own, REGISTRY),
        "deadlines.receipt": (RECEIPT_HOURS, DEFAULT),
        "deadlines.report": (REPORT_HOURS, DEFAULT),
        "daily": (DAILY, DEFAULT),
    }
    return [_fact(field, name, value, instead) for field, name, value in given]


def _fact(
    field: str, name: str, value: Plain, instead: Mapping[str, tuple[Plain, str]]
) -> Fact:
    if value:
        return Fact(field, name, value, SET)
    other, source = instead.get(field, (None, MISSING))
    if not other:
        source = MISSING
    return Fact(field, name, other, source)


def _advice(registry: Registry, *, packaged: bool) -> str:
    if packaged:
        return "随 smogctl 安装的副本旁边不写值班设置，请用 --registries 指明登记册的文件夹。"
    return f"用 smogctl desk --new -d {registry.district.id} 写一份带说明的。"


def callers(desk: DeskFile, registry: Registry) -> Iterator[Caller]:
    """Every body that gets orders, with whom to call there."""
    for unit in registry.units:
        for body in unit.bodies:
            caller = Caller(unit.name, unit.id, body.name)
            known = contact_of(desk, unit.id, body.name)
            if known:
                caller = caller._replace(
                    name=known.name or "",
                    post=known.post or "",
                    phone=known.phone or "",
                    checked=known.checked,
                )
            yield caller


def desk_blocks(
    registry: Registry, desk: DeskFile | None, file: str, today: date, *, packaged: bool
) -> Iterator[Block]:
    """A district's desk as people read it: what is set, what stands in its place."""
    yield from head(registry, "值班设置")
    if desk is None:
        yield Line(f"没有 {file}。{_advice(registry, packaged=packaged)}")
        desk = empty_desk(registry)
    else:
        yield Line(f"值班设置：{file}")
    facts = facts_of_desk(desk, registry)
    rows = [(fact.name, fact.value, fact.source) for fact in facts]
    yield Table(COLUMNS, tuple(rows))
    every = list(callers(desk, registry))
    known = []
    for caller in every:
        if caller.is_known:
            known.append(_row(caller))
    if known:
        yield Table(CONTACT_COLUMNS, tuple(known))
    yield from map(Line, _lacking(facts, every, today))


def empty_desk(registry: Registry) -> DeskFile:
    """The desk of a district that has none."""
    return DeskFile.model_validate(
        {"format": "smogctl.desk/1", "district": registry.district.id}
    )


def _row(caller: Caller) -> tuple[str, ...]:
    checked = "未写"
    if caller.checked:
        checked = caller.checked.isoformat()
    body = caller.body
    if body == caller.unit:
        body = ""
    return caller.unit, body, caller.name, caller.post, caller.phone, checked


def _lacking(facts: list[Fact], every: list[Caller], today: date) -> list[str]:
    """What is missing, a line each."""
    lines = []
    missing = [fact.name for fact in facts if fact.source == MISSING]
    if missing:
        names = "、".join(missing)
        lines.append(f"未设 {len(missing)} 项：{names}。公文里没有别处给出时留空。")
    silent = []
    stale = []
    for caller in every:
        if not caller.phone:
            silent.append(caller.body)
        elif caller.is_stale(today):
            stale.append(caller.body)
    if silent:
        lines.append(f"没有电话的机构 {len(silent)} 个：{_first_of(silent)}。")
    if stale:
        lines.append(
            f"电话半年以上没有核对的机构 {len(stale)} 个：{_first_of(stale)}。"
        )
    return lines or ["都已设好。"]


_MANY = 12


def _first_of(bodies: Sequence[str]) -> str:
    """The first dozen; how many there are is said before."""
    more = ""
    if len(bodies) > _MANY:
        more = "等"
    return "、".join(map(clip, bodies[:_MANY])) + more


def desk_json(
    registry: Registry, desk: DeskFile | None, file: str, today: date
) -> dict[str, Any]:
    """A district's desk for scripts."""
    lies_at: str | None = file
    if desk is None:
        lies_at = None
        desk = empty_desk(registry)
    return {
        "district": registry.district.id,
        "file": lies_at,
        "facts": list(map(_fact_json, facts_of_desk(desk, registry))),
        "contacts": [_caller_json(caller, today) for caller in callers(desk, registry)],
    }


_SOURCES = {SET: "desk", DEFAULT: "default", REGISTRY: "registry", MISSING: None}


def _fact_json(fact: Fact) -> dict[str, Any]:
    return {
        "field": fact.field,
        "value": fact.plain or None,
        "source": _SOURCES[fact.source],
    }


def _caller_json(caller: Caller, today: date) -> dict[str, Any]:
    checked = None
    if caller.checked:
        checked = caller.checked.isoformat()
    return {
        "unit": caller.unit,
        "unit_id": caller.unit_id,
        "body": caller.body,
        "name": caller.name or None,
        "post": caller.post or None,
        "phone": caller.phone or None,
        "checked": checked,
        "stale": caller.is_stale(today),
    }


def new_desk(registry: Registry) -> str:
    """A desk file to be filled in: every field as a comment that says what it is for."""
    district = registry.district
    levels = []
    for level in registry.levels:
        levels.append(f"#  {level.id}:     # {visible(level.name)}")
    contacts = []
    for unit in registry.units:
        for body in unit.bodies:
            whose = f"unit: {unit.id}"
            if len(unit.bodies) > 1:
                whose += f", body: {scalar(body.name)}"
            contacts.append(f"#  - {{{whose}, {_TO_FILL}}}  # {visible(body.name)}")
    return _NEW.format(
        id=district.id,
        name=visible(district.name),
        short=visible(district.short or district.name),
        levels="\n".join(levels),
        contacts="\n".join(contacts),
        receipt=RECEIPT_HOURS,
        report=REPORT_HOURS,
        daily=", ".join(DAILY),
    )


_TO_FILL = "name: , post: , phone: , checked: "
_NEW = """\
# yaml-language-server: $schema=../schema/desk.schema.json
# {name}的值班设置：办公室自己知道、预案里没有写的事。都可以不写，空着的等于没有写。
# 写公文时按选项、--facts、--previous、这里、登记册的先后取用，都没有的留空。
# 去掉行首的 # 填写，用 smogctl lint 检查。
# 电话等不宜公开：本文件夹的 .gitignore 使它不进 git，要进的由办公室自己改。
format: smogctl.desk/1
district: {id}
#office:
#  name:       # 署名，用全称，如 {name}重污染天气应急指挥部办公室
#  seal:       # 没有自己的印章时，由谁代章
#  red_head:   # 红头，如 {name}重污染天气应急指挥部办公室文件
#  number:     # 文号的格式，如 {short}气应办〔{{year}}〕{{n}}号；公文里只给 --number 1 时按此写全
#  contact:    # 公文上的联系人
#  phone:
#  fax:
#  mail:
#  address:
#approvals:    # 各级预警由谁批准
{levels}
#deadlines:
#  receipt:    # 下达后几小时内签收，缺省 {receipt}
#  report:     # 下达后几小时内首次反馈，缺省 {report}
#daily:        # 每日报送的时刻，可有几个，如 ["10:00", "17:00"]，缺省 {daily}
#to:           # 主送，写作 [甲, 乙]，缺省为各成员单位
#cc:           # 抄送
#exempt:       # 豁免的情形，如 [A级和引领性企业, 应急抢险工程]
#contacts:     # 每个机构一行；单位只有一个机构的不写 body；checked 写核对的日期
{contacts}
"""
