"""幼儿接送与代接登记：带班教师一班一天一份，入园、离园时与接送人当面交接，代接的查授权和证件。"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import known, seen
from checklists.cadence import EverySchoolDay
from checklists.columns import (
    MOST_LINES,
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
from checklists.entry import PLAIN, InstrumentEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings, on_the_day

LATE, TOO_LATE = timedelta(minutes=30), timedelta(minutes=60)


class Arrival(BaseModel):
    """A child that was brought."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    child: Annotated[Ref, RefTo("student"), Label("幼儿"), Personal("name")]
    in_at: Annotated[Clock | None, Label("入园时间"), When("到园")] = None
    in_by: Annotated[
        Ref | None, RefTo("guardian"), Label("送园人"), When("到园"), Personal("name")
    ] = None


class Departure(BaseModel):
    """A child that was fetched: by whom, and by what right."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    child: Annotated[Ref, RefTo("student"), Label("幼儿"), Personal("name")]
    out_at: Annotated[Clock | None, Label("离园时间"), When("离园"), Hint(">入园时间")] = None
    out_by: Annotated[
        Ref | None, RefTo("guardian"), Label("接园人"), When("离园"), Personal("name")
    ] = None
    card: Annotated[bool, Label("接送卡核验")]
    proxy: Annotated[bool, Label("是否代接")]
    proxy_auth: Annotated[
        Photos,
        Label("监护人授权凭证"),
        When("代接"),
        Personal(),
        Hint("书面/短信/电话回拨记录"),
    ] = ()
    proxy_id: Annotated[
        CardTail | None, Label("代接人证件核验"), When("代接"), Personal("tail"), Hint("后4位")
    ] = None
    proxy_adult: Annotated[bool | None, Label("代接人已满18周岁"), When("代接")] = None
    late_care: Annotated[Person | None, Label("晚接看护人"), When("晚于离园时间30分钟")] = None


class ChildPickupRegister(InstrumentEntry):
    """幼儿接送与代接登记：一班一天一份，每名到园幼儿一行，谁送来、谁接走、证件核没核。"""

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
                needs="banned",
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
    arrivals: Annotated[
        tuple[Arrival, ...],
        Field(min_length=1, max_length=MOST_LINES),
        Label("入园"),
        Hint("到园幼儿一人一行"),
    ]
    departures: Annotated[
        tuple[Departure, ...],
        Field(max_length=MOST_LINES),
        Label("离园"),
        Stage("离园"),
        Must(),
        Hint("与入园逐一对上"),
    ] = ()
    photos: Annotated[Photos, Label("代接人照"), Stage("离园"), Personal()] = ()

    example = {
        "date": "2026-03-05",
        "class_": "中二班",
        "enrolled": 28,
        "present": 2,
        "arrivals": [
            {"child": "许小禾", "in_at": "07:55", "in_by": "许父"},
            {"child": "沈一诺", "in_at": "08:02", "in_by": "沈母"},
        ],
        "departures": [
            {"child": "许小禾", "out_at": "16:25", "out_by": "许母", "card": True, "proxy": False},
            {"child": "沈一诺", "out_at": "16:31", "out_by": "沈母", "card": True, "proxy": False},
        ],
    }

    def subject(self) -> str:
        """The class."""
        return self.class_.id

    def title(self) -> str:
        """Class and day; the children's names stay inside (G12)."""
        return f"{self.class_.name}{self.date.month}月{self.date.day}日接送"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The gate, when somebody else fetches a child."""
        return frozenset({"园门门卫"} if any(one.proxy for one in self.departures) else ())

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A child leaves after it came."""
        came = {one.child.id: one.in_at for one in self.arrivals}
        for number, one in enumerate(self.departures, 1):
            since = came.get(one.child.id)
            if since is not None and one.out_at is not None and one.out_at <= since:
                where = f"「离园」第 {number} 行「离园时间」"
                yield Problem(where, "不晚于入园时间", "核对两个时间", "departures")

    def _lateness(self, one: Departure) -> timedelta:
        """How long after closing a child was fetched."""
        if one.out_at is None:
            return timedelta()
        return datetime.combine(self.date, one.out_at) - datetime.combine(self.date, self.closes_at)

    def _leaving(self, column: str) -> Iterator[tuple[str, Departure]]:
        """Every departure with the name of its cell for messages."""
        for number, one in enumerate(self.departures, 1):
            yield f"「离园」第 {number} 行「{column}」", one

    @carries_out("R01")
    def everybody_is_fetched(self, surroundings: Surroundings) -> Iterator[Finding]:
        """As many come as are present; as many leave, and they are the same."""
        came = {one.child.id for one in self.arrivals}
        if len(came) != self.present:
            what = f"实到{self.present}人，入园登记{len(came)}人"
            yield self.finding("R01", "「入园」", what, "逐一核对，补记或更正")
        left = {one.child.id for one in self.departures if one.out_at is not None}
        if self.departures and left != came:
            what = f"入园{len(came)}人，离园清点{len(left & came)}人"
            advice = "立即核实每名幼儿去向；清点不符的封园门、报园长"
            yield self.finding("R01", "「离园」", what, advice)

    @carries_out("R02")
    def proxy_is_grown_up_and_authorised(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Nobody else without authority, and nobody who is forbidden to."""
        for number, one in enumerate(self.departures, 1):
            where = f"「离园」第 {number} 行"
            if self._is_forbidden(one, surroundings):
                advice = "不得交接；报园长、报警，联系监护人"
                yield self.finding("R02", f"{where}「接园人」", "在禁止接领名单", advice)
            if one.proxy and not one.proxy_auth:
                what, advice = "代接没有监护人授权", "回拨监护人确认并留凭证"
                yield self.finding("R02", f"{where}「监护人授权凭证」", what, advice)
            if one.proxy and not one.proxy_adult:
                what, advice = "没有核实或未满18周岁", "未满18周岁的不得代接"
                yield self.finding("R02", f"{where}「代接人已满18周岁」", what, advice)

    @carries_out("R03")
    def nobody_leaves_twice(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A child leaves once a day."""
        times = Counter(one.child.id for one in self.departures)
        for where, one in self._leaving("离园时间"):
            if times.pop(one.child.id, 1) > 1:
                yield self.finding("R03", where, "同一幼儿有两次离园记录", "核实后删去一行")

    def _is_forbidden(self, leaving: Departure, surroundings: Surroundings) -> bool:
        """Whether who fetches the child is on the list of those who must not."""
        who = {leaving.out_by.id, leaving.out_by.name} if leaving.out_by else set()
        child = {leaving.child.id, leaving.child.name}
        listed = on_the_day(surroundings.listings("banned"), self.date)
        return any(one.name in who and one.facts.get("child") in child for one in listed)

    @carries_out("R04")
    def fetched_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """More than an hour after closing."""
        for where, one in self._leaving("离园时间"):
            if self._lateness(one) > TOO_LATE:
                yield self.finding("R04", where, "晚接超过60分钟", "联系监护人，说明原因")

    @carries_out("G17")
    def departures_are_complete(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns of leaving."""
        for number, one in enumerate(self.departures, 1):
            where = f"「离园」第 {number} 行"
            if one.out_at is None or one.out_by is None:
                yield self.finding("G17", f"{where}「离园时间」", "没有写离园时间或接园人", "补填")
            if one.proxy and not one.proxy_id:
                what, advice = "代接没有核验证件", "补填证件号后4位"
                yield self.finding("G17", f"{where}「代接人证件核验」", what, advice)
            if self._lateness(one) > LATE and one.late_care is None:
                yield self.finding(
                    "G17", f"{where}「晚接看护人」", "晚接没有写看护人", "补填看护人"
                )

    @carries_out("G17")
    def arrivals_are_complete(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns of coming."""
        for number, one in enumerate(self.arrivals, 1):
            if one.in_at is None or one.in_by is None:
                where = f"「入园」第 {number} 行"
                yield self.finding("G17", where, "没有写入园时间或送园人", "补填")
