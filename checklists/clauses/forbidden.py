"""What no agreement may say (registers.md A.1, F.2): released liability, fines, shifted duties.

The check reads clause by clause and knows its own prohibitions: 不得扣押证件 is no 扣押证件.
"""

import re
from dataclasses import dataclass

_SEGMENT = re.compile(r"[，。；！？：\n]+")
_BLANKS = re.compile(r"\s+")
_PROHIBITED = re.compile(
    r"(?:不得|严禁|禁止|不准|不许)"
    r"(?:以任何(?:形式|名义|理由|方式)|变相|任何|乱|擅自|向(?:乙方|家长|学生|教职工|教师)"
    r"|对(?:乙方|家长|学生|教职工|教师)|收取|约定|处以|实行|采取|实施|设置|限制"
    r"|罚款|罚金|押金|保证金|扣[留押]|证件|身份证|财物|[、和或及])*$"
)
_PEOPLE = r"(?:乙方|家长|监护人|学生|班主任|教师|教职工|本人|自己|员工|门卫)"
_LOSS = r"(?:法律|赔偿|安全|经济)?(?:责任|后果|损失|费用)"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A clause that may not stand.

    Attributes:
        kind: why, in Chinese.
        words: the words themselves.
        clause: the clause they stand in.
    """

    kind: str
    words: str
    clause: str

    def __str__(self) -> str:
        return f"{self.kind}：“{self.words}”"


_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "免责条款",
        re.compile(
            rf"概不(?:负责|承担)|不负(?:任何|一切|相关|法律)?责任"
            rf"|(?:学校|甲方|园方|校方)(?:概|一概|均|也)?(?:不|不再)承担"
            rf"|(?<!不)免除(?:学校|甲方|园方|校方)[^，。；]*{_LOSS}?"
            rf"|与(?:学校|甲方|园方|校方)(?:一概|概)?无关"
            rf"|(?:自行|自己|独自)(?:承担|负责)(?:一切|全部|所有)?{_LOSS}"
            rf"|(?:一切|全部|所有){_LOSS}[^，。；]*(?:由|归){_PEOPLE}"
            rf"|{_PEOPLE}(?:自行|自愿)?(?:承担|负)(?:一切|全部|所有){_LOSS}"
            rf"|{_LOSS}自负|放弃(?:追究|索赔|一切)"
        ),
    ),
    (
        "罚款、押金、扣留证件",
        re.compile(
            r"罚(?:款|金)|罚(?:人民币)?[\d壹贰叁肆伍陆柒捌玖拾佰仟一二三四五六七八九十百千两]+元"
            r"|押金|保证金|扣[留押](?:[^，。；]{0,4})(?:证|财物|工资|档案)|(?:证|身份证)[^，。；]{0,4}扣[留押]"
            r"|扣(?:发|除|减)[^，。；]{0,4}(?:工资|薪)"
        ),
    ),
    (
        "转嫁第一责任人职责",
        re.compile(
            r"(?:代替|替代|代为履行|不再由)(?:校长|园长)"
            r"|(?:消防安全责任人|食品安全(?:第一)?责任人)"
            r"|(?:学校|全校|本校|校园|全园)(?:安全|消防|食品安全)(?:工作)?(?:的)?第一责任人"
        ),
    ),
    ("失效法律", re.compile(r"食品卫生法")),
    (
        "饮水收费",
        re.compile(r"(?:饮用?水|桶装水|直饮水)费|(?:收取|缴纳|交纳|代收)[^，。；]{0,6}饮用?水"),
    ),
)


def forbidden_clauses(text: str) -> list[Forbidden]:
    """Everything in a text that may not stand in an agreement, in order of the clauses."""
    return [
        Forbidden(kind, found.group(), clause)
        for clause in filter(None, (_BLANKS.sub("", one) for one in _SEGMENT.split(text)))
        for kind, pattern in _RULES
        for found in pattern.finditer(clause)
        if not _PROHIBITED.search(clause[: found.start()]) and not _names_principal(kind, clause)
    ]


def _names_principal(kind: str, clause: str) -> bool:
    """The principal himself is who the law makes responsible."""
    if not kind.startswith("转嫁") or re.search(r"代替|替代|代为履行|不再", clause):
        return False
    return (
        re.search(r"(?<!副)(?:校长|园长|主要负责人|法定代表人)(?:为|是|任|担任|作为)", clause)
        is not None
    )
