"""食堂从业人员健康证与培训档案：一人一行，上岗前登记，每学期更新，证件到期前提醒。"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known, seen
from checklists.cadence import EveryTerm
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Must,
    Number,
    Personal,
    Photos,
    PlannedDay,
    Ref,
    RefTo,
    Text,
    Unit,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.lifespans import years_after
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

HOURS_A_YEAR = Limit.of(low="40", evidence="建议值")
"""Hours of training a year; the sources differ, a school sets its own under ``.hours``."""
YEAR = timedelta(days=366)


class Training(BaseModel):
    """One course."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: Annotated[Day, Label("培训日期")]
    hours: Annotated[Number, Field(gt=0), Label("学时")]
    score: Annotated[Text, Label("成绩")]


class CanteenStaffHealth(RowEntry):
    """食堂从业人员健康证与培训档案：一人一学期一行，新上岗的上岗前登记。"""

    register = Register(
        title="食堂从业人员健康证与培训档案",
        number="5.1",
        prefix="JKZ",
        cadence=EveryTerm("上岗前+每年；花名册每学期更新", "上岗前", per="canteen_staff", after=0),
        retention=Retention("离岗后2年（建议值）", 2, recommended=True, starts="离岗之日"),
        basis=(
            seen(
                "《食品安全法》第四十五条（每年健康检查，取得健康证明后方可上岗）；《学校食品安全与营养健康管理规定》（45号令）第二十七条（健康管理和培训制度，必要时临时健康检查）"
            ),
            seen("《学前教育法》第四十五条（入职前和入职后每年健康检查）"),
            known(
                "《托儿所幼儿园卫生保健工作规范》工作人员健康检查（托幼机构工作人员健康合格证，炊事人员每年体检）"
            ),
        ),
        signers=(
            Signer("本人", column="name"),
            Signer("食品安全员", ("food_officer",)),
            Signer("食品安全总监", ("food_director", "vp_logistics")),
        ),
        post="食品安全员",
        owners=("food_officer",),
        photos="健康证扫描件必需",
        followup=("证件失效或患有碍食品安全疾病 → 立即调离接触直接入口食品岗位，隐患限期",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "健康证有效期止<今天→当日晨检表不可勾选“上岗”；上岗日期<健康证发证日期→不合格",
            ),
            Rule("R02", Severity.BLOCK, "在岗人数=晨检人数+请假人数"),
            Rule("R03", Severity.WARN, "到期前30天提醒；培训未完成"),
        ),
        seeds=(
            Seed(5, "三6（4）", "工作人员上岗前必须健康体检", 293),
            Seed(3, "三（一）", "督促食堂工作人员的遵守各自岗位职责", 121),
        ),
    )

    hazard_source = "食堂检查"
    hazard_category = "食品"

    checked_on: Annotated[Day, Label("登记日期"), Head()]
    canteen: Annotated[Text, Label("食堂名称"), Head()]
    mode: Annotated[Literal["自营", "委托承包", "校外供餐"], Label("经营方式"), Head()]
    licence: Annotated[Text, Label("食品经营许可证号"), Head()]
    licence_to: Annotated[PlannedDay, Label("许可证有效期至"), Head()]
    name: Annotated[Ref, RefTo("person", even="gone"), Label("姓名")]
    post: Annotated[
        Literal["食堂负责人", "厨师", "切配", "面点", "洗消", "分餐", "采购", "仓管", "保洁"],
        Label("岗位"),
    ]
    hire_on: Annotated[PlannedDay, Label("上岗日期")]
    cert_no: Annotated[Text, Label("健康证号"), Personal("tail")]
    cert_from: Annotated[Day, Label("发证日期"), Hint("≤上岗日期")]
    first_cert_from: Annotated[Day | None, Label("首次发证日期"), Hint("换证的填上岗前那一份")] = (
        None
    )
    cert_to: Annotated[PlannedDay, Label("有效期止"), Hint("=发证日+1年（按证面）")]
    training: Annotated[
        tuple[Training, ...], Label("培训记录（日期/学时/成绩）"), Hint("每年≥40学时，可配置")
    ]
    bg_check: Annotated[Day, Label("违法犯罪记录查询日期"), Hint("每年"), Personal("whole")]
    leave_on: Annotated[PlannedDay | None, Label("离岗日期")] = None
    scan: Annotated[Photos, Label("健康证扫描件"), Personal("whole"), Must()] = ()

    own_limits = {"hours": ("一年内培训学时", HOURS_A_YEAR)}

    example = {
        "checked_on": "2026-03-02",
        "canteen": "第一食堂",
        "mode": "自营",
        "licence": "JY33300000000000",
        "licence_to": "2028-06-30",
        "name": "钱师傅",
        "post": "厨师",
        "hire_on": "2025-09-01",
        "cert_no": "示例健字2025-0817",
        "cert_from": "2025-08-17",
        "cert_to": "2026-08-16",
        "training": [
            {"day": "2026-02-26", "hours": "40", "score": "合格"},
        ],
        "bg_check": "2025-08-20",
        "scan": [EXAMPLE_PHOTO],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def days_left(
        self,
    ) -> Annotated[int, Label("距到期"), Unit("天"), Limit.of(low="0", evidence="S")]:
        """Days the certificate is still good for on the day of registration."""
        return (self.cert_to - self.checked_on).days

    @computed_field  # type: ignore[prop-decorator]
    @property
    def hours(self) -> Annotated[Decimal, Label("一年内学时")]:
        """Hours of training in the year before registration."""
        since = self.checked_on - YEAR
        return sum((one.hours for one in self.training if one.day >= since), Decimal(0))

    def business_date(self) -> date:
        """The day of registration."""
        return self.checked_on

    def subject(self) -> str:
        """The person."""
        return self.name.id

    def title(self) -> str:
        """Person and post."""
        return f"{self.name.name}（{self.post}）健康证"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A certificate ends after it begins; nobody leaves before coming."""
        yield from self.in_order(
            ("first_cert_from", self.first_cert_from),
            ("cert_from", self.cert_from),
            ("cert_to", self.cert_to),
        )
        yield from self.in_order(("hire_on", self.hire_on), ("leave_on", self.leave_on))

    @carries_out("R01")
    def certified_before_work(self, surroundings: Surroundings) -> Iterator[Finding]:
        """First the certificate, then the work; a new certificate does not undo the old one."""
        first = self.first_cert_from or self.cert_from
        if self.hire_on < first:
            what = f"{self.hire_on}上岗，健康证{first}才发"
            yield self.finding(
                "R01", "「上岗日期」", what, "停岗，取证后上岗；换证的补首次发证日期"
            )
        if self.cert_to > years_after(self.cert_from, 1):
            what = "有效期超过1年"
            yield self.finding("R01", "「有效期止」", what, "按证面核对", Severity.WARN)

    @carries_out("R03")
    def trained(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Forty hours a year, or what the school set; the police check is a year old at most."""
        wanted = surroundings.limits.get(f"{self.slug}.hours", HOURS_A_YEAR)
        if not wanted.holds(self.hours):
            what = f"一年内{self.hours}学时，应{wanted}"
            yield self.finding("R03", "「培训记录」", what, "安排培训")
        if self.checked_on - self.bg_check > YEAR:
            what = f"上次查询是{self.bg_check}"
            yield self.finding("R03", "「违法犯罪记录查询日期」", what, "重新查询")
