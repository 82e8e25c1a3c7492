"""保育工作检查：定期和随机到班，看一日生活各环节，★项不合格的当场纠正并复查。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from checklists.basis import seen
from checklists.cadence import EveryWeek
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Person,
    Photos,
    Ref,
    RefTo,
    When,
)
from checklists.errors import Problem
from checklists.limits import Choice, Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Handling, Measure, Verdict, check_items


class ChildcareInspection(ChecklistEntry):
    """保育工作检查（一日生活管理）：一班一次一份，每班每月至少两次，其中至少一次随机。"""

    register = Register(
        title="保育工作检查（一日生活管理）",
        number="7.5",
        prefix="BYJC",
        cadence=EveryWeek("每周定期+随机抽查", "检查当日"),
        retention=Retention("≥3年", 3),
        basis=(
            seen(
                "《学前教育法》第五十三条（一日生活制度、户外活动时间、卫生保健）；规范报道：全日制户外活动每天≥2小时，集中饮水上下午各1–2次（3–6岁100–150ml/次）"
            ),
        ),
        signers=(
            Signer(
                "检查人", ("health_teacher", "vp_logistics", "logistics_head"), column="checker"
            ),
            Signer("被检班级保教人员", ("homeroom", "teacher", "caregiver")),
            Signer("园长", ("principal",)),
        ),
        post="保健教师/后勤园长",
        owners=("health_teacher", "vp_logistics"),
        photos="不合格必需",
        followup=("安全类问题 → 隐患台账、园长约谈",),
        rules=(
            Rule("R01", Severity.BLOCK, "★不合格须当场纠正并复查；检查人≠被检查班人员"),
            Rule("R02", Severity.BLOCK, "每班每月被检≥2次，其中随机≥1次"),
            Rule("R03", Severity.WARN, "同班3次同类问题"),
        ),
        applies=("幼儿园",),
        seeds=(
            Seed(
                2,
                "三（五）2",
                "全面做好保育工作，重点做好幼儿卫生习惯、一日生活管理、班级日常卫生、班级日常消毒等项工作",
                97,
            ),
            Seed(2, "三（五）2", "检查抽查相结合，提高保育管理的水平", 97),
        ),
    )

    hazard_source = "其他"
    hazard_category = "卫生防疫"

    items = check_items(
        """
        01   | 入园接待与晨检落实 | 观察 | 问候、二次晨检、交接家长嘱托
        02   | 盥洗 | 观察 | 六步洗手、流动水，地面不湿滑
        03   | 进餐 | 观察 | 餐前消毒、分餐手套、进餐20–30分钟、不催食
        04 ★ | 过敏与特殊餐 | 对名单 | 挂牌、专人、不误食 | 食品
        05   | 饮水 | 观察杯架 | 一人一杯、按需饮水、水温≤40℃
        06   | 如厕 | 观察 | 随时可如厕、及时更换、地面干燥
        07 ★ | 午睡 | 观察 | 专人看护不离岗、15–30分钟巡视一次、无异物 | 其他
        08   | 户外活动 | 计时 | ≥2小时/日（含体育≥1小时），活动前查场地器械 | 设施器材
        09   | 卫生习惯 | 抽问 | 剪指甲、用手帕、咳嗽礼仪
        10   | 班级卫生 | 目视 | 无卫生死角，毛巾间距不接触
        11 ★ | 班级消毒落实 | 查记录、试纸 | 参数与记录一致
        12   | 被褥与一人一床 | 目视 | 编号对应、定期晾晒清洗
        13 ★ | 药品与消毒剂存放 | 目视 | 上锁、1.5米以上、幼儿不可及 | 其他
        14 ★ | 危险物品 | 目视 | 无热水、剪刀、插座裸露、小零件 | 设施器材
        15 ★ | 安全看护比 | 清点 | 两教一保在岗，清点人数与出勤一致 | 其他
        16   | 交接班记录 | 查阅 | 人数、健康、服药、事件交接清楚
    """,
        {
            "I03": (Measure("minutes", "进餐时间", Limit.of("20", "30"), "分钟"),),
            "I05": (Measure("warmth", "水温", Limit.of(high="40"), "℃"),),
            "I07": (Measure("gap", "巡视间隔", Limit.of(high="30"), "分钟"),),
            "I08": (
                Measure("outdoors", "户外活动", Limit.of(low="2", evidence="S"), "小时"),
                Measure("sports", "其中体育", Limit.of(low="1"), "小时"),
            ),
            "I11": (Measure("strip", "试纸与记录", Choice.of("一致", failing=("不一致",))),),
            "I13": (Measure("height", "存放高度", Limit.of(low="1.5"), "米"),),
            "I15": (Measure("counted", "清点与出勤", Choice.of("一致", failing=("不一致",))),),
        },
    )

    date: Annotated[Day, Label("日期"), Head()]
    class_: Annotated[Ref, RefTo("class"), Label("班级"), Head()]
    kind: Annotated[Literal["定期", "随机"], Label("类型"), Head()]
    checker: Annotated[Person, Label("检查人"), Head(), Hint("≠被检班级人员")]
    staff: Annotated[
        tuple[Person, ...], Field(min_length=1, max_length=10), Label("在班保教人员"), Head()
    ]
    corrected_at: Annotated[Moment | None, Label("复查时间"), When("★不合格时")] = None
    corrected: Annotated[
        Literal["已纠正", "未纠正"] | None, Label("复查结果"), When("★不合格时")
    ] = None
    photos: Annotated[Photos, Label("照片"), When("不合格时")] = ()

    example = {
        "date": "2026-03-05",
        "class_": "大一班",
        "kind": "随机",
        "checker": "贺珺",
        "staff": ["陈芳", "冯苗"],
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 17)},
            "I03": {"verdict": "合格", "measured": {"minutes": "25"}},
            "I05": {"verdict": "合格", "measured": {"warmth": "36.5"}},
            "I07": {"verdict": "合格", "measured": {"gap": "20"}},
            "I08": {"verdict": "合格", "measured": {"outdoors": "2.2", "sports": "1.0"}},
            "I11": {"measured": {"strip": "一致"}},
            "I13": {"verdict": "合格", "measured": {"height": "1.6"}},
            "I15": {"verdict": "合格", "measured": {"counted": "一致"}},
        },
    }

    def title(self) -> str:
        """Day, class and kind."""
        return f"{self.date.month}月{self.date.day}日{self.class_.name}{self.kind}检查"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Looked at again on the day or later."""
        yield from super().malformed(surroundings)
        at = self.corrected_at
        again = at.astimezone(surroundings.zone).date() if at else None
        yield from self.in_order(("date", self.date), ("corrected_at", again))

    @carries_out("R01")
    def key_items_are_put_right(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A failed ★ item is put right on the spot, and looked at again."""
        for one in self.judgements(surroundings):
            check = self.checks.get(one.key.rpartition(".")[2])
            if not (one.critical and one.verdict is Verdict.FAIL and check):
                continue
            if check.handling is not Handling.ON_THE_SPOT:
                yield self.finding("R01", one.label, "★不合格，没有当场纠正", "当场纠正后登记")
            if self.corrected_at is None or self.corrected != "已纠正":
                yield self.finding("R01", one.label, "★不合格，没有复查已纠正", "复查并登记结果")

    @carries_out("R01")
    def nobody_checks_their_own(self, surroundings: Surroundings) -> Iterator[Finding]:
        """检查人≠被检查班人员, nor the class's own 班主任 who was not there."""
        directory, theirs = surroundings.directory, {one.id for one in self.staff}
        klass = directory and directory.look_up("class", self.class_.id)
        own = klass.facts.get("homeroom") if klass else None
        if self.checker.id in theirs or own in (self.checker.id, self.checker.name):
            yield self.finding("R01", "「检查人」", "是被检查班的人员", "由另一人检查")

    @carries_out("G18")
    def failures_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """不合格必需 photos."""
        shown = self.photos or any(check.photos for check in self.checks.values())
        if self.verdict(surroundings) is Verdict.FAIL and not shown:
            yield self.finding("G18", "「照片」", "不合格没有照片", "补拍")
