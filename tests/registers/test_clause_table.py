"""Every clause of the catalogue is carried out, by tests that exist and do what is said of them.

In a run of all tests this file comes last: then it is also known which rules fired in which test.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from checklists.catalogue import catalogue
from checklists.rules import GENERAL
from taizhang.rule_pages import (
    TESTS,
    Clause,
    clauses,
    evidence,
    general_clauses,
    items_page,
    split,
)
from tests.conftest import FIRED, REFUSED

CLAUSES = [*clauses(), *general_clauses()]
MOST_NOT_COMPUTABLE = 20


def name(clause: Clause) -> str:
    return f"{clause.code} {clause.text}"


@cache
def functions(file: Path) -> dict[str, ast.AST]:
    tree = ast.parse(file.read_text("utf-8"))
    return {
        prefix + node.name: node for node, prefix in _nodes(tree) if node.name.startswith("test_")
    }


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node, ""
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield inner, f"{node.name}::"


def exists(test: str) -> bool:
    file, _, function = test.partition("::")
    return (TESTS / file).is_file() and function in functions(TESTS / file)


def shows_silence(test: str) -> bool:
    """Whether one function that is not parametrised asserts that nothing was found."""
    file, _, function = test.partition("::")
    source = ast.unparse(functions(TESTS / file)[function])
    return any(sign in source for sign in ("== []", "not ", "== set()", "[False", "== 0", "{}"))


def test_a_text_falls_into_its_clauses() -> None:
    assert split("甲；乙（丙；丁）；“戊；己”") == ("甲", "乙（丙；丁）", "“戊；己”")


def test_the_table_has_the_265_rules_and_the_249_items_and_nothing_else() -> None:
    rules = {
        f"{kind.slug}.{rule.code}" for kind in catalogue().values() for rule in kind.register.rules
    }
    assert len(rules) == 265
    assert evidence().keys() == rules | GENERAL.keys()
    assert sum(len(kind.items) for kind in catalogue().values()) == 249
    assert "共 249 项" in items_page()


@pytest.mark.parametrize("code", sorted({clause.code for clause in CLAUSES}))
def test_no_rule_has_more_evidence_than_clauses(code: str) -> None:
    assert len(evidence()[code].clauses) <= sum(clause.code == code for clause in CLAUSES)


@pytest.mark.parametrize("clause", [one for one in CLAUSES if one.evidence], ids=name)
def test_what_is_named_is_there(clause: Clause) -> None:
    known = clause.evidence
    assert known
    for named in filter(None, (known.fires, known.quiet, known.refused)):
        assert exists(clause.test(named)), named
    if known.signer:
        roles = {one.role for one in catalogue()[clause.slug].register.signers}
        assert known.signer in roles
        assert known.why


@pytest.mark.parametrize("clause", [one for one in CLAUSES if one.evidence], ids=name)
def test_the_rule_fires_where_it_is_said_to_and_is_silent_where_it_is_said_to(
    clause: Clause, request: pytest.FixtureRequest
) -> None:
    fired, known = request.config.stash.get(FIRED, {}), clause.evidence
    assert known
    if known.refused and (cases := fired.get(clause.test(known.refused))):
        assert any(REFUSED in one for one in cases), "nothing is refused there"
    if known.fires and (cases := fired.get(clause.test(known.fires))):
        assert any(clause.code in one for one in cases), "it does not fire there"
    silent = clause.test(known.quiet or known.fires) if known.fires else ""
    if silent and (cases := fired.get(silent)):
        quiet_case = any(clause.code not in one for one in cases)
        assert quiet_case or shows_silence(silent), "it fires there always"


def test_few_clauses_cannot_be_computed() -> None:
    given_up = [clause for clause in CLAUSES if clause.evidence and clause.evidence.not_computable]
    assert len(given_up) <= MOST_NOT_COMPUTABLE


def test_nothing_of_the_catalogue_waits_to_be_carried_out() -> None:
    open_ones = [one for one in CLAUSES if one.evidence is None or one.evidence.pending]
    assert [name(one) for one in open_ones] == []
