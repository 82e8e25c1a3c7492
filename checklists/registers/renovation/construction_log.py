"""施工日志与现场安全检查：施工期每日一份，写清部位内容，逐项查安全，当日照片不少于3张。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import known, seen
from checklists.cadence import OnEvent
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Note,
    Person,
    Photos,
    Text,
    Unit,
    When,
)
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, check_items

SHORTEST = 20
PICTURES = 3
HOT_WORDS = ("动火", "电焊", "气焊", "焊接", "气割", "切割")


class Material(BaseModel):
    """Something that was brought to the site."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Text, Label("名称")]
    spec: Annotated[Text, Label("规格")]
    quantity: Annotated[Text, Label("数量")]
    certificate: Annotated[bool, Label("合格证")]


class ConstructionLog(ChecklistEntry):
    """施工日志与现场安全检查：施工期每日一份，停工日也写原因，★项不合格立即停工。"""

    register = Register(
        title="施工日志与现场安全检查（含拍照留档）",
        number="9.2",
        prefix="SGRZ",
        cadence=OnEvent("施工期每日", "当日收工前"),
        retention=Retention("同项目档案", 30),
        basis=(
            seen(
                "《消防法》第二十一条（动火作业审批、特种作业持证）；校内施工制度转载（人员造册、围挡隔离、五牌一图）"
            ),
            known("《建设工程文件归档规范》GB/T 50328；《建筑施工安全检查标准》JGJ 59"),
        ),
        signers=(
            Signer("施工方", ("contractor",)),
            Signer("甲方代表", column="owner_rep"),
            Signer("总务主任（周）", ("logistics_head",), condition="每周汇总时"),
        ),
        post="甲方现场代表（总务处）",
        owners=("logistics_clerk",),
        photos="必需：前/中/后同机位，每日≥3张",
        followup=("★不合格 → 立即停工通知单→整改→复工",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "工期内每日1条，停工须记原因；照片拍摄日期=日志日期",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "有动火内容必有动火票编号；隐蔽部位无验收记录不得进入下道工序",
            ),
            Rule(
                "R03",
                Severity.WARN,
                "施工与学生在校时段重叠",
            ),
        ),
        seeds=(
            Seed(
                4,
                "三（一）3",
                "做好假期维修过程中的各项工作，记好施工日记，对施工现场进行拍照留档、建档工作",
                171,
            ),
            Seed(4, "三（一）4", "做好现场清理工作", 173),
        ),
    )

    hazard_source = "其他"
    hazard_category = "施工"

    items = check_items(
        """
        01   | 人员实名与出入证 | 查 | 在名册，持证上岗
        02 ★ | 围挡与警示 | 目视 | 封闭、夜间警示灯，与学生活动区隔离
        03 ★ | 动火作业票 | 查 | 审批、看火人、灭火器、清可燃物，作业后30分钟复查 | 消防
        04 ★ | 临时用电 | 查箱 | 一机一闸一漏一箱，电缆架空 | 用电
        05 ★ | 高处作业 | 查 | 安全带、脚手架验收、下方警戒
        06 ★ | 起重、吊篮 | 查 | 检测、持证 | 特种设备
        07 ★ | 消防 | 查 | 灭火器、通道 | 消防
        08   | 扬尘噪声与作息 | 现场 | 上课/午休时段停高噪作业
        09 ★ | 材料堆放 | 目视 | 不占疏散通道 | 消防
        10 ★ | 每日收工 | 查 | 断电、清场、锁闭
    """,
        {"I03": (Measure("recheck", "作业后复查", Limit.of(low="30"), "分钟"),)},
    )

    project: Annotated[Text, Label("项目"), Head(), Hint("项目名称或编号")]
    date: Annotated[Day, Label("日期"), Head()]
    weather: Annotated[Text, Label("天气"), Head(), Hint("上午、下午")]
    workers: Annotated[Count, Label("施工人数"), Unit("人"), Head()]
    hours: Annotated[
        Literal["在校时段", "课后及休息日", "全天", "未施工"], Label("作业时段"), Head()
    ]
    site_manager: Annotated[Text, Label("施工负责人"), Head()]
    owner_rep: Annotated[Person, Label("甲方代表"), Head()]
    part: Annotated[Text, Field(max_length=300), Label("施工部位与内容"), Hint("≥20字，300字以内")]
    stopped: Annotated[Note | None, Label("停工原因"), When("停工时")] = None
    materials: Annotated[
        tuple[Material, ...],
        Label("进场材料"),
        When("有材料进场时"),
        Hint("名称、规格、数量、合格证"),
    ] = ()
    hot_work: Annotated[bool, Label("当日动火")]
    hot_permit: Annotated[Text | None, Label("动火票编号"), When("动火时")] = None
    hidden_part: Annotated[Text | None, Label("当日封闭的隐蔽部位"), When("有隐蔽工程时")] = None
    hidden: Annotated[
        Text | None, Label("隐蔽工程验收"), When("封闭前"), Hint("未验收不得封闭，双方签字")
    ] = None
    problem: Annotated[Text, Label("质量安全问题与处理"), Hint("无填“无”")]
    photos: Annotated[
        Photos, Field(min_length=1), Label("当日照片"), Hint("前中后/部位，每日≥3张，带时间、方位")
    ]

    example = {
        "project": "厨房地面维修",
        "date": "2026-05-02",
        "weather": "晴/多云",
        "workers": 8,
        "hours": "课后及休息日",
        "site_manager": "罗工",
        "owner_rep": "秦总务",
        "part": "粗加工间旧地砖拆除清运，蒸饭间防水涂膜第二遍并闭水。",
        "materials": [
            {"name": "防滑地砖", "spec": "300×300", "quantity": "60平方米", "certificate": True},
        ],
        "hot_work": False,
        "problem": "无",
        "photos": [EXAMPLE_PHOTO, EXAMPLE_PHOTO, EXAMPLE_PHOTO],
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 11)},
            "I03": {"verdict": "不适用", "remark": "当日无动火"},
            "I06": {"verdict": "不适用", "remark": "无起重、吊篮作业"},
        },
    }

    def title(self) -> str:
        """Project and day."""
        return f"{self.project}{self.date.month}月{self.date.day}日施工日志"

    @property
    def is_hot(self) -> bool:
        """Hot work, whether ticked or only told."""
        return self.hot_work or any(word in self.part for word in HOT_WORDS)

    @carries_out("R01")
    def pauses_are_explained(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A day nobody worked has its reason."""
        if (self.workers == 0 or self.hours == "未施工") and not self.stopped:
            yield self.finding("R01", "「停工原因」", "停工没有写原因", "补填原因")

    @carries_out("R01")
    def pictures_are_of_the_day(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Taken on the day of the log."""
        for photo in self.photos:
            taken = photo.taken_at and photo.taken_at.astimezone(surroundings.zone).date()
            if taken and taken != self.date:
                what = f"{photo.name}拍摄于{taken}，不是日志日期"
                yield self.finding("R01", "「当日照片」", what, "换当日照片")

    @carries_out("R02")
    def permits_and_hidden_parts(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No fire without a permit; nothing is covered up before it was accepted."""
        if self.is_hot and not self.hot_permit:
            yield self.finding("R02", "「动火票编号」", "有动火内容，没有动火票", "停止动火，补办")
        if self.hidden_part and not self.hidden:
            what = f"{self.hidden_part}没有验收记录"
            yield self.finding("R02", "「隐蔽工程验收」", what, "验收前不得进入下道工序")

    @carries_out("G17")
    def told_in_full(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The column's own limit: twenty characters say what was done where."""
        if len(self.part) < SHORTEST:
            what = f"不足{SHORTEST}字"
            yield self.finding("G17", "「施工部位与内容」", what, "写清部位、内容", Severity.WARN)
        for number, one in enumerate(self.materials, 1):
            if not one.certificate:
                where = f"「进场材料」第 {number} 行"
                yield self.finding("G17", where, f"{one.name}没有合格证", "退场", Severity.WARN)

    @carries_out("G18")
    def three_pictures(self, surroundings: Surroundings) -> Iterator[Finding]:
        """每日≥3张."""
        if len(self.photos) < PICTURES:
            what = f"只有{len(self.photos)}张"
            yield self.finding("G18", "「当日照片」", what, "补拍，每日不少于3张")
