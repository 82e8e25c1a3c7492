"""Rules and what they find. A broken rule is data (a Finding), never an exception."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar


class Severity(StrEnum):
    """Levels of registers.md 0.4.

    BLOCK: the entry is saved, the record stays 未结: it cannot be signed off, closed or counted.
    WARN: needs an explanation and goes to the spot-check list.  HINT: only reminds.
    """

    BLOCK = "阻断"
    WARN = "警告"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in one entry or across records.

    Attributes:
        code: rule, as ``food_sample_retention.R01`` or ``G13``.
        where: column, check item or record number, in Chinese.
        message: what is not as it should be.
        advice: what to do.
        number: record it belongs to, once there is one.
    """

    code: str
    severity: Severity
    where: str
    message: str
    advice: str = ""
    number: str = ""

    def __str__(self) -> str:
        head = f"[{self.severity}] {self.code} {self.where}：{self.message}"
        return f"{head}。{self.advice}" if self.advice else head


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue.

    Attributes:
        code: number within the register, as ``R01``.
        text: the catalogue's own words.
        needs: key of a register the rule looks into; while that one is missing, the audit
            reports 未核（缺××）.
        needs_title: that register's title, or what else is missing, in Chinese.
        refused: broken only by content that cannot be understood, which is refused.
    """

    code: str
    severity: Severity
    text: str
    needs: str = ""
    needs_title: str = ""
    refused: bool = False


GENERAL: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            "G01",
            Severity.BLOCK,
            "记录日期不得晚于提交时间；业务日期不得在未来（计划类除外）",
            refused=True,
        ),
        Rule(
            "G02",
            Severity.BLOCK,
            "超过“应填时点”+24小时的记录按“补录”处理：写明原因、由上一级岗位批准，"
            "补录标记永久显示，照片须为当日拍摄时间",
        ),
        Rule(
            "G03",
            Severity.BLOCK,
            "已签记录不可改，只能“更正”：划线保留原值、写更正值、更正人、原因、时间，并重新走签字",
            refused=True,
        ),
        Rule("G04", Severity.BLOCK, "编号连号，作废留号留痕；不得物理删除"),
        Rule(
            "G05",
            Severity.BLOCK,
            "签字须按规定顺序，前一签字时间≤后一签字时间；同一记录中互斥角色不得为同一人"
            "（见 post_duty_register 的不相容岗位）",
        ),
        Rule(
            "G06",
            Severity.BLOCK,
            "凡有“合计、用量、差额、时长、大写、到期日”的字段由系统计算，人工不可改",
            refused=True,
        ),
        Rule(
            "G07",
            Severity.WARN,
            "雷同检测：连续≥5次内容、数值、签字时刻分布完全一致，提示“疑似代填/空填”",
        ),
        Rule("G08", Severity.WARN, "签字批量化：同一人60秒内签≥10份不同日期的记录"),
        Rule(
            "G09",
            Severity.WARN,
            "照片复用（同一哈希用于两条记录）、拍摄时间与记录日期不符、无拍摄时间",
        ),
        Rule(
            "G10",
            Severity.BLOCK,
            "停用设备、过期证照人员、已毕业/离职人员不可被引用为“在用/在岗”",
        ),
        Rule("G11", Severity.HINT, "校历判定为非应填日却有记录（允许，标“加查”）"),
        Rule(
            "G12",
            Severity.BLOCK,
            "含学生、家长、健康信息的字段按敏感个人信息管理：最小字段、限权、留访问日志、"
            "到期删除或去标识",
        ),
        Rule(
            "G13",
            Severity.BLOCK,
            "实测值超限时判定值只能是“不合格”；不得在同一记录内改小/改大实测值变合格（更正走 G03）",
        ),
        Rule(
            "G14",
            Severity.HINT,
            "法规库中引用条款失效或被替代时，提示模板管理员，不影响历史记录",
        ),
        # Not numbered in the catalogue: what its 0.4b, its 条件 columns and its F2 ask of all.
        Rule("G15", Severity.BLOCK, "凡给出数值标准的项，必须填实测值，不允许只点“合格”"),
        Rule("G16", Severity.BLOCK, "不合格、不适用、未检须说明"),
        Rule("G17", Severity.BLOCK, "条件必填栏目在条件成立时须填写"),
        Rule("G18", Severity.WARN, "按规定拍照"),
        Rule("F1", Severity.BLOCK, "不合格且不能当场改正的，开隐患：整改通知→整改→复查→销号"),
        Rule("F2", Severity.BLOCK, "★项不合格须立即停用挂牌、封闭或撤离，并写明处置"),
        Rule(
            "F3",
            Severity.BLOCK,
            "重大隐患、事故、聚集性疾病、食物中毒、走失、治安案件，建事故报告，初报—续报—终报",
        ),
        Rule("F4", Severity.WARN, "设施损坏且无即时危险的，建报修工单，报修人验收"),
        Rule(
            "F5",
            Severity.BLOCK,
            "感官异常、超期、温度失控的食品，隔离→销毁或退货→追溯同批→必要时停供",
        ),
        Rule("F6", Severity.BLOCK, "日结不平、票据缺号、金额不符，当日查清，异常上报校长"),
        Rule("F7", Severity.WARN, "盘点差异、期末点交差异：原因→审批→调账、赔偿或报损"),
        Rule("F8", Severity.WARN, "人为损坏、丢失的，建公物损坏赔偿登记单，只收民事赔偿"),
    )
}
"""通用校验 (registers.md 0.5), by code."""


RuleFunction = TypeVar("RuleFunction", bound=Callable[..., Iterable[Finding]])


def carries_out(*codes: str) -> Callable[[RuleFunction], RuleFunction]:
    """Mark a method of an entry, or a function of the audit, as carrying out rules."""

    def mark(function: RuleFunction) -> RuleFunction:
        function.rule_codes = codes  # type: ignore[attr-defined]  # read back by codes_of
        return function

    return mark


def codes_of(function: Any) -> tuple[str, ...]:
    """Rule codes a function carries out; empty for an ordinary one."""
    codes: tuple[str, ...] = getattr(function, "rule_codes", ())
    return codes
