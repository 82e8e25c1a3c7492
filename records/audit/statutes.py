"""Statutes that the registers rest on, held against the library (G14)."""

from collections.abc import Iterator

from checklists.laws import faults
from checklists.rules import Finding, carries_out
from records.audit.view import View


@carries_out("G14")
def statutes_replaced(view: View) -> Iterator[Finding]:
    """A basis that is no longer in force; records made on it stay as they are."""
    for entry in view.entries():
        for basis in entry.register.basis:
            for what in faults(basis.text, view.today):
                where = f"《{entry.register.title}》法规/标准"
                advice = "由模板管理员改引，以前的记录不受影响"
                yield view.finding("G14", where, what, advice)
