"""幼儿接送与代接登记：幼儿入园、离园时由带班教师与接送人当面交接，代接的查授权和证件。"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Annotated

from checklists.basis import known, seen
from checklists.cadence import EverySchoolDay
from checklists.columns import (
    CardTail,
    Clock,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Must,
    Person,
    Personal,
    Photos,
    Ref,
    RefTo,
    Stage,
    Unit,
    When,
)
from checklists.entry import PLAIN, RowEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

LATE, TOO_LATE = timedelta(minutes=30), timedelta(minutes=60)


class ChildPickupRegister(RowEntry):
    """幼儿接送与代接登记：每名到园幼儿每天一行，谁送来、谁接走、证件核没核。"""

    register = Register(
        title="幼儿接送与代接登记",
        number="2.4",
        prefix="YEJS",
        cadence=EverySchoolDay("每日（入园、离园）", "交接时", time(18), per="class"),
        retention=Retention("1年", 1),
        basis=(
            seen("《学前教育法》第五十一条（在园期间人身安全保护责任）"),
            known("《幼儿园工作规程》（教育部令第39号，2016）：接送交接制度"),
        ),
        signers=(
            Signer("接送人", condition="在登记簿上签名"),
            Signer("带班教师", ("homeroom", "teacher")),
            Signer("园门门卫", ("gate_guard",), condition="代接"),
        ),
        post="班级带班教师",
        owners=("homeroom",),
        photos="可选（代接人照）",
        followup=("清点不符 → 立即封园门、调监控、报园长、报警（启动走失预案）",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "当日实到幼儿必须全部有离园记录；离园清点=实到数，否则不能关闭班级日志",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "代接人须年满18周岁且有监护人授权；黑名单（法院裁定/家长书面禁止）命中→阻断并报警提示",
                needs="pickup_ban_list",
                needs_title="禁止接领名单",
            ),
            Rule("R03", Severity.BLOCK, "同一幼儿离园时间唯一"),
            Rule("R04", Severity.WARN, "无接送卡连续3次；晚接>60分钟"),
        ),
        applies=("幼儿园",),
        stages=("入园", "离园"),
        seeds=(Seed(2, "三（二）3", "严防幼儿走出园门以及盗窃等现象的发生", 75),),
    )

    date: Annotated[Day, Label("日期"), Head()]
    class_: Annotated[Ref, RefTo("class"), Label("班级"), Head()]
    enrolled: Annotated[Count, Label("在册"), Unit("人"), Head()]
    present: Annotated[Count, Label("实到"), Unit("人"), Head()]
    closes_at: Annotated[Clock, Label("规定离园时间"), Head(), Hint("建议值16:30，按本园作息")] = (
        time(16, 30)
    )
    child: Annotated[Ref, RefTo("student"), Label("幼儿"), Personal("name")]
    in_at: Annotated[Clock | None, Label("入园时间"), When("到园")] = None
    in_by: Annotated[
        Ref | None, RefTo("guardian"), Label("送园人"), When("到园"), Personal("name")
    ] = None
    out_at: Annotated[Clock | None, Label("离园时间"), Stage("离园"), Must(), Hint(">入园时间")] = (
        None
    )
    out_by: Annotated[
        Ref | None, RefTo("guardian"), Label("接园人"), Stage("离园"), Must(), Personal("name")
    ] = None
    card: Annotated[bool | None, Label("接送卡核验"), Stage("离园"), Must()] = None
    proxy: Annotated[bool | None, Label("是否代接"), Stage("离园"), Must()] = None
    proxy_auth: Annotated[
        Photos,
        Label("监护人授权凭证"),
        Stage("离园"),
        When("代接"),
        Personal(),
        Hint("书面/短信/电话回拨记录"),
    ] = ()
    proxy_id: Annotated[
        CardTail | None,
        Label("代接人证件核验"),
        Stage("离园"),
        When("代接"),
        Personal("tail"),
        Hint("后4位"),
    ] = None
    proxy_adult: Annotated[bool | None, Label("代接人已满18周岁"), Stage("离园"), When("代接")] = (
        None
    )
    banned: Annotated[
        bool, Label("在禁止接领名单"), Stage("离园"), Hint("法院裁定、家长书面禁止")
    ] = False
    late_care: Annotated[
        Person | None, Label("晚接看护人"), Stage("离园"), When("晚于离园时间30分钟")
    ] = None
    photos: Annotated[Photos, Label("代接人照"), Stage("离园"), Personal()] = ()

    example = {
        "date": "2026-03-05",
        "class_": "中二班",
        "enrolled": 28,
        "present": 27,
        "child": "许小禾",
        "in_at": "07:55",
        "in_by": "许父",
        "out_at": "16:25",
        "out_by": "许母",
        "card": True,
        "proxy": False,
    }

    def subject(self) -> str:
        """The class."""
        return self.class_.id

    def title(self) -> str:
        """Class and day; the child's name stays inside (G12)."""
        return f"{self.class_.name}{self.date.month}月{self.date.day}日接送"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The gate, when somebody else fetches the child."""
        return frozenset({"园门门卫"} if self.proxy else ())

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A child leaves after it came."""
        if self.in_at is not None and self.out_at is not None and self.out_at <= self.in_at:
            yield Problem("「离园时间」", "不晚于入园时间", "核对两个时间", "out_at")

    @property
    def lateness(self) -> timedelta:
        """How long after closing the child was fetched."""
        if self.out_at is None:
            return timedelta()
        return datetime.combine(self.date, self.out_at) - datetime.combine(
            self.date, self.closes_at
        )

    @carries_out("R02")
    def proxy_is_grown_up_and_authorised(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Nobody else without authority, and nobody who is forbidden to."""
        if self.banned:
            yield self.finding(
                "R02", "「接园人」", "在禁止接领名单", "不得交接；报园长、报警，联系监护人"
            )
        if not self.proxy:
            return
        if not self.proxy_auth:
            yield self.finding(
                "R02", "「监护人授权凭证」", "代接没有监护人授权", "回拨监护人确认并留凭证"
            )
        if not self.proxy_adult:
            yield self.finding(
                "R02", "「代接人已满18周岁」", "没有核实或未满18周岁", "未满18周岁的不得代接"
            )

    @carries_out("R04")
    def fetched_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """More than an hour after closing."""
        if self.lateness > TOO_LATE:
            yield self.finding("R04", "「离园时间」", "晚接超过60分钟", "联系监护人，说明原因")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns."""
        if self.proxy and not self.proxy_id:
            what = "代接没有核验证件"
            yield self.finding("G17", "「代接人证件核验」", what, "补填证件号后4位")
        if self.lateness > LATE and self.late_care is None:
            yield self.finding("G17", "「晚接看护人」", "晚接没有写看护人", "补填看护人")
        if self.in_at is None or self.in_by is None:
            yield self.finding("G17", "「入园时间」", "没有写入园时间或送园人", "补填")
