"""Errors in a term of fees, one of each kind, and the rule and words by which each is found."""

from checklists.rules import Severity
from tests.taizhang.fee_spoiling import (
    Planted,
    account,
    all_in_cash,
    day,
    face,
    line,
    published,
    slip,
    stub,
)
from tests.taizhang.fee_term import BOOKS

WARN = Severity.WARN
UNSETTLED = dict.fromkeys(
    ("supplier", "supply_price", "supply_invoice", "cost", "returned", "settle_on")
)
PLANTED: dict[str, Planted] = {
    # 12.2 R01
    "a family that declined is charged": Planted(
        slip(20),
        {"paid": "300.00", "paid_on": "2026-03-09", "receipt_no": "0012001", "collector": "P101"},
        "agency_fee_consent.R01",
        "不参加，却收了300.00元",
    ),
    "a family that did not choose is charged": Planted(
        slip(2), {"choice": None}, "agency_fee_consent.R01", "没有选择，却收了300.00元"
    ),
    "charged before the parents signed": Planted(
        slip(3),
        {"signed_on": "2026-03-10"},
        "agency_fee_consent.R01",
        "2026-03-09收费，家长2026-03-10签字",
    ),
    "signed on the day of the charge": Planted(
        slip(4), {"signed_on": "2026-03-09"}, "agency_fee_consent.R01", "当日签字当日收费", 0, WARN
    ),
    "the slip does not say that it is by choice": Planted(
        slip(6), {"declared": False}, "agency_fee_consent.R01", "没有明示自愿"
    ),
    "a justified complaint is not made good": Planted(
        slip(7), {"complaint": "被要求参加", "upheld": True}, "agency_fee_consent.R01", "投诉属实"
    ),
    "what may never be charged": Planted(
        slip(8), {"item": "桶装水费"}, "agency_fee_consent.R01", "属于禁收项目（饮水）"
    ),
    "more heads are charged than joined": Planted(
        day(0),
        line(count=400, actual="120000.00", faces="120000.00"),
        "agency_fee_consent.R01",
        "自愿参加的只有",
        1,
    ),
    # 12.2 R02
    "a refund is short": Planted(
        slip(9), {"returned": "13.49"}, "agency_fee_consent.R02", "实退13.49元，应退13.50元"
    ),
    "more is spent than was paid": Planted(
        slip(10),
        {"cost": "300.50", "supply_price": "300.50"},
        "agency_fee_consent.R02",
        "支出多于缴费",
    ),
    "a refund is missing": Planted(
        slip(11),
        {"returned": None},
        "agency_fee_consent.R02",
        "应退13.50元，2026-06-24公布结算，没有登记退费",
    ),
    "a payment is never settled": Planted(
        slip(12), UNSETTLED, "agency_fee_consent.R02", "学期已结束，1户300.00元没有结算"
    ),
    "Σ paid less Σ spent is not Σ given back": Planted(
        slip(13), {"returned": "14.50"}, "agency_fee_consent.R02", "−支出"
    ),
    "families paid another sum than was taken": Planted(
        slip(14),
        {"paid": "290.00", "returned": "3.50"},
        "agency_fee_consent.R02",
        "确认单缴费合计",
        0,
    ),
    # 12.2 R03, R04
    "charged above the standard": Planted(
        slip(15),
        {"paid": "310.00", "returned": "23.50"},
        "agency_fee_consent.R03",
        "缴费310.00元，高于标准300.00元",
    ),
    "a slip asks for more than was announced": Planted(
        slip(16), {"standard": "310.00"}, "agency_fee_consent.R03", "高于公示标准300.00元"
    ),
    "something is added to the price": Planted(
        slip(17), {"supply_price": "280.00"}, "agency_fee_consent.R03", "高于采购价280.00元"
    ),
    "the supplier is not told": Planted(
        slip(18), {"supplier": None}, "agency_fee_consent.R03", "没有公开"
    ),
    "no reason for declining": Planted(
        slip(28), {"reason": None}, "agency_fee_consent.R04", "没有写理由", 0, WARN
    ),
    "a class in which nobody declines": Planted(
        slip(3, 0, BOOKS),
        {"choice": "自愿参加", "reason": None},
        "agency_fee_consent.R04",
        "30户全部参加，参加率100%",
        0,
        WARN,
    ),
    "waived without an approval": Planted(slip(1), {"approval_no": None}, "G17", "没有填写"),
    # 12.1 R03: what is charged was told
    "an item nobody was told of": Planted(
        slip(19), {"item": "校服费"}, "fee_publicity.R03", "“校服费”没有公示就收费"
    ),
    "charged before the notice allows": Planted(
        slip(21), {"paid_on": "2026-03-06"}, "fee_publicity.R03", "不在公示的收费期内"
    ),
    "forbidden and charged": Planted(
        slip(22), {"item": "取暖费"}, "fee_publicity.R01", "收了“取暖费”300.00元，属于禁收项目"
    ),
    # ties
    "a receipt is given to two": Planted(
        slip(23), {"receipt_no": "0012003"}, "receipt_stub_register.R01", "票据0012003与"
    ),
    "a payment without a receipt": Planted(
        slip(24), {"receipt_no": None}, "daily_fee_settlement.R01", "没有可查的票据号"
    ),
    "a receipt of another day": Planted(
        slip(25),
        {"paid_on": "2026-03-10"},
        "daily_fee_settlement.R01",
        "确认单2026-03-10收费，日结单",
    ),
    "paid in another way than the day says": Planted(
        slip(26), {"method": "POS"}, "daily_fee_settlement.R01", "确认单收款方式POS"
    ),
    "a receipt of no settlement": Planted(
        slip(27),
        {"receipt_no": "0013400"},
        "daily_fee_settlement.R01",
        "票据0013400不在任何一天的日结单里",
    ),
    # 12.3
    "more is used than gone": Planted(
        stub(0), {"issued": 3}, "receipt_stub_register.R01", "已用+作废+跳号"
    ),
    "a spoilt number of another book": Planted(
        stub(1), {"void": "0099999"}, "receipt_stub_register.R01", "0099999不在本册起止号内"
    ),
    "left out without a reason": Planted(
        stub(0), {"skip_reason": None}, "receipt_stub_register.R01", "有跳号，没有登记原因"
    ),
    "a book is drawn twice": Planted(
        stub(1),
        {"no_from": "0012700", "drawn_on": "2026-03-06"},
        "receipt_stub_register.R01",
        "重号",
        1,
    ),
    "a number is nowhere": Planted(
        day(2),
        line(0, receipt_from="0013390", receipt_to="0013396"),
        "receipt_stub_register.R01",
        "缺号：",
        2,
    ),
    "void here and valid there": Planted(
        stub(0),
        {"void": "0012245"},
        "receipt_stub_register.R01",
        "作废0012246在票据登记里不是作废",
        1,
    ),
    "another sum than the days": Planted(
        stub(1),
        {"amount": "9999.00"},
        "receipt_stub_register.R02",
        "开票金额合计9999.00元，日结票面合计",
    ),
    "capitals are wrong": Planted(
        stub(0), face(5, written="人民币叁佰圆"), "receipt_stub_register.R02", "人民币叁佰圆"
    ),
    "a stub shows another sum than was paid": Planted(
        stub(1),
        face(3, amount="68.00", written="人民币陆拾捌元整"),
        "receipt_stub_register.R02",
        "票面68.00元",
    ),
    "copies of void receipts are missing": Planted(
        stub(0), {"void_copies": False}, "receipt_stub_register.R03", "作废票联次不齐"
    ),
    "who keeps the books checks them": Planted(
        stub(0), {"checker": "顾管"}, "receipt_stub_register.R03", "与票据管理员是同一人"
    ),
    "who collects keeps the books": Planted(
        stub(1), {"keeper": "许收"}, "receipt_stub_register.R03", "许收收费，又是"
    ),
    "too many are void": Planted(
        stub(1),
        {"void": "0012900-0012920", "void_copies": True},
        "receipt_stub_register.R04",
        "超过3%",
        1,
        WARN,
    ),
    "a book is kept too long": Planted(
        stub(1), {"drawn_on": "2025-09-01"}, "receipt_stub_register.R04", "超过6个月", 0, WARN
    ),
    # 12.4
    "① due less waived is not what was taken": Planted(
        day(3), line(0, actual="2064.00"), "daily_fee_settlement.R02", "未平：研学实践活动费应收"
    ),
    "① a reduction no family has": Planted(
        day(3),
        line(1, reduce="86.00", approval_no="减免审〔2026〕9号"),
        "daily_fee_settlement.R02",
        "减免86.00元，确认单减免合计0元",
    ),
    "② faces are less than was taken": Planted(
        day(1), line(0, faces="1.00"), "daily_fee_settlement.R01", "未平：差额"
    ),
    "② the till is short": Planted(
        day(0),
        {"scanned": "1.00", "explanation": "正在查", "handling": "短款由收费员书面说明"},
        "daily_fee_settlement.R01",
        "未平：差额-",
    ),
    "② less is banked": Planted(
        day(2),
        {"deposit_amount": "100.00", "explanation": "正在查"},
        "daily_fee_settlement.R01",
        "未平：差额-",
        1,
    ),
    "③ void outside the run": Planted(
        day(2), line(1, void="0013333"), "daily_fee_settlement.R01", "作废的0013333不在起止号内"
    ),
    "③ more receipts than payers": Planted(
        day(1), line(1, count=2), "daily_fee_settlement.R01", "份，只有2人", 1
    ),
    "③ fewer families than receipts": Planted(
        slip(30), {"receipt_no": None, "paid": None}, "daily_fee_settlement.R01", "户持有", 1
    ),
    "④ banked late": Planted(
        day(1),
        {"deposit_on": "2026-03-12T16:20:00+08:00", "deposit_note": "忘了"},
        "daily_fee_settlement.R01",
        "应在2026-03-10前缴存",
    ),
    "④ banked on Monday without a word": Planted(
        day(2), {"deposit_note": None}, "daily_fee_settlement.R01", "银行非营业日收费，没有写明"
    ),
    "④ never banked": Planted(
        day(0),
        dict.fromkeys(("deposit_amount", "deposit_on", "account", "slip_no")),
        "daily_fee_settlement.R01",
        "应在2026-03-09前缴存，还没有缴存",
        2,
    ),
    "who collects reviews": Planted(
        day(3), {"reviewer": "许收"}, "daily_fee_settlement.R03", "许收"
    ),
    "spent out of the takings": Planted(
        day(3), {"spent": "50.00"}, "daily_fee_settlement.R03", "坐支50.00元"
    ),
    "some have no receipt": Planted(
        day(1), line(2, count=99), "daily_fee_settlement.R04", "笔未开票", 1, WARN
    ),
    "suddenly much more cash": Planted(
        day(3), all_in_cash, "daily_fee_settlement.R04", "现金占", 1, WARN
    ),
    "another standard than was announced": Planted(
        day(1), line(3, standard="301.00"), "daily_fee_settlement.R02", "公示标准300.00元"
    ),
    "a receipt is used on two days": Planted(
        day(3),
        line(0, receipt_from="0012010", receipt_to="0012031"),
        "daily_fee_settlement.R01",
        "重号",
        2,
    ),
    "a receipt of no book": Planted(
        day(3),
        line(2, receipt_from="0099001", receipt_to="0099022"),
        "daily_fee_settlement.R01",
        "不在领用的票据里",
        2,
    ),
    # 12.6
    "a month begins elsewhere than the last one ended": Planted(
        account("2026-05"), published(opening="1.00"), "monthly_account_publicity.R01", "期初1.00元"
    ),
    "income is not what was taken": Planted(
        account("2026-03"),
        published(income="1.00"),
        "monthly_account_publicity.R01",
        "日结实收合计",
    ),
    "the books say otherwise": Planted(
        account("2026-04"), {"book_income": "1.00"}, "monthly_account_publicity.R01", "账簿1.00元"
    ),
    "something is kept back": Planted(
        account("2026-06"), published(expense="1.00"), "agency_fee_consent.R02", "账上还有结余", 1
    ),
    "published too late": Planted(
        account("2026-04"),
        {"publish_on": "2026-05-20"},
        "monthly_account_publicity.R02",
        "应在2026-05-10前",
    ),
    "a question is not answered": Planted(
        account("2026-05"),
        {"question": "问：退费呢？"},
        "monthly_account_publicity.R03",
        "质询没有答复",
        0,
        WARN,
    ),
}

SEEN_ELSEWHERE = {
    "a number is nowhere",
    "③ fewer families than receipts",
    "a receipt is given to two",
    "a receipt is used on two days",
    "who collects keeps the books",
    "more heads are charged than joined",
    "a book is drawn twice",
}
"""Errors of two records: the finding names the other one."""
