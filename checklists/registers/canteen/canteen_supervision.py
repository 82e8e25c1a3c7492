"""食堂督查（周排查、月调度）：每周排查、每月调度，不定期抽查，日管控的问题一项项过。"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.cadence import EveryMonth, EveryWeek, Together
from checklists.checklist import Check, ChecklistEntry
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Money,
    Note,
    Person,
    Photos,
    Ref,
    RefTo,
    Text,
    When,
)
from checklists.entry import PLAIN
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, check_items

WEEKLY, MONTHLY = "周排查", "月调度"
MEETINGS = (MONTHLY, "现场办公会")
"""Kinds that sit down instead of looking around: the check table may stay empty."""
TENTH = Decimal("0.1")


class Issue(BaseModel):
    """A problem the daily checks found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Annotated[Text, Label("日管控记录号")]
    what: Annotated[Text, Label("问题")]
    closed: Annotated[bool, Label("已关闭")]


class CanteenSupervision(ChecklistEntry):
    """食堂督查（周排查、月调度）：一次一份，现场检查逐项判定，会议写结论。"""

    register = Register(
        title="食堂督查（周排查、月调度）",
        number="5.11",
        prefix="DC",
        cadence=Together(
            "每周1次排查，每月1次调度，不定期抽查",
            "周五、月末",
            parts=(
                ("周排查", EveryWeek("每周1次", "周五")),
                ("月调度", EveryMonth("每月1次", "月末", within=31)),
            ),
        ),
        retention=Retention("2年", 2),
        basis=(
            seen(
                "《集中用餐单位落实食品安全主体责任监督管理规定》（2025-04-15施行）；《食品安全法》第四十七条（自查、整改、停止经营并报告）；大宗食材指引：每学期至少在食堂召开一次现场办公会"
            ),
        ),
        signers=(
            Signer("总监", ("food_director", "vp_logistics")),
            Signer("校长", ("principal",), condition="月调度"),
        ),
        post="食品安全总监（分管副校长）",
        owners=("food_director", "vp_logistics"),
        photos="必需",
        followup=("重大问题 → 停供、换供、报告",),
        rules=(
            Rule(
                "R01", Severity.BLOCK, "每教学周≥1次周排查，每月≥1次月调度（校长主持或授权并签字）"
            ),
            Rule("R02", Severity.BLOCK, "日管控未关闭问题必须进入周报"),
            Rule("R03", Severity.WARN, "现场办公会本学期0次"),
        ),
        stages=("督查",),
        seeds=(
            Seed(3, "三（一）", "加大食堂食品检查与监督力度，定期不定期地深入到食堂", 121),
            Seed(5, "三6（4）", "加强教师食堂安全卫生的督查", 293),
        ),
    )

    hazard_source = "食堂检查"
    hazard_category = "食品"

    items = check_items(
        """
        01 ★ | 证照与人员 | 查档 | 许可、健康证、总监和食品安全员任命文件有效
        02   | 日管控完成率 | 系统统计 | 100%
        03 ★ | 索证索票抽5批 | 票物对照 | 一致
        04   | 库存抽盘5种 | 账实 | 差异≤2%或有损耗说明
        05 ★ | 后厨突击观察30分钟 | 现场 | 无违规操作 | 食品
        06 ★ | 留样柜抽查 | 清点 | 48小时内各餐齐全
        07   | 餐具快检（ATP/大肠菌群纸片） | 抽10件 | 合格率≥95%
        08   | 承包/供餐单位履约 | 查合同 | 无转包，按标准供餐
        09 ★ | 膳食费收支 | 对账 | 专账、公益性，结余不挪用
    """,
        {
            "I02": (Measure("done", "完成率", Limit.of(low="100"), "%"),),
            "I04": (Measure("off", "账实差异", Limit.of(high="2"), "%"),),
            "I07": (Measure("clean", "快检合格率", Limit.of(low="95"), "%"),),
        },
    )

    kind: Annotated[Literal["周排查", "月调度", "不定期抽查", "现场办公会"], Label("类型"), Head()]
    date: Annotated[Day, Label("日期"), Head()]
    host: Annotated[Person, Label("主持人"), Head()]
    authority: Annotated[
        Note, Label("校长授权"), Head(), When("月调度不由校长主持"), Hint("授权方式和日期")
    ] = ""
    attendees: Annotated[
        tuple[Annotated[Ref, RefTo("person")], ...],
        Field(min_length=1),
        Label("参加人"),
        Head(),
    ]
    issues: Annotated[
        tuple[Issue, ...], Label("日管控问题"), When("周排查"), Hint("未关闭的必须列入")
    ] = ()
    risk: Annotated[Text, Label("风险点")]
    measure: Annotated[Text, Label("防范措施")]
    owner_due: Annotated[Text, Label("责任人/期限")]
    last_total: Annotated[Count, Label("上期问题数")] = 0
    last_done: Annotated[Count, Label("上期已整改数")] = 0
    fund: Annotated[
        Money | None,
        Label("膳食经费收支（月）"),
        When("月调度必填"),
        Hint("本月支出；收入填下一栏"),
    ] = None
    fund_in: Annotated[Money | None, Label("膳食经费收入（月）"), When("月调度必填")] = None
    conclusion: Annotated[Text | None, Label("调度结论"), When("月调度"), Hint("校长签")] = None
    photos: Annotated[Photos, Label("照片"), When("每次")] = ()
    checks: Annotated[dict[str, Check], Label("检查项"), When("现场检查")] = Field(
        default_factory=dict
    )

    example = {
        "kind": "周排查",
        "date": "2026-03-06",
        "host": "秦总务",
        "attendees": ["秦总务", "贺珺", "钱师傅"],
        "issues": [{"source": "RGK-20260304-001", "what": "备餐间室温偏高", "closed": True}],
        "risk": "气温回升，成品存放时间偏长",
        "measure": "分两批出锅，缩短备餐时间",
        "owner_due": "钱师傅，3月13日前",
        "last_total": 3,
        "last_done": 3,
        "photos": [EXAMPLE_PHOTO],
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 10)},
            "I02": {"verdict": "合格", "measured": {"done": "100"}},
            "I04": {"verdict": "合格", "measured": {"off": "0.8"}},
            "I07": {"verdict": "合格", "measured": {"clean": "100"}},
            "I08": {"verdict": "不适用", "remark": "食堂自营"},
        },
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def daily_issue(self) -> Annotated[str, Label("本周日管控问题汇总")]:
        """How many, and how many are still open."""
        left = sum(not one.closed for one in self.issues)
        return f"{len(self.issues)}项，未关闭{left}项"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def last_closed(self) -> Annotated[Decimal | None, Label("上期问题整改率（%）")]:
        """One place; None where there was nothing to do."""
        if self.last_total == 0:
            return None
        return (Decimal(self.last_done * 100) / self.last_total).quantize(TENTH, ROUND_HALF_UP)

    def subject(self) -> str:
        """The rhythm it belongs to; a spot check belongs to none."""
        return self.kind if self.kind in (WEEKLY, MONTHLY) else ""

    def title(self) -> str:
        """Day and kind."""
        return f"{self.date.month}月{self.date.day}日食堂{self.kind}"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The principal, once a month."""
        return frozenset({"校长"} if self.kind == MONTHLY else ())

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Where people looked around every item is answered; no more was done than there was."""
        if self.checks or self.kind not in MEETINGS:
            yield from super().malformed(surroundings)
        if self.last_done > self.last_total:
            yield Problem("「上期已整改数」", "多于上期问题数", "核对两个数", "last_done")

    @carries_out("R01")
    def the_principal_presides(self, surroundings: Surroundings) -> Iterator[Finding]:
        """月调度: the principal, or somebody the principal authorised."""
        presides = surroundings.has_post(self.host.id, "principal")
        if self.kind == MONTHLY and not presides and not self.authority.strip():
            what = f"{self.host.name}不是校长，没有授权"
            yield self.finding("R01", "「主持人」", what, "由校长主持，或写明授权")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """月调度: the money and the conclusion."""
        for name in ("fund", "fund_in", "conclusion"):
            if self.kind == MONTHLY and getattr(self, name) is None:
                where = f"「{self.column(name).label}」"
                yield self.finding("G17", where, "月调度没有填写", "补填")

    @carries_out("G18")
    def photographed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """必需."""
        if not self.photos and not any(check.photos for check in self.checks.values()):
            yield self.finding("G18", "「照片」", "没有照片", "补拍")
