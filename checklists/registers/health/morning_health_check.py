"""晨（午）检及全日健康观察记录：每班每天晨检、午检各一份，只登记异常的和缺勤的学生。"""

from collections import Counter
from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from checklists.basis import seen
from checklists.cadence import EverySchoolDay, Part
from checklists.checklist import ChecklistEntry, left_out
from checklists.columns import (
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Note,
    Number,
    Person,
    Personal,
    Ref,
    RefTo,
    Text,
    Unit,
    When,
)
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import check_items

FEVER = Decimal("37.3")
COLDEST, HOTTEST = Decimal("34.0"), Decimal("42.0")
ALIKE = 3
BY_SLOT = {"晨检": ("I05", "I06"), "午检": ("I06",), "离园前": ("I05",), "全日观察": ()}
"""Items that do not concern a part of the day."""

Symptom = Literal[
    "发热",
    "咳嗽",
    "咽痛",
    "皮疹",
    "腹泻",
    "呕吐",
    "黄疸",
    "结膜充血",
    "腮腺肿大",
    "口腔手足疱疹",
    "精神萎靡",
    "外伤",
]


class Abnormal(BaseModel):
    """A child who was not well, and what was done."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    child: Annotated[Ref, RefTo("student"), Label("姓名"), Hint("只登记异常者")]
    temp: Annotated[
        Number | None,
        Field(max_digits=3, decimal_places=1),
        Label("体温"),
        Unit("℃"),
        Hint("34.0–42.0"),
    ] = None
    symptom: Annotated[tuple[Symptom, ...], Field(min_length=1), Label("异常表现")]
    medicine: Annotated[
        Text | None, Label("带药登记（药名/剂量/时间/家长签）"), Hint("幼儿园服药须家长委托单")
    ] = None
    consent: Annotated[bool | None, Label("有家长委托单"), When("带药时")] = None
    handle: Annotated[
        Literal["留园观察", "隔离", "通知家长接回", "送医", "继续上课"], Label("处理")
    ]
    time_parent: Annotated[Moment | None, Label("通知家长时间"), When("接回、送医时")] = None


class Absence(BaseModel):
    """A child who did not come, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    child: Annotated[Ref, RefTo("student"), Label("姓名")]
    reason: Annotated[Literal["病假", "事假", "其他", "原因不明"], Label("缺勤原因")]
    note: Annotated[Note, Label("说明")] = ""


class MorningHealthCheck(ChecklistEntry):
    """晨（午）检及全日健康观察记录：一班一次一份，到校、缺勤点清，异常逐一处理。"""

    register = Register(
        title="晨（午）检及全日健康观察记录",
        number="7.1",
        prefix="CWJ",
        cadence=EverySchoolDay(
            "每日2次（晨、午），幼儿园加全日观察",
            "入园时、午睡后、离园前；小学第一节课前",
            per="class",
            parts=(
                Part("晨检", time(9)),
                Part("午检", time(14, 30)),
                Part("全日观察", time(17, 30), stage="幼儿园"),
            ),
        ),
        retention=Retention("幼儿园≥3年；小学3年", 3),
        basis=(
            seen(
                "《学前教育法》第五十三条（全日健康观察、传染病预防与控制）；《托儿所幼儿园卫生保健工作规范》（卫妇社发〔2012〕35号）：晨午检及全日健康观察记录；工作记录及时归档，至少保存三年"
            ),
            seen(
                "《学校和托幼机构传染病疫情报告工作规范（试行）》（2006）：建立学生晨检、因病缺勤病因追查与登记制度；《学校传染病症状监测预警技术指南》（WS/T 772-2020[K]）：晨午（晚）检、因病缺勤登记追踪、全日观察"
            ),
        ),
        in_rows=True,
        signers=(
            Signer(
                "检查人", ("homeroom", "health_teacher", "teacher", "caregiver"), column="checker"
            ),
            Signer("保健教师", ("health_teacher",)),
        ),
        post="保健教师/班主任（带班教师）",
        owners=("health_teacher", "homeroom"),
        photos="不需要",
        followup=("触发疫情阈值（见传染病登记）→ 自动预警",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "到校+缺勤=在册；缺勤人必须逐一登记原因并进入因病缺勤追踪（因病者）",
            ),
            Rule("R02", Severity.BLOCK, "体温≥37.3℃→处理不得为“继续上课”"),
            Rule("R03", Severity.BLOCK, "带药：无家长委托单不得喂药"),
            Rule("R04", Severity.WARN, "全班全月零异常；体温批量相同"),
        ),
        seeds=(Seed(2, "三（五）1", "把好幼儿入园关、防治关、隔离关", 95),),
    )

    items = check_items(
        """
        01 ★ | 一摸（额头、腮下） | 手触/测温 | 无发热、肿大
        02 ★ | 二看（咽、皮肤、精神、眼） | 目视 | 无皮疹、疱疹、充血
        03   | 三问（饮食、睡眠、大小便、接触史） | 询问家长 | 正常
        04 ★ | 四查（口袋携带物） | 检查 | 无尖锐、小颗粒、药品等危险物
        05 ★ | 午睡巡视（幼儿园） | 每15–30分钟 | 面色呼吸正常，无蒙头俯卧
        06   | 离园前观察 | 目视 | 无新发伤病，已与家长交接
    """,
    )

    date: Annotated[Day, Label("日期"), Head()]
    class_: Annotated[Ref, RefTo("class"), Label("班级"), Head()]
    slot: Annotated[Literal["晨检", "午检", "离园前", "全日观察"], Label("时段"), Head()]
    enrolled: Annotated[Count, Label("在册"), Unit("人"), Head()]
    present: Annotated[Count, Label("到校"), Unit("人"), Head()]
    absent: Annotated[Count, Label("缺勤"), Unit("人"), Head(), Hint("到校+缺勤=在册")]
    checker: Annotated[Person, Label("检查人"), Head()]
    abnormal: Annotated[tuple[Abnormal, ...], Label("异常登记"), Personal()] = ()
    absences: Annotated[
        tuple[Absence, ...], Label("缺勤登记"), Personal(), When("有缺勤时"), Hint("逐一登记原因")
    ] = ()

    example = {
        "date": "2026-03-05",
        "class_": "大一班",
        "slot": "晨检",
        "enrolled": 32,
        "present": 30,
        "absent": 2,
        "checker": "陈芳",
        "abnormal": [
            {
                "child": "程小禾",
                "temp": "37.8",
                "symptom": ["发热", "咳嗽"],
                "handle": "通知家长接回",
                "time_parent": "2026-03-05T08:05:00+08:00",
            }
        ],
        "absences": [
            {"child": "林小舟", "reason": "病假", "note": "发热，昨晚就诊"},
            {"child": "叶小满", "reason": "事假"},
        ],
        "checks": {
            "I01": {
                "verdict": "不合格",
                "remark": "1人发热，见异常登记",
                "handling": "当场整改",
                "action": "隔离观察，家长已接回",
            },
            "I02": {"verdict": "合格"},
            "I03": {"verdict": "合格"},
            "I04": {"verdict": "合格"},
        },
    }

    @model_validator(mode="before")
    @classmethod
    def other_parts_of_the_day_do_not_apply(cls, data: Any) -> Any:
        """Nobody sleeps in the morning."""
        slot = data.get("slot") if isinstance(data, dict) else None
        others = BY_SLOT.get(slot, ()) if isinstance(slot, str) else ()
        return left_out(data, others, str(slot))

    def subject(self) -> str:
        """Class and part of the day."""
        return f"{self.class_.id} {self.slot}"

    def title(self) -> str:
        """Day, class and part of the day."""
        return f"{self.date.month}月{self.date.day}日{self.class_.name}{self.slot}"

    @carries_out("R01")
    def everybody_is_accounted_for(self, surroundings: Surroundings) -> Iterator[Finding]:
        """到校+缺勤=在册; every absence has its child and reason."""
        if self.present + self.absent != self.enrolled:
            what = f"到校{self.present}+缺勤{self.absent}≠在册{self.enrolled}"
            yield self.finding("R01", "「缺勤」", what, "重新清点，立即查找")
        if len({one.child.id for one in self.absences}) != self.absent:
            what = f"缺勤{self.absent}人，登记了{len(self.absences)}人"
            yield self.finding("R01", "「缺勤登记」", what, "逐一联系家长，登记原因")
        for number, one in enumerate(self.absences, 1):
            if one.reason == "原因不明":
                where = f"「缺勤登记」第 {number} 行"
                yield self.finding("R01", where, "原因不明", "立即联系家长，更正原因")

    @carries_out("R02")
    def fever_is_not_taught(self, surroundings: Surroundings) -> Iterator[Finding]:
        """From 37.3 ℃ a child does not stay in class."""
        for where, one in self._abnormal("handle"):
            if one.temp is not None and one.temp >= FEVER and one.handle == "继续上课":
                what = f"体温{one.temp}℃，仍继续上课"
                yield self.finding("R02", where, what, "隔离观察，通知家长接回")

    @carries_out("R03")
    def medicine_needs_consent(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Without the parents' paper no medicine is given."""
        for where, one in self._abnormal("medicine"):
            if one.medicine and not one.consent:
                what = "带药没有家长委托单"
                yield self.finding("R03", where, what, "不得喂药，请家长补委托单")

    @carries_out("R04")
    def temperatures_alike(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Three children with the same temperature were hardly measured."""
        counted = Counter(one.temp for one in self.abnormal if one.temp is not None)
        for temp, count in counted.items():
            if count >= ALIKE:
                yield self.finding("R04", "「体温」", f"{count}人都是{temp}℃", "重新测温或说明")

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Parents are told; a fever has its reading, and a reading a thermometer can show."""
        for where, one in self._abnormal("time_parent"):
            if one.handle in ("通知家长接回", "送医") and one.time_parent is None:
                yield self.finding("G17", where, f"{one.handle}没有填写", "补填通知家长时间")
        for where, one in self._abnormal("temp"):
            if one.temp is None and "发热" in one.symptom:
                yield self.finding("G17", where, "发热没有体温", "测温补填")
            if one.temp is not None and not COLDEST <= one.temp <= HOTTEST:
                what = f"{one.temp}℃不在{COLDEST}–{HOTTEST}℃"
                yield self.finding("G17", where, what, "重新测温；写错的更正", Severity.WARN)

    def _abnormal(self, name: str) -> Iterator[tuple[str, Abnormal]]:
        label = next(one.label for one in self.column("abnormal").rows if one.name == name)
        for number, one in enumerate(self.abnormal, 1):
            yield f"「异常登记」第 {number} 行「{label}」", one
