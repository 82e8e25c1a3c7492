"""What is written about children: remarks of the checks, small complaints, news from home."""

from dataclasses import dataclass

REMARKS = {
    "I01": ("逐个摸额头，无发热", "红外测温全班正常", "复测两人，均正常"),
    "I02": ("精神好", "咽部、手心看过", "两人眼睛揉红，已提醒"),
    "I03": ("昨晚都按时睡", "一人说没吃早饭，已补", "家长无特别嘱托", "问过接触史，无"),
    "I04": ("口袋干净", "收走弹珠两颗，放学交还家长", "无小颗粒物"),
    "I05": ("每20分钟巡一次", "两人蒙头，已掀开", "入睡快，姿势正常"),
    "I06": ("全部接走", "与家长当面交接"),
}
NEWS = (
    "家长电话：按医嘱服药，在家休息",
    "体温已降，精神好转",
    "仍有咳嗽，食欲一般",
    "复诊一次，继续休息",
    "已无不适，再观察一天",
    "微信回复：睡眠、饮食正常",
)
ISOLATED_NEWS = (
    "居家隔离，单独用餐，餐具煮沸",
    "体温正常，未与同学接触",
    "皮疹、肿痛减轻，家中每日通风",
    "家人均无症状",
    "按医嘱休息，线上补课半小时",
    "复诊，医生嘱继续隔离",
)
LAST_NEWS = "已无症状，明日返校"


@dataclass(frozen=True, slots=True)
class Mild:
    """Something small that is looked after at school.

    Attributes:
        item: check item that says it.
        medicine: what the child brought, of a kindergarten with its paper.
    """

    symptom: str
    item: str
    remark: str
    temp: str = ""
    medicine: str = ""


AT_SCHOOL = (
    Mild("外伤", "I02", "1人膝盖擦伤，生理盐水冲洗后包扎"),
    Mild("咳嗽", "I02", "1人轻咳，体温正常，戴口罩", "36.7"),
    Mild("外伤", "I02", "1人手指划破，已消毒贴创可贴"),
    Mild("咽痛", "I02", "1人咽部微红，多喝水，午后复看", "36.9"),
    Mild("咳嗽", "I03", "1人夜里咳，无发热，留意观察", "36.8"),
    Mild("皮疹", "I02", "1人手臂蚊虫叮咬红疹，已涂药膏", "36.6"),
)
WITH_MEDICINE = Mild(
    "咳嗽", "I03", "1人带止咳糖浆，核对委托单后专人喂服", "36.8", "止咳糖浆5ml，午饭后，家长已签"
)
