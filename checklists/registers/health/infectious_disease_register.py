"""因病缺勤追踪与传染病登记：每班每天零报告，病例从发病、追踪、隔离一直记到凭复课证明返校。"""

from collections.abc import Iterator
from datetime import time, timedelta
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import known, seen
from checklists.cadence import EverySchoolDay
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Moment,
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
from checklists.entry import PLAIN, RowEntry
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

NOT_KNOWN = ("其他", "待查")
ISOLATED = {
    "流感": Limit.of(low="2", evidence="建议值"),
    "手足口病": Limit.of(low="14", evidence="建议值"),
    "水痘": Limit.of(low="14", evidence="建议值"),
    "腮腺炎": Limit.of(low="21", evidence="建议值"),
    "诺如": Limit.of(low="3", evidence="建议值"),
    "猩红热": Limit.of(low="7", evidence="建议值"),
    "红眼病": Limit.of(low="7", evidence="建议值"),
}
"""病种最短隔离期 in days [K]; a school sets its own as ``infectious_disease_register.isolate.水痘``."""
FIRST_TRACK = timedelta(days=1)
GAP = 2  # days without a word

Complaint = Literal[
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
    "腹痛",
    "头痛",
    "精神萎靡",
    "其他",
]


class Track(BaseModel):
    """What the parents said on a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: Annotated[Day, Label("日期")]
    note: Annotated[Text, Label("情况")]


class InfectiousDiseaseRegister(RowEntry):
    """因病缺勤追踪与传染病登记：没有病例的班级每天一行零报告，有病例的一人一行直到返校。"""

    register = Register(
        title="因病缺勤追踪与传染病登记（隔离、复课）",
        number="7.2",
        prefix="CRB",
        cadence=EverySchoolDay(
            "每日零报告", "当日10:00前报学校疫情报告人", by=time(10), per="class"
        ),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "《传染病防治法》（2025修订）第四十七条：学校、托育机构发现传染病患者、疑似患者应按规定向所在地疾病预防控制机构报告；第二十九、四十条"
            ),
            seen(
                "2006年报告规范：同一宿舍或同一班级1天内3例或连续3天内多个学生（5例以上）患病并有相似症状或共同用餐饮水史→24小时内报出；发现传染病或疑似病人→立即报出；群体性不明原因疾病等→24小时内报出"
            ),
            seen("《突发公共卫生事件应急条例》第二十条:2小时内向县级卫生主管部门报告第十九条情形"),
            known("GB 28932-2012《中小学校传染病预防控制工作管理规范》（复课证明查验等）"),
        ),
        signers=(
            Signer("班主任", ("homeroom",), stage="登记"),
            Signer("疫情报告人", ("health_teacher",), stage="登记"),
            Signer("校长", ("principal",), condition="有病例时"),
        ),
        post="疫情报告人（保健教师）",
        owners=("health_teacher", "homeroom"),
        photos="复课证明扫描件",
        followup=(
            "达阈值 → 校长签发报告、停课评估建议、终末消毒、密接观察、家长告知",
            "聚集性 → 事件报告",
        ),
        rules=(
            Rule("R01", Severity.BLOCK, "因病缺勤者须24小时内首次追踪；未返校每日追踪"),
            Rule("R02", Severity.BLOCK, "传染病返校无复课证明→阻断销案（该生状态保持“隔离中”）"),
            Rule(
                "R03",
                Severity.BLOCK,
                "阈值引擎：同班1日≥3例或3日≥5例同症状→必须填写报告时间，且报告时间−触发时间≤24小时",
            ),
            Rule("R04", Severity.WARN, "追踪断档≥2天；病种“待查”>5天"),
        ),
        stages=("登记", "追踪", "返校"),
        seeds=(
            Seed(2, "三（五）1", "保健教师要做好幼儿常见病、多发病、传染病的预防检疫工作", 95),
            Seed(5, "三6（2）", "搞好学校卫生防疫工作", 289),
        ),
    )

    date: Annotated[Day, Label("日期"), Head(), Hint("缺勤或发现之日")]
    class_: Annotated[Ref, RefTo("class"), Label("班级"), Head()]
    reporter: Annotated[Person, Label("报告人"), Head()]
    zero_report: Annotated[bool, Label("零报告"), Head(), Hint("当日没有因病缺勤和传染病")]
    student: Annotated[Ref | None, RefTo("student"), Label("姓名"), Must(), Personal("name")] = None
    onset: Annotated[Day | None, Label("发病日期"), Must(), Hint("≤缺勤日期")] = None
    symptom: Annotated[tuple[Complaint, ...], Label("主要症状"), Must(), Personal()] = ()
    hospital: Annotated[
        Text | None, Label("就诊医院/诊断"), Personal(), When("就诊时"), Stage("追踪")
    ] = None
    disease: Annotated[
        Literal[
            "流感",
            "手足口病",
            "水痘",
            "腮腺炎",
            "诺如",
            "猩红热",
            "红眼病",
            "肺结核",
            "新冠",
            "其他",
            "待查",
        ]
        | None,
        Label("病名"),
        Personal(),
        When("就诊后"),
        Stage("追踪"),
    ] = None
    contact: Annotated[
        Text | None, Label("密切接触/共同用餐饮水"), Personal(), When("传染病"), Stage("追踪")
    ] = None
    isolate_from: Annotated[
        Day | None, Label("隔离起"), When("传染病"), Hint("止≥起+病种最短隔离期"), Stage("追踪")
    ] = None
    isolate_to: Annotated[
        PlannedDay | None,
        Label("隔离止"),
        When("传染病"),
        Hint("止≥起+病种最短隔离期"),
        Stage("追踪"),
    ] = None
    track: Annotated[
        tuple[Track, ...],
        Field(max_length=200),
        Label("追踪记录（日期/情况）"),
        Must(),
        Personal(),
        Stage("追踪"),
        Hint("每日1次直至返校"),
    ] = ()
    report_cdc: Annotated[
        Moment | None, Label("报疾控/教育时间"), When("达到阈值时"), Stage("追踪")
    ] = None
    disinfect: Annotated[
        Ref | None, RefTo("record"), Label("终末消毒记录号"), When("传染病"), Stage("返校")
    ] = None
    return_on: Annotated[Day | None, Label("返校日期"), Must(), Stage("返校")] = None
    cert_on: Annotated[Day | None, Label("复课证明日期"), When("传染病"), Stage("返校")] = None
    return_cert: Annotated[
        Photos,
        Label("复课证明"),
        Personal(),
        When("传染病"),
        Hint("返校日期≥证明日期"),
        Stage("返校"),
    ] = ()

    own_limits = {
        f"isolate.{name}": (f"{name}隔离（天）", limit) for name, limit in ISOLATED.items()
    }

    example = {
        "date": "2026-03-05",
        "class_": "三（2）班",
        "reporter": "陈芳",
        "zero_report": False,
        "student": "林小舟",
        "onset": "2026-03-04",
        "symptom": ["发热", "皮疹"],
        "hospital": "县人民医院，水痘",
        "disease": "水痘",
        "contact": "同桌1人，无共同用餐",
        "isolate_from": "2026-03-04",
        "isolate_to": "2026-03-18",
        "track": [
            {"on": "2026-03-05", "note": "昨晚发热，今日就诊"},
            {"on": "2026-03-06", "note": "确诊水痘，居家隔离"},
            {"on": "2026-03-08", "note": "已退热，皮疹结痂"},
        ],
        "disinfect": "XDCH-20260305-001",
        "return_on": "2026-03-20",
        "cert_on": "2026-03-19",
        "return_cert": [EXAMPLE_PHOTO],
    }

    @property
    def is_contagious(self) -> bool:
        """Whether a named infectious disease was diagnosed."""
        return self.disease is not None and self.disease not in NOT_KNOWN

    def subject(self) -> str:
        """The class."""
        return self.class_.id

    def title(self) -> str:
        """Day and class; the pupil is not named in lists."""
        what = "零报告" if self.zero_report else "因病缺勤"
        return f"{self.date.month}月{self.date.day}日{self.class_.name}{what}"

    def missing(self, stage: str) -> Iterator[Problem]:
        """Of a zero report nothing more is asked."""
        return iter(()) if self.zero_report else super().missing(stage)

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """The principal, when somebody is ill."""
        return frozenset() if self.zero_report else frozenset({"校长"})

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Fell ill, was missed, came back; isolation begins before it ends."""
        yield from self.in_order(
            ("onset", self.onset), ("date", self.date), ("return_on", self.return_on)
        )
        yield from self.in_order(
            ("isolate_from", self.isolate_from), ("isolate_to", self.isolate_to)
        )
        if self.zero_report and (self.student or self.symptom):
            yield Problem("「零报告」", "填了病例，又是零报告", "有病例的填“否”", "zero_report")

    @carries_out("R01")
    def tracked_within_a_day(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The first word from home within 24 hours."""
        first = min((one.on for one in self.track), default=None)
        if first is not None and first - self.date > FIRST_TRACK:
            what = f"首次追踪在{first}，超过24小时"
            yield self.finding("R01", "「追踪记录」", what, "写明原因，当日起每日追踪")

    @carries_out("R02")
    def back_with_a_certificate(self, surroundings: Surroundings) -> Iterator[Finding]:
        """After an infectious disease nobody is back without a certificate of that day or before."""
        if self.return_on is None or not self.is_contagious:
            return
        if not self.return_cert or self.cert_on is None:
            what = "传染病返校没有复课证明"
            yield self.finding("R02", "「复课证明」", what, "保持隔离，查验证明后返校")
        elif self.return_on < self.cert_on:
            what = f"返校{self.return_on}早于证明日期{self.cert_on}"
            yield self.finding("R02", "「返校日期」", what, "核对证明；已返校的立即离校观察")

    @carries_out("R04")
    def tracked_without_a_break(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Two days without a word."""
        for before, after in pairwise(sorted(one.on for one in self.track)):
            if (after - before).days > GAP:
                what = f"{before}之后到{after}才追踪，断档{(after - before).days - 1}天"
                yield self.finding("R04", "「追踪记录」", what, "说明原因")

    @carries_out("G17")
    def isolation_is_long_enough(self, surroundings: Surroundings) -> Iterator[Finding]:
        """止≥起+病种最短隔离期."""
        if not self.is_contagious or self.disease is None:
            return
        if self.isolate_from is None or self.isolate_to is None:
            yield self.finding("G17", "「隔离起」", "传染病没有填写隔离起止", "补填")
            return
        key = f"{self.slug}.isolate.{self.disease}"
        limit = surroundings.limits.get(key, ISOLATED.get(self.disease))
        days = (self.isolate_to - self.isolate_from).days
        if limit is not None and not limit.holds(days):
            what = f"{self.disease}隔离{days}天，应不少于{limit.low}天"
            yield self.finding("G17", "「隔离止」", what, "延长隔离，或附医疗机构证明")
