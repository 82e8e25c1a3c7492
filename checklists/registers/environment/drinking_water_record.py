"""饮用水管理：桶装水逐批验收分发，饮水设备清洗消毒、检测合格后恢复供水，水质检测各登记一行。"""

from collections.abc import Iterator
from datetime import date as calendar_date
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import computed_field

from checklists.basis import known, seen
from checklists.cadence import AtTermEnd, EveryMonth, Together
from checklists.columns import (
    Count,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Must,
    Photos,
    Place,
    PlannedDay,
    Ref,
    RefTo,
    Text,
    Unit,
    When,
)
from checklists.entry import PLAIN, RowEntry
from checklists.errors import Problem
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

DELIVERY, CLEANING, TESTING = "入校验收", "设备清洗", "水质检测"
SUPPLIED = "验收清洗"
OF_A_DELIVERY = ("brand", "batch", "exp", "buckets", "sense", "to")
SUMMER = range(5, 11)
AFTER_SUMMER, AFTER_WINTER = timedelta(days=30), timedelta(days=60)
"""夏季每月、冬季每2月 (建议值)."""
DAYS_OPEN = 7


class DrinkingWaterRecord(RowEntry):
    """饮用水管理：入校验收、设备清洗、水质检测，一次一行。"""

    register = Register(
        title="饮用水管理（桶装水入校验收、饮水设备清洗消毒）",
        number="6.4",
        prefix="YYS",
        cadence=Together(
            "供水商资质每学期；验收每批；清洗消毒每月（夏季）/至少每学期1次[按产品和地方规定配置]；二次供水每半年",
            "即时",
            parts=(
                (SUPPLIED, EveryMonth("验收每批；清洗消毒每月（夏季）", "即时", within=31)),
                (TESTING, AtTermEnd("水质检测每学期≥1次", "即时", before=0, window=150)),
            ),
        ),
        retention=Retention("2年", 2),
        basis=(
            seen("《学校卫生工作条例》第七条：学校应当为学生提供充足的符合卫生标准的饮用水"),
            seen(
                "转载的学校制度：逐批索取出厂检验报告、登记桶号生产日期保质期；桶装水存放离地、避光；启封后尽快饮用（多为7日内）[K]；饮水机定期清洗消毒（夏季每月、冬季每2月）"
            ),
            known(
                "GB 19298-2014《包装饮用水》；GB 5749-2022《生活饮用水卫生标准》；GB 17051《二次供水设施卫生规范》"
            ),
            seen(
                "发改价格〔2010〕1619号报道：严禁将……饮水……作为服务性收费和代收费事项 → 收费须另行合规（见附：种子矛盾M-06）"
            ),
        ),
        signers=(
            Signer("送水人", ("contractor",), condition="入校验收时"),
            Signer("验收人", ("logistics_clerk", "acceptor"), condition="入校验收时"),
            Signer("清洗人", ("cleaner", "contractor", "electrician"), condition="设备清洗时"),
            Signer("总务主任", ("logistics_head",)),
        ),
        post="总务处饮水管理员",
        owners=("logistics_clerk",),
        photos="清洗前后必需",
        followup=("水质异常、多名学生腹痛腹泻 → 停水封存、替代供水、报告疾控与教育部门",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "供水商许可证过期或无批次报告→拒收；生产日期+保质期<今天→禁用",
            ),
            Rule("R02", Severity.BLOCK, "桶启封后>7天仍在用→警戒；设备清洗超期→停用挂牌"),
            Rule("R03", Severity.BLOCK, "清洗后无检测或确认合格不得恢复供水"),
            Rule(
                "R04",
                Severity.WARN,
                "学生用水与收费关联：如存在收费项，须关联收费公示备案，否则阻断",
            ),
        ),
        seeds=(
            Seed(
                5,
                "三6（3）",
                "解决学生的饮水问题，开学后召开家长会，动员学生缴费喝安全的桶装水",
                291,
            ),
        ),
    )

    kind: Annotated[Literal["入校验收", "设备清洗", "水质检测"], Label("事项"), Head()]
    supplier: Annotated[
        Ref | None, RefTo("supplier"), Label("供水单位"), Head(), When("入校验收时")
    ] = None
    licence: Annotated[
        PlannedDay | None, Label("生产许可证/营业执照有效期"), Head(), When("入校验收时")
    ] = None
    report_no: Annotated[Text | None, Label("批次检验报告编号"), Head(), When("入校验收时")] = None
    date: Annotated[Day, Label("日期")]
    brand: Annotated[Text | None, Label("品牌"), Must()] = None
    batch: Annotated[Day | None, Label("生产日期/批号"), Must(), Hint("≤到货日期")] = None
    exp: Annotated[PlannedDay | None, Label("保质期至"), Must(), Hint(">到货日期")] = None
    buckets: Annotated[Count | None, Label("数量"), Unit("桶"), Must(), Hint(">0")] = None
    sense: Annotated[Literal["合格", "拒收"] | None, Label("感官（封口、浑浊、异物）"), Must()] = (
        None
    )
    to: Annotated[Place | None, Label("分发班级/点位"), Must(), Hint("Σ分发=入库−结余")] = None
    given: Annotated[Count | None, Label("分发数量"), Unit("桶"), When("入校验收时")] = None
    opened_on: Annotated[Day | None, Label("启封日期"), When("启封后")] = None
    finished_on: Annotated[Day | None, Label("用完（换下）日期"), Hint("启封后7日内")] = None
    device: Annotated[
        Ref | None,
        RefTo("asset", even="stopped"),
        Label("饮水设备编号"),
        When("设备清洗时"),
        Hint("清洗类必填"),
    ] = None
    clean_kind: Annotated[
        Literal["饮水机内胆", "直饮机滤芯", "保温桶", "水箱"] | None,
        Label("清洗项目"),
        When("设备清洗时"),
    ] = None
    disinfectant: Annotated[Text | None, Label("消毒剂与浓度、作用时间"), When("设备清洗时")] = None
    rinse: Annotated[
        Text | None, Label("冲洗与余氯检测"), When("设备清洗时"), Hint("合格后方可恢复")
    ] = None
    rinse_result: Annotated[
        Literal["合格", "不合格"] | None, Label("检测或确认结果"), When("设备清洗时")
    ] = None
    restored_at: Annotated[Moment | None, Label("恢复供水时间"), When("设备清洗时")] = None
    water_test: Annotated[
        Text | None, Label("水质检测（日期/结果/机构）"), When("水质检测时"), Hint("每学期≥1次")
    ] = None
    charged: Annotated[bool, Label("向学生收费"), Hint("饮水不得列为服务性、代收费")] = False
    fee_notice: Annotated[Text | None, Label("收费公示备案号"), When("存在收费项时")] = None
    photos_before: Annotated[Photos, Label("清洗前照片"), When("设备清洗时")] = ()
    photos_after: Annotated[Photos, Label("清洗后照片"), When("设备清洗时")] = ()

    example = {
        "kind": "入校验收",
        "supplier": "示例县清泉饮用水厂",
        "licence": "2027-08-31",
        "report_no": "QQ-2026-0301",
        "date": "2026-03-05",
        "brand": "清泉",
        "batch": "2026-03-01",
        "exp": "2026-06-01",
        "buckets": 60,
        "sense": "合格",
        "to": "教学楼一层饮水点",
        "given": 20,
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def left(self) -> Annotated[int | None, Label("结余"), Unit("桶"), Hint("=数量−分发")]:
        """Buckets in store."""
        if self.buckets is None or self.given is None:
            return None
        return self.buckets - self.given

    @computed_field  # type: ignore[prop-decorator]
    @property
    def next_due(
        self,
    ) -> Annotated[PlannedDay | None, Label("下次应清洗日期"), Hint("夏季30天、冬季60天")]:
        """When the device has to be cleaned again."""
        if self.kind != CLEANING:
            return None
        in_summer = self.date.month in SUMMER
        return self.date + (AFTER_SUMMER if in_summer else AFTER_WINTER)

    def business_date(self) -> calendar_date:
        """The day it came, was cleaned or tested."""
        return self.date

    def subject(self) -> str:
        """The rhythm it belongs to: water and machines every month, a test every term."""
        return TESTING if self.kind == TESTING else SUPPLIED

    def title(self) -> str:
        """Day, and what was done about what."""
        about = self.device or self.supplier
        return f"{self.date.month}月{self.date.day}日{about.name if about else ''}{self.kind}"

    def missing(self, stage: str) -> Iterator[Problem]:
        """What is asked of a delivery is not asked of a cleaning."""
        spared = () if self.kind == DELIVERY else OF_A_DELIVERY
        return (one for one in super().missing(stage) if one.path not in spared)

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """Who delivered and who took it in, or who cleaned."""
        of_kind = {DELIVERY: {"送水人", "验收人"}, CLEANING: {"清洗人"}}
        return frozenset(of_kind.get(self.kind, ()))

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Filled, delivered, opened, emptied."""
        yield from self.in_order(
            ("batch", self.batch),
            ("date", self.date if self.kind == DELIVERY else None),
            ("opened_on", self.opened_on),
            ("finished_on", self.finished_on),
        )

    @carries_out("R01")
    def doubtful_water_is_refused(self, surroundings: Surroundings) -> Iterator[Finding]:
        """No licence, no report of the batch, or past its date: sent back."""
        if self.kind != DELIVERY or self.sense == "拒收":
            return
        if self.licence is None or self.licence < self.date:
            what = "没有填写" if self.licence is None else f"{self.licence}已过期"
            yield self.finding(
                "R01", "「生产许可证/营业执照有效期」", what, "拒收，换有资质的供水单位"
            )
        if not self.report_no:
            yield self.finding("R01", "「批次检验报告编号」", "没有批次检验报告", "拒收，索取报告")
        in_use = self._in_use_until(surroundings) if self.opened_on else None
        last = max(self.date, in_use or self.date)
        if self.exp is not None and self.exp < last:
            yield self.finding("R01", "「保质期至」", f"{self.exp}已过保质期", "禁用，退回供水单位")

    @carries_out("R02")
    def opened_buckets_are_used_up(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Within seven days of being opened."""
        end = self._in_use_until(surroundings)
        if self.opened_on is None or end is None:
            return
        days = (end - self.opened_on).days
        if days > DAYS_OPEN:
            what = f"启封{days}天，超过{DAYS_OPEN}天"
            yield self.finding("R02", "「启封日期」", what, "立即停用换下，清洗饮水机")

    def _in_use_until(self, surroundings: Surroundings) -> calendar_date | None:
        """The day the bottles were used up; today while they are not."""
        if self.finished_on is not None or surroundings.now is None:
            return self.finished_on
        return surroundings.now.astimezone(surroundings.zone).date()

    @carries_out("R03")
    def restored_when_proved_clean(self, surroundings: Surroundings) -> Iterator[Finding]:
        """After a cleaning, no water before a test or confirmation."""
        proved = bool(self.rinse) and self.rinse_result == "合格"
        if self.kind == CLEANING and self.restored_at is not None and not proved:
            yield self.finding(
                "R03",
                "「恢复供水时间」",
                "没有检测或确认合格就恢复供水",
                "立即停水挂牌，检测合格后恢复",
            )

    @carries_out("R04")
    def water_costs_pupils_nothing(self, surroundings: Surroundings) -> Iterator[Finding]:
        """发改价格〔2010〕1619号: never a service or agency fee; without its notice it blocks."""
        if not self.charged:
            return
        advice = "停收、清退；家长自购水的，不得由学校收费组织"
        yield self.finding("R04", "「向学生收费」", "饮水不得列为服务性收费和代收费", advice)
        if not self.fee_notice:
            what = "存在收费项，没有关联收费公示备案"
            yield self.finding("R04", "「收费公示备案号」", what, advice, Severity.BLOCK)

    @carries_out("G17")
    def conditions_are_met(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns of each kind."""
        asked = {
            DELIVERY: ("supplier", "given"),
            CLEANING: ("device", "clean_kind", "disinfectant", "rinse", "rinse_result"),
            TESTING: ("water_test",),
        }
        for name in asked[self.kind]:
            if getattr(self, name) is None and self.sense != "拒收":
                where = f"「{self.column(name).label}」"
                yield self.finding("G17", where, f"{self.kind}没有填写", "补填")
        if self.left is not None and self.left < 0:
            what = f"分发{self.given}桶，多于入库{self.buckets}桶"
            yield self.finding("G17", "「分发数量」", what, "核对数量")

    @carries_out("G18")
    def cleaning_is_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """清洗前后必需."""
        for name in ("photos_before", "photos_after"):
            if self.kind == CLEANING and not getattr(self, name):
                yield self.finding(
                    "G18", f"「{self.column(name).label}」", "没有照片", "补拍或说明"
                )
