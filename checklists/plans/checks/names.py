"""Names and blanks that a plan still has from where it was copied (F.2 M-04, M-18; C.3)."""

import re
from collections.abc import Iterator

from checklists.plans.checks.sight import Sight, block
from checklists.plans.outline import Line
from checklists.rules import Finding

_BLANK = re.compile(
    r"[xXＸ×*＊]{2,4}(?:年|学校|小学|中学|幼儿园|镇|市|县|区|班|人|元|万|月|日)|20[xX×_＿]{2}"
    r"|某某?(?:学校|小学|中学|幼儿园)|_{2,}|＿{2,}|[（(]\s*(?:填写|此处|略)[^）)]*[)）]"
    r"|[xX×]年|年[xX×]+月|月[xX×]+日"
)
_NUMERAL = "[一二三四五六七八九十百\\d]"
_SCHOOLS = (
    re.compile(rf"第?{_NUMERAL}{{1,4}}(?:小学|中学|幼儿园|中(?=的|学|教|师|$))"),
    re.compile(
        r"[\u4e00-\u9fff]{1,4}?[省市县区镇乡路村庄][\u4e00-\u9fff]{0,4}?(?:小学|中学|幼儿园|学校)"
    ),
    re.compile(r"[\u4e00-\u9fff]{2,4}?(?:实验|中心|附属|外国语)(?:小学|中学|幼儿园)"),
)
_LISTED = "确有其事的，把名称登进名录“地点”再核对"
_BEFORE = re.compile(r"^[与和及同在对从向到使]+")
_GENERAL = re.compile(r"[全各本我该市县区镇乡村的]|学校")
_SURNAMES = (
    "王李张刘陈杨赵黄吴徐孙胡朱林郭马梁宋郑韩唐冯董萧曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴"
    "汪姜谭廖邹熊陆郝孔崔毛邱秦江侯邵孟龙雷钱汤尹黎乔贺赖龚祁"
)
_PERSON = re.compile(
    rf"[{_SURNAMES}](?:副?[校园]长(?![期远年短假])|书记|主任|局长|所长|老师|经理|师傅)"
)
_PLACE = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{2})(?:镇(?![静定压守痛])|派出所|街道(?:办|社区)|村委会|居委会)"
)
_STEM_IS_GENERAL = re.compile(
    r"[各本全区县市乡的与和及向对由请在]|当地|辖区|属地|所在|附近|有关|上级|城乡|乡村|周边|公安"
)


def names(sight: Sight) -> Iterator[Finding]:
    """Blanks nobody filled in, and names that are not the school's."""
    stems = {stem for line in sight.lines for stem in _stems(line, sight)}
    for line in sight.lines:
        for found in _BLANK.finditer(line.text):
            yield block("M-18", line, f"“{found.group()}”是没有填的空", "填上，或删去")
        for name in dict.fromkeys(_schools(line, sight)):
            advice = f"改为“我校”；{_LISTED}"
            yield block("M-04", line, f"“{name}”不是本校", advice)
        for name in dict.fromkeys(_people(line, sight)):
            yield block(
                "M-18", line, f"“{name}”不在本校名录里", "改为职务；是本校人员的，先登进名录"
            )
        for stem in sorted(stems):
            if stem in line.text:
                yield block("M-18", line, f"“{stem}”像是别处的地名", f"不写地名；{_LISTED}")


def _schools(line: Line, sight: Sight) -> Iterator[str]:
    for pattern in _SCHOOLS:
        for found in pattern.finditer(line.text):
            name = _BEFORE.sub("", found.group())
            if not sight.owns(name) and not _GENERAL.match(name):
                yield name


def _people(line: Line, sight: Sight) -> Iterator[str]:
    for found in _PERSON.finditer(line.text):
        surname = found.group()[0]
        if not any(own.startswith(surname) and len(own) <= 4 for own in sight.names):
            yield found.group()


def _stems(line: Line, sight: Sight) -> Iterator[str]:
    for found in _PLACE.finditer(line.text):
        stem = found["stem"]
        if not _STEM_IS_GENERAL.search(stem) and not sight.owns(stem):
            yield stem
