"""安全责任书（状）签订登记：每学期与各岗位、外来单位、家长签订，一人一份，签订后存扫描件。"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, computed_field, model_validator

from checklists.basis import known, seen
from checklists.cadence import EveryTerm
from checklists.clauses.agreement import chinese_date
from checklists.clauses.forbidden import forbidden_clauses
from checklists.clauses.library import VERSION, post_clauses
from checklists.columns import (
    MOST_LINES,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Must,
    Photos,
    PlannedDay,
    Ref,
    RefTo,
    Serial,
    Stage,
    Text,
    When,
)
from checklists.entry import InstrumentEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.posts import PARTIES
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

DAYS_TO_SIGN = timedelta(days=30)
NO_SCHOOL_CODE = "校"


class SafetyResponsibilityLetter(InstrumentEntry):
    """安全责任书（状）签订登记：下发时定条款，签订后登记日期、用印和扫描件。"""

    register = Register(
        title="安全责任书（状）签订登记",
        number="1.3",
        prefix="ZRS",
        cadence=EveryTerm(
            "每学期（或每学年）", "开学后两周内；新到岗人员上岗当日", per="letter_party", joined=0
        ),
        retention=Retention("责任期满后3年，事故相关永久", 3, starts="责任期满"),
        basis=(
            seen(
                "《消防法》第十六条（落实消防安全责任制）；《企业事业单位内部治安保卫条例》第八条；《校车安全管理条例》第十一条（校车安全管理责任书报教育行政部门备案）"
            ),
            seen(
                "《中小学校、幼儿园消防安全十项规定》（教发厅〔2024〕1号）第一条：逐级和岗位消防安全责任制，细化教职员工、保安、厨房工作人员、宿管员、电工等岗位责任"
            ),
            known(
                "《中小学幼儿园安全管理办法》（教育部等十部委令第23号，2006）安全工作责任制与责任追究"
            ),
        ),
        signers=(
            Signer("乙方本人", column="party_b", stage="下发"),
            Signer("甲方校长（盖章）", ("principal",), stage="下发"),
        ),
        post="安全办（总务处）",
        owners=("safety_officer",),
        photos="不需要（存扫描件）",
        followup=(
            "拒签/漏签 → 列清单，3个工作日内催签，仍未签由校长约谈并记会议纪要",
            "到期前15天 → 自动生成下一期签订任务",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "签订日期≤有效期起+30天；有效期止>有效期起，且一般不跨两个学年",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "应签人=在岗花名册×岗位模板映射；签订率=已签/应签，<100%不能归档",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "班主任责任书中的班级=本学期任课表；任课教师的课程相符",
                needs="lesson",
                needs_title="任课表",
            ),
            Rule(
                "R04",
                Severity.WARN,
                "变更岗位后未重签",
            ),
            Rule(
                "R05",
                Severity.WARN,
                "家长责任书（告知书）回执率<95%",
            ),
        ),
        stages=("下发", "签订"),
        seeds=(
            Seed(
                3,
                "三（二）1",
                "与各行政、各班主任、各任课教师、各管理人员签订各级各类安全责任状，明确各自的安全责任",
                125,
            ),
            Seed(2, "三（二）5", "实行安全网络管理，强化安全责任", 79),
        ),
    )

    batch: Annotated[Text, Label("批次名称"), Head()]
    template_id: Annotated[Text, Label("责任书模板"), Head(), Hint("默认按主送类别")] = ""
    issuer: Annotated[Text, Label("甲方"), Head(), Hint("默认本校全称")] = ""
    school_code: Annotated[Text, Label("学校代字"), Head(), Hint("默认本校代字")] = ""
    issued_on: Annotated[Day, Label("下发日期"), Head()]
    copies: Annotated[
        Count, Label("份数"), Head(), Limit.of(low="2", evidence="K"), Hint("三级签订一式三份")
    ] = 2
    letter_no: Annotated[
        Text | None,
        Serial("{school_code}〔{year}〕安责-{initials}-{n:03d}号"),
        Label("责任书编号"),
        Hint("学校代字〔年〕岗位类-序号，连号"),
    ] = None
    party_b: Annotated[Ref, RefTo("person", also="supplier"), Label("乙方姓名/单位")]
    party_type: Annotated[
        Literal[
            "副校长",
            "中层",
            "年级组长",
            "班主任",
            "任课教师",
            "专任体育教师",
            "实验教师",
            "食堂负责人",
            "食堂从业人员",
            "门卫保安",
            "宿管",
            "校车司机",
            "随车照管员",
            "水电工",
            "保洁绿化",
            "施工单位",
            "承租承包方",
            "家长",
        ],
        Label("主送类别"),
    ]
    scope: Annotated[
        Text | None, Label("责任范围"), When("班主任写班级"), Hint("班级、区域、时段")
    ] = None
    clauses: Annotated[
        tuple[Text, ...],
        Field(max_length=MOST_LINES),
        Label("乙方职责条款"),
        Hint("默认取条款库，随本书存档"),
    ] = ()
    special: Annotated[tuple[Text, ...], Field(max_length=MOST_LINES), Label("特别约定")] = ()
    valid_from: Annotated[PlannedDay, Label("有效期起")]
    valid_to: Annotated[PlannedDay, Label("有效期止"), Hint(">有效期起")]
    signed_on: Annotated[Day | None, Label("签订日期"), Must(), Stage("签订")] = None
    copies_b: Annotated[bool | None, Label("乙方留存"), Must(), Stage("签订"), Hint("一式两份")] = (
        None
    )
    seal: Annotated[bool | None, Label("甲方盖章"), Must(), Stage("签订")] = None
    pages: Annotated[Count | None, Field(ge=1), Label("页数"), Stage("签订")] = None
    seam_seal: Annotated[
        bool | None, Label("骑缝章"), Stage("签订"), When("≥2页"), Hint("≥2页必需")
    ] = None
    scan: Annotated[Photos, Label("扫描件/电子签文件"), Must(), Stage("签订")] = ()

    example = {
        "batch": "2025-2026学年第二学期安全责任书",
        "issuer": "青禾市云溪路小学",
        "school_code": "云小",
        "issued_on": "2026-03-02",
        "party_b": "王安",
        "party_type": "班主任",
        "scope": "三（2）班",
        "valid_from": "2026-03-02",
        "valid_to": "2026-07-10",
    }

    @model_validator(mode="before")
    @classmethod
    def take_defaults(cls, data: Any, info: ValidationInfo) -> Any:
        """School, template and clauses are taken over and kept: what was issued stays as issued."""
        if not isinstance(data, Mapping):
            return data
        here = info.context if isinstance(info.context, Surroundings) else Surroundings()
        party = data.get("party_type")
        known_party = PARTIES.get(party) if isinstance(party, str) else None
        defaults = {"issuer": here.school, "school_code": here.school_code or NO_SCHOOL_CODE}
        if known_party is not None:
            defaults["template_id"] = f"{known_party.initials}-{VERSION}"
        filled = {name: text for name, text in defaults.items() if text and not data.get(name)}
        clauses = {} if data.get("clauses") else {"clauses": post_clauses(str(party))}
        return {**data, **filled, **clauses}

    @computed_field  # type: ignore[prop-decorator]
    @property
    def term(self) -> Annotated[str, Label("责任期限起止"), Head()]:
        """From and to, in words."""
        return f"{chinese_date(self.valid_from)}至{chinese_date(self.valid_to)}"

    @property
    def initials(self) -> str:
        """岗位类拼音缩写 for the number."""
        return PARTIES[self.party_type].initials

    @property
    def is_of_staff(self) -> bool:
        """Whether it is of somebody with a post; firms and parents stand on no list of people."""
        return PARTIES[self.party_type].kind == "岗位"

    @property
    def party_name(self) -> str:
        """乙方."""
        return self.party_b.name

    def subject(self) -> str:
        """Whose letter."""
        return self.party_b.id

    def title(self) -> str:
        """Kind of letter and whose."""
        return f"{self.party_type}安全责任书（{self.party_b.name}）"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """The template is that of the party; a letter is issued before it is signed."""
        if not self.template_id.startswith(f"{self.initials}-"):
            advice = "删去「责任书模板」和「乙方职责条款」；已签订的作废后重签"
            yield Problem("「责任书模板」", "与主送类别不符", advice, "template_id")
        if self.is_of_staff and surroundings.is_stranger("person", self.party_b.id):
            what = f"名录里没有人员“{self.party_b.name}”"
            yield Problem("「乙方姓名/单位」", what, "核对姓名，或先登记人员名录", "party_b")
        if not self.issuer:
            yield Problem("「甲方」", "没有填写", "写学校全称", "issuer")
        yield from self.in_order(("issued_on", self.issued_on), ("signed_on", self.signed_on))

    @carries_out("R01")
    def signed_and_valid_in_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Signed within thirty days; valid forward, and within one school year."""
        if self.signed_on is not None and self.signed_on > self.valid_from + DAYS_TO_SIGN:
            yield self.finding("R01", "「签订日期」", "晚于有效期起30天", "说明原因并补签")
        if self.valid_to <= self.valid_from:
            yield self.finding("R01", "「有效期止」", "不晚于有效期起", "更正有效期")
        elif _school_year(self.valid_to) > _school_year(self.valid_from):
            yield self.finding(
                "R01", "「有效期止」", "跨了两个学年", "一般按学期或学年签", Severity.WARN
            )

    @carries_out("A1")
    def nothing_forbidden(self, surroundings: Surroundings) -> Iterator[Finding]:
        """registers.md A.1: no release, no fines, no shifted duties, no repealed law."""
        for name in ("clauses", "special"):
            for number, sentence in enumerate(getattr(self, name), 1):
                for found in forbidden_clauses(sentence, self.issued_on):
                    where = f"「{self.column(name).label}」第 {number} 条"
                    yield self.finding("A1", where, f"{found}", "删去或改写后重新下发")

    @carries_out("A3")
    def party_a_is_the_school(self, surroundings: Surroundings) -> Iterator[Finding]:
        """registers.md A.3: the name is the one on the seal."""
        if surroundings.school and self.issuer != surroundings.school:
            what = f"“{self.issuer}”与公章名称“{surroundings.school}”不一致"
            yield self.finding("A3", "「甲方」", what, "改为学校全称", Severity.WARN)

    @carries_out("G17")
    def properly_executed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns, and what makes a signed paper whole."""
        if self.party_type == "班主任" and not self.scope:
            yield self.finding("G17", "「责任范围」", "班主任责任书没有写班级", "补填班级")
        if not self.clauses:
            yield self.finding("G17", "「乙方职责条款」", "没有条款", "补填条款")
        if self.seal is False:
            yield self.finding("G17", "「甲方盖章」", "没有盖章", "盖章后更正")
        if self.copies_b is False:
            yield self.finding("G17", "「乙方留存」", "乙方没有留存", "补交一份后更正")
        if (self.pages or 0) >= 2 and not self.seam_seal:
            yield self.finding("G17", "「骑缝章」", "两页以上没有盖骑缝章", "补盖骑缝章")


def _school_year(day: date) -> int:
    """Year in which the school year of a day began (September to August)."""
    return day.year if day.month >= 9 else day.year - 1
