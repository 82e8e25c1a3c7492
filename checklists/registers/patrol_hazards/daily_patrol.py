"""校园每日巡视记录：巡视员每个在校日沿路线逐项查看，当场改的当场改，改不了的报修或报隐患。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import computed_field

from checklists.basis import seen
from checklists.cadence import EverySchoolDay
from checklists.checklist import Check, ChecklistEntry
from checklists.columns import Day, Head, Hint, Label, Moment, Person, Text, Unit
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Verdict, check_items

SHORTEST = 10  # minutes a round takes at least (R05)


class DailyPatrol(ChecklistEntry):
    """校园每日巡视记录：在校日沿路线逐项查看，不合格的当场整改、报修或报隐患。"""

    register = Register(
        title="校园每日巡视记录",
        number="3.1",
        prefix="XYXS",
        cadence=EverySchoolDay("每日（在校日），上午、下午各1次为宜", "当日17:30前"),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "《企业事业单位内部治安保卫条例》第十一条（三）；《义务教育法》第二十四条（及时消除隐患）；《学前教育法》第五十一条"
            ),
            seen("《安全生产法》第四十一、四十六条（隐患排查治理如实记录；事业单位可参照执行）"),
        ),
        signers=(
            Signer("巡视人", ("logistics_clerk", "duty_teacher"), column="patroller"),
            Signer("总务主任", ("logistics_head",)),
        ),
        post="总务处巡视员/值班教师",
        owners=("logistics_clerk", "duty_teacher"),
        photos="不合格项必需，正常每周抽拍",
        followup=(
            "★项不合格 → 立即隔离或停用、电话报告总务主任，2小时内建隐患",
            "一般不合格 → 报修单，按优先级处理并反馈到班级部门",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "在校日缺一次即为漏填；补录必须说明原因并由总务主任批准，补录标记不可去除",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "不合格项必填：部位、描述、照片、处理方式{当场整改，报修，报隐患}",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "选“报修/报隐患”须自动生成并关联工单号/隐患号",
            ),
            Rule(
                "R04",
                Severity.WARN,
                "连续20个在校日“全部合格”→提示抽查复核（疑似空填）",
            ),
            Rule(
                "R05",
                Severity.WARN,
                "起止时长<10分钟；两个时段内容完全相同",
            ),
        ),
        stages=("巡视",),
        seeds=(
            Seed(
                1,
                "二（一）1（4）",
                "总务处安排人员对学校环境、绿化、卫生、安全、校舍维修、设备使用等进行每日巡视，并做好相关记录",
                23,
            ),
            Seed(
                2,
                "三（一）3",
                "继续坚持每日巡视制度，及时发现问题，分析解决，并与相关人员交换意见",
                67,
            ),
            Seed(3, "三（二）2", "加强平时对校园全方位的巡查", 127),
            Seed(3, "三（三）1", "要经常巡视检查，发现问题及时解决", 133),
        ),
    )

    hazard_source = "每日巡视"

    items = check_items(
        """
        01   | 校门与围墙 | 步行目视 | 门体、围墙无破损、倾斜；校门口无拥堵和可疑人员车辆 | 治安
        02   | 道路与地面 | 目视 | 无坑洼、积水结冰、破损井盖，障碍物已清 | 校舍
        03 ★ | 教学楼外墙、屋檐、窗扇、空调外机 | 望远或仰视 | 无脱落、松动、开裂；警戒线按需设置 | 校舍
        04 ★ | 楼梯、扶手、栏杆 | 手摇、目视 | 稳固无松动，踏步防滑条完好，栏杆无缺杆 | 校舍
        05 ★ | 疏散通道与安全出口 | 逐层走查 | 无堆物、无锁闭，门可开启 | 消防
        06   | 教室门窗玻璃、灯具、吊扇、黑板、多媒体 | 抽3间 | 固定牢固、无破损、可用 | 设施器材
        07   | 功能教室与设备使用 | 抽2间 | 使用后断电、关窗、上锁，药品器材入柜 | 设施器材
        08 ★ | 配电箱、裸露电线、插座 | 目视 | 箱门锁闭，无裸露、过热、私拉乱接 | 用电
        09   | 用水设施 | 目视听声 | 无跑冒滴漏、长流水 | 设施器材
        10   | 照明 | 目视 | 无长明灯，走廊照明完好 | 用电
        11 ★ | 体育器材与大型玩具 | 手摇、目视 | 螺栓紧固、无尖角毛刺、缓冲垫完好 | 设施器材
        12   | 食堂外围与垃圾点 | 目视 | 垃圾加盖、日产日清，无鼠迹蝇虫 | 卫生防疫
        13   | 厕所 | 目视、嗅 | 地面干燥、无异味、蹲位可用、防滑 | 卫生防疫
        14   | 绿化树木 | 目视 | 无枯枝断枝、支撑牢固，无病虫害大面积发生 | 绿化
        15   | 卫生区 | 目视 | 无纸屑、痰迹、杂物 | 卫生防疫
        16 ★ | 消防器材在位 | 目视 | 灭火器、消火栓在位无遮挡 | 消防
        17 ★ | 危险区域警示（施工、池塘、高台、变压器） | 目视 | 有隔离和警示标志 | 其他
        18 ★ | 楼内异味、异响 | 嗅听 | 无燃气、焦糊味，无异响 | 燃气
    """,
    )

    date: Annotated[Day, Label("日期（星期）"), Head()]
    weather: Annotated[Text, Label("天气"), Head()]
    period: Annotated[Literal["上午", "下午", "夜间"], Label("时段"), Head()]
    route: Annotated[Text, Label("巡视路线"), Head()]
    patroller: Annotated[Person, Label("巡视人"), Head()]
    start: Annotated[Moment, Label("开始时间"), Head()]
    end: Annotated[Moment, Label("结束时间"), Head(), Hint("一般不少于10分钟")]

    example = {
        "date": "2026-03-05",
        "weather": "晴",
        "period": "下午",
        "route": "校门—教学楼—操场—食堂—校门",
        "patroller": "王安",
        "start": "2026-03-05T15:40:00+08:00",
        "end": "2026-03-05T16:15:00+08:00",
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 19)},
            "I17": {"verdict": "不适用", "remark": "校内无施工、池塘、高台，变压器在校外"},
        },
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def duration(self) -> Annotated[int, Label("用时"), Unit("分钟"), Head()]:
        """Whole minutes from start to end."""
        return int((self.end - self.start).total_seconds()) // 60

    def title(self) -> str:
        """Day and part of the day."""
        return f"{self.date.month}月{self.date.day}日{self.period}巡视"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """A round ends after it began, and begins on its day."""
        yield from super().malformed(surroundings)
        yield from self.in_order(("start", self.start), ("end", self.end))
        if self.start.astimezone(surroundings.zone).date() != self.date:
            yield Problem("「开始时间」", "不在巡视当日", "核对日期和时间", "start")

    @carries_out("R02")
    def failures_are_described(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A failed item says where, what, how it is handled, and shows it."""
        failed = {
            one.key.rpartition(".")[2]
            for one in self.judgements(surroundings)
            if one.verdict is Verdict.FAIL
        }
        for item in self.items:
            check = self.checks.get(item.id)
            if item.id in failed and check and (open_parts := "、".join(_open_parts(check))):
                yield self.finding("R02", item.where, f"不合格，未填：{open_parts}", "补填后再签字")

    @carries_out("R05")
    def takes_its_time(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A round of less than ten minutes is doubtful."""
        if self.duration < SHORTEST:
            yield self.finding(
                "R05", "「用时」", f"只有{self.duration}分钟，不足{SHORTEST}分钟", "说明原因"
            )


def _open_parts(check: Check) -> Iterator[str]:
    parts = {
        "部位": check.place,
        "描述": check.remark.strip(),
        "照片": check.photos,
        "处理方式": check.handling,
    }
    return (name for name, value in parts.items() if not value)
