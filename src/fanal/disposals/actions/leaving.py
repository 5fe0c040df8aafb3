"""The owner decided: what was refused stays, the rest leaves the inventory, all of it or nothing."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.frozen.papers import keep_paper
from fanal.disposals.actions.preparing import Proposal, back_in_service, locked, proposable, write_outcome
from fanal.disposals.models import Disposal
from fanal.disposals.policies import disposal as policies
from fanal.disposals.reading.hindrances import facts_of
from fanal.disposals.reading.listed import frozen_list, list_seal, list_sum
from fanal.disposals.reading.papers import decider_of
from fanal.disposals.rules.disposal import DisposalState, noting_refusals
from fanal.disposals.rules.item import DisposalOutcome, DisposalReason, Wiping, leaving_refusals
from fanal.equipment.actions.equipment import leave_inventory
from fanal.equipment.models import Equipment
from fanal.equipment.rules.states import DisposalDecision

MOST_SAID = 20  # sentences of one refusal
ANOTHER_LIST = (
    "La liste a changé depuis que vous avez ouvert cette page : la décision n’est pas notée. "
    "Relisez la liste, puis notez la décision."
)
ALL_REFUSED = "Cette sortie est terminée : le propriétaire a tout refusé, et rien n’est sorti."
ALL_KEPT = "Tous les équipements sont gardés : reprenez la décision, puis abandonnez la sortie."


@transaction.atomic
def decide_disposal(
    disposal: Disposal,
    decision: DisposalDecision,
    refused: Collection[int],
    *,
    today: date,
    by: Actor,
    is_same_list: bool = False,
    is_framework: bool = False,
    seen: str = "",
) -> Disposal:
    """Note what the owner decided, and what of the list is refused. All refused, the batch is over.

    `is_same_list`: the decision was taken on this list, before it was settled here; `is_framework`: it was
    taken once for lists to come.
    `seen`: the list that the page showed (`list_seal`); RuleBroken when it is another one now.
    """
    disposal = locked(disposal, policies.decide_disposal, by)
    if seen and seen != list_seal(disposal):
        raise RuleBroken(ANOTHER_LIST)
    body, proposed_on = decider_of(disposal), disposal.proposed_on
    begun_on = disposal.prepared_on
    if reasons := noting_refusals(
        decision,
        body,
        prepared_on=begun_on,
        proposed_on=proposed_on,
        is_same_list=is_same_list,
        is_framework=is_framework,
        today=today,
    ):
        raise RuleBroken(reasons)
    back_in_service(disposal.items.proposed().filter(pk__in=refused).with_machine(), today=today, by=by)
    stay = write_outcome(disposal.items.proposed().filter(pk__in=refused), DisposalOutcome.REFUSED)
    values = {
        "state": DisposalState.DECIDED.value,
        "decision": decision.reference,
        "decided_on": decision.decided_on,
    }
    if not disposal.items.proposed().exists():
        values |= {"state": DisposalState.CLOSED.value, "closed_on": today, "frozen": frozen_list(disposal)}
    journal.write_changes(disposal, values, by=by, verb="disposals.decided", reason=stay)
    _keep_list(disposal)
    return disposal


@transaction.atomic
def undo_decision(disposal: Disposal, *, by: Actor) -> Proposal:
    """It was noted by mistake: what was refused or kept is proposed again; what cannot be is named."""
    disposal = locked(disposal, policies.undo_decision, by)
    stayed = disposal.items.filter(outcome__in=[DisposalOutcome.REFUSED, DisposalOutcome.KEPT])
    machines = [item.equipment for item in stayed.select_related("equipment")]
    rows, left_out = proposable(disposal.school_id, machines, DisposalReason.WORN) if machines else ([], [])
    again = write_outcome(stayed.filter(equipment__in=rows), DisposalOutcome.PROPOSED)
    values = {"state": DisposalState.PROPOSED.value, "decision": "", "decided_on": None}
    journal.write_changes(disposal, values, by=by, verb="disposals.decision_undone", reason=again)
    return Proposal([disposal], len(rows), left_out)


@transaction.atomic
def carry_out(disposal: Disposal, *, now: datetime, today: date, by: Actor) -> Disposal:
    """Its goods leave the inventory and its list is frozen; pressed twice, it is done once.

    RuleBroken names each good that may not leave, and nothing has changed.
    """
    disposal = Disposal.objects.for_school(disposal.school_id).locked(disposal.pk)
    require(policies.carry_out, by, disposal)
    if disposal.is_closed:
        if not disposal.items.filter(outcome=DisposalOutcome.LEFT).exists():
            raise RuleBroken(ALL_REFUSED)
        return disposal
    items = list(disposal.items.proposed().select_for_update(of=("self",)).order_by("equipment_id"))
    if not items:
        raise RuleBroken(ALL_KEPT)
    rows = Equipment.objects.for_school(disposal.school_id).filter(
        pk__in=[item.equipment_id for item in items]
    )
    rows = rows.select_related("school", "type").order_by("pk")
    machines = {row.pk: row for row in rows.select_for_update(of=("self",))}
    for item in items:
        item.equipment = machines[item.equipment_id]
    facts = facts_of(disposal, items, now)
    reasons = [
        f"« {item} » {said}"
        for item in items
        for said in leaving_refusals(facts[item.pk], Wiping(item.wiping))
    ]
    _refuse(reasons)
    assert disposal.decided_on is not None  # `disposal_decided_on_a_day`
    decision = DisposalDecision(disposal.decision, disposal.decided_on)
    for item in items:  # through the record itself: its own right, its own rules, its own line in the journal
        why = f"{disposal} : {item.get_reason_display().lower()}."
        reasons += leave_inventory(item.equipment, why, decision, today=today, by=by)
    _refuse(reasons)
    left = write_outcome(disposal.items.proposed(), DisposalOutcome.LEFT)
    values = {"state": DisposalState.CLOSED.value, "closed_on": today, "frozen": frozen_list(disposal)}
    journal.write_changes(disposal, values, by=by, verb="disposals.carried_out", reason=left)
    _keep_list(disposal)
    return disposal


def _keep_list(disposal: Disposal) -> None:
    """Once it is over, its list bears its fingerprint."""
    if disposal.is_closed and disposal.closed_on is not None:
        keep_paper("disposals.list", disposal, list_sum(disposal), on=disposal.closed_on)


def _refuse(reasons: list[str]) -> None:
    """RuleBroken with the first of them, when there are any."""
    if not reasons:
        return
    more = len(reasons) - MOST_SAID
    raise RuleBroken(
        reasons[:MOST_SAID] + ([f"Et {more} autres raisons, sur les lignes."] if more > 0 else [])
    )
