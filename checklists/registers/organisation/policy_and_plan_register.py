"""规章制度与应急预案审查修订登记：总务处每学期逐个审查制度和预案，作废法规不得引用，修订的过会。"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from checklists.basis import seen
from checklists.cadence import EveryTerm
from checklists.columns import MOST_LINES, Day, Head, Hint, Label, Person, Text, When
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.laws import repealed
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

A_YEAR = timedelta(days=365)
CHANGED = ("修订", "新增")
PLAN = "预案"


class PolicyAndPlanRegister(RowEntry):
    """规章制度与应急预案审查修订登记：一个制度或预案一行，每学期审查一次，修订的写依据、批准和公布。"""

    register = Register(
        title="规章制度与应急预案审查修订登记",
        number="1.4",
        prefix="ZDYA",
        cadence=EveryTerm("每学期审查一次", "开学后一个月内", after=30),
        retention=Retention("现行有效+废止后10年，制度文本永久", None),
        basis=(
            seen(
                "《未成年人保护法》第三十七条（各类突发事件预案）；《传染病防治法》（2025修订）第二十九、三十条（学校、托育机构制定预案并修订、演练）；《突发公共卫生事件应对法》（2025-11-01施行）第二十条；《企业事业单位内部治安保卫条例》第八条（九类治安保卫制度）"
            ),
        ),
        signers=(
            Signer("起草人", column="drafter"),
            Signer("部门负责人", ("logistics_head", "safety_officer", "moral_head")),
            Signer("校长", ("principal",)),
        ),
        post="总务主任",
        owners=("logistics_head",),
        photos="不需要",
        followup=(
            "预案演练暴露问题 → 自动建立修订任务（30日）",
            "法规更新 → 推送受影响制度清单",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "引用已失效法规（如《食品卫生法》，2009-06-01起由《食品安全法》取代）→不能定稿",
            ),
            Rule("R02", Severity.BLOCK, "修订/新增必须关联行政会议纪要且批准日期≥审查日期"),
            Rule(
                "R03",
                Severity.WARN,
                "必备预案清单缺项：火灾、地震、拥挤踩踏、食物中毒、传染病、校车/交通、暴力侵害、恶劣天气、停水停电停暖、燃气泄漏、学生走失（幼儿园）、网络舆情",
            ),
            Rule("R04", Severity.WARN, "预案距上次演练>12个月"),
        ),
        seeds=(
            Seed(1, "二（一）2（1）", "本学期将对原有规章制度重新审查、充实、完善", 27),
            Seed(3, "三（二）3", "及时根据校情修订各种安全制度和预案", 129),
            Seed(5, "二", "进一步健全和完善后勤工作方面各项规章制度", 237),
        ),
    )

    term: Annotated[Text, Label("学年学期"), Head()]
    review_meeting: Annotated[
        Text | None, Label("审查会议记录编号"), Head(), When("修订、新增")
    ] = None
    doc_no: Annotated[Text, Label("制度/预案编号")]
    title_: Annotated[Text, Label("名称")]
    kind: Annotated[Literal["制度", "预案", "操作规程", "岗位职责"], Label("类别")]
    version: Annotated[Text, Label("版本"), Hint("如2026-1")]
    first_on: Annotated[Day, Label("首次发布日期")]
    review_on: Annotated[Day, Label("审查日期")]
    drafter: Annotated[Person, Label("起草人")]
    verdict_: Annotated[Literal["继续有效", "修订", "废止", "新增"], Label("审查结论")]
    change: Annotated[Text | None, Label("修订要点与依据"), When("修订、新增")] = None
    legal_ref: Annotated[
        tuple[Text, ...],
        Field(min_length=1, max_length=MOST_LINES),
        Label("引用法规"),
        Hint("一部一条；失效的不能定稿"),
    ]
    approved_on: Annotated[Day | None, Label("批准日期"), When("修订、新增"), Hint("≥审查日期")] = (
        None
    )
    published_on: Annotated[Text | None, Label("公布日期/方式"), When("批准后")] = None
    last_drill: Annotated[Day | None, Label("上次演练日期"), When("预案")] = None

    example = {
        "term": "2025-2026学年第二学期",
        "doc_no": "云小安〔2021〕3号",
        "title_": "火灾事故应急疏散预案",
        "kind": "预案",
        "version": "2025-2",
        "first_on": "2021-09-01",
        "review_on": "2026-03-05",
        "drafter": "郑琦",
        "verdict_": "继续有效",
        "legal_ref": ["《消防法》", "《未成年人保护法》"],
        "last_drill": "2025-11-20",
    }

    def business_date(self) -> date:
        """The day of the review; first publication may be years ago."""
        return self.review_on

    def title(self) -> str:
        """Name and what the review came to."""
        return f"{self.title_}（{self.verdict_}）"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Nothing is reviewed before it was issued."""
        if self.verdict_ != "新增":
            yield from self.in_order(("first_on", self.first_on), ("review_on", self.review_on))

    @carries_out("R01")
    def laws_are_in_force(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What was repealed is not cited any more."""
        for number, citation in enumerate(self.legal_ref, 1):
            found = repealed(citation, self.review_on)
            if found is not None and self.verdict_ != "废止":
                where = f"「引用法规」第 {number} 条"
                what = f"{citation}已于{found.until}由{found.by}取代"
                yield self.finding("R01", where, what, f"改引{found.by}后再定稿")

    @carries_out("R02")
    def changes_are_passed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """修订、新增: with the minutes of the meeting, approved after the review."""
        if self.verdict_ not in CHANGED:
            return
        if not self.review_meeting:
            what = f"{self.verdict_}没有关联行政会议纪要"
            yield self.finding("R02", "「审查会议记录编号」", what, "补填会议记录编号")
        if self.approved_on is None:
            yield self.finding("R02", "「批准日期」", f"{self.verdict_}没有批准日期", "补填")
        elif self.approved_on < self.review_on:
            yield self.finding("R02", "「批准日期」", "早于审查日期", "核对两个日期")

    @carries_out("R04")
    def plans_are_practised(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No more than a year since the last drill, or since it was issued."""
        if self.kind != PLAN or self.verdict_ == "废止":
            return
        since = self.last_drill or self.first_on
        if self.review_on - since > A_YEAR:
            what = (
                f"上次演练{self.last_drill}，超过12个月"
                if self.last_drill
                else "发布12个月以上，没有演练过"
            )
            yield self.finding("R04", "「上次演练日期」", what, "安排演练")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns."""
        if self.verdict_ in CHANGED and not self.change:
            yield self.finding("G17", "「修订要点与依据」", f"{self.verdict_}没有写", "补填")
        if self.approved_on is not None and not self.published_on:
            yield self.finding("G17", "「公布日期/方式」", "批准后没有写公布", "补填")
