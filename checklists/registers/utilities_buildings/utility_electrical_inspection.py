"""水电暖气及电气线路设施巡检：持证电工每周逐项查看，测温、漏保、燃气填实测值，违规用电逐件登记。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import seen
from checklists.cadence import EveryWeek
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    Count,
    Day,
    Head,
    Hint,
    Label,
    Note,
    Person,
    Personal,
    Photos,
    Place,
    PlannedDay,
    Text,
    Unit,
    When,
)
from checklists.entry import PLAIN
from checklists.limits import Choice, Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, Verdict, check_items

MEASURED = ("I01", "I02", "I14", "I15")
NOT_A_SCHOOL_S = ("罚款", "罚金", "没收")
WORKS = Choice.of("动作", failing=("不动作",))


class Violation(BaseModel):
    """An appliance that has no place at a school, and what was done about it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    room: Annotated[Place, Label("（违规）部位")]
    appliance: Annotated[Text, Label("（违规）电器/功率（W）"), Hint(">800W为大功率（校规可配置）")]
    user: Annotated[Person, Label("（违规）使用人")]
    disposal: Annotated[
        Literal["劝阻当场停用", "通报", "责令整改", "纳入考核"],
        Label("（违规）处理"),
        Hint("不得填“罚款”"),
    ]
    first_repeat: Annotated[Literal["首次", "重犯"], Label("首次/重犯")]
    kept: Annotated[bool, Label("暂存电器")] = False
    receipt: Annotated[Text | None, Label("暂存清单号"), When("暂存时")] = None
    back_by: Annotated[PlannedDay | None, Label("退还期限"), When("暂存时")] = None
    note: Annotated[Note, Label("说明")] = ""


class UtilityElectricalInspection(ChecklistEntry):
    """水电暖气及电气线路设施巡检（含违规用电检查）：一个区域一次一份。"""

    register = Register(
        title="水电暖气及电气线路设施巡检（含违规用电检查）",
        number="8.2",
        prefix="SDXJ",
        cadence=EveryWeek("每周巡检、每月全面、开学前和供暖前专项", "当周周五"),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "《消防法》第十六条；《中小学校、幼儿园消防安全十项规定》；61号令第二十六条（防火检查内容含用火、用电有无违章）"
            ),
            seen(
                "《城镇燃气管理条例》第二十七、二十八条（单位燃气用户安全管理制度、操作培训；不得擅自改装、在不具备安全条件场所用气等）"
            ),
            seen(
                "《特种设备安全监察条例》第二十七条（锅炉等至少每月自行检查一次并记录）、第二十八条（检验有效期届满前1个月申请）"
            ),
        ),
        signers=(
            Signer("检查人", ("electrician",), column="inspector"),
            Signer("总务主任", ("logistics_head",)),
            Signer("使用人", condition="有违规用电时"),
        ),
        post="水电工（持证电工）",
        owners=("electrician",),
        photos="不合格、违规必需",
        followup=(
            "★不合格 → 立即断电/断气，挂牌，隐患",
            "停暖停水停电>2小时 → 应急预案、通知家长（影响时）",
        ),
        rules=(
            Rule("R01", Severity.BLOCK, "检查人具备低压电工证（有效期内）；带电作业两人"),
            Rule(
                "R02",
                Severity.BLOCK,
                "违规处理不得选“罚款”：学校无行政处罚权（《行政处罚法》第十七、十九条）；没收同样不得，暂存须出具清单并限期退还",
            ),
            Rule("R03", Severity.BLOCK, "温度、漏保、燃气浓度类填实测值"),
            Rule("R04", Severity.WARN, "同一部位违规2次→部门负责人约谈"),
        ),
        seeds=(
            Seed(5, "三5", "定期对学校线路进行检查、维修", 277),
            Seed(
                4,
                "三（四）6",
                "校内不能使用大功率用电器。定期检查各部位的违规用电情况，并做出相应的考核或罚款处理",
                199,
            ),
            Seed(4, "二", "确保学校水电暖正常供应", 159),
            Seed(3, "二1", "电器设备、水电等生活设施的巡查保养和维修工作", 111),
            Seed(2, "三（三）", "认真做好各类检修工作", 83),
        ),
    )

    hazard_source = "水电暖气巡检"
    hazard_category = "用电"

    items = check_items(
        """
        01 ★ | 总配电室 | 目视、听、嗅、测温 | 无异响焦味，接点温度≤60℃（红外），绝缘垫、灭火器、应急灯齐，门锁、挡鼠板好
        02 ★ | 配电箱 | 开箱、测温、试漏保 | 接线紧固、无积尘，漏电试跳每月1次动作正常，箱内无杂物，回路标识
        03 ★ | 线路 | 目视 | 穿管、无裸露老化、无私拉乱接，不跨可燃物
        04 ★ | 插座开关 | 抽测 | 固定牢、无烧痕；幼儿区插座≥1.8m或防护型
        05 ★ | 照明 | 逐间开灯 | 完好，灯具固定；吊扇吊杆牢固
        06   | 应急电源 | 试切 | 正常
        07   | 防雷接地 | 查检测报告 | 有效期内（一般每年）
        08 ★ | 给水管网、阀门、水箱 | 目视、查盖 | 无渗漏，水箱加盖上锁 | 饮水
        09   | 用水器具 | 试水 | 无长流水，节水型 | 设施器材
        10 ★ | 排水、化粪池、井盖 | 目视 | 通畅，井盖牢固有防坠网 | 设施器材
        11 ★ | 供暖系统（锅炉/换热站） | 看表、试 | 压力温度正常，安全阀、压力表校验有效，持证司炉 | 特种设备
        12   | 暖气片/罩、管道 | 手试目视 | 无滴漏、固定好，温度≥18℃（供暖期），防烫伤 | 设施器材
        13   | 冬季防冻 | 查 | 外露管保温，夜间巡查 | 设施器材
        14 ★ | 燃气表阀、管路 | 检漏液/检漏仪 | 无泄漏，软管为不锈钢波纹管、≤2m、无穿墙[K]，在更换期内 | 燃气
        15 ★ | 燃气报警与切断联动 | 试验 | 动作正常，探测器在使用年限（一般3–5年）内 | 燃气
        16 ★ | 瓶装气（如有） | 查瓶检 | 检验期内、直立、不倒不混，用瓶≤规定 | 燃气
        17 ★ | 违规大功率电器 | 查宿舍、办公室、门卫 | 无热得快、电炉、电热毯、“小太阳”、个人电磁炉
        18   | 下班断电 | 夜巡 | 非必要电源切断（冰箱、消防、监控除外）
    """,
        {
            "I01": (Measure("joint", "接点温度", Limit.of(high="60"), "℃"),),
            "I02": (
                Measure("trip", "漏电试跳", WORKS),
                Measure("heat", "箱内温度", unit="℃", demanded=False),
            ),
            "I04": (
                Measure("height", "幼儿区插座高度", Limit.of(low="1.8"), "m", demanded=False),
                Measure("guarded", "防护型", Choice.of("是", failing=("否",)), demanded=False),
            ),
            "I11": (
                Measure("pressure", "压力", unit="MPa", demanded=False),
                Measure("water", "供水温度", unit="℃", demanded=False),
            ),
            "I12": (Measure("room", "室温", Limit.of(low="18"), "℃", demanded=False),),
            "I14": (
                Measure("gas", "燃气浓度", Limit.of(high="0", evidence="建议值"), "%LEL"),
                Measure("hose", "软管长度", Limit.of(high="2"), "m"),
            ),
            "I15": (
                Measure("alarm", "报警与切断", WORKS),
                Measure("age", "探测器年限", Limit.of(high="5", evidence="建议值"), "年"),
            ),
        },
        any_of=("I04",),
    )

    date: Annotated[Day, Label("日期"), Head()]
    scope: Annotated[
        Literal["每周巡检", "每月全面", "开学前专项", "供暖前专项"], Label("检查类型"), Head()
    ]
    area: Annotated[Text, Label("区域"), Head()]
    inspector: Annotated[Person, Label("检查人及证号"), Head()]
    cert_no: Annotated[Text, Label("低压电工证号"), Personal("tail"), Head()]
    cert_until: Annotated[PlannedDay, Label("电工证有效期至"), Head()]
    heating: Annotated[bool, Label("供暖期"), Head()] = False
    live_work: Annotated[bool, Label("带电作业"), Head()] = False
    workers: Annotated[
        Count | None, Label("带电作业人数"), Head(), Unit("人"), When("带电作业时"), Hint("两人")
    ] = None
    violations: Annotated[
        tuple[Violation, ...], Field(max_length=100), Label("违规用电"), When("有违规时")
    ] = ()
    photos: Annotated[Photos, Label("照片"), When("不合格、违规时")] = ()

    example = {
        "date": "2026-03-06",
        "scope": "每周巡检",
        "area": "教学楼、食堂",
        "inspector": "赵工",
        "cert_no": "T0000000000000001",
        "cert_until": "2028-05-31",
        "heating": True,
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 19)},
            "I01": {"verdict": "合格", "measured": {"joint": "41.5"}},
            "I02": {"verdict": "合格", "measured": {"trip": "动作", "heat": "32"}},
            "I11": {"verdict": "合格", "measured": {"pressure": "0.35", "water": "52"}},
            "I12": {"verdict": "合格", "measured": {"room": "20.5"}},
            "I14": {"verdict": "合格", "measured": {"gas": "0", "hose": "1.6"}},
            "I15": {"verdict": "合格", "measured": {"alarm": "动作", "age": "2"}},
            "I16": {"verdict": "不适用", "remark": "不用瓶装气"},
        },
    }

    def title(self) -> str:
        """Day, area and kind."""
        return f"{self.date.month}月{self.date.day}日{self.area}{self.scope}"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """Who used the appliance signs too."""
        return frozenset({"使用人"} if self.violations else ())

    @carries_out("R01")
    def inspector_may_do_it(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A certificate in force; live work by two."""
        if self.cert_until < self.date:
            what = f"低压电工证{self.cert_until}到期"
            yield self.finding("R01", "「电工证有效期至」", what, "由持有效证的电工检查")
        if self.live_work and (self.workers or 0) < 2:
            yield self.finding("R01", "「带电作业人数」", "带电作业不足两人", "停止作业，两人进行")

    @carries_out("R02")
    def nobody_is_punished(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A school neither fines nor confiscates; what it keeps it lists, and gives back."""
        for number, one in enumerate(self.violations, 1):
            where = f"「违规用电」第 {number} 行"
            for word in NOT_A_SCHOOL_S:
                if word in f"{one.appliance}{one.note}":
                    what = f"写了“{word}”，学校无行政处罚权"
                    yield self.finding("R02", where, what, "改为劝阻、通报、责令整改或纳入考核")
            if one.kept and not (one.receipt and one.back_by):
                what = "暂存电器没有清单或退还期限"
                yield self.finding("R02", where, what, "出具清单，限期退还")
        for item, check in self._checked():
            for word in NOT_A_SCHOOL_S:
                if word in f"{check.remark}{check.action}":
                    what = f"写了“{word}”，学校无行政处罚权"
                    yield self.finding("R02", item.where, what, "改写处置")

    @carries_out("R03")
    def readings_are_taken(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Temperatures, residual current devices and gas are measured, never only looked at."""
        for item, check in self._checked():
            asked = item.id in MEASURED or (item.id == "I12" and self.heating)
            if asked and not check.measured and check.verdict is not Verdict.NOT_APPLICABLE:
                yield self.finding("R03", item.where, "没有实测值", "补测并填写")

    @carries_out("G18")
    def failures_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """不合格、违规必需 photos."""
        shown = self.photos or any(check.photos for check in self.checks.values())
        wrong = self.violations or self.verdict(surroundings) is Verdict.FAIL
        if wrong and not shown:
            yield self.finding("G18", "「照片」", "不合格或违规没有照片", "补拍")
