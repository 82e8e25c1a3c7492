"""`./run demo`: a whole school's term, recorded, bound, signed and verified, into output/demo/."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from generator.rendering import Press
from records.record import Record
from taizhang.cli.frame import Asked
from taizhang.desk import Desk, Visit
from taizhang.official_seals import image_from, keep_seal, read_seal
from taizhang.papers import FORMATS, open_press, print_record
from taizhang.rehearsal import Stage, build_home, carry_out
from taizhang.simulator import Plan, simulate
from taizhang.simulator.seals import draw_seal
from taizhang.stamping import ask, decide, lay_out_sealed, press_sealed, stamp
from taizhang.volumes import Bound, bind_term
from taizhang.vouching import verify_path

FOLDER = Path(__file__).resolve().parent.parent / "output" / "demo"
HOME = "home"
LEDGER = "ledger.pdf"
SEAL = "公章"


@dataclass(frozen=True, slots=True)
class Made:
    """One file of the demo."""

    name: str
    text: str


def main() -> None:
    """Make everything anew, verify it, and say how to open it."""
    asked = Asked(FOLDER / HOME, "", as_json=False)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    plan = simulate()
    home = build_home(FOLDER / HOME, plan)
    with Desk.open(home, now=lambda: plan.ends, disk=Stage()) as desk:
        with asked.progress("登记一学期") as tell:
            carry_out(desk, plan, tell)
        click.echo(f"已登记 {len(desk.records(term_of(plan)))} 条记录")
        with open_press(home) as press, asked.progress("装订") as tell:
            stamped = sealed_agreement(desk, press, plan)
            bound = bind_term(desk, press, binder(desk, plan), term_of(plan), tell=tell)
            made = [*papers(desk, press, plan), stamped]
    (FOLDER / LEDGER).write_bytes(bound.signed)
    for line in account(bound, made):
        click.echo(line)
    report = verify_path(FOLDER / LEDGER, FOLDER / HOME)
    click.echo(f"核验 {LEDGER}：{report.headline}")
    kept = verify_path(FOLDER / HOME, FOLDER / HOME)
    click.echo(f"核验 {HOME}/：{kept.headline}")
    sys.exit(0 if report.ok and kept.ok else 1)


def term_of(plan: Plan) -> str:
    """Key of the plan's one term."""
    return plan.settings.terms[0].key


def binder(desk: Desk, plan: Plan) -> Visit:
    """Who binds: the head of logistics, on the evening the term ends."""
    return Visit(of_post(desk, "logistics_head"), plan.ends)


def of_post(desk: Desk, post: str) -> str:
    """Id of somebody of a post."""
    people = desk.directory.listings("person")
    return next(one.id for one in people if one.active and post in one.posts)


def papers(desk: Desk, press: Press, plan: Plan) -> Iterator[Made]:
    """A class teacher's agreement and the term's fee notice, as Word and PDF."""
    notices = standing(desk, plan, "fee_publicity")
    chosen = {
        "agreement": class_teachers(desk, plan),
        "fee-notice": max(notices, key=lambda one: len(one.entry["fees"])),
    }
    for name, record in chosen.items():
        for form in FORMATS:
            paper = print_record(desk, press, record, form)
            (FOLDER / f"{name}.{form}").write_bytes(paper.data)
            yield Made(f"{name}.{form}", paper.document.title.replace("\n", ""))


def class_teachers(desk: Desk, plan: Plan) -> Record:
    """The agreement of a class teacher."""
    letters = standing(desk, plan, "safety_responsibility_letter")
    return next(
        one for one in letters if one.entry["party_type"] == "班主任" and not one.corrections
    )


def sealed_agreement(desk: Desk, press: Press, plan: Plan) -> Made:
    """That agreement with the seal of the school: kept, asked for, allowed and used by three."""
    head, clerk, keeper = (
        Visit(of_post(desk, post), plan.ends)
        for post in ("principal", "safety_officer", "logistics_head")
    )
    image = image_from(draw_seal(plan.settings.school.name))
    seal = read_seal({"name": SEAL, "custodians": [keeper.by]})
    desk.renew(keep_seal(desk, head.by, seal, image))
    number = class_teachers(desk, plan).number
    asked = ask(desk, clerk, [number], [SEAL], 2, "签订安全责任书")
    decide(desk, head, asked.id, allow=True)
    stamp(desk, keeper, asked.id)
    paper = press_sealed(press, lay_out_sealed(desk, keeper, asked.id, number))
    name = "agreement-sealed.pdf"
    (FOLDER / name).write_bytes(paper.data)
    return Made(name, f"{paper.document.title.replace(chr(10), '')}，已盖公章和骑缝章")


def standing(desk: Desk, plan: Plan, slug: str) -> list[Record]:
    """Records of a register that stand."""
    records = desk.records(term_of(plan), slug)
    return [one for one in records if not one.is_void and not one.blocking]


def account(bound: Bound, made: list[Made]) -> Iterator[str]:
    """What was made, and how to open it."""
    volume = bound.volume
    yield f"都在 {FOLDER}："
    yield f"  {LEDGER}　{volume.title}，{volume.records} 件 {volume.pages} 页，已签名"
    for one in made:
        yield f"  {one.name}　{one.text}"
    yield f"  {HOME}/　这所学校的文件夹（记录、名录、附件、密钥）"
    yield "打开：用任意 PDF 阅读器看 ledger.pdf，用 Word 或 WPS 看 .docx；再试试"
    yield f"  ./run taizhang --home output/demo/{HOME} hazards --all"
    yield f"  ./run taizhang --home output/demo/{HOME} audit {volume.manifest.term}"
    yield f"  ./run taizhang --home output/demo/{HOME} verify output/demo/{LEDGER}"


if __name__ == "__main__":
    main()
