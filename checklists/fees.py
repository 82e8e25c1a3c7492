"""What a school may not charge for (registers.md B.1; 发改价格〔2010〕1619号, F.2 M-06)."""

import re
import unicodedata

_NEVER: tuple[tuple[str, str], ...] = (
    ("讲义资料", r"讲义|(?<!教辅)资料(?![袋夹])|油印"),
    ("试卷", r"试卷|考卷|卷子|试题|测[试验]卷|考[试务]费|测试费"),
    ("电子阅览", r"电子阅[览读]"),
    ("计算机上机", r"上机(?!器)|机房|微机|(?:计算机|电脑).{0,3}费"),
    ("取暖", r"取暖|供暖|采暖|暖气|供热|烤火"),
    ("降温", r"降温|空调(?![被衫])|冷气|电?风扇"),
    (
        "饮水",
        r"[饮喝].{0,4}水(?!果)|桶装|直饮|净水|矿泉水|山泉水|瓶装水|开水(?![彩墨粉])|送水|水票",
    ),
    ("校园安全保卫", r"保安(?!全)|安保(?!险)|保卫|校园安全|门卫|治安|护校"),
    (
        "商业保险代收",
        r"保险(?![柜箱])|学平险|(?:意外|伤害|责任|平安|医疗|重疾|人身|交通|附加|商业)险",
    ),
    ("家委会收费", r"家委会|家长委员会|班级(?:活动)?(?:基金|经费)"),
    ("家委会收费", r"(?:^|[交收的和及级各本一二三四五六\d])班费"),
    ("赞助、择校", r"赞助|捐资|捐款|集资|择校|建校费|共建费"),
)
_SOCIAL = re.compile(
    r"(?:城乡|城镇|农村)?居民(?:基本)?(?:医疗保险|医疗|医保)(?:保险)?|(?:基本)?医疗保障|社会保险"
)
"""Insurance by law, which a school may help to collect; taken out before anything is looked for."""
_COMPULSORY = re.compile(r"(?<![研游留入])学费|杂费|学杂|借读")
_DOCUMENT = re.compile(r"[〔\[［（(]?(?:19|20)\d\d[〕\]］）)]?(?:年第)?[^，。；]*\d+号|第\d+号")
_BETWEEN = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A name as it is compared: full width made half, no white space, no marks."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text))


def forbidden_item(name: str) -> str | None:
    """Which entry of the 禁收清单 an item falls under; None for what may be charged."""
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", name))
    texts = [_SOCIAL.sub("", one) for one in (plain(name), *parts)]
    for title, pattern in _NEVER:
        if any(re.search(pattern, text) for text in texts):
            return title
    return None


def is_compulsory_schooling_fee(name: str) -> bool:
    """学费、杂费、借读费, which 义务教育 does not know."""
    return _COMPULSORY.search(plain(name)) is not None


def names_document(text: str) -> bool:
    """Whether a basis names a document with its number, as 发改价格〔2010〕1619号."""
    return _DOCUMENT.search(re.sub(r"\s+", "", text)) is not None
