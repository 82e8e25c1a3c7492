"""Words of old plans that say less, or something else, than the school has to do (F.2)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checklists.plans.checks.sight import Sight
from checklists.rules import Finding, Severity


class Wording(NamedTuple):
    """Words and what to do about them."""

    code: str
    severity: Severity
    pattern: str
    what: str
    advice: str


WORDINGS = (
    Wording(
        "M-10",
        Severity.HINT,
        r"(?:班级财产|班产).{0,6}(?:每月|检查|核查)|核查班产|期初登记.{0,4}期末点交",
        "班产多久查一次各校不一",
        "期初登记、每月检查、期末点交记在同一册里，写明哪几种",
    ),
    Wording(
        "M-11",
        Severity.HINT,
        r"两周一次|每两周",
        "每两周评价一次，严于国家的每学期一次",
        "做得到再写；登记簿按此催，可在设置里改",
    ),
    Wording(
        "M-12",
        Severity.HINT,
        r"当日上缴(?:国库|财政)?",
        "银行节假日不营业，当日不一定缴得进",
        "写明缴入哪个账户；节假日的写“下一营业日缴存”",
    ),
    Wording(
        "M-13",
        Severity.HINT,
        r"(?:每一笔|所有|一切).{0,10}(?:经|由)校长(?:同意|审批|签字)",
        "每一笔都由校长一人同意，与分级审批、集体决定不一致",
        "按学校的审批限额写；大额的写明经校长办公会（行政会议）决定",
    ),
    Wording(
        "M-16",
        Severity.WARN,
        r"(?:门卫|保安).{0,10}24小时(?!有人)|24小时.{0,6}(?:不离岗|在岗)",
        "一个人不可能24小时在岗",
        "改为“门卫24小时有人值守”；按三班排，至少3人",
    ),
    Wording(
        "M-21",
        Severity.HINT,
        r"教师食堂",
        "食堂只供教师用餐",
        "陪餐、学生食谱、满意度评价只对学生供餐要求；学校档案里的用餐对象设为“教师”",
    ),
    Wording(
        "M-22",
        Severity.HINT,
        r"打白条|手写票据|现金收费",
        "收费方式是旧的",
        "义务教育免学杂费；代收费用财政电子票据，写明缴费方式和票据种类",
    ),
)


def wordings(sight: Sight) -> Iterator[Finding]:
    """Each of them wherever it stands."""
    for line in sight.lines:
        for one in WORDINGS:
            found = re.search(one.pattern, line.text)
            if found:
                what = f"“{found.group()}”：{one.what}"
                yield Finding(one.code, one.severity, line.where, what, one.advice)
