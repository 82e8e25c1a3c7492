"""What a school may not charge for."""

import pytest

from checklists.fees import forbidden_item, is_compulsory_schooling_fee, names_document


@pytest.mark.parametrize(
    ("item", "listed"),
    [
        ("讲义资料费", "讲义资料"),
        ("试卷费", "试卷"),
        ("电子阅览室使用费", "电子阅览"),
        ("计算机上机费", "计算机上机"),
        ("取暖费", "取暖"),
        ("空调降温费", "降温"),
        ("饮水费", "饮水"),
        ("喝安全的桶装水", "饮水"),
        ("桶 装 水", "饮水"),
        ("校园安全保卫费", "校园安全保卫"),
        ("学生平安保险", "商业保险代收"),
        ("家委会班费", "家委会收费"),
        ("赞助费", "赞助、择校"),
    ],
)
def test_a_forbidden_item_is_found(item: str, listed: str) -> None:
    assert forbidden_item(item) == listed


@pytest.mark.parametrize(
    "item",
    [
        "课后服务费",
        "伙食费",
        "住宿费",
        "保教费",
        "校服",
        "作业本",
        "城乡居民基本医疗保险",
        "研学实践",
    ],
)
def test_what_may_be_charged_is_let_through(item: str) -> None:
    assert forbidden_item(item) is None


def test_compulsory_schooling_is_free() -> None:
    assert is_compulsory_schooling_fee("学 杂 费")
    assert is_compulsory_schooling_fee("借读费")
    assert not is_compulsory_schooling_fee("伙食费")


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
