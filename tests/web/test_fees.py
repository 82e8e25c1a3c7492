"""收费公示 in the browser: what hangs, what may be charged, and a notice drafted from it."""

from datetime import datetime

import pytest

from checklists.surroundings import SHANGHAI
from tests.taizhang.families import CARE, FREE, SERVICE, Families, add_families
from tests.web.school import Client, WebSchool


@pytest.fixture
def families(school: WebSchool) -> Families:
    return add_families(school.folder)


@pytest.fixture
def head(school: WebSchool) -> Client:
    """董䶮, head of logistics, who answers for notices."""
    return school.visitor("董䶮")


def test_what_hangs_is_told_with_the_photo_it_lacks(head: Client, families: Families) -> None:
    number = families.put_up()
    page = head.page("/papers/fees")
    assert "公示中" in page
    assert "待拍公示牌照片" in page
    assert f'href="/records/{number}/continue"' in page
    assert f'href="/records/{number}/print.pdf?paper=poster"' in page


def test_a_notice_that_must_not_go_up_has_nothing_to_print(
    head: Client, families: Families
) -> None:
    number = families.put_up(fees=[FREE, {**SERVICE, "item": "纯净水费"}])
    page = head.page("/papers/fees")
    assert "不能公示" in page
    assert "禁收项目（饮水）" in page
    assert f"/records/{number}/print" not in page


def test_an_adjusted_notice_stands_beside_the_one_it_replaces(
    school: WebSchool, families: Families
) -> None:
    families.put_up()
    school.now = families.now = datetime(2026, 4, 1, 9, 0, tzinfo=SHANGHAI)
    families.put_up(
        checked_on="2026-04-01",
        start="2026-04-01",
        charge_from="2026-04-09",
        replaces="收费公示〔2026〕1号",
        fees=[FREE, {**SERVICE, "standard": "280.00"}],
    )
    page = school.visitor("董䶮").page("/papers/fees")
    assert "替代 收费公示〔2026〕1号" in page
    assert "已替代" in page


def test_ticked_items_of_the_catalogue_fill_in_the_form(head: Client, families: Families) -> None:
    assert f">{CARE}</span>" in head.page("/papers/fees")
    answer = head.get("/papers/fees/draft?item=F01")
    assert answer.url.path == "/registers/fee_publicity/new"
    for told in (f'value="{CARE}"', 'value="300.00"', "示例发改价格〔2025〕12号", "2027-08-31"):
        assert told in answer.text, told
    whole = head.get("/papers/fees/draft")
    assert f'value="{CARE}"' in whole.text


def test_everybody_may_read_what_is_public_and_only_owners_draft(
    school: WebSchool, families: Families
) -> None:
    families.put_up()
    clerk = school.visitor("许安")
    page = clerk.page("/papers/fees")
    assert CARE in page
    assert "起草公示" not in page
    assert "登记公示牌照片" not in page
    assert clerk.get("/papers/fees/draft").status_code == 403


def test_the_poster_is_handed_out_as_pdf_and_word(head: Client, families: Families) -> None:
    number = families.put_up()
    for form, head_bytes in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = head.get(f"/records/{number}/print.{form}?paper=poster")
        assert answer.status_code == 200
        assert answer.content.startswith(head_bytes)
