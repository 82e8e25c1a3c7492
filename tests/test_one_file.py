"""One register more is one file more: form, ledger, papers, volume, command line, documents."""

import io
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from checklists.catalogue import catalogue
from checklists.registers import environment
from taizhang import reference
from tests.taizhang.office import Office

SLUG = "greening_test"
FILE = '''"""绿化养护记录：绿化工每周登记一次修剪、浇水和病虫害。"""

from typing import Annotated

from checklists.basis import known
from checklists.cadence import EverySchoolDay
from checklists.columns import Day, Label, Number, Text, Unit
from checklists.entry import RowEntry
from checklists.limits import Limit
from checklists.register import Register, Signer
from checklists.retention import Retention
from checklists.rules import Rule, Severity


class GreeningTest(RowEntry):
    """绿化养护记录。"""

    register = Register(
        title="绿化养护试登记",
        number="6.9",
        prefix="LHY",
        cadence=EverySchoolDay("每日", "当日"),
        retention=Retention("1年（建议值）", 1, recommended=True),
        basis=(known("学校绿化制度"),),
        signers=(Signer("绿化工"),),
        post="绿化工",
        owners=("gardener",),
        photos="不需要",
        followup=("枯枝 → 修剪",),
        rules=(Rule("R01", Severity.HINT, "浇水量异常时复核", needs="rainfall_record",
                    needs_title="降雨量记录"),),
    )

    day: Annotated[Day, Label("日期")]
    plot: Annotated[Text, Label("地块")]
    water: Annotated[Number, Label("浇水量"), Unit("L"), Limit.of(high="500")]

    example = {"day": "2026-03-05", "plot": "校门花坛㛃", "water": "120"}
'''


@pytest.fixture
def one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """A chapter with one file more, from a folder of its own; gives the registers without it."""
    built_in = set(catalogue())
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / f"{SLUG}.py").write_text(FILE, encoding="utf-8")
    path = [*environment.__path__, str(tmp_path / "more")]
    monkeypatch.setattr(environment, "__path__", path)
    catalogue.cache_clear()
    yield built_in
    catalogue.cache_clear()
    sys.modules.pop(f"{environment.__name__}.{SLUG}", None)
    vars(environment).pop(SLUG, None)


def test_one_register_more_is_served_everywhere_without_touching_another_file(
    one_more: set[str], office: Office, tmp_path: Path
) -> None:
    # form and command line
    listed = [one["key"] for one in office.ask("registers")]
    assert len(listed) == len(one_more) + 1
    assert set(listed) == {*one_more, SLUG}
    form = office.ask("describe", "greening_test", "--form")
    assert set(form) > {"日期：必填，如 2026-03-05", "地块：必填"}
    example = office.ask("describe", "greening_test", "--example")
    # ledger
    receipt = office.add("greening_test", example, "许安")
    assert (receipt["number"], receipt["verdict"]) == ("LHY-20260305-001", "合格")
    # Word and PDF
    office.ask("print", receipt["number"], "--to", "docx", "--out", str(tmp_path / "a.docx"))
    office.ask("print", receipt["number"], "--to", "pdf", "--out", str(tmp_path / "a.pdf"))
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert "校门花坛㛃" in archive.read("word/document.xml").decode()
    assert "校门花坛㛃" in text_of((tmp_path / "a.pdf").read_bytes())
    # completeness and volume
    office.now += timedelta(days=3)
    bound = office.ask("bind", "2025-2026-2", "--out", str(tmp_path / "l.pdf"), by="沈玥")
    assert bound["registers"]["greening_test"]["done"] == 1
    assert bound["registers"]["greening_test"]["missing"] > 0
    assert "校门花坛㛃" in text_of((tmp_path / "l.pdf").read_bytes())
    assert office.ask("verify", str(tmp_path / "l.pdf"))["ok"]
    # audit and documentation
    codes = {one["code"] for one in office.ask("audit", "2025-2026-2", "--hints")}
    assert "greening_test.R01" in codes
    pages = reference.pages()
    assert "浇水量" in pages["registers/greening_test.md"]
    assert "greening_test" in pages["registers.md"]


def text_of(pdf: bytes) -> str:
    """All text of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
