"""Settings: what can be set, what a new school still has to do, what has to be seen to."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from records.backup import status
from taizhang.doctor import examine_school
from taizhang.web.beginning import first_steps, hints_of
from taizhang.web.guard import Guarded, OurSite, Who, allow
from taizhang.web.rights import Right

router = APIRouter(route_class=Guarded)
FEW = 6
"""Hints that are shown at once; the rest unfolds."""
STEPPED = ("person", "place", "extinguisher", "class")
ROOMS: tuple[tuple[str, str, str, tuple[Right, ...]], ...] = (
    ("/settings/school", "学校和学期", "校名、食堂、校历、限值、不设的登记簿", (Right.SETTINGS,)),
    ("/settings/lists", "名录", "人员和岗位、地点、灭火器、班级、供货商……", (Right.LISTS,)),
    ("/settings/seals", "印章", "公章的图片和保管人；用印要领导批准", (Right.SEALS,)),
    ("/settings/codes", "扫码标签", "贴在地点、设备上，手机一扫就打开要填的表", (Right.LISTS,)),
    ("/settings/accounts", "账号", "谁能登录、是什么角色、忘了口令", (Right.ACCOUNTS,)),
    ("/settings/backup", "备份", "做一份备份下载下来，另外保管", (Right.BACKUP,)),
    (
        "/settings/connection",
        "手机怎么连",
        "地址、二维码、https 证书",
        (Right.SETTINGS, Right.ACCOUNTS, Right.LISTS),
    ),
)
"""Page, title, what is set there, and the rights of which one is needed."""


@router.get("/settings")
@allow(Right.LISTS, Right.SETTINGS, Right.ACCOUNTS, Right.BACKUP)
def settings_page(request: Request, site: OurSite, who: Who) -> Response:
    """What this visitor may set, and what is waiting for them."""
    with site.desk() as desk:
        home, directory, now = desk.home, desk.directory, desk.now()
    counts = {kind: sum(one.active for one in directory.listings(kind)) for kind in STEPPED}
    accounts = len(site.entrance.accounts.listed())
    steps = first_steps(counts, accounts, status(home.folder))
    mine = [one for one in steps if who.may(one.right)]
    return site.page(
        request,
        "settings.html",
        rooms=[one[:3] for one in ROOMS if who.may(*one[3])],
        steps=mine,
        few=FEW,
        waiting=sum(not one.done for one in mine),
        hints=list(hints_of(examine_school(home, now, directory), who)),
    )
