"""safety_responsibility_letter across records: who has signed, and whether it is still theirs."""

from collections.abc import Iterator

from checklists.posts import parties_of
from checklists.rules import Finding, Severity, carries_out
from records.audit.view import View
from records.campaigns.letters import is_signed
from records.record import Record

REGISTER = "safety_responsibility_letter"
PARENTS, GUARDIAN = "家长", "guardian"
RECEIPTS = 0.95
NAMED = 10


@carries_out("safety_responsibility_letter.R02")
def not_everybody_signed(view: View) -> Iterator[Finding]:
    """Everybody in service whose post signs a letter has signed one."""
    entry = view.school.registers.get(REGISTER)
    due = [one.due for one in view.school.duties(entry)] if entry else []
    if not due or view.now < min(due):
        return
    owed, signed = parties_signed(view)
    open_names = [name for key, name in owed.items() if key not in signed]
    if open_names:
        done = len(owed) - len(open_names)
        named = "、".join(open_names[:NAMED]) + ("等" if len(open_names) > NAMED else "")
        yield view.finding(
            "safety_responsibility_letter.R02",
            "签订率",
            f"应签{len(owed)}人，已签{done}人（{done * 100 / len(owed):.1f}%），未签：{named}",
            "3个工作日内催签；仍未签的由校长约谈",
        )


@carries_out("safety_responsibility_letter.R04")
def posts_that_changed(view: View) -> Iterator[Finding]:
    """A letter for a post its signer no longer has."""
    latest = {view.subject(one): one for one in view.of_register(REGISTER)}
    for person, record in latest.items():
        posts, party = _posts(view, person), str(record.entry.get("party_type"))
        if posts and parties_of(posts) and party not in parties_of(posts):
            yield view.finding(
                "safety_responsibility_letter.R04",
                record.entry["party_b"]["name"],
                f"现任岗位不签{party}责任书，变更岗位后未重签",
                "按新岗位重新签订",
                number=record.number,
            )


@carries_out("safety_responsibility_letter.R05")
def receipts_of_parents(view: View) -> Iterator[Finding]:
    """Fewer than 95 in a hundred parents sent the receipt back."""
    sent = [one for one in view.of_register(REGISTER) if one.entry.get("party_type") == PARENTS]
    back = sum(map(is_signed, sent))
    if sent and back < RECEIPTS * len(sent):
        what = f"家长告知书发出{len(sent)}份，回执{back}份（{back * 100 / len(sent):.1f}%）"
        yield view.finding("safety_responsibility_letter.R05", "回执率", what, "逐一联系未回执家长")


@carries_out("safety_responsibility_letter.A6")
def clauses_that_differ(view: View) -> Iterator[Finding]:
    """registers.md A.6: one text a post and batch; what differs is a 特别约定."""
    first: dict[tuple[str, str], Record] = {}
    for record in view.of_register(REGISTER):
        key = str(record.entry.get("batch")), str(record.entry.get("party_type"))
        known = first.setdefault(key, record)
        if record.entry.get("clauses") != known.entry.get("clauses"):
            yield view.finding(
                "safety_responsibility_letter.A6",
                "「乙方职责条款」",
                f"与同批次同岗位的{known.number}不一致",
                "差异写入「特别约定」",
                number=record.number,
                severity=Severity.WARN,
            )


def parties_signed(view: View) -> tuple[dict[str, str], frozenset[str]]:
    """Names of the staff that sign a letter, by id, and the ids of those who have."""
    asked = view.school.subjects.get("letter_party", ())
    owed = {
        one.id: one.name
        for one in asked
        if one.serves(view.today) and _posts(view, one.id) != (GUARDIAN,)
    }
    signed = {view.subject(one) for one in view.of_register(REGISTER) if is_signed(one)}
    return owed, frozenset(signed & owed.keys())


def _posts(view: View, person: str) -> tuple[str, ...]:
    listed = view.school.directory.look_up("person", person)
    return listed.posts if listed else ()
