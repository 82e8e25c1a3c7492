"""教职工外出登记簿：教职工上班时间出校，出门前经批准登记，由门卫核验，返校后补返校时间。"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Literal

from checklists.basis import known
from checklists.cadence import OnEvent
from checklists.columns import (
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Person,
    PlannedMoment,
    Stage,
    Text,
    Unit,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

OVERDUE = timedelta(hours=2)
LEADERS = ("principal", "vp_logistics")
ENOUGH = Limit.of(low="2", evidence="建议值")


class StaffOutingRegister(RowEntry):
    """教职工外出登记簿：谁、何事、谁批准、课务谁顶、几时出门几时回，一次外出一行。"""

    register = Register(
        title="教职工外出登记簿",
        number="2.2",
        prefix="JGWC",
        cadence=OnEvent("按次", "出门前"),
        retention=Retention("1年", 1),
        basis=(
            known(
                "学校内部考勤与门卫制度（无全国统一法条）；[S] 《企业事业单位内部治安保卫条例》第八条（一）门卫、值班、巡查制度"
            ),
        ),
        signers=(
            Signer("本人", column="name", stage="外出"),
            Signer("年级组长或部门负责人", column="approver", stage="外出"),
            Signer("门卫", column="guard", stage="外出"),
        ),
        post="门卫（核验）/部门负责人（审批）",
        owners=("gate_guard", "grade_head", "logistics_head"),
        photos="不需要",
        followup=("未返校超时 → 通知部门负责人",),
        rules=(
            Rule("R01", Severity.BLOCK, "批准人≠本人；校级领导外出由校长（园长）或其授权人批准"),
            Rule("R02", Severity.BLOCK, "返校时间≥离校时间", refused=True),
            Rule("R03", Severity.WARN, "有课未安排代课；超过预计返校时间2小时未返"),
            Rule("R04", Severity.WARN, "幼儿园在岗教师外出导致班级保教人员<2人（可配置）"),
        ),
        open_to_all=True,
        stages=("外出", "返校"),
        seeds=(Seed(5, "三5", "严格执行来客登记、教师外出登记制度", 279),),
    )

    date: Annotated[Day, Label("日期"), Head()]
    gate: Annotated[Text, Label("校门"), Head()]
    name: Annotated[Person, Label("姓名")]
    dept: Annotated[Text, Label("部门/年级")]
    reason: Annotated[
        Literal["公出", "会议", "家访", "就医", "个人事务", "哺乳", "其他"], Label("事由")
    ]
    on_class: Annotated[bool, Label("有课/带班"), Hint("外出期间")] = False
    class_cover: Annotated[
        Text | None, Label("课务（看护）安排"), When("有课、带班时"), Hint("代课人≠本人")
    ] = None
    staff_left: Annotated[
        Count | None,
        Label("班级在岗保教人员"),
        Unit("人"),
        ENOUGH,
        When("幼儿园带班教师外出时"),
        Hint("外出后还在班上的人数"),
    ] = None
    approver: Annotated[Person, Label("批准人"), Hint("≠本人")]
    mandate: Annotated[Text | None, Label("授权依据"), When("校级领导外出由校长授权的人批准时")] = (
        None
    )
    out_at: Annotated[PlannedMoment, Label("离校时间"), Hint("出门前填，当日")]
    expect_back: Annotated[PlannedMoment, Label("预计返校"), Hint(">离校时间")]
    guard: Annotated[Person, Label("门卫核验")]
    back_at: Annotated[
        Moment | None, Label("实际返校"), Stage("返校"), When("当日返校"), Hint("≥离校时间")
    ] = None
    no_return: Annotated[
        Text | None, Label("当日不返校说明"), Stage("返校"), When("当日不返校")
    ] = None

    own_limits = {"staff_left": ("在园教职工（人）", ENOUGH)}

    example = {
        "date": "2026-03-05",
        "gate": "正门",
        "name": "王安",
        "dept": "三年级",
        "reason": "会议",
        "on_class": True,
        "class_cover": "第三节语文由李禾代课",
        "approver": "秦总务",
        "out_at": "2026-03-05T09:40:00+08:00",
        "expect_back": "2026-03-05T11:30:00+08:00",
        "guard": "方守",
        "back_at": "2026-03-05T11:20:00+08:00",
    }

    def title(self) -> str:
        """Who went out, and why."""
        return f"{self.name.name}外出（{self.reason}）"

    def missing(self, stage: str) -> Iterator[Problem]:
        """Open until somebody is back, or it says that they are not coming back that day."""
        yield from super().missing(stage)
        if stage == "返校" and self.back_at is None and not self.no_return:
            yield Problem("「实际返校」", "没有填写", "返校后补填；当日不返校的写明", "back_at")

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """R02: nobody is back before leaving; nobody is expected before, either."""
        yield from self.in_order(("out_at", self.out_at), ("back_at", self.back_at))
        if self.out_at.astimezone(surroundings.zone).date() != self.date:
            yield Problem("「离校时间」", "不在登记当日", "核对日期和时间", "out_at")
        if self.expect_back <= self.out_at:
            yield Problem("「预计返校」", "不晚于离校时间", "核对两个时间", "expect_back")

    @carries_out("R01")
    def approved_by_someone_else(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Nobody approves for himself; leaders ask the principal or whom he authorised."""
        if self.approver.id == self.name.id:
            yield self.finding("R01", "「批准人」", "与外出人是同一人", "由部门负责人批准")
        elif (
            self._is_leader(surroundings)
            and not surroundings.has_post(self.approver.id, "principal")
            and not self.mandate
        ):
            what = "校级领导外出，批准人不是校长（园长），也没有授权依据"
            yield self.finding("R01", "「批准人」", what, "由校长批准，或补填授权依据")

    def _is_leader(self, surroundings: Surroundings) -> bool:
        listed = (
            surroundings.directory.look_up("person", self.name.id)
            if surroundings.directory is not None
            else None
        )
        return listed is not None and not set(LEADERS).isdisjoint(listed.posts)

    @carries_out("R03")
    def lessons_are_covered(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Lessons have a substitute, and it is somebody else."""
        if self.on_class and not self.class_cover:
            yield self.finding("R03", "「课务（看护）安排」", "有课未安排代课", "补填代课人")
        elif self.class_cover and self.name.name in self.class_cover:
            yield self.finding("R03", "「课务（看护）安排」", "代课人是本人", "另安排代课人")

    @carries_out("R03")
    def back_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Back no later than two hours after the time given."""
        if self.back_at is not None and self.back_at - self.expect_back > OVERDUE:
            yield self.finding("R03", "「实际返校」", "超过预计返校时间2小时", "说明原因")

    @carries_out("R04")
    def children_are_not_left(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A kindergarten class keeps two grown-ups."""
        if not surroundings.teaches("幼儿园") or not self.on_class:
            return
        if self.staff_left is None and surroundings.teaches("小学"):
            return  # a lesson in the primary school: only kindergarten classes count heads
        if self.staff_left is None:
            what, advice = "带班教师外出，没有写班上还有几人", "补填在岗保教人员数"
        elif not surroundings.limits.get(f"{self.slug}.staff_left", ENOUGH).holds(self.staff_left):
            what, advice = f"班级保教人员只剩{self.staff_left}人", "先安排替岗再外出"
        else:
            return
        yield self.finding("R04", "「班级在岗保教人员」", what, advice)
