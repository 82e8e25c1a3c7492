"""外来人员（车辆）出入登记簿：来访人进门时由门卫查证登记，离开时补离校时间、收回临时证和签条。"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from checklists.basis import known, seen
from checklists.cadence import OnEvent
from checklists.columns import (
    CardTail,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Must,
    Person,
    Personal,
    Photos,
    Serial,
    Stage,
    Text,
    Unit,
    When,
)
from checklists.entry import PLAIN, RowEntry
from checklists.errors import Problem
from checklists.lessons import during_lessons, lesson_limits
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

LONGEST_STAY = timedelta(hours=4)
MOBILE = 11  # digits
OUTSIDERS = {"contractor", "guardian", "student"}
WORKS = "施工维修"


class VisitorRegister(RowEntry):
    """外来人员（车辆）出入登记簿：谁、找谁、何事、带什么，几时进几时出，一次来访一行。"""

    register = Register(
        title="外来人员（车辆）出入登记簿",
        number="2.1",
        prefix="LF",
        cadence=OnEvent("按次", "进门时登记，离开时补离校时刻"),
        retention=Retention("1年（建议值，到期删除个人信息）", 1, recommended=True),
        basis=(
            seen(
                "《企业事业单位内部治安保卫条例》第十一条（二）：检查进入本单位人员的证件，登记出入的物品和车辆"
            ),
            seen(
                "《保安服务管理条例》第二十九条（查验证件、登记车辆和物品）、第三十条（不得搜身、不得扣押证件）"
            ),
            known("《中小学幼儿园安全管理办法》门卫制度与外来人员登记条款（条号未核）"),
            seen("《个人信息保护法》第六、十九、二十八条：最小范围、最短期限"),
        ),
        signers=(
            Signer("来访人", condition="在登记簿上签名", stage="进校"),
            Signer("门卫", ("gate_guard",), column="guard", stage="进校"),
            Signer("被访人", column="host_sign", condition="会客类，签条交回", stage="离校"),
        ),
        post="门卫保安",
        owners=("gate_guard",),
        photos="可选（人证核验照按最小必要）",
        followup=(
            "拒登记或强闯 → 一键报警、启动防暴预案、事件报告",
            "未离校异常 → 门卫电话核实→值班领导清场，记录结果",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "离校时间≥进校时间；当日22:00仍无离校时间→自动列为“未离校异常”",
                refused=True,
            ),
            Rule("R02", Severity.BLOCK, "被访人必须是在岗名册人员；确认方式不可空", refused=True),
            Rule(
                "R03",
                Severity.BLOCK,
                "施工维修类来访须关联维修工单或施工项目，且人员在施工人员名册内",
                needs="worker",
                needs_title="施工人员名册",
            ),
            Rule("R04", Severity.WARN, "停留>4小时；上课时段进入教学区的会客；同一证件当日>3次"),
            Rule("R05", Severity.WARN, "接学生类来访无对应“学生出门条/代接登记”"),
            Rule("R06", Severity.HINT, "临时证号发出未回收"),
        ),
        stages=("进校", "离校"),
        seeds=(
            Seed(2, "三（二）3", "严格执行外来人员的查询和登记工作", 75),
            Seed(4, "三（四）5", "校外人员进入校园必须要登记", 197),
            Seed(4, "三（四）5", "门卫继续严格值班登记和会客登记制度", 197),
            Seed(5, "三5", "严格执行来客登记", 279),
        ),
    )

    date: Annotated[Day, Label("日期"), Head()]
    gate: Annotated[Text, Label("校门"), Head()]
    guard: Annotated[Person, Label("当班门卫"), Head()]
    seq: Annotated[
        Text | None, Serial("客{date:%Y%m%d}-{n:03d}"), Label("序号"), Hint("当日连号")
    ] = None
    name: Annotated[Text, Field(max_length=20), Label("来访人姓名"), Personal("name")]
    id_type: Annotated[
        Literal["身份证", "工作证", "介绍信", "驾驶证", "人脸核验"], Label("证件类型")
    ]
    id_tail: Annotated[
        CardTail,
        Label("证件号后4位"),
        Personal("tail"),
        Hint("不存完整证件号"),
    ]
    org: Annotated[Text, Field(max_length=30), Label("单位/与学生关系"), Personal("whole")]
    phone: Annotated[Text, Field(max_length=20), Label("联系电话"), Personal("tail"), Hint("11位")]
    people: Annotated[
        Count, Label("随行人数"), Unit("人"), Limit.of("0", "50", evidence="K"), Hint("0–50")
    ]
    vehicle: Annotated[bool, Label("车辆入校")] = False
    plate: Annotated[Text | None, Label("车牌号"), When("车辆入校"), Personal("tail")] = None
    goods: Annotated[Text, Field(max_length=50), Label("携带物品/检查情况"), Hint("无则填“无”")]
    reason: Annotated[
        Literal["会客", "家访接洽", "送货", "施工维修", "检查督导", "接学生", "快递外卖", "其他"],
        Label("来访事由"),
    ]
    work_ref: Annotated[Text | None, Label("维修工单/施工项目号"), When("施工维修")] = None
    host: Annotated[Person, Label("被访人"), Hint("在岗名册人员")]
    confirm: Annotated[Literal["电话", "到门口接", "平台预约"], Label("被访人确认方式")]
    to_classrooms: Annotated[bool, Label("进入教学区")] = False
    pass_no: Annotated[Text | None, Label("临时出入证号"), When("发证时"), Hint("离校收回")] = None
    photos: Annotated[Photos, Label("人证核验照"), Personal(), Hint("可选，按最小必要")] = ()
    in_at: Annotated[Moment, Label("进校时间")]
    out_at: Annotated[
        Moment | None, Label("离校时间"), Stage("离校"), Must(), Hint("≥进校时间")
    ] = None
    pass_back: Annotated[bool | None, Label("临时证收回"), Stage("离校"), When("发证时")] = None
    host_sign: Annotated[Person | None, Label("被访人签条"), Stage("离校"), When("会客类")] = None

    own_limits = lesson_limits()

    example = {
        "date": "2026-03-05",
        "gate": "正门",
        "guard": "方守",
        "name": "钱来",
        "id_type": "身份证",
        "id_tail": "203X",
        "org": "县教育装备站",
        "phone": "13800000000",
        "people": 1,
        "goods": "公文包，已看",
        "reason": "会客",
        "host": "秦总务",
        "confirm": "电话",
        "pass_no": "临07",
        "in_at": "2026-03-05T09:05:00+08:00",
        "out_at": "2026-03-05T10:20:00+08:00",
        "pass_back": True,
        "host_sign": "秦总务",
    }

    def title(self) -> str:
        """Reason and host; the visitor's name stays inside (G12)."""
        return f"来访（{self.reason}，找{self.host.name}）"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The slip of whom a visitor called on."""
        return frozenset({"被访人"} if self.reason == "会客" else ())

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """R01: nobody leaves before coming in."""
        yield from self.in_order(("in_at", self.in_at), ("out_at", self.out_at))
        if self.in_at.astimezone(surroundings.zone).date() != self.date:
            yield Problem("「进校时间」", "不在登记当日", "核对日期和时间", "in_at")

    @carries_out("R02")
    def host_is_on_the_staff(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Parents, pupils and contractors of the directory receive nobody; who left is G10's."""
        directory = surroundings.directory
        listed = directory.look_up("person", self.host.id) if directory is not None else None
        if listed is not None and listed.posts and OUTSIDERS.issuperset(listed.posts):
            what = f"{self.host.name}不是在岗教职工"
            yield self.finding("R02", "「被访人」", what, "改填接待的教职工")

    @carries_out("R04")
    def stays_as_long_as_a_visit(self, surroundings: Surroundings) -> Iterator[Finding]:
        """More than four hours; a call in the classrooms during lessons."""
        if self.out_at is not None and self.out_at - self.in_at > LONGEST_STAY:
            yield self.finding("R04", "「离校时间」", "停留超过4小时", "说明原因")
        in_lessons = during_lessons(self.in_at, self.slug, surroundings)
        if self.reason == "会客" and self.to_classrooms and in_lessons:
            what = "上课时段进入教学区会客"
            yield self.finding("R04", "「进入教学区」", what, "改在接待室会客，或说明原因")

    @carries_out("R06")
    def pass_comes_back(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A pass that went out with its visitor."""
        if self.pass_no and self.out_at is not None and not self.pass_back:
            yield self.finding("R06", "「临时证收回」", f"{self.pass_no}未收回", "追回或注销")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns."""
        if self.vehicle and not self.plate:
            yield self.finding("G17", "「车牌号」", "车辆入校没有写车牌", "补填车牌号")
        if self.reason == WORKS and not self.work_ref:
            what = "施工维修没有关联工单或项目"
            yield self.finding("G17", "「维修工单/施工项目号」", what, "补填工单号或项目编号")
        if self.reason == "会客" and self.out_at is not None and self.host_sign is None:
            yield self.finding("G17", "「被访人签条」", "会客没有交回签条", "补填签条")
        if sum(char.isdigit() for char in self.phone) != MOBILE:
            yield self.finding(
                "G17", "「联系电话」", "不是11位", "核对号码", severity=Severity.WARN
            )
