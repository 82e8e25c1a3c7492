"""安全隐患排查整改台账：一条隐患从发现、整改通知、整改、复查走到销号；复查不合格的重新整改。"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, computed_field, model_validator

from checklists.basis import known, seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Column,
    Head,
    Hint,
    Label,
    Moment,
    Money,
    Must,
    Note,
    Person,
    Photos,
    Place,
    PlannedDay,
    Serial,
    Stage,
    Text,
    When,
)
from checklists.entry import PLAIN, InstrumentEntry
from checklists.errors import Problem
from checklists.hazards import (
    BACK_TO_WORK,
    DAYS_ALLOWED,
    LEADERS,
    LONGEST_DESCRIPTION,
    MAJOR,
    MOST_EXTENSIONS,
    ON_THE_SPOT,
    ROUND,
    SHORTEST_DESCRIPTION,
    Extension,
    HazardCategory,
    HazardSource,
    Round,
)
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings


class HazardRectification(InstrumentEntry):
    """安全隐患排查整改台账：发现、整改通知、整改、复查、销号，一条隐患一份。"""

    register = Register(
        title="安全隐患排查整改台账（整改通知—复查—销号）",
        number="3.2",
        prefix="YH",
        cadence=OnEvent("按次", "发现当日"),
        retention=Retention("3年，重大隐患永久", 3),
        basis=(
            seen(
                "《安全生产法》第四十一条（如实记录并通报，重大隐患报告）；《企业事业单位内部治安保卫条例》第十一条（三）"
            ),
            seen(
                "《教育系统重大事故隐患判定指南》（教育部办公厅2024-06-24）：消防、校舍、食品、实验实训、校车交通、踩踏、特种设备及水电气热的直接判定和综合判定"
            ),
            known(
                "公安部令第61号：能当场改正的责成当场改正并记录；不能当场改正的逐级报告、确定措施期限部门人员并落实资金；整改完毕书面报告（条号未核）"
            ),
        ),
        signers=(
            Signer("发现人", column="finder", stage="发现"),
            Signer("安全办", ("safety_officer",), stage="整改通知"),
            Signer("整改责任人", column="owner", stage="整改"),
            Signer("复查人", column="reviewer", stage="复查"),
            Signer("分管副校长", ("vp_logistics",), stage="销号"),
            Signer("校长", ("principal",), condition="重大隐患", stage="销号"),
        ),
        post="安全办（台账管理）/整改责任人",
        owners=("safety_officer",),
        photos="整改前、整改后必需",
        followup=(
            "一般 → 整改通知→复查→销号",
            "重大 → 立即停用/疏散 + 书面报告教育主管部门 + 挂牌督办 + 整改方案 + 验收后恢复使用",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "整改期限≥发现日期；默认：当场=当日；限期≤7日；较大≤15日；重大按“五落实”方案（校长批准）",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "复查人≠整改责任人，且复查人应为安全办或分管领导；发现人可参与但不能单独复查自己整改的事项",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "时间链：发现≤通知≤完成≤复查≤销号",
                refused=True,
            ),
            Rule(
                "R04",
                Severity.BLOCK,
                "重大隐患必须有停用/撤离等临时措施和上报记录（教育主管部门及相关部门）才能保存",
            ),
            Rule(
                "R05",
                Severity.BLOCK,
                "延期须在期限前申请，说明理由和新的管控措施，分管副校长批准；最多2次",
            ),
            Rule(
                "R06",
                Severity.BLOCK,
                "编号连号，作废须留痕",
            ),
            Rule(
                "R07",
                Severity.WARN,
                "超期未完成→每日提醒升级：责任人→总务主任→分管副校长→校长（第1/3/7天）",
            ),
            Rule(
                "R08",
                Severity.WARN,
                "同一部位同类隐患90日内重复出现→提示根因分析",
            ),
            Rule(
                "R09",
                Severity.HINT,
                "每月自动生成隐患通报（总数、整改率、超期率），供教职工会通报",
            ),
        ),
        open_to_all=True,
        stages=("发现", "整改通知", "整改", "复查", "销号"),
        seeds=(
            Seed(3, "三（二）2", "安全隐患一经发现要及时上报及时解决", 127),
            Seed(3, "三（二）3", "管好建好安全台帐为创建平安校园打下坚实的基础", 129),
            Seed(2, "三（二）5", "坚持以防为主，消除隐患，做到安全第一", 79),
            Seed(5, "三5", "消除一切不安全隐患", 279),
        ),
    )

    hazard_no: Annotated[
        Text | None, Serial("{year}-{n:03d}"), Label("隐患编号"), Head(), Hint("年-序号，连号")
    ] = None
    source: Annotated[HazardSource, Label("来源"), Head()]
    source_ref: Annotated[Text | None, Label("来源记录号"), Head(), When("由检查记录发现")] = None
    found_at: Annotated[Moment, Label("发现时间"), Hint("≤当前")]
    finder: Annotated[Person, Label("发现人")]
    place: Annotated[Place | None, Label("部位"), Must()] = None
    category: Annotated[HazardCategory, Label("类别")]
    desc: Annotated[
        Text, Field(max_length=LONGEST_DESCRIPTION), Label("隐患描述"), Hint("10–300字")
    ]
    photo_before: Annotated[Photos, Label("整改前照片"), Must(), Hint("≥1张")] = ()
    level: Annotated[
        Literal["一般-当场整改", "一般-限期整改", "较大", "重大"] | None,
        Label("等级"),
        Must(),
        Hint("重大须选判定条款"),
    ] = None
    criterion: Annotated[Text | None, Label("重大隐患判定条款"), When("重大隐患")] = None
    interim: Annotated[
        Text | None,
        Field(max_length=200),
        Label("临时管控措施"),
        Must(),
        Stage("整改通知"),
        Hint("隔离/停用/专人看守"),
    ] = None
    owner: Annotated[Person | None, Label("整改责任人"), Must(), Stage("整改通知")] = None
    fund: Annotated[Money | None, Label("资金（元）"), Stage("整改通知"), Hint("≥0")] = None
    fund_source: Annotated[Text | None, Label("资金来源"), Stage("整改通知")] = None
    due: Annotated[
        PlannedDay | None, Label("整改期限"), Must(), Stage("整改通知"), Hint("≥发现日期")
    ] = None
    notice_no: Annotated[
        Text | None,
        Serial("整改〔{year}〕{n}号"),
        Label("整改通知书号"),
        Stage("整改通知"),
        Hint("非当场整改"),
    ] = None
    notified_at: Annotated[
        Moment | None, Label("通知时间"), Stage("整改通知"), When("非当场整改")
    ] = None
    plan: Annotated[
        Note | None,
        Label("整改方案"),
        Stage("整改通知"),
        When("重大隐患"),
        Hint("责任、措施、资金、时限、预案五落实"),
    ] = None
    plan_approver: Annotated[
        Person | None, Label("方案批准人"), Stage("整改通知"), When("重大隐患"), Hint("校长")
    ] = None
    report: Annotated[
        Note | None,
        Label("上报记录"),
        Stage("整改通知"),
        When("重大隐患"),
        Hint("教育主管部门及相关部门，时间、方式"),
    ] = None
    extensions: Annotated[
        tuple[Extension, ...], Label("延期"), Stage("整改"), Hint("期限前申请，最多2次")
    ] = ()
    done_at: Annotated[
        Moment | None, Label("整改完成时间"), Must(), Stage("整改"), Hint("≥发现时间")
    ] = None
    done_desc: Annotated[
        Text | None, Field(max_length=300), Label("整改情况"), Must(), Stage("整改")
    ] = None
    photo_after: Annotated[
        Photos, Label("整改后照片"), Must(), Stage("整改"), Hint("≥1张，与整改前同角度")
    ] = ()
    reviewer: Annotated[
        Person | None, Label("复查人"), Must(), Stage("复查"), Hint("≠整改责任人")
    ] = None
    review_at: Annotated[
        Moment | None, Label("复查时间"), Must(), Stage("复查"), Hint("≥完成时间")
    ] = None
    review_result: Annotated[
        Literal["合格销号", "不合格重整改", "延期"] | None,
        Label("复查结论"),
        Must(),
        Stage("复查"),
        Hint("后两种退回整改，本轮存入历次整改"),
    ] = None
    rounds: Annotated[
        tuple[Round, ...], Label("历次整改"), Stage("复查"), Hint("复查未通过的各轮，系统整理")
    ] = ()
    closed_at: Annotated[
        Moment | None, Label("销号时间"), Must(), Stage("销号"), Hint("≥复查时间")
    ] = None

    example = {
        "source": "师生报告",
        "found_at": "2026-03-05T09:20:00+08:00",
        "finder": "王安",
        "place": "教学楼东楼梯",
        "category": "校舍",
        "desc": "二层平台扶手立柱松动，可晃动约2厘米。",
        "photo_before": [EXAMPLE_PHOTO],
        "level": "一般-限期整改",
        "interim": "已用隔离带封闭该段楼梯，值班教师看守",
        "owner": "赵工",
        "fund": "120.00",
        "fund_source": "公用经费",
        "due": "2026-03-10",
        "notified_at": "2026-03-05T10:30:00+08:00",
        "done_at": "2026-03-06T16:40:00+08:00",
        "done_desc": "更换膨胀螺栓四只，立柱重新焊牢并补漆。",
        "photo_after": [EXAMPLE_PHOTO],
        "reviewer": "郑琦",
        "review_at": "2026-03-07T08:10:00+08:00",
        "review_result": "合格销号",
        "closed_at": "2026-03-07T09:00:00+08:00",
    }

    @model_validator(mode="before")
    @classmethod
    def put_failed_round_aside(cls, data: Any) -> Any:
        """A re-inspection that does not close the hazard opens a new round of rectification."""
        if not isinstance(data, Mapping) or data.get("review_result") not in BACK_TO_WORK:
            return data
        before = data.get("rounds") or []
        if not isinstance(before, Sequence) or isinstance(before, str):
            return data
        ended = {name: data[name] for name in ROUND if data.get(name) is not None}
        left = {name: value for name, value in data.items() if name not in ROUND}
        return {**left, "rounds": [*before, ended]}

    @computed_field  # type: ignore[prop-decorator]
    @property
    def due_now(self) -> Annotated[PlannedDay | None, Label("现整改期限")]:
        """The due date with every extension."""
        return self.extensions[-1].new_due if self.extensions else self.due

    def subject(self) -> str:
        """The hazard's place."""
        return self.place.id if self.place else ""

    def title(self) -> str:
        """Place and category."""
        return f"{self.place.name if self.place else '部位待补'}{self.category}隐患"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The principal for a major hazard."""
        return frozenset({"校长"} if self.level == MAJOR else ())

    def numbers_due(self) -> tuple[Column, ...]:
        """A notice is numbered when it is issued; what was put right on the spot needs none."""
        due = super().numbers_due()
        if self.level == ON_THE_SPOT:
            return tuple(column for column in due if column.name != "notice_no")
        return due

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """R03: found, notified, done, re-inspected, closed, in this order, round by round."""
        steps: list[tuple[str, datetime | None]] = [
            ("found_at", self.found_at),
            ("notified_at", self.notified_at),
        ]
        for one in self.rounds:
            steps += [("done_at", one.done_at), ("review_at", one.review_at)]
        steps += [("done_at", self.done_at), ("review_at", self.review_at)]
        yield from self.in_order(*steps, ("closed_at", self.closed_at))

    @carries_out("R01")
    def due_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The due date by level; a major hazard by a plan the principal approved."""
        if self.due is None or self.level is None:
            return
        days = (self.due - self.found_at.astimezone(surroundings.zone).date()).days
        if days < 0:
            yield self.finding("R01", "「整改期限」", "早于发现日期", "更正期限")
        key = f"{self.slug}.due.{self.level}"
        allowed = surroundings.limits.get(key, DAYS_ALLOWED.get(self.level))
        if allowed is not None and not allowed.holds(max(days, 0)):
            yield self.finding(
                "R01",
                "「整改期限」",
                f"{self.level}隐患给了{days}日，应不超过{allowed.high}日",
                "更正期限或等级",
            )
        if self.level == MAJOR and not (self.plan and self.plan_approver):
            yield self.finding(
                "R01", "「整改方案」", "重大隐患没有校长批准的方案", "补“五落实”方案和批准人"
            )

    @carries_out("R02")
    def reviewer_is_someone_else(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The re-inspector is not the rectifier, and is of the safety office or the leadership.

        A round that did not close the hazard has done no harm: it only warns.
        """
        closing = [(self.reviewer, Severity.BLOCK)] if self.reviewer else []
        for reviewer, severity in (
            *((one.reviewer, Severity.WARN) for one in self.rounds),
            *closing,
        ):
            if self.owner is not None and reviewer.id == self.owner.id:
                what, advice = "与整改责任人是同一人", "由另一人复查"
            elif not surroundings.has_post(reviewer.id, "safety_officer", *LEADERS):
                what, advice = f"{reviewer.name}不是安全办或分管领导", "由安全办或分管领导复查"
            else:
                continue
            yield self.finding("R02", "「复查人」", what, advice, severity)

    @carries_out("R04")
    def major_is_reported(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A major hazard is contained at once and reported."""
        if self.level == MAJOR and not (self.interim and self.report):
            yield self.finding(
                "R04",
                "「上报记录」",
                "重大隐患缺停用、撤离等措施或上报记录",
                "立即停用、撤离，报教育主管部门后补填",
            )

    @carries_out("R05")
    def extended_properly(self, surroundings: Surroundings) -> Iterator[Finding]:
        """At most two extensions, each applied for before the due date and agreed by the leader."""
        if len(self.extensions) > MOST_EXTENSIONS:
            yield self.finding(
                "R05", "「延期」", f"延期{len(self.extensions)}次，最多2次", "报校长处理"
            )
        due = self.due
        for number, one in enumerate(self.extensions, 1):
            where = f"「延期」第 {number} 行"
            if due is not None and one.applied_on > due:
                yield self.finding("R05", where, "期限过后才申请", "写明原因，报校长")
            if not surroundings.has_post(one.approver.id, *LEADERS):
                yield self.finding("R05", where, "批准人不是分管副校长", "由分管副校长批准")
            due = one.new_due
        delayed = sum(one.review_result == "延期" for one in self.rounds)
        if delayed > len(self.extensions):
            yield self.finding("R05", "「延期」", "复查结论是延期，没有延期申请", "补填延期")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns, once the notice is written."""
        if self.level == MAJOR and not self.criterion:
            yield self.finding("G17", "「重大隐患判定条款」", "重大隐患没有写", "选判定条款")
        if self.level not in (None, ON_THE_SPOT) and self.notified_at is None:
            yield self.finding("G17", "「通知时间」", "非当场整改没有写", "补填通知时间")
        if len(self.desc) < SHORTEST_DESCRIPTION:
            yield self.finding(
                "G17", "「隐患描述」", "不足10字", "写清位置、现象", severity=Severity.WARN
            )
