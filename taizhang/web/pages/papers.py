"""文书: what goes out on paper to be signed, and comes back; a door to each kind."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from checklists.catalogue import find
from records.audit.fees import NOTICES
from records.charges.kept import CONSENTS
from taizhang.desk import Desk
from taizhang.official_seals import is_in_charge
from taizhang.web.charging import CHARGES, may_look
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.letters import LETTERS, own_letters
from taizhang.web.rights import (
    Right,
    Visitor,
    may_campaign,
    may_put_away,
    may_see_register,
)

router = APIRouter(route_class=Guarded)


@dataclass(frozen=True, slots=True)
class Door:
    """A kind of papers, and who finds something behind it."""

    address: str
    title: str
    about: str
    opens: Callable[[Desk, Visitor], bool]


def _keeps(register: str) -> Callable[[Desk, Visitor], bool]:
    def opens(desk: Desk, who: Visitor) -> bool:
        return may_see_register(who, find(register, desk.registers))

    return opens


DOORS = (
    Door(
        LETTERS,
        "安全责任书",
        "成批生成、打印、签订、催签、归档",
        lambda _, who: may_campaign(who) or who.may(Right.READ_ALL),
    ),
    Door("/papers/fees", "收费公示", "公示牌、海报、张贴照片", _keeps(NOTICES)),
    Door("/papers/consents", "自愿确认单", "按班发放、登记意愿", _keeps(CONSENTS)),
    Door(CHARGES, "收费、票据、结算", "按班收款、当日日结、期末结算退费", may_look),
    Door(
        "/papers/scans",
        "扫描归档",
        "签好的纸扫描回来，按码归到记录；核对签名",
        lambda _, who: may_put_away(who),
    ),
    Door(
        "/papers/stamps",
        "用印",
        "申请、批准、盖章、用印登记",
        lambda desk, who: is_in_charge(who.id, who.posts, desk.home.settings.seals),
    ),
)
"""First to last; a kind of papers has a line here."""


@router.get("/papers")
@allow(Right.FILL, Right.READ_ALL)
def papers_page(request: Request, site: OurSite, who: Who) -> Response:
    """The doors that open for whoever asks, and their own letters."""
    with site.desk() as desk:
        doors = [one for one in DOORS if one.opens(desk, who)]
        own = own_letters(desk, who)
    return site.page(request, "papers.html", doors=doors, own=own)
