"""师生饭菜质量评价（两周一次）：发放、回收、按维度计票，满意率由系统计算，低的写改进。"""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.cadence import EveryWeek
from checklists.columns import (
    Count,
    Day,
    Head,
    Hint,
    Label,
    Note,
    Person,
    Unit,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

TENTH = Decimal("0.1")
CONTENT = Decimal(80)  # per cent of content votes below which something has to change


class Vote(BaseModel):
    """How people voted on one side of the food."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[Literal["口味", "花样", "分量", "价格", "卫生", "服务态度", "温度"], Label("维度")]
    very: Annotated[Count, Label("满意票数")]
    ok: Annotated[Count, Label("一般票数")]
    bad: Annotated[Count, Label("不满意票数")]
    suggestion: Annotated[Note, Field(max_length=300), Label("建议摘录")] = ""
    improve: Annotated[
        Note, Field(max_length=200), Label("改进措施/责任人/时限"), When("满意率<80%")
    ] = ""

    @property
    def valid(self) -> int:
        """Votes that count."""
        return self.very + self.ok + self.bad

    @computed_field  # type: ignore[prop-decorator]
    @property
    def rate(self) -> Annotated[Decimal | None, Label("满意率（%）")]:
        """Content votes in a hundred valid ones, one place; None without any."""
        return _share(self.very, self.valid)


class MealSatisfactionSurvey(InstrumentEntry):
    """师生饭菜质量评价（两周一次）：一次一类对象一份。"""

    register = Register(
        title="师生饭菜质量评价（两周一次）",
        number="5.10",
        prefix="PJ",
        cadence=EveryWeek("每两周（另每学期一次全员满意度测评）", "双周周五", every=2),
        retention=Retention("2年", 2),
        basis=(
            seen(
                "《中小学校园食品安全和膳食经费管理工作指引》（2024-11）：每学期面向师生和家长组织开展一次食品安全满意度测评；《反食品浪费法》第九条"
            ),
        ),
        signers=(
            Signer("统计人", column="counted_by"),
            Signer("食堂负责人", ("canteen_manager",)),
            Signer("分管副校长", ("vp_logistics",)),
        ),
        post="总务处",
        owners=("logistics_clerk", "logistics_head"),
        photos="不需要",
        followup=("<60% → 约谈食堂（承包方），下期复评；连续2次<60%→启动考核/退出机制",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "两次评价间隔≤14个自然日（放假顺延）；满意+一般+不满意=有效票≤回收≤发放",
            ),
            Rule("R02", Severity.BLOCK, "回收率≥80%，抽样覆盖全部年级"),
            Rule("R03", Severity.WARN, "总满意率<80%或比上次下降>10个百分点"),
        ),
        stages=("统计",),
        for_pupils_meals=True,
        seeds=(
            Seed(3, "三（一）", "加大师生对食堂饭菜质量评价的范围和频率（两周一次）", 121),
            Seed(3, "三（一）", "力争让大多数师生满意", 121),
        ),
    )

    round: Annotated[Count, Label("第几次"), Head()]
    first_day: Annotated[Day, Label("评价开始日期"), Head()]
    last_day: Annotated[Day, Label("评价结束日期"), Head()]
    group: Annotated[Literal["学生", "教师", "家长"], Label("对象"), Head()]
    sent: Annotated[Count, Label("发放数"), Head()]
    returned: Annotated[Count, Label("回收数"), Head(), Hint("≤发放数")]
    all_grades: Annotated[bool, Label("覆盖全部年级"), Head()]
    counted_by: Annotated[Person, Label("统计人"), Head()]
    votes: Annotated[tuple[Vote, ...], Field(min_length=1), Label("计票")]

    example = {
        "round": 1,
        "first_day": "2026-03-12",
        "last_day": "2026-03-13",
        "group": "学生",
        "sent": 120,
        "returned": 116,
        "all_grades": True,
        "counted_by": "王安",
        "votes": [
            {"q": "口味", "very": 98, "ok": 15, "bad": 3, "suggestion": "想多吃面条"},
            {"q": "卫生", "very": 110, "ok": 6, "bad": 0},
            {
                "q": "花样",
                "very": 86,
                "ok": 22,
                "bad": 8,
                "improve": "每周增加一次面点，食堂负责人，3月27日前",
            },
        ],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def period(self) -> Annotated[str, Label("评价时段"), Head()]:
        """As 3月12日—3月13日."""
        first, last = self.first_day, self.last_day
        return f"{first.month}月{first.day}日—{last.month}月{last.day}日"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def return_rate(
        self,
    ) -> Annotated[
        Decimal | None, Label("回收率"), Unit("%"), Limit.of(low="80", evidence="建议值")
    ]:
        """Of what was sent, one place."""
        return _share(self.returned, self.sent)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total_rate(
        self,
    ) -> Annotated[
        Decimal | None, Label("总满意率"), Unit("%"), Limit.of(low="80", evidence="建议值")
    ]:
        """Over all dimensions, one place."""
        return _share(sum(one.very for one in self.votes), sum(one.valid for one in self.votes))

    def business_date(self) -> date:
        """The last day of asking."""
        return self.last_day

    def title(self) -> str:
        """Which one, and of whom."""
        return f"第{self.round}次饭菜质量评价（{self.group}）"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """It ends after it began; nobody is counted in one dimension twice."""
        yield from self.in_order(("first_day", self.first_day), ("last_day", self.last_day))
        asked = [one.q for one in self.votes]
        if len(asked) != len(set(asked)):
            yield Problem("「计票」", "同一维度有两行", "合并成一行", "votes")

    @carries_out("R01")
    def votes_add_up(self, surroundings: Surroundings) -> Iterator[Finding]:
        """有效票≤回收≤发放."""
        if self.returned > self.sent:
            what = f"回收{self.returned}份，发放{self.sent}份"
            yield self.finding("R01", "「回收数」", what, "核对份数")
        for number, one in enumerate(self.votes, 1):
            if one.valid > self.returned:
                what = f"{one.q}有{one.valid}票，回收{self.returned}份"
                yield self.finding("R01", f"「计票」第 {number} 行", what, "重新计票")

    @carries_out("R02")
    def enough_answers(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Four in five come back, from every grade."""
        limit = surroundings.limits.get(f"{self.slug}.return_rate", Limit.of(low="80"))
        if self.return_rate is not None and not limit.holds(self.return_rate):
            what = f"{self.return_rate}%，应{limit}%"
            yield self.finding("R02", "「回收率」", what, "补收或重新评价")
        if not self.all_grades:
            yield self.finding("R02", "「覆盖全部年级」", "没有覆盖全部年级", "补发")

    @carries_out("R03")
    def content_enough(self, surroundings: Surroundings) -> Iterator[Finding]:
        """总满意率<80%."""
        limit = surroundings.limits.get(f"{self.slug}.total_rate", Limit.of(low="80"))
        if self.total_rate is not None and not limit.holds(self.total_rate):
            what = f"{self.total_rate}%，应{limit}%"
            yield self.finding("R03", "「总满意率」", what, "约谈食堂，下期复评")

    @carries_out("G17")
    def low_rates_are_answered(self, surroundings: Surroundings) -> Iterator[Finding]:
        """满意率<80%: what is to change, by whom, until when."""
        for number, one in enumerate(self.votes, 1):
            if one.rate is not None and one.rate < CONTENT and not one.improve.strip():
                where = f"「计票」第 {number} 行「改进措施/责任人/时限」"
                yield self.finding("G17", where, f"{one.q}满意率{one.rate}%，没有填写", "补填")


def _share(part: int, whole: int) -> Decimal | None:
    if whole == 0:
        return None
    return (Decimal(part * 100) / whole).quantize(TENTH, ROUND_HALF_UP)
