"""餐用具清洗消毒记录：每餐每类餐具一行，填温度、有效氯和起止时间，参数不够的重洗。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import computed_field

from checklists.basis import known, seen
from checklists.cadence import EveryMeal
from checklists.columns import (
    Clock,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Number,
    Person,
    Photos,
    Text,
    Unit,
    When,
)
from checklists.entry import RowEntry
from checklists.errors import Problem
from checklists.limits import Choice, Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Judgement, Verdict

HUNDREDTH = Decimal("0.01")
SENT_OUT, CHLORINE = "委托集中消毒", "含氯浸泡"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a way of disinfecting needs: seconds, and ℃ or mg/L of chlorine."""

    seconds: Limit
    temp: Limit | None = None
    conc: Limit | None = None


TEN_MINUTES = Limit.of(low="600", evidence="S")
DEMANDS = {
    "蒸汽": Demand(TEN_MINUTES, Limit.of(low="100", evidence="S")),
    "煮沸": Demand(TEN_MINUTES, Limit.of(low="100", evidence="S")),
    "红外消毒柜": Demand(TEN_MINUTES, Limit.of(low="120", evidence="S")),
    "高温洗碗机": Demand(Limit.of(low="40", evidence="S"), Limit.of(low="85", evidence="S")),
    CHLORINE: Demand(Limit.of(low="300", evidence="S"), conc=Limit.of(low="250", evidence="S")),
}
"""By way; a school's own under ``.temp.蒸汽``, ``.seconds.蒸汽``, ``.conc.含氯浸泡``."""
SETS = {name: Limit.of(low="1", evidence="建议值") for name in ("碗盘", "筷勺", "餐盘")}
"""套数: pieces a diner of what was washed for them; a school's own under ``.sets.碗盘``."""


class TablewareDisinfection(RowEntry):
    """餐用具清洗消毒记录：一餐一类餐具一行，不达标的重洗后再记一行。"""

    register = Register(
        title="餐用具清洗消毒记录",
        number="5.6",
        prefix="XD",
        cadence=EveryMeal("每餐", "消毒结束", time(18)),
        retention=Retention("2年（建议值）", 2, recommended=True),
        basis=(
            seen(
                "《食品安全法》第三十三条（五）、第五十六条；《食品安全法实施条例》第二十六条（委托集中消毒：查验执照和消毒合格证明，保存至使用期限到期后6个月）；45号令第三十九条"
            ),
            seen(
                "消毒参数（多处转载一致）：煮沸、蒸汽100℃≥10分钟；红外120℃≥10分钟；洗碗机85℃≥40秒；含氯有效氯250mg/L浸泡≥5分钟"
            ),
            known("GB 14934-2016《消毒餐（饮）具》"),
        ),
        signers=(
            Signer("洗消员", ("dishwasher",), column="operator"),
            Signer("食品安全员", ("food_officer",)),
        ),
        post="洗消员",
        owners=("dishwasher",),
        photos="每周1次",
        followup=("重洗 → 再次记录；设备故障→停用，改用煮沸或一次性",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "方式↔参数：蒸汽/煮沸 温度≥100且≥10分钟；红外≥120且≥10分钟；洗碗机≥85且≥40秒；含氯≥250mg/L且≥5分钟后清水冲洗；任一不达标→本行自动判“重洗”，重洗达标后才能签字",
            ),
            Rule("R02", Severity.BLOCK, "消毒数量≥当餐就餐人数×套数（委托消毒比对送餐具清单）"),
            Rule("R03", Severity.WARN, "起始时间在供餐结束前；参数每餐完全一样"),
        ),
        stages=("消毒",),
        seeds=(Seed(2, "三（二）2", "餐具清洗和消毒过程的检查和指导", 73),),
    )

    date: Annotated[Day, Label("日期"), Head()]
    meal: Annotated[Literal["早", "中", "晚", "点", "早点", "午点"], Label("餐次"), Head()]
    operator: Annotated[Person, Label("洗消员"), Head()]
    served_until: Annotated[Clock | None, Label("供餐结束"), Head()] = None
    object: Annotated[
        Literal["碗盘", "筷勺", "餐盘", "水杯", "公用容器", "刀砧板", "抹布", "备餐工具"],
        Label("品名"),
    ]
    qty: Annotated[Count, Label("数量"), Hint(">0")]
    method: Annotated[
        Literal["蒸汽", "煮沸", "红外消毒柜", "高温洗碗机", "含氯浸泡", "委托集中消毒"],
        Label("方式"),
    ]
    temp: Annotated[
        Number | None, Label("温度"), Unit("℃"), When("热力消毒"), Hint("按方式下限")
    ] = None
    conc: Annotated[
        Count | None, Label("有效氯"), Unit("mg/L"), When("含氯浸泡"), Hint("≥250，试纸实测")
    ] = None
    rinsed: Annotated[bool | None, Label("清水冲洗"), When("含氯浸泡")] = None
    delivery: Annotated[
        Text | None, Label("送餐具清单号"), When("委托集中消毒"), Hint("附消毒合格证明")
    ] = None
    listed: Annotated[Count | None, Label("清单件数"), When("委托集中消毒")] = None
    start: Annotated[Clock, Label("开始时间")]
    end: Annotated[Clock, Label("结束时间")]
    store: Annotated[bool, Label("入保洁柜")]
    test: Annotated[
        Literal["合格", "重洗"], Label("感官/ATP/试纸"), Choice.of("合格", failing=("重洗",))
    ]
    redone: Annotated[
        Text | None, Label("重洗记录号"), When("判重洗时"), Hint("重洗达标的那一行")
    ] = None
    photos: Annotated[Photos, Label("照片"), When("每周1次")] = ()

    own_limits = {
        f"{name}.{way}": (f"{way}{said}", limit)
        for way, demand in DEMANDS.items()
        for name, said, limit in (
            ("temp", "温度（℃）", demand.temp),
            ("conc", "有效氯（mg/L）", demand.conc),
            ("seconds", "时长（秒）", demand.seconds),
        )
        if limit is not None
    } | {f"sets.{name}": (f"{name}每人套数", limit) for name, limit in SETS.items()}

    example = {
        "date": "2026-03-05",
        "meal": "中",
        "operator": "柏禾",
        "served_until": "12:20",
        "object": "餐盘",
        "qty": 620,
        "method": "蒸汽",
        "temp": "102.5",
        "start": "13:05",
        "end": "13:20",
        "store": True,
        "test": "合格",
    }

    @property
    def seconds(self) -> int:
        """From start to end."""
        first, last = (datetime.combine(self.date, one) for one in (self.start, self.end))
        return int((last - first).total_seconds())

    @computed_field  # type: ignore[prop-decorator]
    @property
    def minutes(self) -> Annotated[Decimal, Label("时长（分）")]:
        """From start to end, two places."""
        return (Decimal(self.seconds) / 60).quantize(HUNDREDTH, ROUND_HALF_UP)

    def subject(self) -> str:
        """The meal."""
        return self.meal

    def title(self) -> str:
        """Meal and what was washed."""
        return f"{self.date.month}月{self.date.day}日{self.meal}餐{self.object}消毒"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """It ends after it began; something was washed."""
        if self.end <= self.start:
            yield Problem("「结束时间」", "不晚于开始时间", "核对两个时间", "end")
        if self.qty == 0:
            yield Problem("「数量」", "是0", "写消毒的件数", "qty")

    def judgements(self, surroundings: Surroundings) -> tuple[Judgement, ...]:
        """What the way demands, reading by reading, then look and test paper."""
        return (*self._judge_way(surroundings), *super().judgements(surroundings))

    def _judge_way(self, surroundings: Surroundings) -> Iterator[Judgement]:
        demand = DEMANDS.get(self.method)
        if demand is None:
            return
        seconds = Decimal(self.seconds)
        conc = None if self.conc is None else Decimal(self.conc)
        for name, label, unit, reading, bound in (
            ("temp", "温度", "℃", self.temp, demand.temp),
            ("conc", "有效氯", "mg/L", conc, demand.conc),
            ("seconds", "时长", "秒", seconds, demand.seconds),
        ):
            if bound is not None and reading is not None:
                limit = surroundings.limits.get(f"{self.slug}.{name}.{self.method}", bound)
                verdict = Verdict.PASS if limit.holds(reading) else Verdict.FAIL
                key, text = f"{self.slug}.{name}", f"{reading}{unit}"
                yield Judgement(key, f"{self.method}{label}", verdict, text, str(limit))

    @carries_out("R01")
    def washed_again_until_it_is_clean(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Too cold, too weak, too short, or seen to be dirty: again, and it says where."""
        failed = [
            f"{one.label}{one.reading}"
            for one in self.judgements(surroundings)
            if one.verdict is Verdict.FAIL
        ]
        if self.method == CHLORINE and not self.rinsed:
            failed.append("没有清水冲洗")
        if failed and not self.redone:
            what = f"判为重洗（{'、'.join(failed)}）"
            yield self.finding("R01", "「重洗记录号」", what, "重洗达标后填写那一行的记录号")

    @carries_out("G15")
    def readings_are_given(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Heat is measured, chlorine is measured, what was sent out comes back with a list."""
        demand = DEMANDS.get(self.method)
        if demand is not None and demand.temp is not None and self.temp is None:
            yield self.finding("G15", "「温度」", f"{self.method}没有填温度", "补填实测温度")
        if self.method == CHLORINE and self.conc is None:
            yield self.finding("G15", "「有效氯」", "没有填有效氯", "试纸实测后补填")
        for name in ("delivery", "listed"):
            if self.method == SENT_OUT and not getattr(self, name):
                where = f"「{self.column(name).label}」"
                yield self.finding("G15", where, "没有填写", "按送餐具清单补填，附消毒合格证明")

    @carries_out("R02")
    def as_many_as_the_list_says(self, surroundings: Surroundings) -> Iterator[Finding]:
        """委托消毒比对送餐具清单."""
        if self.method == SENT_OUT and self.listed is not None and self.listed != self.qty:
            what = f"收到{self.qty}件，送餐具清单是{self.listed}件"
            yield self.finding("R02", "「清单件数」", what, "与送货人当场清点")

    @carries_out("R03")
    def after_the_meal(self, surroundings: Surroundings) -> Iterator[Finding]:
        """起始时间在供餐结束前."""
        if self.served_until is not None and self.start < self.served_until:
            what = f"供餐{self.served_until:%H:%M}才结束"
            yield self.finding("R03", "「开始时间」", what, "核对或说明")

    @carries_out("G17")
    def put_away(self, surroundings: Surroundings) -> Iterator[Finding]:
        """入保洁柜: 是."""
        if not self.store:
            yield self.finding("G17", "「入保洁柜」", "没有入保洁柜", "入柜，或重新消毒")
