from dataclasses import replace

from generator import body
from generator.document import Document, Photos, SignatureBlock, SignatureLine
from tests.generator.papers import checklist, inked, instrument, photo, row_register

PAPER = checklist(1, pictures=False)
ILLUSTRATED = replace(PAPER, blocks=(Photos((photo(),) * 99),))


def runs(*documents: Document) -> list[int]:
    return [len(run) for run in body._runs(documents)]


def test_a_run_holds_no_more_papers_and_photos_than_a_child_can_take() -> None:
    assert runs(*[PAPER] * 600) == [250, 250, 100]
    assert runs(*[ILLUSTRATED] * 5) == [2, 2, 1]


def test_the_months_of_a_long_register_print_side_by_side() -> None:
    assert runs(row_register(200), row_register(200), row_register(10)) == [1, 2]


def test_a_paper_with_too_many_photos_is_a_run_of_its_own() -> None:
    album = replace(PAPER, blocks=(Photos((photo(),) * 300),))
    assert runs(PAPER, album, PAPER) == [1, 1, 1]


def test_many_signatures_by_hand_weigh_as_a_photo_does() -> None:
    assert runs(*[inked(PAPER)] * 250) == [250]
    signed = SignatureLine("巡视人", ink=photo())
    crowded = replace(PAPER, blocks=(SignatureBlock((signed,) * (49 * body.INKS_A_PHOTO)),))
    assert runs(*[crowded] * 10) == [5, 5]


def test_papers_of_different_sheets_never_share_a_run() -> None:
    assert runs(PAPER, instrument(1), PAPER) == [1, 1, 1]


def test_every_character_of_a_paper_is_known() -> None:
    assert set("李㛃王𬱖“引号”被堵的安全出口") <= body.characters_of([checklist(5)])
