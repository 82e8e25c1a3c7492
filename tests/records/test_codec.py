from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.columns import CONTROL
from checklists.entry import Entry
from records.acts import Acknowledgement, Continue, File
from records.codec import read_line_versions
from records.digest import digest_of
from records.ledger import Ledger
from records.lifecycle import state_of
from records.record import is_sealed
from records.refusals import UnauthorisedError
from tests.records.conftest import DONG, NOON, TERM

TEXT = st.text(min_size=1, max_size=200).filter(
    lambda text: text.strip() and not CONTROL.search(text)
)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXT, reason=TEXT)
def test_any_text_comes_back_as_it_went_in(
    ledger: Ledger, sample: Callable[..., Entry], text: str, reason: str
) -> None:
    done = ledger.append(File(sample(container=text), reason), by=DONG, at=NOON)
    with Ledger.open(ledger.home, TERM, read_only=True) as again:
        version = again.get(done.number).first
    assert (version.entry["container"], version.reason) == (text, reason.strip())


def test_a_version_read_from_the_file_is_the_one_that_was_acknowledged(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    with Ledger.open(ledger.home, TERM, read_only=True) as again:
        assert again.history(filed.number) == filed.versions
        (line,) = again.journal.lines()
        assert read_line_versions(line) == filed.versions


def test_a_versions_digest_covers_everything_that_stands_in_the_line(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    content = ledger.journal.lines()[0].content
    (operation,) = content["ops"]
    kept = {key: content[key] for key in ("at", "by", "channel", "request_id")}
    assert filed.versions[0].digest == digest_of({**kept, **operation})


def test_a_sealed_personal_value_is_carried_and_never_read(
    ledger: Ledger, filed: Acknowledgement
) -> None:
    sealed = {"sealed": "AES-GCM:3q2+7w=="}

    def forge() -> dict[str, Any]:
        content = ledger.journal.lines()[0].content
        (operation,) = content["ops"]
        entry = {**operation["entry"], "container": sealed}
        return {**content, "ops": [{**operation, "number": "LY-20260305-002", "entry": entry}]}

    ledger.commit(forge)
    record = ledger.get("LY-20260305-002")
    assert is_sealed(record.entry["container"])
    assert not is_sealed(record.entry["keeper"])
    assert state_of(record) == "未结"
    with pytest.raises(UnauthorisedError, match="缺密钥"):
        ledger.append(Continue("LY-20260305-002", {"diners": 1}), by=DONG, at=NOON)


def test_a_home_from_format_1_is_still_read() -> None:
    """A line as the first version of the program wrote it, kept here word for word."""
    home = Path(__file__).parent / "homes" / "format-1"
    with Ledger.open(home, TERM, read_only=True) as ledger:
        record = ledger.get("LY-20260305-001")
        assert (record.entry["dish"]["name"], record.verdict) == ("番茄炒蛋", "不合格")
        assert ledger.definition(record.first).title == "食品留样记录"
        assert ledger.verify().intact
        assert [one.number for one in ledger.find("hazard_rectification")] == ["YH-20260305-001"]
