"""What a school may not charge for (registers.md B.1; 发改价格〔2010〕1619号, F.2 M-06)."""

import re

_NEVER: tuple[tuple[str, str], ...] = (
    ("讲义资料", r"讲义|复习资料|学习资料"),
    ("试卷", r"试卷|考卷|考试费"),
    ("电子阅览", r"电子阅览"),
    ("计算机上机", r"上机|机房|微机"),
    ("取暖", r"取暖|供暖|采暖|暖气"),
    ("降温", r"降温|空调|冷气"),
    ("饮水", r"饮用?水|桶装水|直饮|纯净水|矿泉水|开水"),
    ("校园安全保卫", r"保安|安保(?!险)|保卫|校园安全"),
    ("商业保险代收", r"保险"),
    ("家委会收费", r"家委会|家长委员会|班费"),
    ("赞助、择校", r"赞助|捐资|择校"),
)
_SOCIAL_INSURANCE = re.compile(r"居民.*医疗|医疗保障|社会保险")
_COMPULSORY = re.compile(r"学费|杂费|学杂|借读")
_DOCUMENT = re.compile(r"[〔\[［（(]?(?:19|20)\d\d[〕\]］）)]?(?:年第)?[^，。；]*\d+号|第\d+号")


def forbidden_item(name: str) -> str | None:
    """Which entry of the 禁收清单 an item falls under; None for what may be charged."""
    plain = re.sub(r"\s+", "", name)
    for title, pattern in _NEVER:
        if re.search(pattern, plain) and not _SOCIAL_INSURANCE.search(plain):
            return title
    return None


def is_compulsory_schooling_fee(name: str) -> bool:
    """学费、杂费、借读费, which 义务教育 does not know."""
    return _COMPULSORY.search(re.sub(r"\s+", "", name)) is not None


def names_document(text: str) -> bool:
    """Whether a basis names a document with its number, as 发改价格〔2010〕1619号."""
    return _DOCUMENT.search(re.sub(r"\s+", "", text)) is not None
