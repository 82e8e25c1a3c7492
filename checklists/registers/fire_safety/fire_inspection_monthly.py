"""月度防火检查表：消防安全管理人每月组织，逐项试验、填数，被检查部门负责人签名。"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from checklists.basis import seen
from checklists.cadence import EveryMonth
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Person,
    Photos,
    Ref,
    RefTo,
    Text,
    When,
)
from checklists.entry import Entry
from checklists.hazards import FoundHazard
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, Verdict, check_items

NUMBERS = ("I04", "I06")


class FireInspectionMonthly(ChecklistEntry):
    """月度防火检查表：每月一份，栓口压力、应急照明时间等填实测值。"""

    register = Register(
        title="月度防火检查表",
        number="4.2",
        prefix="FHJC",
        cadence=EveryMonth("每月（放假前、开学前加一次）", "每月25日前", within=25, put_off=False),
        retention=Retention("3年，入消防档案", 3),
        basis=(
            seen(
                "《中小学校、幼儿园消防安全十项规定》：消防安全责任人或管理人每月至少组织一次防火检查（严于61号令）"
            ),
            seen(
                "公安部令第61号第二十六条：机关、团体、事业单位至少每季度一次防火检查；应填写检查记录，检查人员和被检查部门负责人签名"
            ),
            seen("《消防法》第十六条（三）：建筑消防设施每年至少一次全面检测，记录存档"),
        ),
        signers=(
            Signer("检查人", column="checker"),
            Signer("被检查部门负责人", column="inspected"),
            Signer("消防安全责任人", ("principal",)),
        ),
        post="消防安全管理人组织，部门负责人参加",
        owners=("vp_logistics", "safety_officer"),
        photos="必需（每楼1张+不合格项）",
        followup=("直接判定类问题 → 重大隐患流程",),
        rules=(
            Rule("R01", Severity.BLOCK, "被检查部门负责人签名必填，检查人≠被检查部门负责人"),
            Rule("R02", Severity.BLOCK, "数值型项目（栓口压力、应急照明分钟）要求填数"),
            Rule("R03", Severity.BLOCK, "每个★不合格项必须生成隐患"),
            Rule("R04", Severity.WARN, "与上月完全一致的不合格项→“久拖未决”升级"),
        ),
        stages=("检查",),
        seeds=(
            Seed(2, "三（二）5", "实行安全网络管理，强化安全责任，坚持以防为主", 79),
            Seed(5, "三5", "检查灭火器的压力是否正常", 277),
        ),
    )

    hazard_source = "防火检查"
    hazard_category = "消防"

    items = check_items(
        """
        01 ★ | 上次火灾隐患整改及防范措施落实 | 对台账复核 | 全部销号或在期限内
        02 ★ | 疏散通道、楼梯、安全出口 | 逐层 | 净宽不被占用，每层出口可用
        03   | 疏散指示标志 | 逐个 | 亮、方向正确、间距符合
        04 ★ | 应急照明 | 按测试键/断电 | 立即点亮，持续供电时间符合设计（一般≥30分钟）
        05 ★ | 消防车通道、消防水源 | 现场 | 畅通，有标线标识
        06 ★ | 室内消火栓 | 开箱查、末端试压抽1处 | 水枪、水带（无霉粘）、接口、卷盘齐全，栓口有水有压，箱门标识清
        07   | 室外消火栓、水泵接合器 | 目视、试开 | 无埋压圈占，启闭灵活，不漏水
        08 ★ | 消防水泵、水箱水位 | 手动/自动各启泵1次 | 启动正常，水位在标线，控制柜置“自动”
        09 ★ | 火灾自动报警系统 | 试验探测器/手报各2点 | 主机收到并正确显示，打印、联动正常，无长期故障屏蔽
        10 ★ | 午休室/宿舍独立式感烟探测器 | 按测试键 | 声响、联网正常
        11   | 防火门、防火卷帘 | 手动试 | 闭合严密、升降到位
        12 ★ | 灭火器配置与有效 | 核对月检卡 | 月检完成率100%，无过期、欠压
        13 ★ | 电气线路、配电箱 | 打开箱盖、测温 | 无过热变色、接线松动，漏保试跳有效，无可燃物 | 用电
        14 ★ | 用火用气、燃气报警切断 | 试验 | 报警浓度触发、联动切断有效，标定在有效期 | 燃气
        15   | 厨房排油烟管道清洗 | 查清洗合同记录 | 按规定周期清洗（一般每季度≥1次，当地更严从其规定） | 燃气
        16 ★ | 易燃易爆危险品（酒精、实验药品） | 实地 | 专柜专库、双人双锁、台账相符
        17 ★ | 装修材料、彩钢板 | 目视 | 无易燃可燃彩钢板搭建、无违规软装
        18   | 消控室值班 | 查证、查记录 | 持证（中级）、24小时双人值守、记录完整
        19   | 员工消防知识 | 抽问3人 | 会报警、会用灭火器、会组织疏散
        20   | 防火巡查落实 | 查当月记录 | 无漏巡
        21 ★ | 电动自行车停放充电 | 现场 | 室内无停放充电；集中点有防火分隔和断电装置 | 用电
        22   | 消防档案、年度检测报告 | 查文件 | 齐全，检测在12个月内
    """,
        {
            "I04": (Measure("lit", "持续供电时间", Limit.of(low="30"), "分钟"),),
            "I06": (Measure("pressure", "栓口压力", unit="MPa"),),
            "I12": (Measure("done", "月检完成率", Limit.of(low="100"), "%"),),
            "I15": (Measure("cleaned", "本季度清洗次数", Limit.of(low="1"), "次"),),
            "I22": (Measure("since", "距上次检测", Limit.of(high="12", evidence="S"), "个月"),),
        },
    )

    date: Annotated[Day, Label("日期"), Head()]
    scope: Annotated[Text, Label("范围"), Head()]
    dept: Annotated[Text, Label("被检查部门"), Head()]
    checker: Annotated[Person, Label("检查人"), Head()]
    inspected: Annotated[Person, Label("被检查部门负责人"), Head(), Hint("≠检查人")]
    participants: Annotated[
        tuple[Annotated[Ref, RefTo("person")], ...],
        Field(min_length=1),
        Label("参加人"),
        Head(),
    ]
    last_issues: Annotated[Text, Label("上次问题整改情况"), Head()]
    photos: Annotated[Photos, Label("照片"), When("每楼1张"), Hint("不合格项另拍")] = ()

    example = {
        "date": "2026-03-05",
        "scope": "教学楼、综合楼、食堂",
        "dept": "总务处",
        "checker": "郑琦",
        "inspected": "秦总务",
        "participants": ["郑琦", "秦总务", "王安"],
        "last_issues": "上月2项均已销号",
        "photos": [EXAMPLE_PHOTO],
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 23)},
            "I04": {"verdict": "合格", "measured": {"lit": "45"}},
            "I06": {"verdict": "合格", "measured": {"pressure": "0.32"}},
            "I10": {"verdict": "不适用", "remark": "无宿舍、午休室"},
            "I12": {"verdict": "合格", "measured": {"done": "100"}},
            "I15": {"verdict": "合格", "measured": {"cleaned": "1"}},
            "I22": {"verdict": "合格", "measured": {"since": "7"}},
        },
    }

    def title(self) -> str:
        """Month and scope."""
        return f"{self.date.month}月防火检查（{self.scope}）"

    def hazards(self, surroundings: Surroundings) -> tuple[FoundHazard, ...]:
        """R03: a failed ★ item opens a hazard even when it was put right on the spot."""
        left = {one.key for one in super().hazards(surroundings)}
        found = Entry.hazards(self, surroundings)
        return tuple(one for one in found if one.critical or one.key in left)

    @carries_out("R01")
    def nobody_inspects_himself(self, surroundings: Surroundings) -> Iterator[Finding]:
        """检查人≠被检查部门负责人."""
        if self.checker.id == self.inspected.id:
            yield self.finding("R01", "「被检查部门负责人」", "与检查人是同一人", "由另一人检查")

    @carries_out("R02")
    def numbers_are_given(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Pressure and minutes, unless there is nothing to measure."""
        for item, check in self._checked():
            if item.id in NUMBERS and not check.measured and _is_there(check.verdict):
                yield self.finding("R02", item.where, "没有填数", f"补测{item.measures[0].label}")

    @carries_out("G18")
    def photographed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """One of every building, and of what failed."""
        if not self.photos:
            yield self.finding("G18", "「照片」", "没有照片", "每楼补拍1张")
        for one in self.judgements(surroundings):
            check = self.checks.get(one.key.rpartition(".")[2])
            if one.verdict is Verdict.FAIL and check and not check.photos:
                yield self.finding("G18", one.label, "不合格没有照片", "补拍")


def _is_there(verdict: Verdict | None) -> bool:
    return verdict is not Verdict.NOT_APPLICABLE
