"""What no agreement may say (registers.md A.1, F.2): released liability, fines, shifted duties.

The check reads clause by clause and knows its own prohibitions: 不得扣押证件 is no 扣押证件. It is
not taken in by blanks, full width, marks between characters or traditional characters.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checklists.laws import REPEALED

RELEASE, MONEY, SHIFT = "免责条款", "罚款、押金、扣留证件", "转嫁第一责任人职责"
STATUTE, WATER = "失效法律", "饮水收费"
WHY: Mapping[str, str] = {
    RELEASE: "学校的法定责任（民法典第一千一百九十九条至第一千二百零一条）不能用责任书排除",
    MONEY: "学校没有处罚权，不能罚款、收押金、扣证件；可改为考核、通报、依法赔偿",
    SHIFT: "校长（园长）依法是消防、食品安全的第一责任人，不能转给别人",
    STATUTE: "引用的法律已经失效，改引现行的",
    WATER: "饮水不得列为收费项目",
}
"""Kind of forbidden clause → why it may not stand, and what may."""

_SEGMENT = re.compile(r"[,。;!?:\n]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_BETWEEN = re.compile(r"[^\S\n]+|[\u200b-\u200f\u2060\ufeff·・•*_~^|/\\.'\"“”‘’「」『』《》<>—–-]+")
_ONE_IN_BRACKETS = re.compile(r"\((\w)\)")
_PLAIN = str.maketrans(
    "為罰責學無關證擔負後長險費錢園員師處繳償損從業則單據壓應賠",
    "为罚责学无关证担负后长险费钱园员师处缴偿损从业则单据压应赔",
)

_SCHOOL = r"(?:学校|甲方|园方|校方|本校|我校|本园|幼儿园)"
_STAFF = r"班主任|教师|老师|教职工|员工|门卫|保安|副校长|副园长|主任|司机|厨师|责任人"
_PEOPLE = rf"(?:乙方|家长|监护人|学生|本人|自己|个人|{_STAFF})"
_LOSS = r"(?:法律|赔偿|安全|经济|民事|医疗)?(?:责任|后果|损失|费用)"
_ALL = r"(?:一切|全部|所有|任何)"
_NOT = r"(?!不得|不准|不许|不可|不能|不应|严禁|禁止|不)"
_MONEY = r"[\d零〇一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟]+元"
_PAPERS = (
    r"(?:证件|身份证|驾驶证|毕业证|学位证|资格证|教师证|健康证|工作证|学生证|护照|户口"
    r"|工资|银行卡|档案|财物|物品|手机)"
)
_TAKE = r"(?:扣留|扣押|扣下|扣住|暂扣|没收|收缴|收走|收押|押下|抵押|质押|留置)"

_FORBIDS = re.compile(
    r"(?:不得|不准|不许|不可|不能|不应|严禁|禁止|杜绝|绝不|决不|无权|不设|不实行|不采取|不再收|不收"
    r"|无[须需]|不用|不必|免收|免[交缴]|取消|废止|并非|不等于|不意味着|不代表|不视为|不构成)"
    rf"(?:以任何(?:形式|名义|理由|方式)|以|任何|一切|变相|乱|擅自|{_SCHOOL}"
    rf"|[向对](?:乙方|家长|学生|教职工|教师)|(?:乙方|家长|学生|教职工|教师)(?:承诺|书面)?"
    r"|收取|缴纳|交纳|支付|约定|写入|处以|实行|采取|实施|设置|设立|限制|要求|强迫|诱导|让|代替|私自"
    r"|罚款|罚金|押金|保证金|风险金|扣[留押]|没收|证件|身份证|财物|减轻|取|等|[、和或及与者])*$"
    r"|不(?:减轻|减少|降低)(?:或者|或|、|和|与)$"
    r"|不因[^,。;]{0,24}(?:而|就)$|不因(?:签订|签署|本)[^,。;]{0,12}$"
)
"""What comes right before words that are forbidden to be done, and so may be said."""
_BY_AUTHORITIES = re.compile(r"(?:部门|机关|机构|交警)(?:依法)?(?:处以|给予|作出|的)*$")
_UNDER_PRINCIPAL = re.compile(
    r"(?:协助|配合|服从|向|报告|接受|在)(?:校长|园长)?(?:作为|担任|履行)?(?:本校|学校)?$"
)
_IS_PRINCIPAL = re.compile(
    r"(?<!副)(?:校长|园长|主要负责人|法定代表人)\)?(?:依法)?(?:为|是|任|担任|作为|负)"
)

PATTERNS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    kind: tuple(map(re.compile, patterns))
    for kind, patterns in {
        RELEASE: (
            r"概不(?:负责|承担|过问|受理)",
            r"不负(?:任何|一切|相关|法律)*责任",
            rf"{_SCHOOL}[^,。;]{{0,8}}不负责[^,。;]*(?:安全|责任|后果|损失|赔偿|事故|伤)",
            rf"{_SCHOOL}[^,。;]{{0,6}}不(?:再|予)?承担(?:[^,。;]*{_LOSS}|[^,。;]*赔偿|$)",
            rf"(?<!不)免除{_SCHOOL}",
            rf"{_SCHOOL}[^,。;]{{0,6}}(?<!不)(?:免责|免于(?:承担|追究|赔偿)|免除[^,。;]*{_LOSS})",
            rf"{_SCHOOL}(?:概|一概)?(?:无|没有)(?:{_ALL}|相关|法律|赔偿)*责任",
            rf"(?:与|和|跟){_SCHOOL}(?:一概|概|毫)?无关"
            r"(?!的?(?:人员|车辆|物品|物资|事|资料|单位|活动|内容|信息))",
            rf"(?:不|不得|不再|不能|无权|不予)(?:追究|要求|找)[^,。;]{{0,4}}{_SCHOOL}"
            r"[^,。;]*(?:责任|赔|承担|负责)",
            rf"不(?:得|再|能|可)?向{_SCHOOL}(?:索赔|追偿|主张|提出[^,。;]*(?:赔|诉|索)|要求)",
            rf"(?:自行|自己|独自|自愿)(?:承担|负责|负担){_ALL}?{_LOSS}",
            rf"{_ALL}[^,。;]{{0,4}}{_LOSS}[^,。;]*(?:由|归){_PEOPLE}",
            rf"{_PEOPLE}(?:自行|自愿)?(?:承担|负){_ALL}(?:的)?{_LOSS}",
            rf"{_LOSS}[^,。;]{{0,6}}(?:均|全|都|概|一律|完全)由{_PEOPLE}",
            rf"{_PEOPLE}[^,。;]{{0,4}}(?:负全责|全权负责|承担全责)",
            rf"(?:{_LOSS}|风险|伤亡)(?:由)?自(?:负|担|理|行承担|行负责)",
            r"自(?:担|负)(?:风险|其责)",
            r"放弃(?:追究|索赔|求偿|诉讼|起诉|要求|一切|所有)",
        ),
        MONEY: (
            r"罚(?:款|金|钱)",
            rf"罚(?:人民币|现金)?{_MONEY}",
            r"(?:经济|金钱)处罚",
            r"押金",
            r"保证金",
            r"(?:安全|风险)(?:抵押|风险)?金(?!额)",
            r"乐捐",
            rf"{_TAKE}[^,。;]{{0,6}}{_PAPERS}",
            rf"(?:证件|身份证|驾驶证|毕业证|资格证|证)(?:{_NOT}[^,。;]){{0,6}}(?:{_TAKE}|押在|押给)",
            r"扣(?:发|除|减|掉)?[^,。;]{0,4}(?:工资|薪)",
            rf"扣(?:款|钱|人民币|{_MONEY})",
        ),
        SHIFT: (
            r"(?:代替|替代|代为履行|不再由)(?:校长|园长)",
            r"(?:为|是|任|担任|作为|充当|承担|履行)"
            r"(?:(?!本班|班级|〔|本部门|本岗|科室|教室|实验室|食堂|宿舍|责任区|区域|办公室|年级)[^,。;]){0,10}"
            r"(?:消防|食品)安全(?:工作)?的?(?:第一)?责任人",
            r"(?:消防|食品)安全(?:工作)?的?(?:第一)?责任人[^,。;]{0,4}(?:由|是|为)(?!校长|园长|主要负责人|法定代表人)",
            r"(?:学校|全校|本校|校园|全园|本园)(?:安全|消防|食品安全)?(?:工作)?的?第一责任人",
            r"(?<!副)(?:校长|园长)的?"
            rf"(?:{_NOT}[^,。;]){{0,8}}(?:职责|责任)(?:{_NOT}[^,。;]){{0,6}}(?:由|给|至|到)(?:乙方|{_STAFF})",
            r"(?<!副)(?:校长|园长)(?:概)?不(?:再|予)?(?:承担|负责|负)[^,。;]*(?:安全|责任|消防|食品)",
        ),
        WATER: (
            r"(?:饮用?水|桶装水|直饮水|开水|喝水|饮水机)[^,。;]{0,4}(?<!免)费(?!用由学校)",
            r"(?:收取|缴纳|交纳|代收|缴费|交费|交钱|付费)[^,。;]{0,8}(?:饮用?水|桶装水|直饮水)",
        ),
    }.items()
}
"""What may not be said, by kind: each pattern one way of saying it, over plain clauses."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A clause that may not stand.

    Attributes:
        kind: which of `WHY`.
        words: the words themselves.
        clause: the clause they stand in.
    """

    kind: str
    words: str
    clause: str

    def __str__(self) -> str:
        return f"{self.kind}：“{self.words}”"


def forbidden_clauses(text: str, on: date | None = None) -> list[Forbidden]:
    """Everything in a text that may not stand in an agreement, in order of the clauses.

    Args:
        text: of an agreement.
        on: day it is issued, which says what laws are in force; None is after all the library
            knows of.
    """
    return [found for clause in clauses_of(text) for found in _found(clause, on or date.max)]


def clauses_of(text: str) -> list[str]:
    """The clauses of a text as they are looked through: without what only hides a word."""
    flat = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    flat = _ONE_IN_BRACKETS.sub(r"\1", _THOUSANDS.sub("", flat))
    return [one for part in _SEGMENT.split(flat) if (one := _BETWEEN.sub("", part))]


def _found(clause: str, on: date) -> Iterator[Forbidden]:
    """Each kind once: who mends a clause reads it whole."""
    for kind, patterns in PATTERNS.items():
        said = (found for pattern in patterns for found in pattern.finditer(clause))
        meant = (one for one in said if not _may_be_said(kind, clause, clause[: one.start()]))
        if (first := next(meant, None)) is not None:
            yield Forbidden(kind, first.group(), clause)
    for law in REPEALED:
        if law.name in clause and law.is_replaced(on):
            yield Forbidden(STATUTE, law.name, clause)


def _may_be_said(kind: str, clause: str, before: str) -> bool:
    """Whether what comes before the words turns them into something honest."""
    if _FORBIDS.search(before):
        return True
    if kind == MONEY:
        return _BY_AUTHORITIES.search(before) is not None
    if kind == SHIFT and not re.search(r"代替|替代|代为履行|不再", clause):
        return bool(_IS_PRINCIPAL.search(clause) or _UNDER_PRINCIPAL.search(before))
    return False
