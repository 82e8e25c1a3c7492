"""Audit: what can be seen only across records. One function a rule; `audit` runs them all.

    for finding in audit(View.of(ledger, school, now)):
        ...

A function is marked with the full codes of the rules it carries out. Register no. 68 adds its own
here only if its rules look at more than one record.
"""

from collections.abc import Callable, Iterator

from checklists.rules import Finding
from records.audit.accounts import ACCOUNT_CHECKS
from records.audit.canteen import kitchen_without_a_fault, samples_all_alike, samples_not_destroyed
from records.audit.cleanliness import CLEANLINESS_CHECKS
from records.audit.conduct import (
    gaps_in_numbers,
    look_alike_entries,
    photos_of_another_day,
    photos_used_twice,
    signed_in_batches,
)
from records.audit.consents import CONSENT_CHECKS
from records.audit.consequences import CONSEQUENCE_CHECKS
from records.audit.duties import (
    doubtful_days,
    extra_records,
    late_records,
    missing_duties,
    not_looked_into,
    own_findings,
)
from records.audit.environment import ENVIRONMENT_CHECKS
from records.audit.expenses import EXPENSE_CHECKS
from records.audit.fees import FEE_CHECKS
from records.audit.fire import (
    changed_since_first_check,
    checked_twice,
    substitutes_too_weak,
    too_many_or_too_few,
    too_many_sent_for_repair,
)
from records.audit.fire_rounds import FIRE_ROUND_CHECKS
from records.audit.followup import (
    failures_without_follow_up,
    hazards_that_come_back,
    monthly_bulletin,
    overdue_hazards,
)
from records.audit.gate import GATE_CHECKS
from records.audit.health import HEALTH_CHECKS
from records.audit.incidents import INCIDENT_CHECKS
from records.audit.kindergarten import KINDERGARTEN_CHECKS
from records.audit.kitchen_staff import KITCHEN_STAFF_CHECKS
from records.audit.letters import (
    clauses_that_differ,
    not_everybody_signed,
    posts_that_changed,
    receipts_of_parents,
)
from records.audit.listed import LIST_CHECKS
from records.audit.loans import LOAN_CHECKS
from records.audit.lookback import LOOKBACK_CHECKS
from records.audit.meals import MEAL_CHECKS
from records.audit.notices import NOTICE_CHECKS
from records.audit.organisation import ORGANISATION_CHECKS
from records.audit.patrol import faultless_too_long, rounds_alike
from records.audit.privacy import PRIVACY_CHECKS
from records.audit.property import PROPERTY_CHECKS
from records.audit.purchases import PURCHASE_CHECKS
from records.audit.receipts import RECEIPT_CHECKS
from records.audit.repairs import REPAIR_CHECKS
from records.audit.rooms import ROOM_CHECKS
from records.audit.statutes import statutes_replaced
from records.audit.supervision import SUPERVISION_CHECKS
from records.audit.supplies import SUPPLY_CHECKS
from records.audit.surveys import SURVEY_CHECKS
from records.audit.textbooks import TEXTBOOK_CHECKS
from records.audit.ties import TIE_CHECKS
from records.audit.utilities import UTILITY_CHECKS
from records.audit.view import View
from records.audit.watch import WATCH_CHECKS
from records.audit.works import WORKS_CHECKS

__all__ = ["CHECKS", "View", "audit"]

Check = Callable[[View], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    doubtful_days,
    missing_duties,
    late_records,
    own_findings,
    failures_without_follow_up,
    overdue_hazards,
    hazards_that_come_back,
    gaps_in_numbers,
    look_alike_entries,
    signed_in_batches,
    photos_used_twice,
    photos_of_another_day,
    faultless_too_long,
    rounds_alike,
    checked_twice,
    changed_since_first_check,
    substitutes_too_weak,
    too_many_sent_for_repair,
    too_many_or_too_few,
    samples_not_destroyed,
    samples_all_alike,
    kitchen_without_a_fault,
    not_everybody_signed,
    posts_that_changed,
    receipts_of_parents,
    clauses_that_differ,
    *FIRE_ROUND_CHECKS,
    *REPAIR_CHECKS,
    *MEAL_CHECKS,
    *INCIDENT_CHECKS,
    *CONSEQUENCE_CHECKS,
    *KITCHEN_STAFF_CHECKS,
    *SURVEY_CHECKS,
    *SUPERVISION_CHECKS,
    *PURCHASE_CHECKS,
    *CLEANLINESS_CHECKS,
    *PROPERTY_CHECKS,
    *LOAN_CHECKS,
    *SUPPLY_CHECKS,
    *ROOM_CHECKS,
    *WORKS_CHECKS,
    *ORGANISATION_CHECKS,
    *GATE_CHECKS,
    *WATCH_CHECKS,
    *ENVIRONMENT_CHECKS,
    *HEALTH_CHECKS,
    *KINDERGARTEN_CHECKS,
    *TEXTBOOK_CHECKS,
    *CONSENT_CHECKS,
    *FEE_CHECKS,
    *NOTICE_CHECKS,
    *RECEIPT_CHECKS,
    *TIE_CHECKS,
    *EXPENSE_CHECKS,
    *ACCOUNT_CHECKS,
    *UTILITY_CHECKS,
    *LOOKBACK_CHECKS,
    *LIST_CHECKS,
    *PRIVACY_CHECKS,
    extra_records,
    monthly_bulletin,
    statutes_replaced,
    not_looked_into,
)


def audit(view: View) -> Iterator[Finding]:
    """Findings of every check, in the order of the list.

    A register that is not kept, and has no record, asks for nothing.
    """
    kept = {entry.slug for entry in view.entries()} | view.by_register.keys()
    silent = view.school.registers.keys() - kept
    for check in CHECKS:
        yield from (one for one in check(view) if one.code.partition(".")[0] not in silent)
