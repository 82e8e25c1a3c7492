"""食品库存与冷藏冷冻温度检查：每日两次测温，每周清库，过期变质的当场处置并有人见证。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import known, seen
from checklists.cadence import EveryMealDay, EveryWeek, Together
from checklists.checklist import Check, ChecklistEntry
from checklists.columns import (
    Acts,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Note,
    Number,
    Person,
    Photos,
    Ref,
    RefTo,
    Text,
    Unit,
    When,
)
from checklists.entry import PLAIN, Entry
from checklists.errors import Problem
from checklists.hazards import FoundHazard
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Judgement, Measure, Verdict, check_items

WEEKLY = "每周库存检查"
COLD = Limit.of("0", "8")
LIMITS = {"冷藏": COLD, "留样冷藏": COLD, "保鲜展示": COLD, "冷冻": Limit.of(high="-12")}
"""℃ by kind of device; a school's own under ``.temp.冷冻`` (宜≤-18)."""
RETESTED_AFTER = (30, 60)  # minutes


class Device(BaseModel):
    """The temperatures of one refrigerator on one day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    device: Annotated[Ref, RefTo("asset"), Label("冰箱/冷库编号")]
    kind: Annotated[Literal["冷藏", "冷冻", "留样冷藏", "保鲜展示"], Label("类型")]
    temp1: Annotated[Number, Label("上午温度"), Unit("℃"), Hint("冷藏0–8；冷冻≤-12（警戒）宜≤-18")]
    temp2: Annotated[Number, Label("下午温度"), Unit("℃"), Hint("冷藏0–8；冷冻≤-12（警戒）宜≤-18")]
    action: Annotated[Note, Label("超限处理"), When("温度超限")] = ""
    retest: Annotated[Number | None, Label("复测温度"), Unit("℃"), When("温度超限")] = None
    retested_after: Annotated[
        Count | None, Label("复测间隔"), Unit("分钟"), When("温度超限"), Hint("30–60分钟后")
    ] = None


class Disposal(BaseModel):
    """Food that was thrown away or sent back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    food: Annotated[Ref, RefTo("food"), Label("（处置）食品名称")]
    batch_qty: Annotated[Text, Label("（处置）批号/数量")]
    stock: Annotated[Number, Field(ge=0), Label("库存数量")]
    qty: Annotated[Number, Field(gt=0), Label("处置数量"), Hint("≤库存数量")]
    reason: Annotated[
        Literal["超过保质期", "腐败变质", "感官异常", "包装破损", "抽检不合格"],
        Label("（处置）原因"),
    ]
    method: Annotated[Literal["染色毁形销毁", "退货", "交回收单位"], Label("（处置）方式")]
    handler: Annotated[Person, Label("（处置）经办人")]
    witness: Annotated[Person, Label("（处置）见证人"), Hint("≠经办人")]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def left(self) -> Annotated[Decimal, Label("处置后库存")]:
        """What stays in stock."""
        return self.stock - self.qty


class FoodStorageCheck(ChecklistEntry):
    """食品库存与冷藏冷冻温度检查：测温一日一份，清库一周一份，处置随时。"""

    register = Register(
        title="食品库存与冷藏冷冻温度检查（含过期变质处置）",
        number="5.4",
        prefix="KC",
        cadence=Together(
            "温度每日2次；库存每周1次；处置按次",
            "上午开工前、下午收工前；每周五",
            parts=(
                ("每日测温", EveryMealDay("温度每日2次", "下午收工前")),
                ("每周库存检查", EveryWeek("库存每周1次", "每周五")),
            ),
        ),
        retention=Retention("2年", 2),
        basis=(
            seen(
                "《食品安全法》第五十四条（定期检查库存、及时清理变质或超过保质期食品；散装食品标明信息）、第五十六条（定期清洗、校验冷藏冷冻设施）；《食品安全法实施条例》第二十九条（显著标示或单独存放，无害化处理、销毁并如实记录）"
            ),
            known(
                "《餐饮服务食品安全操作规范》（2018）与GB 31654-2021：冷藏0℃~8℃、冷冻宜低于-12℃（把握大；2011旧版为冷藏0–10℃、冷冻-20~-1℃[S]，不得沿用）"
            ),
        ),
        signers=(
            Signer("仓管员", ("warehouse_keeper",), column="keeper"),
            Signer("食品安全员", ("food_officer",)),
            Signer("见证人", condition="处置时"),
        ),
        post="仓管员",
        owners=("warehouse_keeper",),
        photos="处置必需，温度异常必需",
        followup=(
            "温度失控>2小时（夏季）→ 按风险评估处置内存食品",
            "过期流入加工 → 停供该餐、追溯、报告",
        ),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "温度填实测值；冷藏不在0–8℃或冷冻>-12℃→必填处理措施且30–60分钟后复测",
            ),
            Rule("R02", Severity.BLOCK, "处置数量≤库存数量；处置后库存自动扣减；见证人≠经办人"),
            Rule("R03", Severity.BLOCK, "发现超期食品仍在架→食品安全员必须签收并生成隐患"),
            Rule("R04", Severity.WARN, "温度值连续5天完全相同"),
        ),
        stages=("检查",),
        canteens=("自营", "委托承包"),
        seeds=(
            Seed(5, "三6（4）", "杜绝一切过期、变质的食品", 293),
            Seed(3, "三（一）", "确保食品卫生安全，杜绝食品安全事故", 121),
        ),
    )

    hazard_source = "食堂检查"
    hazard_category = "食品"

    items = check_items(
        """
        01   | 离地离墙 | 卷尺抽量 | ≥10cm
        02   | 分类分架、标签 | 目视 | 品名、供货者、生产日期、保质期、入库日期清楚
        03   | 先进先出 | 抽5种 | 旧批在前
        04 ★ | 过期变质清查 | 逐批 | 无过期、霉变、生虫；临期30天内单列
        05 ★ | 食品与非食品分库 | 目视 | 无洗消剂、药品、个人物品混放
        06 ★ | 生熟、荤素、成品半成品分开 | 目视 | 分层分区，加盖
        07 ★ | 食品添加剂“五专” | 查柜和记录 | 专店采购、专柜、专人、专用计量、专用台账；无亚硝酸盐
        08   | 防鼠防蝇防潮 | 目视 | 挡鼠板≥60cm、风幕纱窗完好，湿度适宜 | 卫生防疫
        09   | 冰箱霜厚与清洁 | 目视 | 霜厚≤1cm，无异味
        10   | 不合格品区 | 目视 | 有明显标识、专区加锁
        11   | 散装食品 | 目视 | 名称、生产日期/批号、保质期、生产者信息齐全
    """,
        {
            "I01": (Measure("gap", "离地离墙", Limit.of(low="10"), "cm"),),
            "I08": (Measure("board", "挡鼠板高", Limit.of(low="60"), "cm"),),
            "I09": (Measure("frost", "霜厚", Limit.of(high="1"), "cm"),),
        },
    )

    scope: Annotated[Literal["每日测温", "每周库存检查", "处置"], Label("检查内容"), Head()]
    date: Annotated[Day, Label("日期"), Head()]
    week: Annotated[Count | None, Label("周次"), Head(), When("每周库存检查")] = None
    keeper: Annotated[Person, Label("仓管员"), Head(), Acts("warehouse_keeper")]
    devices: Annotated[tuple[Device, ...], Label("温度"), Head(), When("每日测温")] = ()
    disposals: Annotated[tuple[Disposal, ...], Label("处置"), When("有过期、变质食品")] = ()
    received_by: Annotated[Person | None, Label("食品安全员签收"), When("超期食品仍在架")] = None
    photos: Annotated[Photos, Label("照片"), When("处置、温度异常")] = ()
    checks: Annotated[dict[str, Check], Label("检查项"), When("每周库存检查")] = Field(
        default_factory=dict
    )

    own_limits = {f"temp.{kind}": (f"{kind}温度（℃）", limit) for kind, limit in LIMITS.items()}

    example = {
        "scope": "每周库存检查",
        "date": "2026-03-06",
        "week": 1,
        "keeper": "柏禾",
        "devices": [
            {"device": "LC-01", "kind": "冷藏", "temp1": "3.8", "temp2": "4.6"},
            {"device": "LD-01", "kind": "冷冻", "temp1": "-18.5", "temp2": "-17.9"},
        ],
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 12)},
            "I01": {"verdict": "合格", "measured": {"gap": "15"}},
            "I03": {"verdict": "合格", "remark": "抽查大米、面粉、菜油、酱油、食盐五种"},
            "I08": {"verdict": "合格", "measured": {"board": "60"}},
            "I09": {"verdict": "合格", "measured": {"frost": "0.4"}, "remark": "LD-01周三已除霜"},
            "I10": {"verdict": "合格", "remark": "专区加锁，本周无不合格品存放，标识完好"},
        },
    }

    def subject(self) -> str:
        """The rhythm it belongs to; throwing food away belongs to none."""
        return "" if self.scope == "处置" else self.scope

    def title(self) -> str:
        """Day and what was looked at."""
        return f"{self.date.month}月{self.date.day}日食品库存（{self.scope}）"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """A witness, where something was thrown away."""
        return frozenset({"见证人"} if self.disposals else ())

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """The weekly check answers every item; what was done has its lines."""
        if self.checks or self.scope == WEEKLY:
            yield from super().malformed(surroundings)
        if self.scope == "每日测温" and not self.devices:
            yield Problem("「温度」", "没有填写", "逐台填写上午、下午温度", "devices")
        if self.scope == "处置" and not self.disposals:
            yield Problem("「处置」", "没有填写", "逐项填写处置的食品", "disposals")

    def judgements(self, surroundings: Surroundings) -> tuple[Judgement, ...]:
        """Temperatures first, then the items."""
        return (*self._judge_devices(surroundings), *super().judgements(surroundings))

    def _judge_devices(self, surroundings: Surroundings) -> Iterator[Judgement]:
        for number, one in enumerate(self.devices, 1):
            bound = surroundings.limits.get(f"{self.slug}.temp.{one.kind}", LIMITS[one.kind])
            for name, part in (("temp1", "上午"), ("temp2", "下午")):
                reading: Decimal = getattr(one, name)
                yield Judgement(
                    f"{self.slug}.devices.{number}.{name}",
                    f"{one.device.name}{part}温度",
                    Verdict.PASS if bound.holds(reading) else Verdict.FAIL,
                    f"{reading}℃",
                    str(bound),
                )

    def hazards(self, surroundings: Surroundings) -> tuple[FoundHazard, ...]:
        """R03: a failed ★ item opens a hazard even when it was put right on the spot."""
        left = {one.key for one in super().hazards(surroundings)}
        found = Entry.hazards(self, surroundings)
        return tuple(one for one in found if one.critical or one.key in left)

    @carries_out("R01")
    def too_warm_is_seen_to(self, surroundings: Surroundings) -> Iterator[Finding]:
        """What was done, and a second reading half an hour to an hour later."""
        failed = {
            int(one.key.split(".")[2])
            for one in self._judge_devices(surroundings)
            if one.verdict is Verdict.FAIL
        }
        low, high = RETESTED_AFTER
        for number, one in enumerate(self.devices, 1):
            in_time = one.retested_after is not None and low <= one.retested_after <= high
            if number in failed and not (one.action.strip() and one.retest is not None and in_time):
                yield self.finding(
                    "R01",
                    f"「温度」第 {number} 行",
                    f"{one.device.name}温度超限，处理和30–60分钟后的复测没有填全",
                    "补填超限处理、复测温度、复测间隔",
                )

    @carries_out("R02")
    def thrown_away_before_a_witness(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No more than there was; somebody else looked on."""
        for number, one in enumerate(self.disposals, 1):
            where = f"「处置」第 {number} 行"
            if one.qty > one.stock:
                what = f"处置{one.qty}，库存只有{one.stock}"
                yield self.finding("R02", where, what, "核对库存")
            if one.handler.id == one.witness.id:
                yield self.finding("R02", where, "见证人与经办人是同一人", "由另一人见证")

    @carries_out("R03")
    def officer_takes_note_of_what_expired(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Expired food on the shelf: the food safety officer signs for it."""
        expired = any(
            one.key == f"{self.slug}.I04" and one.verdict is Verdict.FAIL
            for one in self.judgements(surroundings)
        )
        if not expired:
            return
        if self.received_by is None:
            what = "超期、变质食品仍在架，食品安全员没有签收"
            yield self.finding("R03", "「食品安全员签收」", what, "由食品安全员签收")
        elif not surroundings.has_post(self.received_by.id, "food_officer", "food_director"):
            what = f"{self.received_by.name}不是食品安全员"
            yield self.finding("R03", "「食品安全员签收」", what, "由食品安全员签收")

    @carries_out("G18")
    def photographed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """处置必需，温度异常必需."""
        warm = any(one.verdict is Verdict.FAIL for one in self._judge_devices(surroundings))
        if (self.disposals or warm) and not self.photos:
            what = "处置没有照片" if self.disposals else "温度异常没有照片"
            yield self.finding("G18", "「照片」", what, "补拍")
