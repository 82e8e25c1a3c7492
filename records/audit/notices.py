"""Fee notices across records: which one holds, and what is said of it."""

from collections.abc import Iterator
from itertools import combinations

from checklists.fees import plain
from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.charges.kept import NOTICES
from records.charges.notices import names_in, number_of, replaced
from records.record import Record

_CODE = "fee_publicity.R04"


@carries_out(_CODE)
def replaces_what_is_not_there(view: View) -> Iterator[Finding]:
    """An adjustment names a notice that was put up."""
    for one in view.of_register(NOTICES):
        known = {plain(name) for other in view.ever(NOTICES) for name in _names(other)}
        for named in names_in(one):
            if plain(named) not in known:
                what = f"替代的“{named}”没有登记过"
                yield view.finding(_CODE, "「替代的公示号」", what, "核对公示号", number=one.number)


@carries_out(_CODE)
def two_notices_of_one_item(view: View) -> Iterator[Finding]:
    """Two that hang at the same time say of an item the same, or one of them replaces the other."""
    down = replaced(view)
    standing = [
        one for one in view.of_register(NOTICES) if not one.blocking and one.number not in down
    ]
    for first, second in combinations(standing, 2):
        if first.entry["start"] > second.entry["end"] or second.entry["start"] > first.entry["end"]:
            continue
        for item in _said_otherwise(first, second):
            what = f"“{item}”在{number_of(first)}和{number_of(second)}里写法不同，两份都在公示"
            advice = "调整的，在新公示里写明替代哪一份；写错的更正"
            yield view.finding(_CODE, "「收费项目」", what, advice, number=second.number)


def _names(record: Record) -> tuple[str, str]:
    return record.number, number_of(record)


def _said_otherwise(first: Record, second: Record) -> Iterator[str]:
    """Items of both whose standard or unit differ."""
    before = {plain(one["item"]): one for one in first.entry["fees"]}
    for one in second.entry["fees"]:
        other = before.get(plain(one["item"]))
        if other and any(one[name] != other[name] for name in ("standard", "unit")):
            yield str(one["item"])


NOTICE_CHECKS = (replaces_what_is_not_there, two_notices_of_one_item)
