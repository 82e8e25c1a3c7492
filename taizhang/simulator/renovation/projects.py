"""Two projects: the kitchen's floor over the May holiday, the water pipes for the summer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from taizhang.simulator.photos import Photo
from taizhang.simulator.school import SCHOOL
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "renovation_project_file"
FIRM = "青禾安居维修有限公司"
LETTER = f"{SCHOOL.code}〔2026〕安责-SGDW-002号"
"""Number of the builder's responsibility letter."""


@dataclass(frozen=True, slots=True)
class Project:
    """Works from the application to moving in.

    Attributes:
        steps: what, when as “04-08”, number of the paper, yuan.
        begun, ended: of the works as agreed.
    """

    ref: str
    name: str
    kind: str
    place: str
    reason: str
    scheme: str
    budget: str
    steps: tuple[tuple[str, str, str, str], ...]
    begun: date
    ended: date
    opens_on: str = ""


FLOOR = Project(
    "project-floor", "食堂粗加工间地面防水维修", "厨房餐厅", "食堂一层粗加工间",
    "地砖空鼓开裂，排水不畅，渗漏至地下管沟",
    "拆除旧砖，做两遍防水涂膜并闭水，重铺防滑砖，找坡0.5%向地漏", "26800.00",
    (("立项申请", "04-08", "总务申〔2026〕3号", "26800.00"),
     ("行政会议", "04-13", "行政会纪要〔2026〕6号", "26800.00"),
     ("采购/招标", "04-20", "询价记录〔2026〕2号", ""),
     ("合同签订", "04-24", "青云小修合〔2026〕1号", "25600.00"),
     ("安全交底", "04-30", "交底记录〔2026〕1号", ""),
     ("进场", "05-01", "进场单〔2026〕1号", "")),
    date(2026, 5, 1), date(2026, 5, 5),
)  # fmt: skip
PIPES = Project(
    "project-pipes", "教学楼A供水管道改造", "水电", "教学楼A一至四层卫生间",
    "管道锈蚀，多处渗漏，水压不足", "更换PPR管及阀门，增设感应龙头，方案图见附件", "48000.00",
    (("立项申请", "05-11", "总务申〔2026〕4号", "48000.00"),
     ("行政会议", "05-18", "行政会纪要〔2026〕8号", "48000.00"),
     ("采购/招标", "06-12", "询价记录〔2026〕3号", ""),
     ("合同签订", "06-22", "青云小修合〔2026〕2号", "46500.00"),
     ("安全交底", "07-02", "交底记录〔2026〕2号", ""),
     ("进场", "07-03", "进场单〔2026〕2号", "")),
    date(2026, 7, 3), date(2026, 8, 15), "2026-09-01",
)  # fmt: skip
PROJECTS = (FLOOR, PIPES)
MEETING = "行政会议"
"""The step after which the principal has agreed."""


def projects(world: World) -> Script:
    """Both projects."""
    book = Book(KEY)
    for one in PROJECTS:
        _carry_on(world, book, one)
    return Script(tuple(book.acts))


def _day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def _carry_on(world: World, book: Book, one: Project) -> None:
    head, accountant = world.the("logistics_head"), world.the("accountant")
    first = _day(one.steps[0][1])
    at = moment(first, "10:20")
    step, papers = _step(world, one, 0)
    before = _scans(world, one, "before", at - timedelta(minutes=30), 2, "broken")
    data = _application(one, head.name) | {
        "steps": [step],
        "photos_before": [photo.name for photo in before],
    }
    book.file(one.ref, at, head, data, photos=(*before, *papers))
    book.sign(one.ref, at + timedelta(minutes=5), head, "申请人")
    book.sign(one.ref, at + timedelta(minutes=6), head, "总务", "预算已核，报会计")
    book.sign(one.ref, at + timedelta(minutes=80), accountant, "会计（预算）", "公用经费可列支")
    for place in range(1, len(one.steps)):
        _next_step(world, book, one, place)
        if one.steps[place][0] == MEETING:
            _approve(world, book, one, _day(one.steps[place][1]))


def _application(one: Project, applicant: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": one.name,
        "kind": one.kind,
        "applied_on": _day(one.steps[0][1]).isoformat(),
        "applicant": applicant,
        "place": one.place,
        "reason": one.reason,
        "scheme": one.scheme,
        "budget": one.budget,
        "fund_source": "公用经费",
        "method": "询价三家",
    }
    return {**data, "opens_on": one.opens_on} if one.opens_on else data


def _step(world: World, one: Project, place: int) -> tuple[dict[str, Any], tuple[Photo, ...]]:
    step, day, number, amount = one.steps[place]
    dice, name = world.dice(KEY, one.ref, place), f"{one.ref}-{place + 1}.jpg"
    paper = snap(name, "page", (step, number, FIRM, day), moment(_day(day), "09:50"), dice)
    line = {"step": step, "at": _day(day).isoformat(), "doc_no": number, "doc": [paper.name]}
    return ({**line, "amount": amount} if amount else line), (paper,)


def _scans(
    world: World, one: Project, what: str, at: Any, count: int, scene: str
) -> tuple[Photo, ...]:
    dice = world.dice(KEY, one.ref, what)
    texts: Sequence[tuple[str, ...]] = [
        (one.place, f"维修前{number}")
        if scene == "broken"
        else (
            f"{'报价单' if what == 'quote' else '意外险保单'}",
            f"第{number}家",
            FIRM,
            str(at.date()),
        )
        for number in range(1, count + 1)
    ]
    return tuple(
        snap(
            f"{one.ref}-{what}-{number}.jpg", scene, text, at + timedelta(minutes=2 * number), dice
        )
        for number, text in enumerate(texts, 1)
    )


def _next_step(world: World, book: Book, one: Project, place: int) -> None:
    """A step, with what has to be there when it is taken."""
    step, day, *_ = one.steps[place]
    line, photos = _step(world, one, place)
    at = later(moment(_day(day), "15:40"), world.dice(KEY, one.ref, day), 0, 40)
    data: dict[str, Any] = {"steps": [line]}
    if step == "采购/招标":
        quotes = _scans(world, one, "quote", at - timedelta(hours=1), 3, "page")
        data["quotes"], photos = [photo.name for photo in quotes], (*photos, *quotes)
    if step == "合同签订":
        data |= {
            "contractor": FIRM,
            "qualification": "建筑机电安装工程专业承包三级",
            "manager": "罗开山",
            "credit": "正常",
            "period": one.begun.isoformat(),
            "period_end": one.ended.isoformat(),
        }
    if step == "安全交底":
        policy = _scans(world, one, "insurance", at - timedelta(hours=1), 1, "page")
        photos = (*photos, *policy)
        data |= {"safety_agreement": LETTER, "insurance": [photo.name for photo in policy]}
    book.more(one.ref, at, world.the("logistics_head"), data, photos)


def _approve(world: World, book: Book, one: Project, day: date) -> None:
    """The meeting decided: the day is written down and signed."""
    at = moment(day, "16:40")
    book.more(one.ref, at, world.the("logistics_clerk"), {"approved_on": day.isoformat()})
    signed, why = at + timedelta(minutes=12), "同意立项，先询价后签约"
    book.sign(one.ref, signed, world.the("principal"), "校长/行政会议", why)
