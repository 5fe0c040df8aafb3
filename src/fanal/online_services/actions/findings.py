"""Settling a difference: done, accepted with its reason, to do again; or saying whose account it is."""

from datetime import date

from django.db import transaction

from fanal.accounts.members import Actor
from fanal.accounts.rights import Right, require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.online_services import policies
from fanal.online_services.models import AccountOwner, Finding, OnlineService
from fanal.online_services.rules.findings import KIND_OF

State = Finding.State
NOBODY = "nobody"
NO_REASON = "Dites pourquoi : la raison est gardée avec l’écart."
CHANGED = "Une comparaison vient de changer cet écart : rechargez la page."
SAYS = {
    State.DONE: "online_services.finding_done",
    State.ACCEPTED: "online_services.finding_accepted",
    State.TO_DO: "online_services.finding_reopened",
}


def _right_to(state: str) -> Right:
    return policies.accept_finding if state == State.ACCEPTED else policies.settle_finding


def _locked(finding: Finding) -> Finding:
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
    finding = _locked(finding)
    require(_right_to(state), by, finding)
    if state not in SAYS or finding.kind == "doubt":
        raise RuleBroken(CHANGED)
    with journal.change(finding, by=by, says=SAYS[State(state)]):
        _write(finding, state, _reason(state, reason), today, by)
        finding.save(update_fields=["state", "reason", "settled_on", "settled_by", "returned"])
    return finding


def _write(finding: Finding, state: str, reason: str, today: date, by: Actor) -> None:
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
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    text = _reason(state, reason)
    for finding in found:
        require(_right_to(state), by, finding)
        _write(finding, state, text, today, by)
    rows.bulk_update(found, ["state", "reason", "settled_on", "settled_by", "returned"], 500)
    count = len(found)
    if count:
        journal.noted(
            service, by=by, says="online_services.findings_settled", kind=kind, state=state, count=count,
            reason=text,
        )  # fmt: skip
    return count


@transaction.atomic
def decide_owner(finding: Finding, choice: str, *, today: date, by: Actor) -> Finding:
    """Say whose account it is: « pupil 12 », « staff 4 », or « nobody » of this school.

    Nobody's account is an orphan at once; anybody else's is looked at by the next comparison.
    """
    finding = _locked(finding)
    require(policies.settle_finding, by, finding)
    offered = {f"{kind} {pk}": (kind, pk) for kind, pk in finding.candidates}
    if finding.kind != "doubt" or choice not in {NOBODY, *offered}:
        raise RuleBroken(CHANGED)
    kind, pk = offered.get(choice, ("", None))
    AccountOwner.objects.for_school(finding.school_id).filter(
        service=finding.service_id, key=finding.key
    ).delete()
    AccountOwner.objects.create(
        school_id=finding.school_id, service_id=finding.service_id, key=finding.key, decided_on=today,
        pupil_id=pk if kind == "pupil" else None, person_id=pk if kind == "staff" else None,
    )  # fmt: skip
    if choice == NOBODY:
        _make_orphan(finding)
    with journal.change(finding, by=by, says="online_services.owner_decided"):
        _write(finding, State.DONE, "", today, by)
        finding.save(update_fields=["state", "reason", "settled_on", "settled_by", "returned"])
    return finding


def _make_orphan(finding: Finding) -> None:
    earlier = Finding.objects.for_school(finding.school_id).filter(
        service=finding.service_id, key=finding.key, kind="orphan"
    )
    earlier.delete()
    Finding.objects.create(
        school_id=finding.school_id, service_id=finding.service_id, comparison_id=finding.comparison_id,
        kind="orphan", key=finding.key, told=finding.told, why="Personne de l’établissement, selon vous",
        since=finding.since, seen_on=finding.seen_on,
    )  # fmt: skip
