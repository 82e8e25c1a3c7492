"""What the directory lists: one class a kind, its columns as a person writes them."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from checklists.columns import CONTROL


def _plain(value: Any) -> Any:
    if isinstance(value, str) and (CONTROL.search(value) or value != value.strip()):
        raise ValueError("首尾有空白，或含看不见的控制字符")
    return value


Name = Annotated[str, BeforeValidator(_plain), Field(min_length=1, max_length=80)]
Fact = Annotated[str, BeforeValidator(_plain), Field(max_length=200)]


class Item(BaseModel):
    """Something of the directory.

    Attributes:
        id: key, never given to anything else.
        since: first day in service; `until` the last one, None while it is.
        recurs: several lines may have the same name, and none of them is meant by it alone.
        personal: columns that name a child or a parent, masked for who has no right to read them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ClassVar[str]
    letter: ClassVar[str]
    recurs: ClassVar[bool] = False
    personal: ClassVar[tuple[str, ...]] = ()

    id: Annotated[Name, Field(title="编号，不写由系统给")]
    name: Annotated[Name, Field(title="名称")]
    since: Annotated[date | None, Field(title="到岗、启用日期")] = None
    until: Annotated[date | None, Field(title="最后一天，离岗、停用才写")] = None
    note: Annotated[Fact, Field(title="备注")] = ""


class PersonItem(Item):
    """Somebody; certificates with the last day they are good for."""

    kind = "person"
    letter = "P"

    name: Annotated[Name, Field(title="姓名")]
    posts: Annotated[tuple[Name, ...], Field(title="岗位，见下面的岗位代码")] = ()
    certificates: Annotated[
        dict[Annotated[Name, Field(title="证件")], Annotated[date, Field(title="有效期至")]],
        Field(title="证件和有效期至"),
    ] = Field(default_factory=dict)


class PlaceItem(Item):
    """A place; boiler rooms, basements and the like are checked every half month."""

    kind = "place"
    letter = "D"

    campus: Annotated[Fact, Field(title="校区")] = ""
    area: Annotated[Fact, Field(title="区域")] = ""
    half_month: Annotated[bool, Field(title="每半月检查，锅炉房、地下室等")] = False


class ExtinguisherItem(Item):
    """A fire extinguisher as it was delivered."""

    kind = "extinguisher"
    letter = "M"

    name: Annotated[Name, Field(title="编号牌，如 MHQ-001")]
    place: Annotated[Fact, Field(title="设置点")] = ""
    type: Annotated[Fact, Field(title="类型，如 干粉ABC")] = ""
    spec: Annotated[Fact, Field(title="规格，如 MFZ/ABC4")] = ""
    made_on: Annotated[date | None, Field(title="出厂日期")] = None
    half_month: Annotated[bool, Field(title="每半月检查")] = False


class EquipmentItem(Item):
    """Any other thing that is looked after."""

    kind = "equipment"
    letter = "S"

    place: Annotated[Fact, Field(title="地点")] = ""
    type: Annotated[Fact, Field(title="类型")] = ""
    made_on: Annotated[date | None, Field(title="出厂日期")] = None


class ClassItem(Item):
    """A class with its 班主任."""

    kind = "class"
    letter = "B"

    grade: Annotated[Fact, Field(title="年级")] = ""
    homeroom: Annotated[Fact, Field(title="班主任")] = ""
    stage: Annotated[Literal["", "小学", "幼儿园"], Field(title="学段")] = ""


class SupplierItem(Item):
    """Who sells or delivers; nobody buys from them once their licence has run out (G10)."""

    kind = "supplier"
    letter = "G"

    licence: Annotated[Fact, Field(title="许可证或执照编号")] = ""
    licence_until: Annotated[date | None, Field(title="许可证有效期至")] = None
    contact: Annotated[Fact, Field(title="联系人")] = ""
    phone: Annotated[Fact, Field(title="电话")] = ""


class FeeItem(Item):
    """A line of the 项目目录: what may be charged, how much, by whose leave, how long."""

    kind = "fee_item"
    letter = "F"

    nature: Annotated[Fact, Field(title="性质，如 服务性收费、代收费")] = ""
    province: Annotated[Fact, Field(title="省份，目录由哪个省发布")] = ""
    level: Annotated[Literal["", "国家", "省", "市", "县"], Field(title="批准级别")] = ""
    year: Annotated[int | None, Field(title="目录年份，如 2026", gt=0)] = None
    authority: Annotated[Fact, Field(title="批准机关")] = ""
    document: Annotated[Fact, Field(title="批准文号")] = ""
    standard: Annotated[Decimal | None, Field(title="核准标准（元），收费不得高于它", ge=0)] = None
    unit: Annotated[
        Literal["", "人·学期", "人·月", "人·次", "人·餐", "本"], Field(title="计费单位")
    ] = ""
    service: Annotated[Fact, Field(title="服务内容，或资金用途")] = ""
    valid_until: Annotated[date | None, Field(title="批准有效期至")] = None


class MeterItem(Item):
    """A meter; what it counts is multiplied."""

    kind = "meter"
    letter = "L"

    name: Annotated[Name, Field(title="表号")]
    energy: Annotated[Fact, Field(title="种类，水、电、气、暖")] = ""
    place: Annotated[Fact, Field(title="位置")] = ""
    multiplier: Annotated[Decimal, Field(title="倍率", gt=0)] = Decimal(1)


class DeptItem(Item):
    """A department, a grade's office, a group of teachers."""

    kind = "dept"
    letter = "K"

    head: Annotated[Fact, Field(title="负责人")] = ""


class BudgetItem(Item):
    """A line of the budget."""

    kind = "budget"
    letter = "Y"

    amount: Annotated[Decimal | None, Field(title="预算金额（元）", ge=0)] = None


class StudentItem(Item):
    """A pupil: no more than it takes to know whose book is not back (G12)."""

    kind = "student"
    letter = "X"
    recurs = True
    personal = ("name",)

    name: Annotated[Name, Field(title="姓名，可只写学号")]
    class_: Annotated[Fact, Field(title="班级")] = ""


class GuardianItem(Item):
    """Who may fetch a child."""

    kind = "guardian"
    letter = "J"
    recurs = True
    personal = ("name", "child")

    name: Annotated[Name, Field(title="姓名")]
    child: Annotated[Fact, Field(title="孩子，姓名或学号")] = ""


class BannedItem(Item):
    """Who must not fetch a child, by a court or by its guardians."""

    kind = "banned"
    letter = "N"
    recurs = True
    personal = ("name", "child")

    name: Annotated[Name, Field(title="禁止接领的人")]
    child: Annotated[Name, Field(title="孩子，姓名或学号")]
    reason: Annotated[Literal["法院裁定", "家长书面禁止"], Field(title="依据")]


class WorkerItem(Item):
    """Somebody who comes to build or repair for a contractor."""

    kind = "worker"
    letter = "W"

    name: Annotated[Name, Field(title="姓名")]
    firm: Annotated[Fact, Field(title="单位")] = ""
    work: Annotated[Fact, Field(title="维修工单或施工项目号")] = ""


class AreaItem(Item):
    """责任区: one class and one person answer for it, from the beginning of the term."""

    kind = "area"
    letter = "Q"

    name: Annotated[Name, Field(title="区域名称")]
    class_: Annotated[Fact, Field(title="责任班级")] = ""
    owner: Annotated[Fact, Field(title="责任人")] = ""


class LessonItem(Item):
    """One lesson of the week in the timetable."""

    kind = "lesson"
    letter = "C"
    recurs = True

    name: Annotated[Name, Field(title="课程")]
    class_: Annotated[Name, Field(title="班级")]
    teacher: Annotated[Fact, Field(title="任课教师")] = ""
    room: Annotated[Fact, Field(title="教室，不写就是本班教室")] = ""
    weekday: Annotated[int, Field(title="星期，1至7", ge=1, le=7)]
    period: Annotated[int, Field(title="第几节", ge=1, le=20)]


class RosterItem(Item):
    """值班表: who is on duty from one day to another."""

    kind = "roster"
    letter = "Z"
    recurs = True

    name: Annotated[Name, Field(title="值班人，姓名或编号")]
    since: Annotated[date, Field(title="起日")]
    until: Annotated[date, Field(title="止日")]


class DinersItem(Item):
    """How many of a class eat; a line for one day or one meal stands before one for all."""

    kind = "diners"
    letter = "R"
    recurs = True

    name: Annotated[Name, Field(title="班级，或教职工等")]
    count: Annotated[int, Field(title="就餐人数", ge=0)]
    meal: Annotated[Literal["", "早", "中", "晚", "早点", "午点"], Field(title="餐次")] = ""
    since: Annotated[date | None, Field(title="起日")] = None
    until: Annotated[date | None, Field(title="止日，只管一天的与起日相同")] = None


class ForbiddenFoodItem(Item):
    """What the local authority forbids in school kitchens, beside the national list."""

    kind = "forbidden_food"
    letter = "T"

    name: Annotated[Name, Field(title="食品，名称里有这几个字的都算")]


class BalanceItem(Item):
    """What an account of the books shows at the end of a day."""

    kind = "balance"
    letter = "A"
    recurs = True

    name: Annotated[Name, Field(title="会计科目，如 固定资产")]
    since: Annotated[date, Field(title="月末日期")]
    amount: Annotated[Decimal, Field(title="账面余额（元）")]


ITEMS: dict[str, type[Item]] = {
    one.kind: one
    for one in (
        PersonItem,
        PlaceItem,
        ExtinguisherItem,
        EquipmentItem,
        ClassItem,
        SupplierItem,
        FeeItem,
        MeterItem,
        DeptItem,
        BudgetItem,
        StudentItem,
        GuardianItem,
        BannedItem,
        WorkerItem,
        AreaItem,
        LessonItem,
        RosterItem,
        DinersItem,
        BalanceItem,
        ForbiddenFoodItem,
    )
}
