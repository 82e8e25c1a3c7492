"""环境卫生责任区检查评比：晨扫、保洁区、班级、厕所逐处检查打分，扣分写明项目、描述和照片。"""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from checklists.basis import seen
from checklists.cadence import EveryMonth, EverySchoolDay, EveryWeek, Together
from checklists.checklist import ChecklistEntry, left_out
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Note,
    Number,
    Person,
    Photos,
    Place,
    Text,
    When,
)
from checklists.limits import Choice, Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import CheckItem, Measure, check_items

SWEPT, BIG_CLEANING, SPOT_CHECK = "晨扫保洁", "大扫除", "抽查"
IN_THE_MORNING, IN_THE_AFTERNOON = "厕所上午", "厕所下午"
Points = Annotated[Number, Field(ge=0, max_digits=4, decimal_places=1)]

CONCERNS: dict[str, tuple[int, ...]] = {
    "教室": (1, 2, 3, 4, 6, 14),
    "走廊楼梯": (1, 2, 5, 6, 14),
    "保洁区": (1, 7, 8, 9, 14),
    "功能室": (1, 2, 3, 4, 6, 14),
    "厕所": (1, 2, 8, 10, 11, 12, 13, 14),
    "食堂外围": (1, 7, 8, 9, 14),
    "绿地": (7, 8, 14),
    "门前三包": (1, 8, 9, 14),
}
"""Items that concern a kind of area; the others are 不适用 unless somebody judges them."""


class Deduction(BaseModel):
    """Points taken off, what for, and how it looked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: Annotated[Text, Label("扣分项")]
    points: Annotated[Points, Label("扣分")]
    desc: Annotated[Note, Label("描述")] = ""
    photos: Annotated[Photos, Label("照片")] = ()


class CleaningAreaInspection(ChecklistEntry):
    """环境卫生责任区检查评比：一个责任区一次检查一份，得分=满分−扣分。"""

    register = Register(
        title="环境卫生责任区检查评比（晨扫、保洁区、班级、厕所）",
        number="6.1",
        prefix="WSJC",
        cadence=Together(
            "每日（晨扫、保洁），厕所每日2次+不定期抽查，大扫除每周",
            "晨扫后20分钟内；下午放学前",
            parts=(
                (SWEPT, EverySchoolDay("每日（晨扫、保洁）", "晨扫后20分钟内", time(9))),
                (IN_THE_MORNING, EverySchoolDay("厕所每日2次", "上午", time(13, 30))),
                (IN_THE_AFTERNOON, EverySchoolDay("厕所每日2次", "下午放学前")),
                (SPOT_CHECK, EveryMonth("不定期抽查", "当月", within=31)),
                (BIG_CLEANING, EveryWeek("大扫除每周", "每周")),
            ),
        ),
        retention=Retention("1学年", 1),
        basis=(
            seen("《学校卫生工作条例》第七、八条（厕所和洗手设施；环境卫生、教室卫生管理）"),
            seen("卫生保健规范转载：厕所清洁通风、无异味、每日定时打扫；每天一小扫、每周一大扫"),
        ),
        signers=(
            Signer("检查人", ("moral_head", "logistics_clerk", "duty_teacher"), column="checker"),
            Signer("班主任", ("homeroom",)),
            Signer("总务/政教负责人", ("logistics_head", "moral_head")),
        ),
        post="政教处/总务处检查员，值周生协助",
        owners=("moral_head", "logistics_clerk"),
        photos="扣分项必需",
        followup=(
            "连续3次<80分 → 责任班级整改，政教处约谈",
            "厕所堵漏破损 → 报修单",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "责任区台账每学期初发布：每个区域唯一责任班级+责任人；检查对象必须在台账内",
                needs="area",
                needs_title="责任区台账",
            ),
            Rule("R02", Severity.BLOCK, "得分=满分−Σ扣分，扣分项有照片或描述；检查人≠责任人"),
            Rule("R03", Severity.BLOCK, "抽查记录占比≥每月2次/区域（厕所）"),
            Rule("R04", Severity.WARN, "同一检查人一周内全满分；未扣分无照片"),
        ),
        seeds=(
            Seed(
                2,
                "三（二）1",
                "明确责任区与责任人，并加强检查和指导，确保幼儿园环境卫生整洁有序",
                71,
            ),
            Seed(
                2,
                "三（四）2",
                "室内外无纸屑、无痰迹、无杂物，室内保持墙面的整洁，各种用具摆放整齐",
                89,
            ),
            Seed(3, "三（四）", "继续实行晨扫检查制度，确保校园卫生整洁", 147),
            Seed(4, "三（五）4", "做好厕所的美化及卫生的定期检查和不定期抽查工作", 211),
            Seed(
                5,
                "三6（1）",
                "切实加大校园各班保洁区的管理力度，加强督查，加强班级卫生保洁劳动周活动的组织和指导，细化各部位保洁的任务和人员分配",
                287,
            ),
        ),
    )

    hazard_source = "其他"
    hazard_category = "卫生防疫"

    items = check_items(
        """
        01   | 地面 | 目视 | 无纸屑、痰迹、果皮、积水、口香糖
        02   | 墙面、门窗、玻璃、窗台 | 目视、手拭 | 无乱涂、蛛网、积尘
        03   | 讲台黑板、桌椅、柜面 | 目视 | 摆放整齐、无积尘、无刻画
        04   | 卫生角与工具 | 目视 | 定点摆放、拖把挂放、垃圾桶套袋≤2/3
        05   | 走廊楼梯扶手 | 手拭 | 无积尘，无堆物
        06   | 宣传栏、灯具、风扇 | 目视 | 无积尘破损
        07   | 保洁区草坪花坛 | 目视 | 无白色垃圾、烟头
        08   | 排水沟、卫生死角 | 目视 | 无淤积蚊幼
        09   | 垃圾分类与清运 | 目视 | 四分类投放准确，日产日清
        10 ★ | 厕所蹲位便池 | 目视 | 无粪垢尿垢，冲水有效
        11   | 厕所地面与气味 | 目视嗅 | 干燥防滑无异味，通风
        12   | 洗手设施 | 试水 | 有水有皂，洗手图示
        13   | 厕所消毒与记录卡 | 查卡 | 每日消毒≥1次（流行期≥2次），卡记录到时
        14 ★ | 人员清扫安全 | 目视 | 学生不得登高擦外窗 | 其他
    """,
        {
            "I04": (Measure("fill", "垃圾桶盛装", Choice.of("≤2/3", failing=(">2/3",))),),
            "I13": (Measure("times", "当日消毒", Limit.of(low="1", evidence="建议值"), "次"),),
        },
    )

    date: Annotated[Day, Label("日期"), Head()]
    slot: Annotated[
        Literal["晨扫", "课间", "午间", "放学", "劳动周大扫除", "抽查"], Label("时段"), Head()
    ]
    area_type: Annotated[
        Literal["教室", "走廊楼梯", "保洁区", "功能室", "厕所", "食堂外围", "绿地", "门前三包"],
        Label("区域类型"),
        Head(),
    ]
    area: Annotated[Place, Label("责任区"), Head()]
    owner: Annotated[Text, Label("责任班级/责任人"), Head(), Hint("如三（2）班/陈芳")]
    checker: Annotated[Person, Label("检查人"), Head(), Hint("≠责任人")]
    epidemic: Annotated[bool, Label("传染病流行期"), Head()] = False
    full: Annotated[Points, Label("满分"), Head(), Hint("默认10分/项制合计100")] = Decimal(10)
    score: Annotated[Points, Label("得分"), Hint("=满分−Σ扣分")]
    deduct: Annotated[tuple[Deduction, ...], Label("扣分项与描述"), When("<满分时")] = ()
    photos: Annotated[Photos, Label("现场照片"), When("未扣分时")] = ()

    example = {
        "date": "2026-03-05",
        "slot": "晨扫",
        "area_type": "教室",
        "area": "教学楼201",
        "owner": "三（2）班/陈芳",
        "checker": "王安",
        "score": "9.5",
        "deduct": [
            {"what": "窗台", "points": "0.5", "desc": "后窗台积尘", "photos": [EXAMPLE_PHOTO]}
        ],
        "checks": {
            "I01": {"verdict": "合格"},
            "I02": {"verdict": "不合格", "remark": "后窗台积尘", "handling": "当场整改"},
            "I03": {"verdict": "合格"},
            "I04": {"measured": {"fill": "≤2/3"}},
            "I06": {"verdict": "合格"},
            "I14": {"verdict": "合格"},
        },
    }

    @model_validator(mode="before")
    @classmethod
    def other_items_do_not_apply(cls, data: Any) -> Any:
        """Nobody ticks off the wash basins of a classroom."""
        kind = data.get("area_type") if isinstance(data, dict) else None
        concerned = CONCERNS.get(kind) if isinstance(kind, str) else None
        if concerned is None:
            return data
        others = [item.id for item in cls.items if int(item.id[1:]) not in concerned]
        return left_out(data, others, str(kind))

    def subject(self) -> str:
        """The rhythm it belongs to: swept every day, toilets twice, all together once a week."""
        if self.slot == "抽查":
            return SPOT_CHECK
        if self.slot == "劳动周大扫除":
            return BIG_CLEANING
        if self.area_type == "厕所":
            return IN_THE_AFTERNOON if self.slot == "放学" else IN_THE_MORNING
        return SWEPT

    def title(self) -> str:
        """Day, part of the day and area."""
        return f"{self.date.month}月{self.date.day}日{self.area.name}{self.slot}检查"

    def bounds(
        self, item: CheckItem, surroundings: Surroundings
    ) -> dict[str, Limit | Choice | None]:
        """Twice a day while an infection goes round."""
        bounds = super().bounds(item, surroundings)
        if self.epidemic and "times" in bounds:
            bounds["times"] = Limit.of(low="2", evidence="建议值")
        return bounds

    @carries_out("R02")
    def score_adds_up(self, surroundings: Surroundings) -> Iterator[Finding]:
        """得分=满分−Σ扣分; every deduction is described or shown."""
        off = sum((one.points for one in self.deduct), Decimal(0))
        if self.score != self.full - off:
            what = f"得分{self.score}≠满分{self.full}−扣分{off}"
            yield self.finding("R02", "「得分」", what, "核对得分和扣分项")
        for number, one in enumerate(self.deduct, 1):
            if not (one.photos or one.desc.strip()):
                where = f"「扣分项与描述」第 {number} 行"
                yield self.finding("R02", where, "没有照片，也没有描述", "补拍或补写")

    @carries_out("R02")
    def nobody_checks_their_own(self, surroundings: Surroundings) -> Iterator[Finding]:
        """检查人≠责任人."""
        owners = self.owner.replace("、", "/").replace("，", "/").split("/")
        if self.checker.name in (one.strip() for one in owners):
            yield self.finding("R02", "「检查人」", "与责任人是同一人", "由另一人检查")

    @carries_out("R04")
    def full_marks_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Nothing deducted, and nothing to show for it."""
        shown = self.photos or any(check.photos for check in self.checks.values())
        if not self.deduct and not shown:
            yield self.finding("R04", "「现场照片」", "未扣分，也没有照片", "补拍一张或说明")

    @carries_out("G18")
    def deductions_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """扣分项必需 photos."""
        bare = [one.what for one in self.deduct if not one.photos]
        if bare:
            yield self.finding("G18", "「扣分项与描述」", f"{'、'.join(bare)}没有照片", "补拍")
