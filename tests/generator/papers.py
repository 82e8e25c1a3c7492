"""Papers of every shape, with every block and the text that breaks careless printing."""

import io
from dataclasses import replace

from PIL import Image, ImageDraw

from generator import qr
from generator.document import (
    Attachments,
    Block,
    CheckRow,
    Checks,
    Closing,
    Document,
    Fact,
    Facts,
    Grid,
    GridColumn,
    GridRow,
    Heading,
    Notice,
    PageBreak,
    Paragraph,
    Photos,
    Picture,
    Prose,
    Qr,
    SignatureBlock,
    SignatureLine,
)
from generator.strokes import to_ink
from tests.pen import signature

SCHOOL = "青禾路小学"
NASTY = "<b>&{{7*7}}{_{x}_}{% if %} 绿区<正常>& “引号”'a'\"b\" \\n 日方民—… ≤5℃ √□"
RARE = "李㛃 王𬱖 赵䶮 林玥 王珺"
CODE = qr.encode(qr.QrKind.RECORD, {"n": "XYXS-20260312-001", "d": "9c1185a5c5e9fc54"})


def photo(width: int = 400, height: int = 300, kind: str = "JPEG") -> Picture:
    """A drawn picture, as a phone would hand it in."""
    image = Image.new("RGB", (width, height), (120, 150, 180))
    ImageDraw.Draw(image).rectangle((width // 4, height // 4, width // 2, height // 2), "red")
    out = io.BytesIO()
    image.save(out, kind)
    return Picture(out.getvalue(), f"image/{kind.lower()}", "二楼出口 08:31", "被堵的安全出口")


def row_register(count: int = 120) -> Document:
    """A landscape register of `count` lines; every seventh takes three lines."""
    columns = (
        GridColumn("序号", 1),
        GridColumn("记录编号", 3.2),
        GridColumn("位置", 3, "left"),
        GridColumn("压力", 1.4, "right"),
        GridColumn("判定", 1.3),
        GridColumn("检查人", 1.8),
        GridColumn("备注", 4, "left"),
    )
    rows = tuple(
        GridRow(
            (
                str(number),
                f"MHQ-20260301-{number:03d}",
                "教学楼东侧楼梯口" + "，配电箱旁，距疏散门约两米处" * (number % 7 == 0),
                "1.2",
                "不合格" if number % 17 == 3 else "合格",
                RARE.split()[number % 5],
                NASTY if number == 2 else "",
            ),
            anchor=f"MHQ-{number:03d}",
            marks=frozenset({"fail"} if number % 17 == 3 else {"void"} if number == 4 else ()),
        )
        for number in range(1, count + 1)
    )
    return Document(
        title="灭火器检查卡",
        school=SCHOOL,
        shape="row",
        orientation="landscape",
        subtitle="2025—2026学年第二学期",
        running_head=f"{SCHOOL} · 灭火器检查卡",
        footer="打印 2026-07-10 版式 3f9a12c4",
        anchor="register-mhq",
        blocks=(
            Facts(((Fact("学校", SCHOOL), Fact("月份", "2026年3月"), Fact("部门", "总务处")),)),
            Grid(columns, rows),
            SignatureBlock((SignatureLine("检查人", "王珺", "2026年3月31日"),)),
        ),
    )


def checklist(items: int = 22, *, pictures: bool = True) -> Document:
    """A portrait check sheet with findings, photos, a correction and signatures."""
    rows = tuple(
        CheckRow(
            str(number),
            f"{'★ ' * (number % 3 == 0)}疏散通道与安全出口 {number}",
            "逐层走查",
            "无堆物、无锁闭，门可开启，标志明亮",
            "不合格" if number == 5 else "合格",
            "8.5 ℃" if number == 7 else "",
            NASTY if number == 5 else "",
            key=number % 3 == 0,
            failed=number == 5,
        )
        for number in range(1, items + 1)
    )
    photos = (Heading("照片", 1, "photos"), Photos((photo(), photo(300, 400), photo()), pairs=True))
    return Document(
        title="校园每日巡视记录",
        school=SCHOOL,
        shape="checklist",
        subtitle="2026年3月12日　上午",
        number="编号：XYXS-20260312-001",
        running_head=f"{SCHOOL} · 校园每日巡视记录",
        footer="摘要 9c1185a5c5e9fc54",
        qr=CODE,
        anchor="XYXS-20260312-001",
        created="2026-03-12T10:00:00+08:00",
        blocks=(
            Notice("迟交：次日补录，原因：停电", "late"),
            Facts(((Fact("日期", "2026年3月12日"), Fact("天气", "多云")), (Fact("路线", NASTY),))),
            Checks(rows, "检查项目"),
            *(photos if pictures else ()),
            Notice(f"更正：{RARE}", "correction"),
            SignatureBlock(
                (
                    SignatureLine("巡视人", "王珺", "2026年3月12日", "代录：林玥", "sig-1"),
                    SignatureLine("总务主任", anchor="sig-2"),
                ),
                seal="（学校公章）",
            ),
        ),
    )


def instrument(clauses: int = 30) -> Document:
    """An agreement: prose of every kind, two parties."""
    return Document(
        title=f"{SCHOOL}2025—2026学年第二学期\n班主任安全责任书",
        school=SCHOOL,
        shape="instrument",
        number="青禾小〔2026〕安责-BZR-12号",
        qr=CODE,
        blocks=(
            Prose(
                (
                    Paragraph(f"甲方：{SCHOOL}", "clause"),
                    Paragraph("为落实“一岗双责”，甲方与乙方签订本责任书。" * 3),
                    Paragraph("一、责任目标", "heading"),
                    Paragraph("（一）日常管理", "subheading"),
                    *(
                        Paragraph(f"{number}. 每日晨检、点名，查清未到学生并联系家长；{RARE}。")
                        for number in range(1, clauses + 1)
                    ),
                    Paragraph(NASTY, "center"),
                    Paragraph("校长办公会通过", "right"),
                    Paragraph("注：一式两份。", "note"),
                )
            ),
            SignatureBlock(
                (
                    SignatureLine("甲方（盖章）：", "", "2026年　月　日", anchor="sig-1"),
                    SignatureLine("乙方（签字）：", "", "2026年　月　日", anchor="sig-2"),
                )
            ),
        ),
    )


def notice_board() -> Document:
    """A landscape official paper issued by one body."""
    return Document(
        title=f"{SCHOOL}收费公示",
        school=SCHOOL,
        shape="instrument",
        orientation="landscape",
        qr=CODE,
        blocks=(
            Grid(
                (GridColumn("项目", 2), GridColumn("标准（元）")), (GridRow(("伙食费", "12.00")),)
            ),
            Prose((Paragraph("监督电话：12345"),)),
            SignatureBlock(
                (SignatureLine("公示单位（章）：", SCHOOL, "2026年2月20日", "已公示", seal=True),)
            ),
        ),
    )


def official() -> Document:
    """An official paper (GB/T 9704-2012) with everything that one can have."""
    return Document(
        title=f"{SCHOOL}2026—2027学年\n第一学期总务处工作计划",
        school=SCHOOL,
        shape="official",
        number="青禾小〔2026〕12号",
        qr=CODE,
        blocks=(
            Prose(
                (
                    Paragraph("各处室、各年级组：", "addressee"),
                    Paragraph("一、工作目标", "heading"),
                    Paragraph("（一）安全", "subheading"),
                    Paragraph(f"1.{NASTY}"),
                )
            ),
            Grid((GridColumn("月份"), GridColumn("事项", 4, "left")), (GridRow(("9月", RARE)),)),
            Prose((Paragraph("以上请遵照执行。"),)),
            Attachments(("月度安排表", "经费预算表")),
            Closing(f"{SCHOOL}总务处", "2026年8月28日", sealed=True),
            Prose((Paragraph("（此件公开发布）"),)),
        ),
    )


def slip() -> Document:
    """Half a sheet that a family signs, with a receipt to cut off."""
    return Document(
        title="自愿确认单",
        school=SCHOOL,
        shape="slip",
        orientation="landscape",
        subtitle=SCHOOL,
        footer="DSF-20260228-001",
        blocks=(
            Facts(((Fact("班级", "三（2）班"), Fact("学生", RARE, wide=True)),)),
            Prose((Paragraph(f"{NASTY}：", "heading"), Paragraph("□ 参加　□ 不参加", "clause"))),
            SignatureBlock((SignatureLine("家长签名", date="　　年　月　日", anchor="sig-1"),)),
            Prose((Paragraph("……（沿虚线剪下）……", "center"),)),
            Facts(((Fact("回执", RARE, wide=True),),)),
        ),
    )


def front_matter() -> Document:
    """Contents and other pages around the body, with the blocks not used elsewhere."""
    return Document(
        title="卷内目录",
        school=SCHOOL,
        shape="front",
        running_head=SCHOOL,
        blocks=(
            Heading("第四章 消防安全", 1, "chapter-4"),
            Heading("灭火器", 2),
            Grid((GridColumn("题名", 3, "left"), GridColumn("页号")), (GridRow((NASTY, "3")),)),
            Notice("本记录已作废", "void"),
            Notice("以下空白", "info"),
            PageBreak(),
            Qr(CODE, "扫码核对"),
        ),
    )


def cover() -> Document:
    """The cover of a volume."""
    facts = Facts(((Fact("起止日期", "2026年2月20日至7月10日"),), (Fact("责任人", RARE),)))
    return Document(
        title="安全与后勤工作台账",
        school=SCHOOL,
        shape="cover",
        subtitle="2025—2026学年第二学期",
        number="案卷号：0001",
        qr=CODE,
        blocks=(facts,),
    )


def inked(paper: Document) -> Document:
    """The paper with signatures that were drawn, in its rows and under it."""
    names = ("王珺", "李㛃")
    drawings = tuple(
        Picture(to_ink(signature(name)), "image/png", "", f"手写签名：{name}") for name in names
    )
    blocks: list[Block] = []
    for block in paper.blocks:
        if isinstance(block, Grid):
            empty = (None,) * (len(block.columns) - 2)
            inks = (*empty, drawings[0], None)
            block = replace(block, rows=tuple(replace(row, inks=inks) for row in block.rows))
        elif isinstance(block, SignatureBlock):
            lines = zip(block.lines, names, drawings, strict=False)
            block = replace(
                block,
                lines=tuple(
                    replace(line, name=name, ink=ink, way="手写签名") for line, name, ink in lines
                ),
            )
        blocks.append(block)
    return replace(paper, title=f"{paper.title}（手写签名）", blocks=tuple(blocks))


EVERY_SHAPE = (
    row_register(5),
    checklist(6),
    instrument(3),
    notice_board(),
    replace(notice_board(), title=f"{SCHOOL}公示海报", shape="poster"),
    slip(),
    official(),
    front_matter(),
    cover(),
    inked(row_register(5)),
    inked(checklist(6)),
    inked(instrument(3)),
    inked(notice_board()),
)
