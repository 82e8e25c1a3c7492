"""新生预防接种证查验与补种登记：新入学、转入的孩子一人一行，需补种的到年底前二次查验。"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from checklists.basis import seen
from checklists.cadence import OnEvent
from checklists.columns import (
    EXAMPLE_PHOTO,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Must,
    Personal,
    Photos,
    Ref,
    RefTo,
    Stage,
    Text,
    Unit,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

IN_NEED = ("未完成需补种", "免疫史不详")
CHECKED_WITHIN = timedelta(days=30)
LAST_DAY = (12, 31)


class VaccinationCertificateCheck(RowEntry):
    """新生预防接种证查验与补种登记：评估结论由接种单位出，学校不自行判定。"""

    register = Register(
        title="新生预防接种证查验与补种登记",
        number="7.3",
        prefix="JZZ",
        cadence=OnEvent("每学年入学（入托）及转入", "开学后30日内完成；当年12月底前二次查验"),
        retention=Retention("儿童在校期间+3年", 3, starts="儿童离校（园）之日"),
        basis=(
            seen(
                "《疫苗管理法》第四十八条（查验预防接种证，未按规定接种的向接种单位报告并督促补种）、第九十二条（未查验、未报告的法律责任）"
            ),
            seen(
                "《儿童入托、入学预防接种证查验办法》（2021，卫健委与教育部）：对象为所有新入托、入学、转学、插班儿童；开学后或转学、插班30日内完成；补种完成信息交学校，在当年12月底之前再次查验"
            ),
            seen("《传染病防治法》第二十四条（预防接种证制度）"),
        ),
        signers=(
            Signer("班主任", ("homeroom",), stage="首次查验"),
            Signer("保健教师", ("health_teacher",)),
            Signer("校长", ("principal",)),
        ),
        post="保健教师/一年级班主任",
        owners=("health_teacher", "homeroom"),
        photos="评估页复印件/扫描",
        followup=(
            "拒绝补种 → 书面告知家长并报接种单位，学校不得以此拒绝义务教育入学[K]",
            "免疫程序以接种单位评估为准（2025年起国家免疫规划程序有调整[K]，疫苗清单须可配置）",
            "总结 → 生成查验工作总结报告（应查、实查、持证率、补种率）",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "应查验人数=新生+转入在册；查验率=已查/应查，首查截止日<100%报警",
            ),
            Rule("R02", Severity.BLOCK, "需补种人数=已补+未补+禁忌；二次查验人数=首查未完成人数"),
            Rule("R03", Severity.BLOCK, "报表数=明细汇总（自动），上报后锁定"),
            Rule("R04", Severity.WARN, "12月31日前补种完成率<95%；接种证无且未补办"),
        ),
        stages=("首次查验", "二次查验"),
        seeds=(
            Seed(
                5,
                "三6（5）",
                "搞好一年级新生的免疫接种证的复查、第二次登记、上报工作，认真对该项工作进行总结",
                295,
            ),
        ),
    )

    year: Annotated[Text, Label("学年"), Head()]
    class_: Annotated[Ref, RefTo("class"), Label("班级"), Head()]
    should: Annotated[Count, Label("应查验人数"), Unit("人"), Head(), Hint("本班新生+转入在册")]
    cdc: Annotated[Text, Label("接种单位及联系人"), Head()]
    child: Annotated[Ref, RefTo("student"), Label("姓名"), Personal("name")]
    birth: Annotated[Day, Label("出生日期"), Personal()]
    enrolled_on: Annotated[Day, Label("入学（转入）日期")]
    cert: Annotated[
        Literal["有", "无需补办", "遗失待补"], Label("接种证"), Personal(), Hint("无证的须补办")
    ]
    cert_renewed: Annotated[Day | None, Label("补办日期"), When("没有接种证时")] = None
    assess: Annotated[
        Literal["完成", "未完成需补种", "禁忌", "免疫史不详"],
        Label("评估结论"),
        Personal(),
        Hint("由接种单位评估（学校不自行判定）"),
    ]
    missing_: Annotated[
        tuple[
            Literal[
                "乙肝",
                "卡介苗",
                "脊灰",
                "百白破",
                "白破",
                "麻腮风",
                "乙脑",
                "流脑A",
                "流脑AC",
                "甲肝",
            ],
            ...,
        ],
        Field(max_length=10),
        Label("需补种疫苗及剂次"),
        Personal(),
        When("需补种时"),
    ] = ()
    doses: Annotated[Text | None, Label("剂次说明"), Personal(), Hint("如乙脑第2剂")] = None
    notice_on: Annotated[Day | None, Label("补种通知日期"), When("需补种时")] = None
    check1_on: Annotated[Day, Label("首次查验日期"), Hint("≤开学+30日（或转入+30日）")]
    photos: Annotated[Photos, Label("评估页扫描件"), Personal(), When("首次查验时")] = ()
    done_on: Annotated[
        Day | None, Label("补种完成日期"), When("补种后"), Stage("二次查验"), Hint("≥通知日期")
    ] = None
    check2_on: Annotated[
        Day | None,
        Label("二次查验日期"),
        Must(),
        Stage("二次查验"),
        Hint("需补种者≤当年12月31日"),
    ] = None
    result2: Annotated[
        Literal["已完成", "仍未完成", "禁忌"] | None,
        Label("二次结果"),
        Personal(),
        Must(),
        Stage("二次查验"),
    ] = None

    example = {
        "year": "2025-2026学年",
        "class_": "一（1）班",
        "should": 44,
        "cdc": "示例镇卫生院接种门诊 何医生",
        "child": "叶小满",
        "birth": "2019-05-20",
        "enrolled_on": "2025-09-01",
        "cert": "有",
        "assess": "未完成需补种",
        "missing_": ["乙脑"],
        "doses": "乙脑第2剂",
        "notice_on": "2025-09-18",
        "check1_on": "2025-09-15",
        "photos": [EXAMPLE_PHOTO],
        "done_on": "2025-10-16",
        "check2_on": "2025-12-10",
        "result2": "已完成",
    }

    @property
    def is_in_need(self) -> bool:
        """Whether the child has to be vaccinated and checked again."""
        return self.assess in IN_NEED

    def business_date(self) -> date:
        """The first check."""
        return self.check1_on

    def title(self) -> str:
        """Class; the child is not named in lists."""
        return f"{self.year}{self.class_.name}接种证查验"

    def missing(self, stage: str) -> Iterator[Problem]:
        """A second check only for those in need."""
        if stage == "二次查验" and not self.is_in_need:
            return iter(())
        return super().missing(stage)

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Born, enrolled; told, vaccinated; checked once, checked twice."""
        yield from self.in_order(("birth", self.birth), ("enrolled_on", self.enrolled_on))
        yield from self.in_order(("notice_on", self.notice_on), ("done_on", self.done_on))
        yield from self.in_order(("check1_on", self.check1_on), ("check2_on", self.check2_on))

    @carries_out("R01")
    def checked_within_thirty_days(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Of enrolment or transfer."""
        days = (self.check1_on - self.enrolled_on).days
        if days > CHECKED_WITHIN.days:
            what = f"入学（转入）{days}天后才查验，应在30日内"
            yield self.finding("R01", "「首次查验日期」", what, "写明原因")

    @carries_out("R02")
    def second_check_fits_the_first(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Those in need are vaccinated, not yet, or must not be; nobody else is checked again."""
        if not self.is_in_need and self.check2_on is not None:
            what = f"首查结论是{self.assess}，不应二次查验"
            yield self.finding("R02", "「二次查验日期」", what, "核对评估结论")
        if self.result2 == "已完成" and self.done_on is None:
            yield self.finding(
                "R02", "「补种完成日期」", "二次结果已完成，没有填写", "补填完成日期"
            )
        if self.result2 == "仍未完成" and self.done_on is not None:
            yield self.finding(
                "R02", "「二次结果」", "已有补种完成日期，结果仍未完成", "核对后更正"
            )
        if self.check2_on is not None and self.check2_on > date(self.check1_on.year, *LAST_DAY):
            what = f"{self.check2_on}晚于当年12月31日"
            yield self.finding("R02", "「二次查验日期」", what, "写明原因")

    @carries_out("R04")
    def certificate_is_renewed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No certificate, and none applied for."""
        if self.cert != "有" and self.cert_renewed is None:
            advice = "督促家长到接种单位补办，不得以此拒绝入学"
            yield self.finding("R04", "「接种证」", f"{self.cert}，还没有补办", advice)

    @carries_out("G17")
    def need_is_told(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Which vaccines, and when the parents were told."""
        if self.assess == "未完成需补种" and not self.missing_:
            yield self.finding("G17", "「需补种疫苗及剂次」", "需补种没有填写", "按评估页补填")
        if self.is_in_need and self.notice_on is None:
            yield self.finding("G17", "「补种通知日期」", "需补种没有填写", "书面通知家长后补填")

    @carries_out("G18")
    def assessment_is_copied(self, surroundings: Surroundings) -> Iterator[Finding]:
        """评估页复印件/扫描."""
        if not self.photos:
            yield self.finding("G18", "「评估页扫描件」", "没有扫描件", "补扫评估页")
