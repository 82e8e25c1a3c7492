"""What goes into the dishes, what it costs, and how it comes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from taizhang.simulator.fees_finance.fees import LUNCH
from taizhang.simulator.school import DISHES
from taizhang.simulator.world import World

STANDARD = Decimal(LUNCH["standard"])
"""元 a person and lunch, as the fee notice says."""
COSTS = {
    "主荤": "4.80",
    "小荤": "2.40",
    "素菜": "1.35",
    "汤": "0.70",
    "主食": "0.75",
    "水果": "1.60",
}
"""元 a person that a course comes to, about."""


@dataclass(frozen=True, slots=True)
class Food:
    """Something the kitchen buys.

    Attributes:
        price: 元 a kg.
        age: days from making to delivery; `keeps` days from delivery to its date.
        cold: 冷藏 or 常温.
    """

    name: str
    category: str
    price: Decimal
    age: int
    keeps: int
    cold: str = "常温"


_KINDS: Mapping[str, tuple[int, int, str]] = {  # age, keeps, how
    "畜禽肉": (0, 2, "冷藏"),
    "水产": (0, 2, "冷藏"),
    "豆制品": (0, 2, "冷藏"),
    "蛋": (2, 28, "常温"),
    "蔬菜": (1, 4, "常温"),
    "水果": (2, 6, "常温"),
    "米面油": (35, 300, "常温"),
    "调味品": (60, 400, "常温"),
}
_PRICES: Mapping[str, str] = {
    "畜禽肉": "鸡腿24 牛腩76 牛肉82 猪里脊42 鸡肉30 猪肉糜34 五花肉38 鸡翅中46 排骨58 猪肉丝40 "
    "猪肝26",
    "水产": "鲈鱼块52 虾仁76",
    "豆制品": "豆腐7 豆干16",
    "蛋": "鸡蛋13",
    "蔬菜": "土豆5.6 番茄9 萝卜4 胡萝卜5 洋葱4.5 西兰花12 小白菜7.5 包菜6.8 油麦菜8.6 青菜7.6 "
    "冬瓜6.4 南瓜6.4 空心菜8 生菜8.6 凉薯7 青椒9 黄瓜7 玉米粒11 莴笋7 西芹7.6 茭白12 丝瓜9 "
    "板栗22 鲜香菇18 平菇12 红薯6",
    "水果": "苹果10.6 香蕉9 梨8.4 橙子11 小番茄13",
    "米面油": "大米6.2 小米10 杂粮米9 菜籽油13",
    "调味品": "干木耳96 紫菜116 海带结16 虾皮52 米粉8 番茄酱12 咖喱块44 豆豉26 "
    "酱油9 黑椒汁24 蚝油14 可乐6",
}
_NAMED = re.compile(r"(\D+)([\d.]+)")
"""A name and its number."""
FOODS: Mapping[str, Food] = {
    name: Food(name, kind, Decimal(price), *_KINDS[kind])
    for kind, text in _PRICES.items()
    for name, price in _NAMED.findall(text.replace(" ", ""))
}

_RECIPES: Mapping[str, str] = {  # the first is the main one; g a person of the others
    "红烧鸡腿": "鸡腿 酱油5", "土豆烧牛肉": "牛肉 土豆80", "糖醋里脊": "猪里脊 番茄酱12",
    "板栗烧鸡": "鸡肉 板栗30", "香菇滑鸡": "鸡肉 鲜香菇35", "番茄牛腩": "牛腩 番茄70",
    "红烧狮子头": "猪肉糜 豆腐30", "可乐鸡翅": "鸡翅中 可乐30", "清蒸鲈鱼块": "鲈鱼块 酱油4",
    "萝卜炖排骨": "排骨 萝卜90", "咖喱鸡丁": "鸡肉 咖喱块10 土豆50",
    "黑椒牛柳": "牛肉 洋葱50 黑椒汁8",
    "粉蒸肉": "五花肉 米粉20", "豉汁排骨": "排骨 豆豉5",
    "番茄炒蛋": "鸡蛋 番茄100", "肉末豆腐": "猪肉糜 豆腐100", "青椒肉丝": "猪肉丝 青椒60",
    "黄瓜炒虾仁": "虾仁 黄瓜80", "木耳炒肉片": "猪里脊 干木耳3", "玉米炒肉丁": "猪里脊 玉米粒50",
    "莴笋炒鸡丁": "鸡肉 莴笋70", "洋葱炒猪肝": "猪肝 洋葱60", "西芹炒肉丝": "猪肉丝 西芹70",
    "肉末蒸蛋": "鸡蛋 猪肉糜25", "胡萝卜炒肉丝": "猪肉丝 胡萝卜70", "茭白炒肉丝": "猪肉丝 茭白50",
    "蒜蓉西兰花": "西兰花", "清炒小白菜": "小白菜", "醋溜土豆丝": "土豆", "手撕包菜": "包菜",
    "清炒油麦菜": "油麦菜", "素炒三丝": "豆干 胡萝卜50 土豆50", "香菇青菜": "青菜 鲜香菇20",
    "红烧冬瓜": "冬瓜 酱油4", "清炒南瓜": "南瓜", "炒空心菜": "空心菜", "蚝油生菜": "生菜 蚝油6",
    "凉薯炒木耳": "凉薯 干木耳2",
    "紫菜蛋花汤": "鸡蛋 紫菜1", "冬瓜海带汤": "冬瓜 海带结10", "番茄豆腐汤": "番茄 豆腐20",
    "玉米排骨汤": "排骨 玉米粒10", "青菜菌菇汤": "平菇 青菜25", "萝卜虾皮汤": "萝卜 虾皮3",
    "丝瓜蛋汤": "丝瓜 鸡蛋12", "南瓜小米羹": "南瓜 小米20",
    "米饭": "大米", "杂粮饭": "大米 杂粮米30", "小米饭": "大米 小米20",
    "扬州炒饭": "大米 鸡蛋10", "紫薯饭": "大米 红薯30",
    "苹果": "苹果", "香蕉": "香蕉", "梨": "梨", "橙子": "橙子", "小番茄": "小番茄",
}  # fmt: skip
_ALLERGENS = {
    "鸡蛋": "蛋类", "虾仁": "甲壳类", "虾皮": "甲壳类", "鲈鱼块": "鱼类", "豆腐": "大豆",
    "豆干": "大豆", "酱油": "大豆",
}  # fmt: skip
FRUIT = ("苹果", "香蕉", "梨", "橙子", "小番茄")
"""Served as it is: on the menu, but no sample is kept."""
_MOST, _LEAST = 200, 15


def course_of(dish: str) -> str:
    """主荤, 小荤, 素菜, 汤, 主食 or 水果."""
    if dish in FRUIT:
        return "水果"
    return next(course for course, dishes in DISHES.items() if dish in dishes)


def recipe(dish: str) -> dict[str, int]:
    """Grams a person by food: as much of the main one as the course may cost."""
    main, *others = _RECIPES[dish].split()
    grams = {name: int(weight) for name, weight in _NAMED.findall("".join(others))}
    rest = sum(FOODS[name].price * weight for name, weight in grams.items())
    wanted = (Decimal(COSTS[course_of(dish)]) * 1000 - rest) / FOODS[main].price
    weight = min(max(int(wanted / 5) * 5, _LEAST), _MOST)
    return {main: weight, **grams}


def allergens(dish: str) -> list[str]:
    """What people may be allergic to in it."""
    return sorted({_ALLERGENS[name] for name in recipe(dish) if name in _ALLERGENS})


def price(world: World, food: Food, day: date) -> Decimal:
    """元 a kg on a day: some per cent up and down, from one half month to the next."""
    dice = world.dice("price", food.name, day.year, day.month, day.day > 15)
    return (food.price * (100 + dice.randint(-4, 4)) / 100).quantize(Decimal("0.1"))
