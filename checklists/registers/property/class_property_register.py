"""班级（部门、专用教室）财产登记、月查与期末点交：期初定数，每月查一次，期末点交清楚再放假。"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field

from checklists.basis import seen
from checklists.books import Books
from checklists.cadence import AtTermEnd, EveryMonth, EveryTerm, Together, marked
from checklists.columns import (
    EXAMPLE_PHOTO,
    Carried,
    Count,
    Day,
    Head,
    Hint,
    Label,
    Person,
    Photos,
    Ref,
    RefTo,
    Text,
    Unit,
    When,
)
from checklists.entry import PLAIN, InstrumentEntry
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings

FIRST, MONTHLY, LAST, HANDOVER = "期初登记", "月查", "期末点交", "交接"
SEATS = ("课桌", "凳", "椅")
MOST_BROKEN = Decimal("0.05")


class Thing(BaseModel):
    """One kind of thing in the room."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[
        Ref,
        RefTo("material"),
        Label("品名"),
        Hint(
            "课桌、凳、讲台、多媒体、投影、黑板、窗帘、灯、扇、暖气罩、门锁、卫生工具、柜、饮水机、班牌"
        ),
    ]
    quota: Annotated[Count, Label("定数"), Hint("课桌凳≥学生数")]
    prev: Annotated[Count | None, Carried(), Label("上期实有"), Hint("按上次检查")] = None
    moved_in: Annotated[Count, Label("调入"), Hint("上次检查以来")] = 0
    moved_out: Annotated[Count, Label("调出"), Hint("上次检查以来")] = 0
    lost: Annotated[Count, Label("损失"), Hint("上次检查以来丢失、报损")] = 0
    actual: Annotated[Count, Label("实有数"), Hint("≥0")]
    good: Annotated[Count, Label("完好数量"), Hint("之和=实有")]
    bad: Annotated[Count, Label("损坏数量"), Hint("之和=实有")]
    reason: Annotated[
        Literal["自然损坏", "人为损坏", "丢失", "调出", "新增"] | None,
        Label("原因"),
        When("差异或损坏>0"),
        Hint("差异或损坏>0必填"),
    ] = None
    handle: Annotated[
        Literal["报修", "赔偿", "补配", "报损", "说明"] | None, Label("处理"), When("差异或损坏>0")
    ] = None
    slip_no: Annotated[
        Text | None, Label("赔偿单/工单号"), When("人为损坏、自然损坏"), Hint("关联单据的编号")
    ] = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def diff(self) -> Annotated[int, Label("差异"), Hint("实有−定数")]:
        """More or fewer than settled."""
        return self.actual - self.quota

    @property
    def expected(self) -> int | None:
        """What must be there now: what was, and what came and went; None without a last time."""
        if self.prev is None:
            return None
        return self.prev + self.moved_in - self.moved_out - self.lost

    @property
    def is_in_order(self) -> bool:
        """All there and whole."""
        return self.diff == 0 and self.bad == 0


class ClassPropertyRegister(InstrumentEntry):
    """班级（部门、专用教室）财产登记：一室一次一份，期初登记、月查、期末点交、交接。"""

    register = Register(
        title="班级（部门、专用教室）财产登记、月查与期末点交",
        number="10.8",
        prefix="BJCC",
        cadence=Together(
            "期初登记1次、每月检查1次、期末点交1次",
            "开学第1周、每月末、放假前",
            parts=(
                (FIRST, EveryTerm("期初", "开学第1周", per="class", after=7, lead=14)),
                (MONTHLY, EveryMonth("每月", "月末", per="class", within=31)),
                (LAST, AtTermEnd("期末", "放假前", per="class", before=0, window=21)),
            ),
        ),
        retention=Retention("3年", 3),
        basis=(
            seen(
                "《行政事业性国有资产管理条例》第十五条（使用人、管理人岗位责任，变化时办理交接）"
            ),
        ),
        signers=(
            Signer("交方", column="custodian"),
            Signer("接方", column="receiver", condition="期末点交、交接"),
            Signer("总务处", ("logistics_head", "logistics_clerk")),
            Signer("期末加政教处", ("moral_head",), condition="期末点交"),
        ),
        post="班主任（部门负责人、专用室负责人）",
        owners=("homeroom", "room_custodian"),
        photos="期初、期末各1张/室",
        followup=("丢失 → 责任认定、赔偿",),
        rules=(
            Rule(
                "R01",
                Severity.BLOCK,
                "实有=上期实有+调入−调出±损益；期末定数=期初登记；完好+损坏=实有",
            ),
            Rule(
                "R02",
                Severity.BLOCK,
                "期末点交：责任人、接收人、总务、政教四方签字齐方可放假清校",
            ),
            Rule(
                "R03",
                Severity.BLOCK,
                "人为损坏须关联损坏赔偿单；自然损坏关联维修工单",
            ),
            Rule(
                "R04",
                Severity.WARN,
                "月查漏班；损坏率>5%",
            ),
        ),
        seeds=(
            Seed(
                3,
                "三（三）3",
                "将各班的桌椅等其它班产定数、定班，并请各班主任签字确认，学期结束再核查班产情况，由政教处进行考核",
                137,
            ),
            Seed(
                5,
                "三3",
                "推行对各班级、各部门、各专用教室公物教学期初登记，期末点交的管理形式",
                259,
            ),
            Seed(4, "三（四）3", "对班级财产每月检查一次", 193),
            Seed(
                4,
                "三（四）4",
                "办公室和公用教室的财产每月检查一次，发现人为损坏按价赔偿，自然损坏的要及时维修",
                195,
            ),
        ),
    )

    term: Annotated[Text, Label("学年学期"), Head()]
    room: Annotated[Ref | None, RefTo("class"), Label("教室"), Head(), When("班级")] = None
    other_room: Annotated[
        Text | None, Label("部门/专用室"), Head(), When("不是班级"), Hint("办公室、专用教室")
    ] = None
    checked_on: Annotated[Day, Label("检查日期"), Head()]
    custodian: Annotated[Person, Label("责任人"), Head()]
    check_type: Annotated[Literal["期初登记", "月查", "期末点交", "交接"], Label("类型"), Head()]
    students: Annotated[Count, Label("学生数"), Unit("人"), Head(), Hint("部门、专用室写0")]
    receiver: Annotated[Person | None, Label("接方"), When("期末点交、交接"), Hint("≠责任人")] = (
        None
    )
    things: Annotated[tuple[Thing, ...], Field(min_length=1), Label("财产明细")]
    photos: Annotated[Photos, Label("照片"), When("期初、期末"), Hint("各1张/室")] = ()

    example = {
        "term": "2025-2026学年第二学期",
        "room": "三（2）班",
        "checked_on": "2026-03-05",
        "custodian": "王安",
        "check_type": "期初登记",
        "students": 42,
        "things": [
            {"item": "课桌", "quota": 42, "actual": 42, "good": 42, "bad": 0},
            {
                "item": "凳",
                "quota": 42,
                "prev": 40,
                "moved_in": 2,
                "actual": 42,
                "good": 42,
                "bad": 0,
            },
            {
                "item": "窗帘",
                "quota": 6,
                "actual": 6,
                "good": 5,
                "bad": 1,
                "reason": "自然损坏",
                "handle": "报修",
                "slip_no": "GD-2026-018",
            },
            {"item": "多媒体", "quota": 1, "actual": 1, "good": 1, "bad": 0},
        ],
        "photos": [EXAMPLE_PHOTO],
    }

    @computed_field  # type: ignore[prop-decorator]
    @property
    def broken_share(self) -> Annotated[Decimal, Label("损坏率"), Unit("%"), Head()]:
        """Of everything in the room, in per cent, one place."""
        there = sum(one.actual for one in self.things)
        broken = sum(one.bad for one in self.things)
        return round(Decimal(broken) * 100 / there, 1) if there else Decimal(0)

    def subject(self) -> str:
        """The room, and which of the checks."""
        return marked(self.room.id if self.room else self.place, self.check_type)

    @property
    def place(self) -> str:
        """Name of the room."""
        return self.room.name if self.room else self.other_room or ""

    def title(self) -> str:
        """Room and check."""
        return f"{self.place}财产{self.check_type}"

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """Who takes over, and the moral education office at the end of the term."""
        last = {"接方", "期末加政教处"} if self.check_type == LAST else set()
        return frozenset(last | ({"接方"} if self.check_type == HANDOVER else set()))

    def carried_on(self, books: Books, *, fresh: bool) -> Self:
        """上期实有 is what the last check of the room counted."""
        mine = [one.entry for one in books(self.slug) if _room_of(one.entry) == self._key]
        there = {line["item"]["id"]: line["actual"] for entry in mine for line in entry["things"]}
        rows = []
        for where, one in self._lines():
            if one.item.id in there:
                prev = self.from_books(
                    f"{where}「上期实有」", one.prev, there[one.item.id], fresh=fresh
                )
                rows.append(one.model_copy(update={"prev": prev}))
            else:
                rows.append(one)
        return self.model_copy(update={"things": tuple(rows)})

    @property
    def _key(self) -> str:
        return self.room.id if self.room else self.other_room or ""

    def _lines(self) -> Iterator[tuple[str, Thing]]:
        for number, one in enumerate(self.things, 1):
            yield f"「财产明细」第 {number} 行", one

    @carries_out("R01")
    def numbers_agree(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Whole and broken are all there is, and what the last check left; all pupils sit."""
        for where, one in self._lines():
            if one.good + one.bad != one.actual:
                what = f"{one.item.name}完好{one.good}+损坏{one.bad}≠实有{one.actual}"
                yield self.finding("R01", where, what, "清点后更正")
            if one.expected is not None and one.actual != one.expected:
                what = f"{one.item.name}实有{one.actual}，按上期实有、调入、调出、损失应为{one.expected}"
                yield self.finding("R01", where, what, "查明调入、调出、损失后更正")
            if any(word in one.item.name for word in SEATS) and one.quota < self.students:
                what = f"{one.item.name}定数{one.quota}，少于学生数{self.students}"
                yield self.finding("R01", where, what, "补配后更正定数", Severity.WARN)

    @carries_out("R02")
    def somebody_takes_over(self, surroundings: Surroundings) -> Iterator[Finding]:
        """At the end of the term and at a handover somebody else takes over."""
        if self.check_type not in (LAST, HANDOVER):
            return
        if self.receiver is None:
            yield self.finding("R02", "「接方」", f"{self.check_type}没有接收人", "补填接收人")
        elif self.receiver.id == self.custodian.id:
            yield self.finding("R02", "「接方」", "与责任人是同一人", "由另一人接收")

    @carries_out("R03")
    def damage_has_its_slip(self, surroundings: Surroundings) -> Iterator[Finding]:
        """人为损坏 has a compensation slip, 自然损坏 a repair order."""
        for where, one in self._lines():
            if not one.slip_no and one.reason in ("人为损坏", "自然损坏"):
                wanted = "损坏赔偿单" if one.reason == "人为损坏" else "维修工单"
                what = f"{one.item.name}{one.reason}没有关联{wanted}"
                yield self.finding("R03", where, what, "登记后补填单号")

    @carries_out("R04")
    def little_is_broken(self, surroundings: Surroundings) -> Iterator[Finding]:
        """At most five in a hundred."""
        if self.broken_share > MOST_BROKEN * 100:
            what = f"损坏率{self.broken_share}%，超过5%"
            yield self.finding("R04", "「损坏率」", what, "分析原因，加强管理")

    @carries_out("G17")
    def differences_are_explained(self, surroundings: Surroundings) -> Iterator[Finding]:
        """条件 columns: one room; why something is missing, more, or broken."""
        if (self.room is None) == (not self.other_room):
            advice = "班级填教室，其余填部门/专用室"
            yield self.finding("G17", "「教室」", "与部门/专用室应恰填一个", advice)
        for where, one in self._lines():
            if not one.is_in_order and not (one.reason and one.handle):
                what = f"{one.item.name}有差异或损坏，没有写原因、处理"
                yield self.finding("G17", where, what, "补填")

    @carries_out("G18")
    def the_room_is_shown(self, surroundings: Surroundings) -> Iterator[Finding]:
        """A picture at the beginning and at the end."""
        if self.check_type in (FIRST, LAST) and not self.photos:
            yield self.finding("G18", "「照片」", f"{self.check_type}没有照片", "补拍")


def _room_of(entry: Mapping[str, Any]) -> str:
    room = entry.get("room")
    return str(room["id"] if room else entry.get("other_room", ""))
