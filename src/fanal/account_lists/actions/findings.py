"""Settling a difference: done, accepted with its reason, or to do again."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from fanal.account_lists.models import Finding
from fanal.account_lists.policies import accounts as policies
from fanal.account_lists.rules.findings import KIND_OF
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import Right, require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.online_services.models import OnlineService

State = Finding.State
SETTLED_FIELDS = ["state", "reason", "settled_on", "settled_by", "returned"]
NO_REASON = "Dites pourquoi : la raison est gardée avec l’écart."
CHANGED = "Une comparaison vient de changer cet écart : rechargez la page."
SAYS = {
    State.DONE: "online_services.finding_done",
    State.ACCEPTED: "online_services.finding_accepted",
    State.TO_DO: "online_services.finding_reopened",
}


def _right_to(state: str) -> Right:
    return policies.accept_finding if state == State.ACCEPTED else policies.settle_finding


def locked(finding: Finding) -> Finding:
    """The row as it is now. The service comes first: a comparison holds it."""
    OnlineService.objects.for_school(finding.school_id).locked(finding.service_id)
    return Finding.objects.for_school(finding.school_id).locked(finding.pk)


def _reason(state: str, reason: str) -> str:
    reason = " ".join(reason.split())[:200] if state == State.ACCEPTED else ""
    if state == State.ACCEPTED and not reason:
        raise RuleBroken(NO_REASON)
    return reason


@transaction.atomic
def settle_finding(finding: Finding, state: str, *, reason: str = "", today: date, by: Actor) -> Finding:
    """Tick, accept or reopen one line. A reason belongs to what is accepted."""
    finding = locked(finding)
    require(_right_to(state), by, finding)
    if state not in SAYS or finding.kind == "doubt":
        raise RuleBroken(CHANGED)
    with journal.change(finding, by=by, verb=SAYS[State(state)]):
        write(finding, state, _reason(state, reason), today, by)
        finding.save(update_fields=SETTLED_FIELDS)
    return finding


def write(finding: Finding, state: str, reason: str, today: date, by: Actor) -> None:
    """Who settled it and when, on the row; the caller saves it."""
    is_open = state == State.TO_DO
    finding.state, finding.reason = state, reason
    finding.settled_on = None if is_open else today
    finding.settled_by_id = None if is_open else by.person_id
    finding.returned = finding.returned if is_open else Finding.Return.NO


@transaction.atomic
def settle_several(
    service: OnlineService, kind: str, state: str, *, reason: str = "", today: date, by: Actor
) -> int:
    """Tick or accept every open line of one kind; returns how many. One entry in the journal."""
    OnlineService.objects.for_school(service.school_id).locked(service.pk)
    if state not in {State.DONE, State.ACCEPTED} or kind not in KIND_OF or kind == "doubt":
        raise RuleBroken(CHANGED)
    rows = Finding.objects.for_school(service.school_id).to_do().filter(service=service, kind=kind)
    findings = list(rows.select_for_update(of=("self",)).order_by("pk"))
    text = _reason(state, reason)
    for finding in findings:
        require(_right_to(state), by, finding)
        write(finding, state, text, today, by)
    rows.bulk_update(findings, SETTLED_FIELDS, 500)
    count = len(findings)
    if count:
        journal.noted(
            service,
            by=by,
            verb="online_services.findings_settled",
            kind=kind,
            state=state,
            count=count,
            reason=text,
        )
    return count


def settle_explained(service: OnlineService, people: Collection[int]) -> None:
    """Rights that are expected now, by an act or by the management, are no difference any more."""
    rows = Finding.objects.for_school(service.school_id).filter(service=service, kind="admin")
    rows.filter(person__in=people).delete()
