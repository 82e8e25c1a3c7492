"""开学前后勤保障条件检查表：开学前一周逐项检查，★全部合格或有校长批准的替代方案，才签“具备开学条件”。"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checklists.basis import known
from checklists.cadence import EveryTerm
from checklists.checklist import ChecklistEntry
from checklists.columns import (
    EXAMPLE_PHOTO,
    Day,
    Head,
    Hint,
    Label,
    Moment,
    Note,
    Person,
    Photos,
    PlannedDay,
    Text,
    When,
)
from checklists.errors import Problem
from checklists.limits import Limit
from checklists.register import Register, Seed, Signer
from checklists.retention import Retention
from checklists.rules import Finding, Rule, Severity, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import Measure, Verdict, check_items

READY = "具备开学条件"
ALL = Limit.of(low="100")
ItemNo = Annotated[Text, Field(pattern=r"^I(0[1-9]|1[0-5])$")]


class Visit(BaseModel):
    """Who looked at an item, and when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[ItemNo, Label("检查项"), Hint("I01–I15")]
    checker: Annotated[Person, Label("检查人")]
    at: Annotated[Moment, Label("检查时间")]


class Alternative(BaseModel):
    """What is done instead of a ★ item that failed, and who agreed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    item: Annotated[ItemNo, Label("检查项")]
    plan: Annotated[Text, Label("替代方案")]
    approver: Annotated[Person, Label("批准人"), Hint("校长")]
    approved_on: Annotated[Day, Label("批准日期")]


class TermOpeningCheck(ChecklistEntry):
    """开学前（期初）后勤保障条件检查表：一学期一份，逐项有检查人和时间。"""

    register = Register(
        title="开学前（期初）后勤保障条件检查表",
        number="8.5",
        prefix="KXJC",
        cadence=EveryTerm(
            "每学期开学前1周内（含假期结束前复查）", "开学前2个工作日", after=-2, lead=14
        ),
        retention=Retention("3年", 3),
        basis=(known("开学安全大检查年度通知；[S] 重大事故隐患判定指南相关条款"),),
        signers=(
            Signer(
                "各条线检查人",
                (
                    "logistics_clerk",
                    "safety_officer",
                    "canteen_manager",
                    "textbook_admin",
                    "health_teacher",
                ),
            ),
            Signer("总务主任", ("logistics_head",)),
            Signer("校长", ("principal",)),
        ),
        post="总务主任",
        owners=("logistics_head",),
        photos="必需",
        followup=("不合格 → 开学前整改复查；食堂/校舍类★不合格 → 延迟启用该区域",),
        rules=(
            Rule("R01", Severity.BLOCK, "★全部合格或有经校长批准的替代方案方可签“具备开学条件”"),
            Rule("R02", Severity.BLOCK, "每项有检查人、时间"),
        ),
        seeds=(
            Seed(
                4,
                "三（四）2",
                "做好各班桌凳的配备和维修，检查班级多媒体是否可以正常使用，检查水电暖是否正常，各部位照明设施检查维修",
                191,
            ),
            Seed(4, "二", "利用整个假期做好校舍维修各项工作", 161),
            Seed(4, "三（六）3-4", "做好学校食堂设备设施的准备工作", 223),
        ),
    )

    hazard_source = "其他"

    items = check_items(
        """
        01 ★ | 课桌凳数量与学生数 | 清点 | 每生1套、完好；高度与身高匹配 | 设施器材
        02   | 黑板、多媒体、网络、广播 | 试用 | 正常 | 设施器材
        03   | 照明 | 测照度抽3间 | 课桌面≥300lx、黑板≥500lx（GB 7793[K]） | 用电
        04 ★ | 水电暖 | 试 | 供应正常 | 设施器材
        05 ★ | 校舍与修缮项目 | 现场 | 完工验收、垃圾清场、无施工区与教学区混行 | 校舍
        06 ★ | 食堂开餐准备 | 查证照、人员、库存、试餐 | 许可证有效、健康证齐、清库存、设备试机、餐具消毒 | 食品
        07 ★ | 饮水 | 查检测 | 管网冲洗、水质合格 | 饮水
        08 ★ | 教科书、作业本 | 点数 | 到货率100%或有替代方案
        09   | 卫生消毒、除四害 | 查记录 | 全面完成 | 卫生防疫
        10 ★ | 消防 | 月检 | 合格率100% | 消防
        11 ★ | 门卫安防 | 试 | 监控、报警、器械正常，保安到岗 | 治安
        12 ★ | 校车（如有） | 查 | 年检、许可、司机照管员资质、试车 | 交通
        13   | 责任书、预案、值班表 | 查 | 已签、已修订、已发布
        14 ★ | 收费公示 | 现场 | 公示栏更新
        15   | 班牌、标识、无障碍 | 目视 | 完好 | 设施器材
    """,
        {
            "I01": (Measure("short", "缺少套数", Limit.of(high="0"), "套"),),
            "I03": (
                Measure("desk", "课桌面最低照度", Limit.of(low="300"), "lx"),
                Measure("board", "黑板最低照度", Limit.of(low="500"), "lx"),
            ),
            "I08": (Measure("arrived", "到货率", ALL, "%"),),
            "I10": (Measure("passed", "消防合格率", ALL, "%"),),
        },
    )

    checked_on: Annotated[Day, Label("检查日期"), Head()]
    term: Annotated[Text, Label("学年学期"), Head()]
    start_on: Annotated[PlannedDay, Label("开学日期"), Head()]
    inspectors: Annotated[
        tuple[Person, ...], Field(min_length=1, max_length=50), Label("检查组"), Head()
    ]
    visits: Annotated[
        tuple[Visit, ...], Field(max_length=100), Label("各项检查人和时间"), Hint("每项1行")
    ]
    alternatives: Annotated[
        tuple[Alternative, ...], Field(max_length=50), Label("替代方案"), When("★不合格时")
    ] = ()
    conclusion: Annotated[Literal["具备开学条件", "暂不具备开学条件"], Label("结论")]
    note: Annotated[Note, Label("说明")] = ""
    photos: Annotated[Photos, Label("现场照片"), Hint("必需")] = ()

    example = {
        "checked_on": "2026-02-26",
        "term": "2025-2026学年第二学期",
        "start_on": "2026-03-02",
        "inspectors": ["秦越", "王安", "赵工"],
        "visits": [
            {
                "item": f"I{number:02d}",
                "checker": "王安",
                "at": f"2026-02-26T09:{number + 10}:00+08:00",
            }
            for number in range(1, 16)
        ],
        "conclusion": "具备开学条件",
        "photos": [EXAMPLE_PHOTO],
        "checks": {
            **{f"I{number:02d}": {"verdict": "合格"} for number in range(1, 16)},
            "I01": {"verdict": "合格", "measured": {"short": "0"}},
            "I03": {"measured": {"desk": "320", "board": "540"}},
            "I08": {"measured": {"arrived": "100"}},
            "I10": {"measured": {"passed": "100"}},
            "I12": {"verdict": "不适用", "remark": "没有校车"},
        },
    }

    def title(self) -> str:
        """Term."""
        return f"{self.term}开学前检查"

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """One alternative an item."""
        yield from super().malformed(surroundings)
        seen_items = [one.item for one in self.alternatives]
        for item in {one for one in seen_items if seen_items.count(one) > 1}:
            yield Problem("「替代方案」", f"{item}写了两次", "一项只写一行", "alternatives")

    @carries_out("R01")
    def ready_when_it_is(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Every ★ item passed, or the principal agreed to something instead."""
        if self.conclusion != READY:
            return
        agreed = {one.item: one for one in self.alternatives}
        for one in self.judgements(surroundings):
            item = one.key.rpartition(".")[2]
            fine = one.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE)
            if not one.critical or fine:
                continue
            instead = agreed.get(item)
            if instead is None:
                what = f"★{one.verdict}，不能签“{READY}”"
                yield self.finding("R01", one.label, what, "整改复查，或报校长批准替代方案")
            elif not surroundings.has_post(instead.approver.id, "principal"):
                what = f"替代方案由{instead.approver.name}批准，不是校长"
                yield self.finding("R01", one.label, what, "报校长批准")

    @carries_out("R02")
    def every_item_has_its_checker(self, surroundings: Surroundings) -> Iterator[Finding]:
        """Who, and when."""
        visited = {one.item for one in self.visits}
        for item in self.items:
            if item.id not in visited:
                yield self.finding("R02", item.where, "没有检查人、时间", "补填一行")

    @carries_out("G18")
    def photographed(self, surroundings: Surroundings) -> Iterator[Finding]:
        """必需 photos."""
        shown = self.photos or any(check.photos for check in self.checks.values())
        if not shown:
            yield self.finding("G18", "「现场照片」", "没有照片", "补拍")
