"""技防物防设施检查表：安全办（网管）每月对监控、报警、门禁、围墙和防卫器械做一次专项检查。"""

from collections.abc import Iterator
from typing import Annotated

from checklists.basis import seen
from checklists.cadence import EveryMonth
from checklists.checklist import ChecklistEntry
from checklists.columns import Count, Day, Head, Hint, Label, Note, Person, Text, Unit, When
from checklists.hazards import FoundHazard
from checklists.limits import Choice, Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import CheckItem, Measure, Verdict, check_items

KEY_TARGET = Limit.of(low="90", evidence="S")


class SecurityFacilityCheck(ChecklistEntry):
    """技防物防设施检查表：监控、报警、门禁、围墙、防卫器械逐项实测，不合格的开隐患。"""

    register = Register(
        title="技防物防设施检查表",
        number="2.7",
        prefix="JFWF",
        cadence=EveryMonth(
            "每周（门卫每班看，专项每月）", "每月最后一个工作日前", within=31, on_workday=True
        ),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "GB/T 29315-2022（人防、物防、技防16个重点部位和区域）；《保安服务管理条例》第二十五条；《反恐怖主义法》第三十二条（被列为重点目标的，视频≥90日）"
            ),
        ),
        signers=(
            Signer("检查人", column="checker"),
            Signer("安全办主任", ("safety_officer",)),
        ),
        post="安全办/网管",
        owners=("safety_officer",),
        photos="不合格项必需",
        followup=("报警或监控主干失效 → 增派人工巡查补位，24小时内修复，记录补位安排",),
        rules=(
            Rule("R01", Severity.BLOCK, "存储天数实测值必填数字，不得只填“合格”；<30→不合格"),
            Rule("R02", Severity.BLOCK, "★项不合格→必须生成隐患且当日上报"),
            Rule("R03", Severity.WARN, "监控离线同一点位连续2次检查未修复"),
        ),
        stages=("检查",),
        seeds=(
            Seed(2, "三（四）3", "确保园内技防、物防设施完好，加强对园内财产的安全管理", 91),
            Seed(4, "三（六）2", "监控系统", 221),
        ),
    )

    hazard_source = "其他"
    hazard_category = "治安"

    items = check_items(
        """
        01 ★ | 视频监控在线率 | 平台逐路点播 | ≥98%，出入口、食堂操作间和储藏室、走廊楼梯、财务室、围墙周界无断线
        02   | 图像质量与时间 | 抽5路昼夜回放 | 人脸/车牌可辨，校时误差≤1分钟
        03 ★ | 存储天数 | 回放最早一天录像 | ≥30日（重点目标≥90日，当地要求更高从其规定）
        04 ★ | 一键式紧急报警 | 与公安接警中心约定测试 | 60秒内接通或回拨，布撤防记录完整
        05   | 周界入侵报警/电子围栏 | 人为触发1点 | 有声光及平台告警
        06   | 出入口控制（人脸、道闸、访客机） | 试验 | 识别正常，断电可手动开启
        07   | 电子巡查 | 导出当月记录 | 点位无漏巡
        08   | 校园广播/应急广播 | 试播 | 各区域可听清
        09   | 围墙护栏 | 环绕目视 | 高度、完整性良好，无可攀爬物、破口 | 校舍
        10   | 校门防冲撞设施 | 目视、推拉 | 牢固、反光标识完好
        11   | 校门口照明和警示标线 | 夜间看 | 灯亮、标线清晰 | 设施器材
        12   | 财务室、档案室、机房、实验室防盗门窗 | 逐间 | 锁具完好、无破损，重要部位有报警探头
        13 ★ | 防卫器械 | 对清单清点 | 数量、位置、有效期相符
        14 ★ | 消防联动（断电释放门禁） | 抽试 | 门禁断电释放、双向可开 | 消防
        15   | UPS与机房环境 | 看面板 | 电池正常，温度≤28℃，无漏水 | 设施器材
    """,
        {
            "I01": (Measure("rate", "在线率", Limit.of(low="98", evidence="K"), "%"),),
            "I02": (Measure("drift", "校时误差", Limit.of(high="1", evidence="K"), "分钟"),),
            "I03": (Measure("days", "存储天数", Limit.of(low="30", evidence="S"), "日"),),
            "I04": (Measure("seconds", "接通用时", Limit.of(high="60", evidence="K"), "秒"),),
            "I15": (Measure("heat", "机房温度", Limit.of(high="28", evidence="K"), "℃"),),
        },
    )

    check_on: Annotated[Day, Label("日期"), Head()]
    channels: Annotated[Count, Label("摄像机总数"), Unit("路"), Head()]
    storage_days: Annotated[
        Count, Label("实测存储天数"), Unit("日"), Head(), Hint("回放最早一天录像，写天数")
    ]
    key_target: Annotated[
        bool, Label("反恐重点目标"), Head(), Hint("被列为重点目标的，存储≥90日")
    ] = False
    checker: Annotated[Person, Label("检查人"), Head()]
    offline: Annotated[
        tuple[Text, ...], Label("离线点位"), When("有摄像机离线时"), Hint("一路一条")
    ] = ()
    cover: Annotated[
        Note | None,
        Label("人工补位安排"),
        When("报警或监控主干失效"),
        Hint("增派巡查，24小时内修复"),
    ] = None

    example = {
        "check_on": "2026-03-05",
        "channels": 64,
        "storage_days": 34,
        "checker": "郑琦",
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 16)},
            "I01": {"measured": {"rate": "100"}, "verdict": "合格"},
            "I02": {"measured": {"drift": "0.5"}, "verdict": "合格"},
            "I03": {"measured": {"days": "34"}},
            "I04": {"measured": {"seconds": "25"}, "verdict": "合格"},
            "I15": {"measured": {"heat": "23.5"}, "verdict": "合格"},
        },
    }

    def title(self) -> str:
        """Month."""
        return f"{self.check_on:%Y-%m} 技防物防检查"

    def bounds(
        self, item: CheckItem, surroundings: Surroundings
    ) -> dict[str, Limit | Choice | None]:
        """A key target keeps its recordings for ninety days."""
        bounds = super().bounds(item, surroundings)
        own = surroundings.limits.get(f"{self.slug}.I03.days")
        if item.id == "I03" and self.key_target and own is None:
            bounds["days"] = KEY_TARGET
        return bounds

    def hazards(self, surroundings: Surroundings) -> tuple[FoundHazard, ...]:
        """R02: a failed ★ item opens its hazard even if it was put right on the spot."""
        opened = super().hazards(surroundings)
        keys = {one.key for one in opened}
        again = tuple(
            self.found_hazard(one)
            for one in self.judgements(surroundings)
            if one.critical and one.verdict is Verdict.FAIL and one.key not in keys
        )
        return (*opened, *again)

    @carries_out("R01")
    def days_are_counted(self, surroundings: Surroundings) -> Iterator[Finding]:
        """The reading of the item is the number of days in the head."""
        days = self.checks["I03"].measured.get("days")
        if days is None:
            yield self.finding(
                "R01", self.items[2].where, "没有实测天数，不得只填“合格”", "补填实测存储天数"
            )
        elif days != self.storage_days:
            what = f"检查项写{days}日，表头写{self.storage_days}日"
            yield self.finding("R01", "「实测存储天数」", what, "核对后更正")
        for one in self.judgements(surroundings):
            if one.key.endswith(".I03") and one.verdict is Verdict.FAIL:
                what = f"{one.reading}，应{one.bound}，判为不合格"
                yield self.finding("R01", one.label, what, "扩容或检修", Severity.HINT)

    @carries_out("G17")
    def guards_stand_in(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns: which cameras are dark, and who watches instead."""
        failed = {
            one.key.rpartition(".")[2]
            for one in self.judgements(surroundings)
            if one.verdict is Verdict.FAIL
        }
        if self.checks["I01"].measured.get("rate", 100) != 100 and not self.offline:
            yield self.finding("G17", "「离线点位」", "在线率不足100%，没有写离线点位", "逐路补填")
        if failed & {"I01", "I04"} and not self.cover:
            what = "监控或报警失效，没有写补位安排"
            yield self.finding("G17", "「人工补位安排」", what, "增派人工巡查，24小时内修复")

    @carries_out("G18")
    def failures_are_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """不合格项必需 photos."""
        for one in self.judgements(surroundings):
            check = self.checks.get(one.key.rpartition(".")[2])
            if one.verdict is Verdict.FAIL and check is not None and not check.photos:
                yield self.finding("G18", one.label, "不合格没有照片", "补拍")
