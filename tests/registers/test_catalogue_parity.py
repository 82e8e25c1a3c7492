"""Every register says what the catalogue says, word for word; only widths of punctuation differ."""

import json
import keyword
import re
from pathlib import Path
from typing import Any

import pytest

from checklists.catalogue import catalogue, find
from checklists.checklist import ChecklistEntry
from checklists.columns import Column
from checklists.entry import Entry
from checklists.register import CHAPTERS
from tests.registers.same_words import plain, same_words

SOURCE = Path(__file__).parents[1] / "catalogue" / "registers.json"
CATALOGUE: dict[str, Any] = {
    one["key"]: one
    for one in json.loads(SOURCE.read_text("utf-8"))
    if one["key"] in catalogue()  # the others are still to come
}

COMPUTED_HERE = {"month", "term"}
"""Header fields the catalogue names that follow from other columns here."""
KINDS = {
    "text": {"text"},
    "enum": {"choice"},
    "date": {"date"},
    "datetime": {"datetime"},
    "money": {"money"},
    "money(4位)": {"number"},
    "int": {"count"},
    "bool": {"bool"},
    "file": {"files"},
    "photo": {"files"},
    "sign": {"ref"},
    "calc": {"calc"},
    "decimal": {"number"},
    "ref": {"ref"},
    "table": {"rows"},
    "multi": {"texts"},
    "list": {"refs", "texts", "rows"},
    "time": {"time"},
    "phone": {"text"},
}
AUTOMATIC = {"letter_no", "notice_no", "seq", "doc_no", "borrow_no"}
"""Numbers the catalogue asks for and the ledger gives."""


@pytest.mark.parametrize("slug", CATALOGUE)
class TestParity:
    def test_the_head(self, slug: str) -> None:
        entry, said = find(slug), CATALOGUE[slug]
        register, meta = entry.register, said["meta"]
        assert same_words(register.title, said["name"])
        assert register.number == said["no"]
        assert list(register.applies) == said["apply"]
        assert same_words(CHAPTERS[entry.chapter][1], said["chapter"].split(" ")[1])
        assert same_words(register.cadence.text, meta["周期"])
        assert same_words(register.cadence.due_text, meta["应填时点"])
        assert same_words(register.post, meta["责任岗"])
        assert same_words(register.photos, meta["照片"])
        assert same_words(register.retention.text, meta["保存"])
        assert [plain(one) for one in register.followup] == [plain(one) for one in said["followup"]]

    def test_the_signing_order(self, slug: str) -> None:
        roles = [signer.role for signer in find(slug).register.signers]
        order = plain(CATALOGUE[slug]["meta"]["签字"])
        places = [order.find(plain(role).removesuffix("人")) for role in roles]
        assert -1 not in places, (roles, order)
        assert places == sorted(places)

    def test_basis_and_seeds(self, slug: str) -> None:
        register, said = find(slug).register, CATALOGUE[slug]
        basis = [plain(f"[{one.evidence}] {one.text}") for one in register.basis]
        assert basis == [plain(one) for one in said["basis"]]
        seeds = [
            (one.plan, plain(one.section), plain(one.quote), one.line) for one in register.seeds
        ]
        assert seeds == [
            (one["plan"], plain(one["section"]), plain(one["quote"]), one["line"])
            for one in said["seeds"]
        ]

    def test_the_columns(self, slug: str) -> None:
        columns = all_columns(slug)
        for said in (*CATALOGUE[slug]["header"], *CATALOGUE[slug]["columns"]):
            column = columns[name_of(said["field"])]
            label = re.sub(r"\{.*\}|\(元\)/来源|\(见A节\)", "", said["label"])
            label = re.sub(r"\(年-序号,连号\)|\(g\)|\(℃\)", "", label)
            named = (column.label, column.label.split("（元）")[0], column.heading)
            assert plain(label) in [plain(one) for one in named] or is_first(column.label, label)
            for option in listed(said.get("type", "")) or listed(said["label"]):
                parts = (*column.options, *(one.label for one in column.rows))
                assert plain(option) in [plain(one) for one in parts]

    def test_the_kinds_and_needs_of_the_columns(self, slug: str) -> None:
        columns = all_columns(slug)
        for said in CATALOGUE[slug]["columns"]:
            column, base = columns[name_of(said["field"])], re.match(r"[a-z]+", said["type"])
            if column.serial:
                assert said["field"] in AUTOMATIC
                continue
            assert base is not None
            several = {"texts", "refs"} if "×" in said["type"] else set()
            several |= {"calc"} if said["req"] == "自动" else set()
            kinds = KINDS.get(said["type"]) or KINDS[base.group()]
            looked_up = column.need == "自动" and column.kind in ("number", "count")
            assert looked_up or column.kind in kinds | several, said["field"]
            if said["req"] == "必":
                assert column.need == "必", said["field"]
            if said["req"] == "自动":
                assert column.need == "自动", said["field"]

    def test_the_check_items(self, slug: str) -> None:
        items = [
            (item.id, plain(item.item), plain(item.method), plain(item.criterion), item.key)
            for item in find(slug).items
        ]
        assert items == [
            (
                said["id"].rpartition(".")[2],
                plain(said["item"]),
                plain(said["method"]),
                plain(said["criterion"]),
                said["critical"],
            )
            for said in CATALOGUE[slug]["items"]
        ]
        assert issubclass(find(slug), ChecklistEntry) == bool(items)

    def test_the_rules(self, slug: str) -> None:
        rules = [
            (f"{slug}.{rule.code}", str(rule.severity), plain(rule.text))
            for rule in find(slug).register.rules
        ]
        said = [
            (one["id"], one["severity"], plain(one["text"])) for one in CATALOGUE[slug]["rules"]
        ]
        assert rules == said

    def test_an_item_with_a_number_has_a_measure(self, slug: str) -> None:
        for item in find(slug).items:
            if re.search(r"[≥≤]\s*\d", item.criterion):
                assert any(one.bound for one in item.measures), item.where


def name_of(field: str) -> str:
    """A column's name here: `class`, `title` are taken by Python or by every entry."""
    return f"{field}_" if keyword.iskeyword(field) or hasattr(Entry, field) else field


def all_columns(slug: str) -> dict[str, Column]:
    """Columns by name, those of detail rows included."""
    found: dict[str, Column] = {}
    for column in find(slug).columns():
        found[column.name] = column
        for row in column.rows:
            found.setdefault(name_of(row.name), row)
    return found


def is_first(name: str, label: str) -> bool:
    """Several values in one cell of the catalogue (班级/人数) are columns here, the first named."""
    return bool(re.search("/|起止", label)) and plain(label).startswith(plain(name))


def listed(text: str) -> list[str]:
    """Options of ``enum{a,b}`` or of a label with braces."""
    options = re.search(r"\{(.*)\}", text)
    return options[1].split(",") if options else []


def test_the_copy_covers_the_registers() -> None:
    assert CATALOGUE.keys() == catalogue().keys()


def test_nothing_in_any_register_charges_fines_or_names_a_repealed_law() -> None:
    for entry in catalogue().values():
        register = entry.register
        text = " ".join((*register.followup, *(str(one) for one in register.basis)))
        assert "食品卫生法" not in text
        assert "罚款" not in text.replace("不得罚款", "")
