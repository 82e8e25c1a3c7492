"""岗位设置与职责一览表：每学期定岗定责，一岗一人一行，写明职责、替岗人、负责的登记簿和上岗证件。"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import seen
from checklists.cadence import EveryTerm
from checklists.columns import (
    MOST_LINES,
    Day,
    Head,
    Hint,
    Label,
    Must,
    Person,
    Personal,
    Photos,
    PlannedDay,
    Ref,
    RefTo,
    Stage,
    Text,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

A_YEAR = timedelta(days=365)
FEWEST_DUTIES = 3
CANTEEN = (
    "canteen_manager",
    "food_director",
    "food_officer",
    "cook",
    "dishwasher",
    "sample_keeper",
)
CERTIFICATES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (CANTEEN, "食堂", "健康证"),
    (("gate_guard",), "保安", "保安员证"),
    (("electrician",), "电工", "特种作业"),
    ((), "消防控制室", "消防设施操作员"),
    ((), "锅炉", "特种设备作业"),
)
"""Post codes, or a word in the post's name, and what its certificate is called."""


class Certificate(BaseModel):
    """上岗证件."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Text, Label("证名")]
    number: Annotated[Text, Label("证号"), Personal("tail")]
    until: Annotated[PlannedDay, Label("有效期止")]


class PostDutyRegister(RowEntry):
    """岗位设置与职责一览表：一岗一人一行，写明职责、替岗人、负责的登记簿、证件和查询日期。"""

    register = Register(
        title="岗位设置与职责一览表",
        number="1.1",
        prefix="GWZZ",
        cadence=EveryTerm("每学期", "开学后10个工作日内，人员变动当日"),
        retention=Retention("人员在岗期间+3年（建议值）", 3, recommended=True, starts="离岗"),
        basis=(
            seen(
                "《中小学校岗位安全工作指南》（教育部2013年3月）按领导小组、校长……总务主任、财产管理员、食堂管理员、门卫、保安等约40个岗位列职责（目录见网络文库转载；新华社2013-03-28报道配套《指导手册》为40个岗位，《指南》前言称39个岗位）"
            ),
            seen(
                "《会计法》（2024修正）第三十五条：出纳不得兼任稽核、会计档案保管和收入、支出、费用、债权债务账目登记"
            ),
            seen(
                "《未成年人保护法》第六十二条：录用前及每年定期查询违法犯罪记录；《学前教育法》第四十四、四十五条：查询记录、入职前和每年健康检查"
            ),
        ),
        signers=(
            Signer("在岗人", column="holder", stage="定岗"),
            Signer("总务主任", ("logistics_head",), stage="定岗"),
            Signer("分管副校长", ("vp_logistics",), stage="定岗"),
            Signer("校长", ("principal",), stage="批准"),
        ),
        post="总务主任",
        owners=("logistics_head",),
        photos="不需要",
        followup=(
            "证件过期 → 停岗，生成隐患（限期整改），替岗人自动顶岗",
            "岗位空缺>3个工作日 → 推送分管副校长",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "不相容岗位：同一人不得同时为{采购员，验收员}，{采购员，保管员}，{出纳，会计}，{出纳，票据管理}，{收费员，票据核销}，{整改人，复查人}",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "每个启用的登记簿必须有且仅有一个责任岗，且该岗有在岗人；否则该登记簿不能进入“应填”计算",
            ),
            Rule(
                "R03",
                Severity.WARN,
                "岗位证件有效期止<今天→该人不能签相应登记簿（食堂人员健康证过期为阻断）",
            ),
            Rule("R04", Severity.WARN, "违法犯罪记录查询距今>365天"),
            Rule("R05", Severity.WARN, "门卫岗标注24小时值守而门卫在岗人<3人→排班不可能满足，提示"),
        ),
        stages=("定岗", "批准"),
        seeds=(
            Seed(
                1,
                "二（一）1（2）",
                "从学校工作需要出发定岗、定责，使每一个人都明确自己的工作岗位和工作职责",
                19,
            ),
            Seed(2, "三（一）1", "成立由园长——后勤负责人——后勤成员的管理网络", 63),
            Seed(3, "一", "明确各人员的岗位职责", 103),
        ),
    )

    term: Annotated[Text, Label("学年学期"), Head()]
    version: Annotated[Text, Label("版本号"), Head()]
    drawn_on: Annotated[Day, Label("填表日期"), Head()]
    network: Annotated[Photos, Label("管理网络图（园长/校长→后勤负责人→成员）"), Head()] = ()
    post_code: Annotated[
        Literal[
            "principal",
            "vp_logistics",
            "logistics_head",
            "logistics_clerk",
            "safety_officer",
            "gate_guard",
            "duty_leader",
            "duty_teacher",
            "moral_head",
            "grade_head",
            "homeroom",
            "teacher",
            "pe_teacher",
            "science_teacher",
            "caregiver",
            "health_teacher",
            "canteen_manager",
            "food_director",
            "food_officer",
            "cook",
            "dishwasher",
            "sample_keeper",
            "purchaser",
            "acceptor",
            "warehouse_keeper",
            "asset_admin",
            "accountant",
            "cashier",
            "receipt_admin",
            "union_rep",
            "electrician",
            "gardener",
            "cleaner",
            "dormitory_keeper",
            "bus_driver",
            "bus_attendant",
            "room_custodian",
            "librarian",
            "textbook_admin",
            "contractor",
            "guardian",
            "student",
        ],
        Label("岗位代码"),
    ]
    post_name: Annotated[Text, Label("岗位名称")]
    holder: Annotated[Ref, RefTo("person", even="gone"), Label("在岗人")]
    backup: Annotated[Person, Label("替岗人（B岗）"), Hint("≠在岗人")]
    employ_type: Annotated[
        Literal["在编", "聘用", "劳务派遣", "保安公司", "承包方", "公益岗"], Label("用工性质")
    ]
    duties: Annotated[
        tuple[Text, ...],
        Field(min_length=1, max_length=MOST_LINES),
        Label("职责条目"),
        Hint("≥3条；门卫24小时值守的写明"),
    ]
    registers: Annotated[
        tuple[Text, ...],
        Field(min_length=1, max_length=MOST_LINES),
        Label("负责填写的登记簿"),
        Hint("写登记簿名称或代号；不填登记簿的写“无”"),
    ]
    certs: Annotated[
        tuple[Certificate, ...], Label("上岗证件及有效期"), When("食堂、保安、电工等岗位")
    ] = ()
    bg_check_on: Annotated[Day, Label("违法犯罪记录查询日期"), Hint("每年≥1次")]
    effective_from: Annotated[PlannedDay, Label("任职起")]
    effective_to: Annotated[PlannedDay | None, Label("任职止"), Hint(">任职起")] = None
    approved_on: Annotated[Day | None, Label("批准日期"), Head(), Stage("批准"), Must()] = None

    example = {
        "term": "2025-2026学年第二学期",
        "version": "2026-1",
        "drawn_on": "2026-03-05",
        "post_code": "gate_guard",
        "post_name": "门卫保安（正门）",
        "holder": "方守",
        "backup": "高卫",
        "employ_type": "保安公司",
        "duties": [
            "24小时值守校门，交接清楚",
            "来访人员查证登记，车辆物品检查",
            "每班按路线巡逻并记录",
        ],
        "registers": ["门卫值班与交接班记录", "visitor_register"],
        "certs": [{"name": "保安员证", "number": "保330000000001", "until": "2029-05-31"}],
        "bg_check_on": "2026-02-25",
        "effective_from": "2025-09-01",
        "approved_on": "2026-03-06",
    }

    def business_date(self) -> date:
        """The day the line was drawn up; it is approved later."""
        return self.drawn_on

    def title(self) -> str:
        """Post and who holds it."""
        return f"{self.post_name}（{self.holder.name}）"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Nobody leaves a post before taking it."""
        if self.effective_to is not None and self.effective_to <= self.effective_from:
            yield Problem("「任职止」", "不晚于任职起", "核对两个日期", "effective_to")
        yield from self.in_order(("drawn_on", self.drawn_on), ("approved_on", self.approved_on))

    @carries_out("R03")
    def certificates_are_valid(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Past its date; a canteen's health certificate keeps the record open."""
        for number, one in enumerate(self.certs, 1):
            if one.until < self.drawn_on:
                grave = self.post_code in CANTEEN and "健康证" in one.name
                yield self.finding(
                    "R03",
                    f"「上岗证件及有效期」第 {number} 行",
                    f"{one.name}已于{one.until}到期，不能签相应登记簿",
                    "停岗换证，由替岗人顶岗",
                    Severity.BLOCK if grave else None,
                )

    @carries_out("R04")
    def background_is_checked_every_year(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The query is of the last 365 days."""
        if self.drawn_on - self.bg_check_on > A_YEAR:
            what = f"查询于{self.bg_check_on}，距今超过365天"
            yield self.finding("R04", "「违法犯罪记录查询日期」", what, "重新查询")

    @carries_out("G05")
    def somebody_else_stands_in(self, surroundings: Surroundings) -> Iterator[Finding]:
        """替岗人≠在岗人."""
        if self.backup.id == self.holder.id:
            yield self.finding("G05", "「替岗人（B岗）」", "与在岗人是同一人", "另定替岗人")

    @carries_out("G17")
    def line_is_complete(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Three duties at least; the certificates the post asks for."""
        if len(self.duties) < FEWEST_DUTIES:
            what = f"只有{len(self.duties)}条，应≥{FEWEST_DUTIES}条"
            yield self.finding("G17", "「职责条目」", what, "补写职责")
        held = "；".join(one.name for one in self.certs)
        for posts, word, certificate in CERTIFICATES:
            asked = self.post_code in posts or word in self.post_name
            if asked and certificate not in held:
                where = "「上岗证件及有效期」"
                yield self.finding("G17", where, f"没有{certificate}", "补填证名、证号、有效期")
