"""Forbidden clauses: what must be refused, however it is said; what must be let through."""

import re
from datetime import date

import pytest

from checklists.clauses.forbidden import (
    MONEY,
    PATTERNS,
    RELEASE,
    SHIFT,
    STATUTE,
    WATER,
    WHY,
    clauses_of,
    forbidden_clauses,
)
from checklists.clauses.library import post_clauses, shared_clauses
from checklists.posts import PARTIES
from tests.checklists.test_clauses import LIBRARY, catalogue_clauses

REFUSED: dict[str, tuple[str, ...]] = {
    RELEASE: (
        "发生事故学校概不负责。",
        "放学后发生的事故，学校概不承担。",
        "课间伤害，校方概不过问。",
        "乙方承担全部责任，甲方不负任何责任。",
        "甲方不负法律责任。",
        "学校不负责学生在校期间的人身安全。",
        "本校对课后事故不负责赔偿。",
        "学校不承担任何责任。",
        "医疗费用学校不承担。",
        "甲方不再承担连带赔偿责任。",
        "园方不予承担相关费用。",
        "免除学校的赔偿责任。",
        "签字后即免除甲方一切责任。",
        "不论何种原因，均免除校方责任。",
        "发生意外，学校免责。",
        "甲方免于承担赔偿责任。",
        "学校没有任何责任。",
        "甲方无责任。",
        "学生意外伤害与学校无关。",
        "在校外出事和学校一概无关。",
        "家长不得追究学校的责任。",
        "乙方不得要求甲方赔偿。",
        "监护人无权找学校承担责任。",
        "不得向学校索赔。",
        "乙方不再向甲方提出任何诉讼。",
        "家长自行承担一切责任。",
        "受伤的，自己负责后果。",
        "自愿承担全部费用和责任。",
        "活动期间的一切后果由家长承担。",
        "所有安全责任归班主任。",
        "乙方承担全部责任。",
        "监护人自愿承担所有的后果。",
        "由此产生的责任均由家长承担。",
        "医疗费用一律由监护人负担。",
        "课间安全由班主任负全责。",
        "路队安全由家长全权负责。",
        "后果自负。",
        "风险自担。",
        "费用自理，责任自负。",
        "参加者自担风险。",
        "各岗位自负其责。",
        "乙方自愿放弃追究学校责任。",
        "家长放弃索赔。",
        "发 生 事 故 学 校 概 不 负 责。",
        "学·校·概·不·负·责。",
        "發生事故學校概不負責。",
        "学校“概不负责”。",
        "家长自行承担\u200b一切责任。",
        "不得迟到，后果自负。",
        "不得不由家长自行承担一切责任。",
    ),
    MONEY: (
        "迟到一次罚款50元。",
        "违反不得早退规定的罚款。",
        "不按时到岗，罚 款 二十元。",
        "违者处以罚金。",
        "缺岗一次罚钱。",
        "漏填一次罚20元。",
        "脱岗罚人民币壹佰元。",
        "违规罚１，０００元。",
        "视情节给予经济处罚。",
        "入职须缴纳押金。",
        "钥匙押金每人一百元。",
        "收取安全保证金。",
        "每人交纳风险抵押金。",
        "上岗前交安全风险金。",
        "发生事故的乐捐二百元。",
        "违者扣留身份证。",
        "拒不登记的，扣押证件。",
        "来访人员须抵押身份证。",
        "没收违纪学生手机。",
        "收缴教师资格证。",
        "身份证押在门卫室。",
        "来访人员证件一律扣押。",
        "扣发当月工资。",
        "扣除两天薪酬。",
        "每次扣50元。",
        "漏巡一次扣款。",
        "罚·款五十元。",
        "罰款五十元。",
        "罚（款）五十元。",
        "ＦＡＬＳＥ填报的罚款。",
        "不得不罚款。",
        "不得拖欠罚款。",
        "不得拒绝缴纳押金。",
        "不缴押金不得上岗。",
        "不得迟到否则罚款50元。",
    ),
    SHIFT: (
        "由乙方代替校长履行职责。",
        "安全工作不再由校长负责。",
        "乙方代为履行园长职责。",
        "乙方为学校消防安全责任人。",
        "由分管副校长担任消防安全第一责任人。",
        "食堂负责人作为学校食品安全责任人。",
        "副校长是学校食品安全第一责任人。",
        "学校消防安全责任人由总务主任担任。",
        "学校食品安全第一责任人是食堂负责人。",
        "乙方是全校安全工作第一责任人。",
        "校园安全的第一责任人由门卫担任。",
        "校长的安全职责转由副校长承担。",
        "校长的第一责任转移给乙方。",
        "校长不再负责消防安全。",
        "园长不承担食品安全责任。",
        "乙方为学校 消防 安全 责任人。",
        "乙方為學校消防安全責任人。",
    ),
    STATUTE: (
        "依据《食品卫生法》。",
        "依据《中华人民共和国食品卫生法》签订本责任书。",
        "按食品 卫生法执行。",
        "依据《环境保护法》。",
    ),
    WATER: (
        "每学期收取桶装水费30元。",
        "按月缴纳饮水费。",
        "开水费由家长承担。",
        "饮水机使用费每人十元。",
        "代收学生饮用水费用。",
        "动员学生缴费喝安全的桶装水。",
        "收取 桶 装 水 款。",
    ),
}
ACCEPTED = (
    "不得扣押证件和财物。",
    "文明执勤，不得搜身，不得扣押证件和财物，不得限制他人人身自由。",
    "不免除学校责任。",
    "本告知书不免除学校依法应尽的教育、管理职责。",
    "签订本责任书不减轻或者免除学校的法定责任。",
    "学校责任不因签订本责任书而免除学校应尽的义务。",
    "不得以任何理由免除学校责任。",
    "不得约定概不负责等免责条款。",
    "不得要求家长放弃索赔。",
    "不得让家长承诺后果自负。",
    "签收告知书不等于免除学校责任。",
    "校长为消防安全责任人。",
    "校长是学校消防安全责任人。",
    "校长（园长）为食品安全第一责任人。",
    "学校主要负责人是消防安全责任人。",
    "法定代表人为学校消防安全责任人。",
    "消防安全责任人由校长担任。",
    "协助学校消防安全责任人落实防火检查。",
    "发现火情立即向消防安全责任人报告。",
    "协助校长履行学校安全工作第一责任人职责。",
    "不得代替校长签字。",
    "副校长为学校消防安全管理人。",
    "是三（2）班安全工作第一责任人。",
    "是〔班级〕消防安全责任人。",
    "是本班教室消防安全责任人。",
    "是食堂消防安全责任人。",
    "校长外出期间由副校长带班。",
    "不得收取任何罚款、押金。",
    "严禁以任何名义罚款。",
    "学校不得向乙方收取押金、罚款。",
    "严禁学校向学生收取押金。",
    "学校无权罚款，按考核办法处理。",
    "不设罚款，不收押金。",
    "不得以罚款代替教育。",
    "被市场监管部门处以罚款的，承包方依法承担。",
    "身份证核验后不得扣留，当场归还。",
    "来访人员须核验证件，离校收回凭证并登记时间。",
    "不得没收学生财物。",
    "与学校无关的人员、车辆不得进入校园。",
    "禁止与学校无关人员进入操作间。",
    "学校不负责接送。",
    "学校不承担接送任务。",
    "施工造成人身伤害、财产损失的，依法承担赔偿责任。",
    "损坏公物的，由监护人依法承担赔偿责任。",
    "未履行职责造成后果的，依照党纪政纪和法律法规追究责任。",
    "本责任书的落实情况纳入学期考核，与绩效、评优挂钩。",
    "依法追究学校和乙方的责任。",
    "饮水设备每日清洗消毒。",
    "不得收取饮水费。",
    "按时缴纳水费、电费。",
    "学校购买桶装水供学生免费饮用。",
    "依据《中华人民共和国食品安全法》。",
    "知悉服务性收费和代收费实行自愿原则，可自主选择。",
)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts]
)
def test_what_no_agreement_may_say_is_found(kind: str, text: str) -> None:
    assert kind in {one.kind for one in forbidden_clauses(text)}


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_an_agreement_may_say_is_let_through(text: str) -> None:
    assert forbidden_clauses(text) == []


@pytest.mark.parametrize(
    "pattern", [one for kind in PATTERNS.values() for one in kind], ids=lambda one: one.pattern[:40]
)
def test_every_pattern_is_needed_by_something_that_must_be_refused(
    pattern: re.Pattern[str],
) -> None:
    texts = (text for kind in REFUSED.values() for text in kind)
    assert any(pattern.search(clause) for text in texts for clause in clauses_of(text))


@pytest.mark.parametrize("heading", catalogue_clauses())
def test_every_sentence_of_the_catalogue_is_let_through(heading: str) -> None:
    found = [forbidden_clauses(one) for one in catalogue_clauses()[heading]]
    assert found == [[]] * len(found)
    assert found


def test_the_whole_library_is_let_through() -> None:
    assert forbidden_clauses(LIBRARY.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("party", PARTIES)
def test_no_post_is_asked_for_what_is_forbidden(party: str) -> None:
    kind = PARTIES[party].kind
    shared = (shared_clauses(one, kind) for one in ("引言", "考核与奖惩", "附则"))
    texts = (*post_clauses(party), *(sentence for one in shared for sentence in one))
    assert [one for text in texts for one in forbidden_clauses(text)] == []


def test_one_kind_is_told_once_a_clause_and_says_why() -> None:
    (found,) = forbidden_clauses("发生事故学校概不负责且后果自负。")
    assert str(found) == "免责条款：“概不负责”"
    assert found.clause == "发生事故学校概不负责且后果自负"
    assert PATTERNS.keys() | {STATUTE} == WHY.keys() == REFUSED.keys()


def test_a_law_may_be_cited_while_it_is_in_force() -> None:
    assert forbidden_clauses("依据《环境保护法》。", date(2026, 8, 14)) == []
    (found,) = forbidden_clauses("依据《环境保护法》。", date(2026, 8, 15))
    assert found.kind == STATUTE
