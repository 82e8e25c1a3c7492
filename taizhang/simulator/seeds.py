"""What the five plans ask of the seven registers, and where the simulated term does it."""

from collections.abc import Callable
from dataclasses import dataclass

from taizhang.simulator.organisation.letters import GROUPS
from taizhang.simulator.plan import Act, Plan

Shown = Callable[[Plan], bool]


@dataclass(frozen=True, slots=True)
class SeedDuty:
    """A sentence of the plans.

    Attributes:
        plan, section: where it stands (篇, 节).
        words: what it asks for, in its own words.
        register: the register that answers it.
        shown: whether a plan has it.
    """

    plan: int
    section: str
    words: str
    register: str
    shown: Shown


def _filed(plan: Plan, register: str) -> list[Act]:
    return [act for act in plan.acts if act.register == register and act.verb == "file"]


def _at_least(register: str, count: int) -> Shown:
    return lambda plan: len(_filed(plan, register)) >= count


def _items(register: str, *items: str) -> Shown:
    """Every filed check of the register looks at these items."""

    def shown(plan: Plan) -> bool:
        filed = _filed(plan, register)
        return bool(filed) and all(set(items) <= act.data["checks"].keys() for act in filed)

    return shown


def _closed(plan: Plan) -> bool:
    """Hazards are reported, put right and closed."""
    mine = [act for act in plan.acts if act.register == "hazard_rectification"]
    reported = {act.ref for act in mine if act.verb == "file"}
    closed = {act.ref for act in mine if "closed_at" in act.data}
    return bool(reported & closed) and len(closed) > len(reported)


def _groups_sign(plan: Plan) -> bool:
    signed = {act.data["party_type"] for act in _filed(plan, "safety_responsibility_letter")}
    return all(signed & set(letters) for letters in GROUPS.values())


def _pressure(plan: Plan) -> bool:
    """The gauge is read at every extinguisher, and a bad one is found."""
    read = [
        act.data["checks"]["I06"]["measured"]["zone"]
        for act in _filed(plan, "fire_extinguisher_inspection")
    ]
    return len(read) > 1 and {"绿区", "红区"} <= set(read)


def _fees_checked(plan: Plan) -> bool:
    """Every line names its document, and what may not be charged was taken out."""
    lines = [line for act in _filed(plan, "fee_publicity") for line in act.data["fees"]]
    refused = any("禁收" in act.reason for act in plan.acts if act.register == "fee_publicity")
    return bool(lines) and all(line["basis_doc"] for line in lines) and refused


def _signs(register: str, role: str) -> Shown:
    return lambda plan: any(
        act.register == register and act.verb == "sign" and act.role == role for act in plan.acts
    )


_WHOLE_CAMPUS = ("I03", "I07", "I13", "I14", "I15", "I16")
"""校舍、设备使用、卫生、绿化、环境、安全."""
_PROCESSING = ("I03", "I05", "I07", "I12")
"""加工过程、餐具清洗消毒."""

SEED_DUTIES: tuple[SeedDuty, ...] = (
    SeedDuty(1, "二(一)1(4)", "对学校环境、绿化、卫生、安全、校舍维修、设备使用等进行每日巡视",
             "daily_patrol", _items("daily_patrol", *_WHOLE_CAMPUS)),
    SeedDuty(1, "二(一)4(1)", "严禁乱收乱付", "fee_publicity", _fees_checked),
    SeedDuty(2, "三(一)3", "继续坚持每日巡视制度,及时发现问题,分析解决,并与相关人员交换意见",
             "daily_patrol", _signs("daily_patrol", "总务主任")),
    SeedDuty(2, "三(二)2", "加强对食堂人员食品加工过程、餐具清洗和消毒过程的检查和指导",
             "kitchen_daily_check", _items("kitchen_daily_check", *_PROCESSING)),
    SeedDuty(2, "三(二)5", "坚持以防为主,消除隐患,做到安全第一", "hazard_rectification", _closed),
    SeedDuty(2, "三(二)5", "实行安全网络管理,强化安全责任", "safety_responsibility_letter",
             _groups_sign),
    SeedDuty(2, "三(二)5", "继续切实做好消防安全工作", "fire_extinguisher_inspection",
             _at_least("fire_extinguisher_inspection", 150)),
    SeedDuty(3, "三(一)", "定期不定期地深入到食堂", "kitchen_daily_check",
             _at_least("kitchen_daily_check", 70)),
    SeedDuty(3, "三(一)", "确保食品卫生安全,杜绝食品安全事故", "food_sample_retention",
             _at_least("food_sample_retention", 300)),
    SeedDuty(3, "三(二)1", "与各行政、各班主任、各任课教师、各管理人员签订各级各类安全责任状",
             "safety_responsibility_letter", _groups_sign),
    SeedDuty(3, "三(二)2", "加强平时对校园全方位的巡查", "daily_patrol",
             _items("daily_patrol", *(f"I{number:02}" for number in range(1, 19)))),
    SeedDuty(3, "三(二)2", "安全隐患一经发现要及时上报及时解决", "hazard_rectification", _closed),
    SeedDuty(3, "三(二)3", "管好建好安全台帐为创建平安校园打下坚实的基础",
             "hazard_rectification", _signs("hazard_rectification", "分管副校长")),
    SeedDuty(3, "三(三)1", "要经常巡视检查,发现问题及时解决", "daily_patrol",
             _at_least("daily_patrol", 80)),
    SeedDuty(3, "三(四)", "学校任何一项代办服务费项目都要符合政策", "fee_publicity", _fees_checked),
    SeedDuty(5, "三1", "收费前要核实收费项目是否符合国家政策要求,不能收的坚决不收;进行收费公示",
             "fee_publicity", _signs("fee_publicity", "核对人")),
    SeedDuty(5, "三5", "检查灭火器的压力是否正常", "fire_extinguisher_inspection", _pressure),
    SeedDuty(5, "三5", "消除一切不安全隐患", "hazard_rectification", _closed),
    SeedDuty(5, "三6(4)", "加强教师食堂安全卫生的督查,做好食堂的管理工作",
             "kitchen_daily_check", _signs("kitchen_daily_check", "食堂负责人")),
)  # fmt: skip
