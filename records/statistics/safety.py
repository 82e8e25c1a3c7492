"""Figures of the first four chapters: patrols, hazards, repairs, fire, drills, letters, duty."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from records.audit.letters import parties_signed
from records.audit.view import View
from records.hazards import REGISTER as HAZARDS
from records.hazards import hazard_of
from records.statistics.basis import Basis, duties_met, moment, number, told, total
from records.statistics.figure import Figure

PATROL, ORDERS, CARDS = "daily_patrol", "repair_work_order", "fire_extinguisher_inspection"
DRILLS, LETTERS, WATCH = (
    "emergency_drill_record",
    "safety_responsibility_letter",
    "leader_duty_log",
)
SENT, SCRAPPED = "停用送修", "停用报废"
HOUR = Decimal(3600)


def patrols(view: View) -> Iterator[Figure]:
    """巡视: 应巡/实巡/完成率."""
    basis, (due, met) = Basis(view, PATROL), duties_met(view, PATROL)
    yield basis.count("应巡", due, "次")
    yield basis.count("实巡", met, "次")
    yield basis.share("完成率", met, due)


def hazards(view: View) -> Iterator[Figure]:
    """隐患: 发现/已销/超期/整改率/重大数, those carried over from earlier terms among them."""
    kept = [one for one in view.carried if one.register == HAZARDS and not one.is_void]
    carried = [hazard_of(one, view.today) for one in kept]
    basis = Basis(view, HAZARDS, kept=(*kept, *view.of_register(HAZARDS)))
    found = [hazard_of(one, view.today) for one in view.of_register(HAZARDS)]
    every = [*carried, *found]
    closed = sum(one.is_closed for one in every)
    yield basis.count("上学期转入", len(carried), "项")
    yield basis.count("发现", len(found), "项")
    yield basis.count("已销号", closed, "项")
    yield basis.count("超期", sum(one.overdue > 0 for one in every), "项", "less")
    yield basis.share("整改率", closed, len(every))
    yield basis.count("重大隐患", sum(one.is_major for one in every), "项", "less")


def repairs(view: View) -> Iterator[Figure]:
    """维修: 报修件数/平均响应/自修率/维修费."""
    basis = Basis(view, ORDERS)
    waited = []
    for one in basis.records:
        asked, came = moment(one, "reported_at"), moment(one, "arrive_at")
        if asked and came:
            waited.append(Decimal(int((came - asked).total_seconds())) / HOUR)
    sent = [one.entry["mode"] for one in basis.records if told(one, "mode")]
    yield basis.count("报修", len(basis.records), "件")
    yield basis.mean("平均响应", waited, "小时")
    yield basis.share("自修率", sent.count("自修"), len(sent), "")
    yield basis.count("维修费", total(basis.records, "cost"), "元")


def extinguishers(view: View) -> Iterator[Figure]:
    """消防: 灭火器应检/实检/更换维修报废数."""
    basis, (due, met) = Basis(view, CARDS), duties_met(view, CARDS)
    yield basis.count("灭火器应检", due, "具次")
    yield basis.count("灭火器实检", met, "具次")
    yield basis.share("检查完成率", met, due)
    for name, kept in (
        ("更换", [one for one in basis.records if told(one, "substitute")]),
        ("送修", [one for one in basis.records if one.entry.get("conclusion") == SENT]),
        ("报废", [one for one in basis.records if one.entry.get("conclusion") == SCRAPPED]),
    ):
        yield basis.count(name, len({one.entry["ext_no"]["id"] for one in kept}), "具")


def drills(view: View) -> Iterator[Figure]:
    """演练: 次数/类型/平均疏散秒数, a drill taking as long as its slowest part."""
    basis = Basis(view, DRILLS)
    kinds = Counter(str(one.entry["drill_type"]) for one in basis.records)
    yield basis.count("演练", len(basis.records), "次")
    yield basis.words("类型", "、".join(f"{kind}{count}次" for kind, count in kinds.items()))
    yield basis.mean("平均疏散用时", [number(one, "slowest") for one in basis.records], "秒")


def letters(view: View) -> Iterator[Figure]:
    """责任书: 签订率, 已签/应签."""
    basis, (owed, signed) = Basis(view, LETTERS), parties_signed(view)
    yield basis.count("应签", len(owed), "人")
    yield basis.count("已签", len(signed), "人")
    yield basis.share("签订率", len(signed), len(owed))


def watch(view: View) -> Iterator[Figure]:
    """值班: 值班到位率/节假日值班天数."""
    basis, (due, met) = Basis(view, WATCH), duties_met(view, WATCH)
    yield basis.share("值班到位率", met, due)
    for name, kind in (("节假日值班", "法定节假日值班"), ("寒暑假值班", "寒暑假值班")):
        days = {one.date for one in basis.records if one.entry.get("duty_type") == kind}
        yield basis.count(name, len(days), "天")
