"""The staff of the invented school and its kindergarten. Nobody here exists."""

from datetime import date

from records.directory import PersonItem

_STAFF: tuple[tuple[str, str], ...] = (
    ("沈云霁", "principal"),
    ("陆以宁", "vp_logistics food_director duty_leader"),
    ("秦㛃", "logistics_head duty_leader"),
    ("邱慕白", "logistics_clerk duty_teacher"),
    ("冯晓棠", "logistics_clerk asset_admin duty_teacher"),
    ("谭𬱖", "safety_officer duty_leader"),
    ("纪闻舟", "safety_officer duty_teacher"),
    ("柳听雪", "moral_head duty_leader"),
    ("程念禾", "grade_head homeroom teacher"),
    ("欧阳澍", "grade_head homeroom teacher"),
    ("白芷兰", "grade_head homeroom teacher"),
    ("郁知遥", "homeroom teacher"),
    ("蓝若溪", "homeroom teacher duty_teacher"),
    ("宋怀瑾", "homeroom teacher"),
    ("苗青玥", "homeroom teacher"),
    ("温故予", "homeroom teacher"),
    ("喻珺", "homeroom teacher"),
    ("薛晚晴", "homeroom teacher"),
    ("顾清嘉", "homeroom teacher"),
    ("骆一鸣", "homeroom teacher"),
    ("尹乐之", "teacher duty_teacher"),
    ("穆兰舟", "teacher union_rep"),
    ("傅景行", "teacher duty_teacher"),
    ("郝佳佳", "teacher"),
    ("石望川", "pe_teacher teacher"),
    ("闵星河", "pe_teacher teacher"),
    ("庄允墨", "science_teacher teacher room_custodian"),
    ("卓然", "science_teacher teacher"),
    ("夏沐", "health_teacher"),
    ("周䶮", "canteen_manager"),
    ("贺珺", "food_officer"),
    ("任可心", "food_officer acceptor"),
    ("丁长顺", "cook"),
    ("霍有福", "cook"),
    ("崔玉芹", "cook"),
    ("金秀莲", "dishwasher"),
    ("董玥", "sample_keeper"),
    ("岳小满", "sample_keeper dishwasher"),
    ("韩立功", "purchaser"),
    ("倪素云", "warehouse_keeper librarian"),
    ("江秋实", "accountant receipt_admin"),
    ("万里晴", "cashier textbook_admin"),
    ("牛铁生", "electrician"),
    ("葛长林", "electrician gardener"),
    ("孟桂花", "cleaner"),
    ("吕春梅", "cleaner"),
    ("雷震山", "gate_guard"),
    ("高守业", "gate_guard"),
    ("史家和", "gate_guard"),
    ("虞晴川", "homeroom teacher"),
    ("鹿鸣溪", "homeroom teacher"),
    ("麦穗儿", "homeroom teacher"),
    ("池小荷", "caregiver"),
    ("桑榆", "caregiver"),
    ("阮春晓", "caregiver"),
    ("田守信", "contractor"),
    ("罗开山", "contractor"),
)

_NEW = {"吕春梅": date(2026, 4, 13)}
_CERTIFIED = {
    "雷震山": {"保安员证": date(2029, 5, 31)},
    "高守业": {"保安员证": date(2028, 11, 30)},
    "史家和": {"保安员证": date(2030, 3, 31)},
    "牛铁生": {"特种作业操作证（低压电工、高处作业）": date(2028, 9, 30)},
    "葛长林": {"特种作业操作证（低压电工、高处作业）": date(2027, 6, 30)},
}

PEOPLE: tuple[PersonItem, ...] = tuple(
    PersonItem(
        id=f"YX{number:03}",
        name=name,
        posts=tuple(posts.split()),
        since=_NEW.get(name),
        certificates=_CERTIFIED.get(name, {}),
    )
    for number, (name, posts) in enumerate(_STAFF, 1)
)
