"""What a school may not charge for."""

import pytest

from checklists.fees import (
    forbidden_item,
    is_compulsory_schooling_fee,
    names_document,
    plain,
)

REFUSED: dict[str, tuple[str, ...]] = {
    "讲义资料": ("讲义资料费", "讲义费", "复习资料", "学 习 资 料", "资料费", "油印费"),
    "试卷": ("试卷费", "单元测试卷", "期末考卷", "考试费", "考务费", "卷子费", "试 题 费"),
    "电子阅览": ("电子阅览室使用费", "电子阅读费", "电子 阅览"),
    "计算机上机": ("计算机上机费", "上机费", "微机室费", "机房维护费", "电脑使用费", "上·机"),
    "取暖": ("取暖费", "冬季供暖费", "采暖费", "教室暖气费", "供热费", "烤火费"),
    "降温": ("降温费", "空调费", "空调电费", "教室空调租赁", "冷气费", "风扇费", "防暑降温"),
    "饮水": (
        "饮水费",
        "饮用水",
        "饮水机清洗费",
        "喝安全的桶装水",
        "喝开水费",
        "桶 装 水",
        "饮\u3000水",
        "（饮）水费",
        "直饮水设备费",
        "纯净水费",
        "净水器滤芯",
        "矿泉水",
        "开水费",
        "送水费",
    ),
    "校园安全保卫": ("校园安全保卫费", "保安费", "安保服务费", "保卫费", "门卫费", "治安费"),
    "商业保险代收": (
        "学生平安保险",
        "学平险",
        "意外险",
        "人身意外伤害险",
        "校方责任险",
        "补充医疗险",
        "城乡居民医疗保险和学生平安保险",
    ),
    "家委会收费": (
        "家委会班费",
        "家长委员会活动费",
        "班费",
        "三（2）班费",
        "校服、班费",
        "班级基金",
    ),
    "赞助、择校": ("赞助费", "捐资助学款", "择校费", "建校费", "爱心捐款", "共建费"),
}
ALLOWED = (
    "课后服务费",
    "课后托管班费",
    "兴趣班费用",
    "伙食费",
    "午餐费",
    "住宿费",
    "保教费",
    "校服",
    "校服（夏装）",
    "作业本",
    "作业本费",
    "教辅资料代购",
    "教辅材料费",
    "城乡居民基本医疗保险",
    "城乡居民医保代收",
    "居民医疗保险（代收）",
    "研学实践",
    "研学费",
    "社会实践活动费",
    "线上机器人课程",
    "资料袋",
    "卷笔刀",
    "水彩笔",
    "新开水彩课材料",
    "游泳课",
    "空调被",
    "保安全小黄帽",
    "保险柜钥匙工本费",
    "餐饮、水果（加餐）",
    "课桌椅",
    "计算机编程社团（课后服务）",
)
"""What nothing of the list is meant by, though it may sound like it."""


@pytest.mark.parametrize(
    ("item", "listed"), [(item, listed) for listed, items in REFUSED.items() for item in items]
)
def test_a_forbidden_item_is_found(item: str, listed: str) -> None:
    assert forbidden_item(item) == listed


@pytest.mark.parametrize("item", ALLOWED)
def test_what_may_be_charged_is_let_through(item: str) -> None:
    assert forbidden_item(item) is None


def test_insurance_by_law_excuses_nothing_that_stands_beside_it() -> None:
    assert forbidden_item("居民医疗保险") is None
    assert forbidden_item("居民医疗保险、饮水费") == "饮水"
    assert forbidden_item("社会保险及空调费") == "降温"


@pytest.mark.parametrize("item", ["学 杂 费", "借读费", "学费", "学　费", "杂费"])
def test_compulsory_schooling_is_free(item: str) -> None:
    assert is_compulsory_schooling_fee(item)


@pytest.mark.parametrize("item", ["伙食费", "研学费用", "游学费", "入学费用"])
def test_what_only_sounds_like_tuition_is_none(item: str) -> None:
    assert not is_compulsory_schooling_fee(item)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("课后 服务费", True),
        ("课后服务费\u3000", True),
        ("（课后）服务费", True),
        ("课后服务费（二）", False),
    ],
)
def test_names_are_compared_as_people_read_them(written: str, same: bool) -> None:
    assert (plain(written) == plain("课后服务费")) is same


@pytest.mark.parametrize(
    ("basis", "is_document"),
    [
        ("发改价格〔2010〕1619号", True),
        ("省发改委 发改收费[2025]12号", True),
        ("教财（2024）3号", True),
        ("主席令第52号", True),
        ("上级文件", False),
        ("家长会同意", False),
        ("2025年通知", False),
    ],
)
def test_a_basis_names_a_document_with_its_number(basis: str, is_document: bool) -> None:
    assert names_document(basis) is is_document
