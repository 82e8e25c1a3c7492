"""Foods a school kitchen neither buys nor cooks, and what people may be allergic to."""

from typing import Literal

from checklists.entry import PLAIN
from checklists.surroundings import Surroundings

FORBIDDEN: dict[str, tuple[str, ...]] = {
    "发芽土豆": ("发芽土豆", "发芽马铃薯"),
    "四季豆": ("四季豆", "豆角", "芸豆"),
    "鲜黄花菜": ("鲜黄花菜", "鲜黄花"),
    "野生蘑菇": ("野生蘑菇", "野生菌", "野蘑菇"),
    "亚硝酸盐": ("亚硝酸",),
    "散装熟食": ("散装熟食", "散装卤味"),
    "生食": ("生食", "生鱼片", "刺身", "生腌"),
    "冷荤": ("冷荤", "凉拌", "凉菜"),
    "裱花蛋糕": ("裱花",),
}
"""禁用清单 (45号令 and local lists, registers.md 5.3 R05), with the words that give them away."""

Allergen = Literal["含麸质谷物", "甲壳类", "鱼类", "蛋类", "花生", "大豆", "乳", "坚果"]


def forbidden_food(name: str, surroundings: Surroundings = PLAIN) -> str | None:
    """The forbidden kind a food or dish belongs to; None if it may be served.

    What the local authority adds stands in the school's list of 禁用食品.
    """
    local = {one.name: (one.name,) for one in surroundings.listings("forbidden_food")}
    kinds = (FORBIDDEN | local).items()
    return next((kind for kind, words in kinds if any(word in name for word in words)), None)
