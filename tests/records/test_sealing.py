"""What is personal stands in no line of a journal, and can be read while its key is there."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from checklists.catalogue import catalogue, find
from checklists.entry import Entry
from checklists.surroundings import SHANGHAI
from records import sealing
from records.acts import Continue, Correct, Erase, File, Sign, Void
from records.erasure import finish_erasures, half_erased, missing_keys
from records.ledger import Ledger
from records.masking import on_paper
from records.personal import ERASED, MISSING, changed, has_personal, personal_words
from records.record import Operation, Person
from records.refusals import NotAllowedError, UnauthorisedError
from records.school import School
from records.vault import BLOCK
from tests.records.conftest import TERM, make_school

LATE = datetime(2026, 7, 10, 12, tzinfo=SHANGHAI)
HEAD = Person("p01", "杜校长")
GUARD = Person("p02", "方守")


@dataclass(frozen=True)
class Listed:
    id: str
    name: str
    posts: tuple[str, ...]
    active: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


class Everybody:
    """A directory that knows whoever is asked for."""

    def keeps(self, kind: str) -> bool:
        return False

    def look_up(self, kind: str, key: str) -> Listed:
        return Listed(key, key, ("principal",) if key == HEAD.id else ("gate_guard",))


def open_school() -> School:
    return replace(make_school(), directory=Everybody())


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path, TERM, school=open_school()) as opened:
        yield opened


def example(slug: str, **changes: Any) -> Entry:
    kind = find(slug)
    data = {name: one for name, one in {**kind.example, **changes}.items() if one is not None}
    return kind.read(data, open_school().surroundings(LATE))


def visit(ledger: Ledger, **changes: Any) -> str:
    return ledger.append(File(example("visitor_register", **changes)), by=GUARD, at=LATE).number


def book(ledger: Ledger) -> bytes:
    return ledger.journal.path.read_bytes()


def lose_keys(ledger: Ledger) -> None:
    shutil.rmtree(ledger.home / "keys")
    ledger.vault.forget()


WITH_PERSONAL = [slug for slug, kind in catalogue().items() if has_personal(kind.columns())]


@pytest.mark.parametrize("slug", WITH_PERSONAL)
def test_no_personal_value_of_any_register_stands_in_the_journal(slug: str, ledger: Ledger) -> None:
    entry = example(slug)
    done = ledger.append(File(entry), by=GUARD, at=LATE)
    kept, columns = ledger.get(done.number).entry, find(slug).columns()
    assert {name: kept[name] for name in entry.to_data()} == entry.to_data()
    operation = ledger.journal.lines()[0].content["ops"][0]
    standing = personal_words(kept, columns)
    sealed = list[str]()

    def note(path: str, *_: object) -> str:
        sealed.append(path)
        return ""

    changed(kept, columns, note)
    assert bool(sealed) == ("key" in operation)
    options = {option for one in columns for option in one.options}
    for word in standing.keys() - options:
        if len(word) > 3:  # shorter ones are found in digests by chance
            assert word.encode() not in book(ledger), word


def test_a_text_that_repeats_a_personal_value_is_sealed_with_it(ledger: Ledger) -> None:
    ledger_number = visit(ledger, goods="钱来带来的公文包，已看")
    assert "钱来".encode() not in book(ledger)
    assert ledger.get(ledger_number).entry["goods"] == "钱来带来的公文包，已看"


def test_what_a_rule_says_of_somebodys_health_is_sealed(ledger: Ledger) -> None:
    ill = {"temp": "38.6", "abnormal": ["腹泻、呕吐、黄疸"], "result": "上岗", "confirmed": True}
    entry = example("canteen_morning_check", people=[{"name": "李四", **ill}], on_duty=1)
    done = ledger.append(File(entry), by=GUARD, at=LATE)
    told = [one.message for one in ledger.get(done.number).findings]
    assert "体温、腹泻、呕吐、黄疸异常，不得上岗" in told
    assert "异常，不得上岗".encode() not in book(ledger)
    assert b"38.6" not in book(ledger), "nor in what is computed and judged"


def test_a_hazard_that_is_opened_does_not_quote_what_is_personal(ledger: Ledger) -> None:
    slug, number = "utility_electrical_inspection", "T0000000000000001"
    remark = f"持证{number}的人复看，插座松动"
    failed = {"verdict": "不合格", "handling": "报隐患", "remark": remark}
    checks = {**find(slug).example["checks"], "I03": {**failed, "place": "教学楼"}}
    done = ledger.append(File(example(slug, checks=checks)), by=GUARD, at=LATE)
    (hazard,) = done.hazards
    assert "持证****0001的人复看，插座松动" in ledger.get(hazard).entry["desc"]
    assert ledger.get(done.number).entry["checks"]["I03"]["remark"] == remark
    assert number.encode() not in book(ledger)


def test_the_chain_is_whole_and_says_so_when_keys_are_gone(ledger: Ledger) -> None:
    number = visit(ledger)
    before = ledger.get(number)
    lose_keys(ledger)
    record = ledger.get(number)
    assert ledger.verify().intact
    assert record.latest.digest == before.latest.digest
    assert (record.entry["name"], record.entry["phone"]) == (MISSING, MISSING)
    assert record.entry["gate"] == before.entry["gate"]
    assert set(record.content.lost) == {"name", "id_tail", "org", "phone"}


def test_what_has_no_text_of_its_own_is_left_out_when_its_key_is_gone(ledger: Ledger) -> None:
    done = ledger.append(File(example("morning_health_check")), by=GUARD, at=LATE)
    lose_keys(ledger)
    record = ledger.get(done.number)
    assert "absences" not in record.entry
    assert record.content.lost["absences"] == MISSING


def test_without_its_key_a_record_is_not_changed_but_can_be_voided(ledger: Ledger) -> None:
    number = visit(ledger)
    lose_keys(ledger)
    content = dict(ledger.get(number).entry)
    with pytest.raises(UnauthorisedError, match="缺密钥"):
        ledger.append(Correct(number, content, "写错"), by=GUARD, at=LATE)
    with pytest.raises(UnauthorisedError, match="缺密钥"):
        ledger.append(Continue(number, {"pass_no": "临08"}), by=GUARD, at=LATE)
    ledger.append(Void(number, "重复"), by=GUARD, at=LATE)
    assert ledger.get(number).is_void


def test_keys_that_come_back_open_what_was_recorded_before_and_after(ledger: Ledger) -> None:
    first = visit(ledger)
    shutil.copytree(ledger.home / "keys", ledger.home / "saved")
    lose_keys(ledger)
    ledger.vault._durable.clear()  # as another process: it knows of no block
    second = visit(ledger, name="孙远")
    shutil.copytree(ledger.home / "saved", ledger.home / "keys", dirs_exist_ok=True)
    ledger.vault.forget()
    assert [ledger.get(one).entry["name"] for one in (first, second)] == ["钱来", "孙远"]


def test_every_record_has_a_key_of_its_own_whoever_writes(ledger: Ledger) -> None:
    numbers = [visit(ledger) for _ in range(3)]
    with Ledger.open(ledger.home, TERM, school=open_school()) as other:
        numbers.append(visit(other))
    numbers.append(visit(ledger))
    keys = [ledger.get(one).key for one in numbers]
    assert len(set(keys)) == len(keys)
    assert len({key.partition(":")[0] for key in keys}) == 1, "one block serves many records"


def test_a_full_block_is_followed_by_another(ledger: Ledger) -> None:
    number = visit(ledger)
    block = ledger.get(number).key.partition(":")[0]
    following = ledger.vault.next_name(TERM, f"{block}:{BLOCK - 1}")
    assert not following.startswith(block)
    assert ledger.vault.key(following)


def test_all_versions_of_a_record_go_with_its_key(ledger: Ledger) -> None:
    number = visit(ledger)
    content = {**ledger.get(number).entry, "phone": "13900000001"}
    ledger.append(Correct(number, content, "号码写错"), by=GUARD, at=LATE)
    record = ledger.get(number)
    assert record.versions[0].key == record.versions[1].key
    (correction,) = record.corrections
    assert (correction.before, correction.after) == ("13800000000", "13900000001")
    ledger.append(Erase(number, "本人要求"), by=HEAD, at=LATE)
    ledger.vault.destroy([record.key])
    assert {one.entry["phone"] for one in ledger.get(number).versions if one.entry} == {ERASED}
    assert b"13900000001" not in book(ledger)


def test_who_is_erased_reads_as_destroyed_even_where_no_key_ever_was(ledger: Ledger) -> None:
    number = visit(ledger)
    ledger.append(Erase(number, "本人要求"), by=HEAD, at=LATE)
    lose_keys(ledger)
    record = ledger.get(number)
    assert record.entry["name"] == ERASED
    assert record.latest.operation is Operation.ERASE


def test_only_the_leaders_erase_and_only_once_and_with_a_reason(ledger: Ledger) -> None:
    number = visit(ledger)
    with pytest.raises(NotAllowedError, match="不是校长、分管副校长"):
        ledger.append(Erase(number, "本人要求"), by=GUARD, at=LATE)
    with pytest.raises(Exception, match="原因"):
        ledger.append(Erase(number, " "), by=HEAD, at=LATE)
    ledger.append(Erase(number, "本人要求"), by=HEAD, at=LATE)
    with pytest.raises(NotAllowedError, match="已经删除"):
        ledger.append(Erase(number, "本人要求"), by=HEAD, at=LATE)


def test_a_record_without_personal_values_has_nothing_to_erase(ledger: Ledger) -> None:
    done = ledger.append(File(example("warehouse_ledger")), by=GUARD, at=LATE)
    with pytest.raises(NotAllowedError, match="没有密封"):
        ledger.append(Erase(done.number, "本人要求"), by=HEAD, at=LATE)


def test_a_sealed_value_is_of_no_use_in_another_place(ledger: Ledger) -> None:
    number = visit(ledger)

    def forge() -> dict[str, Any]:
        content = ledger.journal.lines()[0].content
        (operation,) = content["ops"]
        entry = {**operation["entry"], "phone": operation["entry"]["name"]}
        return {**content, "ops": [{**operation, "entry": entry, "version": 2, "op": "correct"}]}

    ledger.commit(forge)
    assert ledger.get(number).entry["phone"] == MISSING


def test_signing_needs_no_key(ledger: Ledger) -> None:
    number = visit(ledger)
    lose_keys(ledger)
    with pytest.raises(Exception, match="补录"):  # refused for another reason: it came late
        ledger.append(Sign(number, "门卫"), by=GUARD, at=LATE)


def test_a_record_of_the_first_program_stands_as_it_was_typed_and_is_masked_all_the_same(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "has_personal", lambda _: False)
    number = visit(ledger)
    monkeypatch.undo()
    assert "钱来".encode() in book(ledger)
    record = ledger.get(number)
    assert (record.key, record.content.lost) == ("", {})
    columns = find("visitor_register").columns()
    assert on_paper(record, columns, whole=True).entry == record.entry
    assert on_paper(record, columns, whole=False).entry["name"] == "钱**"
    with pytest.raises(NotAllowedError, match="不能单独删除"):
        ledger.append(Erase(number, "本人要求"), by=HEAD, at=LATE)
    content = {**record.entry, "phone": "13900000001"}
    ledger.append(Correct(number, content, "号码写错"), by=GUARD, at=LATE)
    assert ledger.get(number).entry["phone"] == "13900000001"
    assert b"13900000001" not in book(ledger)


def test_another_process_that_has_read_the_key_forgets_it_with_the_line(ledger: Ledger) -> None:
    number = visit(ledger)
    with Ledger.open(ledger.home, TERM, school=open_school()) as other:
        assert other.get(number).entry["name"] == "钱来"
        ledger.append(Erase(number, "本人要求"), by=HEAD, at=LATE)
        assert other.get(number).entry["name"] == ERASED


def test_a_key_that_is_not_torn_away_at_once_goes_when_it_is_looked_for(ledger: Ledger) -> None:
    number = visit(ledger)
    ledger.append(Erase(number, "本人要求"), by=HEAD, at=LATE)  # and its writer died
    assert half_erased(ledger.home) == (number,)
    assert finish_erasures(ledger.home).keys == 1
    assert half_erased(ledger.home) == ()
    assert finish_erasures(ledger.home).keys == 0


def test_missing_keys_are_counted_by_term(ledger: Ledger) -> None:
    for _ in range(3):
        visit(ledger)
    assert missing_keys(ledger.home) == {}
    lose_keys(ledger)
    assert missing_keys(ledger.home) == {TERM: 3}
