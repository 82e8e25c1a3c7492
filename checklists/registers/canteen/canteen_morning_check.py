"""食堂从业人员每日晨检记录：开工前逐人测温、问症、看手，有异常的不得上岗。"""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known, seen
from checklists.cadence import EveryMealDay
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    Clock,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Note,
    Number,
    Person,
    Personal,
    Ref,
    RefTo,
    Unit,
    When,
)
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, Verdict, check_items

FEVER = Decimal("37.3")
SUSPICIOUS_FROM = 3  # people of the same temperature
Symptom = Literal[
    "发热、咳嗽、咽痛",
    "腹泻、呕吐、黄疸",
    "手部及皮肤",
    "指甲、首饰、化妆",
    "工作衣帽口罩",
    "洗手消毒",
    "健康证",
    "私人物品与吸烟",
]


class Examined(BaseModel):
    """One member of the staff."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[Ref, RefTo("person", even="gone"), Label("姓名")]
    temp: Annotated[
        Number,
        Field(decimal_places=1, max_digits=3),
        Label("体温"),
        Unit("℃"),
        Hint("35.0–42.0；≥37.3为异常"),
        Personal(),
    ]
    abnormal: Annotated[tuple[Symptom, ...], Label("异常项"), Personal()] = ()
    result: Annotated[Literal["上岗", "调岗", "离岗就医"], Label("结论")]
    confirmed: Annotated[bool, Label("本人确认")]
    recovered: Annotated[Note, Label("痊愈证明、返岗日期"), When("离岗就医后返岗"), Personal()] = ""


class CanteenMorningCheck(ChecklistEntry):
    """食堂从业人员每日晨检记录：供餐日开工前一份，逐人登记体温和结论。"""

    register = Register(
        title="食堂从业人员每日晨检记录",
        number="5.2",
        prefix="STCJ",
        cadence=EveryMealDay("每日（供餐日）", "开工前", time(7)),
        retention=Retention("2年（建议值）", 2, recommended=True),
        basis=(
            seen("《食品安全法》第四十五条、第三十三条（八）（个人卫生）"),
            known(
                "《餐饮服务食品安全操作规范》（2018）：每日上岗前检查，有发热、腹泻、咽部炎症等病症及皮肤伤口感染的暂停接触直接入口食品"
            ),
        ),
        signers=(Signer("食品安全员", ("food_officer",), column="checker"),),
        post="食品安全员",
        owners=("food_officer",),
        photos="不需要（异常手部伤口可拍）",
        followup=("离岗就医 → 痊愈证明后方可返岗，闭环登记；2人以上同症 → 停供评估并报疾控/市监",),
        rules=(
            Rule("R01", Severity.BLOCK, "任一★不合格→结论不得为“上岗”"),
            Rule("R02", Severity.BLOCK, "晨检时间<首道加工时间；体温填数值"),
            Rule("R03", Severity.WARN, "全员体温完全相同（疑似空填）"),
        ),
        stages=("晨检",),
        seeds=(Seed(2, "三（二）2", "切实落实《食品卫生法》和卫生保健制度，规范操作", 73),),
    )

    items = check_items(
        """
        01 ★ | 发热、咳嗽、咽痛 | 测温、询问 | 体温<37.3℃，无症状
        02 ★ | 腹泻、呕吐、黄疸 | 询问（含近48小时） | 无
        03 ★ | 手部及皮肤 | 目视 | 无外伤、化脓、皮疹；轻微伤口已包扎并戴手套且不接触直接入口食品
        04   | 指甲、首饰、化妆 | 目视 | 指甲短净，无指甲油、戒指手链手表
        05   | 工作衣帽口罩 | 目视 | 清洁、头发不外露，专间佩戴口罩
        06   | 洗手消毒 | 观察 | 按六步法，≥20秒
        07 ★ | 健康证 | 系统比对 | 在有效期内
        08   | 私人物品与吸烟 | 观察 | 私人物品、手机不带入操作区，不在处理区吸烟饮食
    """,
        {"I06": (Measure("seconds", "洗手时间", Limit.of(low="20"), "秒"),)},
    )

    date: Annotated[Day, Label("日期"), Head()]
    at: Annotated[Clock, Label("晨检时间"), Head()]
    first_cooking: Annotated[Clock, Label("首道加工时间"), Head(), Hint(">晨检时间")]
    checker: Annotated[Person, Label("检查人"), Head()]
    on_duty: Annotated[Count, Label("应到人数"), Head(), Hint("=晨检人数+请假人数")]
    on_leave: Annotated[Count, Label("请假人数"), Head()] = 0
    people: Annotated[tuple[Examined, ...], Field(min_length=1), Label("晨检人员")]

    example = {
        "date": "2026-03-05",
        "at": "06:20",
        "first_cooking": "06:50",
        "checker": "贺珺",
        "on_duty": 4,
        "on_leave": 1,
        "people": [
            {"name": "钱师傅", "temp": "36.4", "result": "上岗", "confirmed": True},
            {"name": "董玥", "temp": "36.6", "result": "上岗", "confirmed": True},
            {"name": "柏禾", "temp": "36.3", "result": "上岗", "confirmed": True},
        ],
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 9)},
            "I06": {"verdict": "合格", "measured": {"seconds": "25"}},
        },
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def highest(
        self,
    ) -> Annotated[Decimal, Label("最高体温"), Unit("℃"), Limit.of(high="37.2"), Head()]:
        """Of everybody examined."""
        return max(one.temp for one in self.people)

    def title(self) -> str:
        """The day."""
        return f"{self.date.month}月{self.date.day}日食堂晨检"

    @carries_out("R01")
    def nobody_ill_at_work(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Who has a fever or fails a ★ item does not work; somebody is named for every failure."""
        key = {item.item for item in self.items if item.key}
        for number, one in enumerate(self.people, 1):
            wrong = [*(["体温"] if one.temp >= FEVER else []), *key.intersection(one.abnormal)]
            if wrong and one.result == "上岗":
                where, what = (
                    f"「晨检人员」第 {number} 行「结论」",
                    f"{'、'.join(sorted(wrong))}异常",
                )
                yield self.finding("R01", where, f"{what}，不得上岗", "调岗或离岗就医")
        named = {part for one in self.people for part in one.abnormal}
        feverish = any(one.temp >= FEVER for one in self.people)
        for judged in self.judgements(surroundings):
            item = next((one for one in self.items if judged.label == one.where), None)
            told = item is None or item.item in named or (item.id == "I01" and feverish)
            if judged.critical and judged.verdict is Verdict.FAIL and not told:
                yield self.finding(
                    "R01", judged.label, "不合格，没有写是谁", "在该人员行填「异常项」"
                )

    @carries_out("R02")
    def before_the_first_cooking(self, surroundings: Surroundings) -> Iterator[Finding]:
        """晨检时间<首道加工时间."""
        if self.at >= self.first_cooking:
            what = f"{self.first_cooking:%H:%M}已经开始加工"
            yield self.finding("R02", "「晨检时间」", what, "说明原因；先晨检后加工")

    @carries_out("R03")
    def temperatures_differ(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Three people or more with the very same temperature."""
        if len(self.people) >= SUSPICIOUS_FROM and len({one.temp for one in self.people}) == 1:
            what = f"{len(self.people)}人体温全部是{self.people[0].temp}℃"
            yield self.finding("R03", "「体温（℃）」", what, "核对测温记录")

    @carries_out("G17")
    def everybody_confirms(self, surroundings: Surroundings) -> Iterator[Finding]:
        """被检人逐个 sign for themselves."""
        missing = [one.name.name for one in self.people if not one.confirmed]
        if missing:
            yield self.finding("G17", "「本人确认」", f"{'、'.join(missing)}没有确认", "本人确认")
