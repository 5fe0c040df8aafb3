"""What is said of the goods of a batch: why they leave, that their data are wiped, how they were lost."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import Right
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.disposals.actions.preparing import back_in_service, locked
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.policies import disposal as policies
from fanal.disposals.reading.hindrances import facts_of
from fanal.disposals.rules.disposal import DisposalState
from fanal.disposals.rules.item import (
    Destination,
    DisposalOutcome,
    DisposalReason,
    Wiping,
    item_refusals,
    may_be_put_away,
    wiping_refusals,
)
from fanal.equipment.actions.bulk import BulkOutcome, change_state_of_several
from fanal.equipment.actions.equipment import NewState
from fanal.equipment.rules.states import EquipmentState

UNWIPED: dict[str, Any] = {"method": "", "tool": "", "wiped_on": None, "wiped_by": None, "wiping_service": ""}


def _held(item: DisposalItem, right: Right, by: Actor) -> DisposalItem:
    """The item as it is now, its batch held."""
    disposal = locked(item.disposal, right, by)
    held: DisposalItem = disposal.items.select_related("equipment").locked(item.pk)
    return held


@transaction.atomic
def change_item(item: DisposalItem, values: Mapping[str, Any], *, by: Actor, seen: str = "") -> DisposalItem:
    """Why it leaves, and where it goes. `seen`: see `core.forms.stale`."""
    item = _held(item, policies.change_disposal, by)
    refuse_stale(item, values, seen)

    def check() -> None:
        destination = Destination(item.destination) if item.destination else None
        reason = DisposalReason(item.reason)
        if reasons := item_refusals(item.equipment.state, reason, destination, item.words):
            raise RuleBroken(reasons)

    journal.write_changes(item, values, by=by, verb="disposals.item_changed", check=check)
    return item


@transaction.atomic
def keep_item(item: DisposalItem, *, today: date, by: Actor) -> None:
    """It stays in the inventory: its line goes while the list is prepared; once decided of, it says so."""
    item = _held(item, policies.keep_item, by)
    disposal = item.disposal
    back_in_service([item], today=today, by=by)
    if disposal.state == DisposalState.PREPARED:
        journal.noted(disposal, by=by, verb="disposals.item_removed", equipment=item.equipment_id)
        item.delete()
    elif item.is_proposed:
        values = {"outcome": DisposalOutcome.KEPT.value}
        journal.write_changes(item, values, by=by, verb="disposals.item_kept")


@transaction.atomic
def note_wiping(
    disposal: Disposal, items: Collection[int], values: Mapping[str, Any], *, today: date, by: Actor
) -> int:
    """Say of these what was done of their data; how many it was said of. Nothing else makes a certificate."""
    disposal = locked(disposal, policies.note_disposal, by)
    wiping = Wiping(values["wiping"])
    chosen = disposal.items.proposed().filter(pk__in=items).select_related("equipment")
    rows = list(chosen.select_for_update(of=("self",)).order_by("pk"))
    if not rows:
        raise RuleBroken("Cochez au moins un équipement de cette sortie.")
    bought = [(str(item.equipment), item.equipment.bought_on) for item in rows if item.equipment.bought_on]
    if reasons := wiping_refusals(
        wiping,
        method=values["method"],
        wiped_on=values["wiped_on"],
        is_person=values["wiped_by"] is not None,
        service=values["wiping_service"],
        today=today,
        newest=max(bought, key=itemgetter(1), default=None),
    ):
        raise RuleBroken(reasons)
    record = values if wiping is Wiping.DONE else {"wiping": wiping.value, **UNWIPED}
    for item in rows:
        journal.write_changes(item, record, by=by, verb="disposals.wiping_noted")
    return len(rows)


@transaction.atomic
def note_loss(
    item: DisposalItem, values: Mapping[str, Any], *, today: date, by: Actor, seen: str = ""
) -> DisposalItem:
    """How it was lost or stolen, as its declaration says it. `seen`: see `core.forms.stale`."""
    item = _held(item, policies.note_disposal, by)
    refuse_stale(item, values, seen)
    if not item.is_missing:
        raise RuleBroken("Cet équipement n’est ni perdu ni volé : corrigez d’abord son motif.")
    if values["happened_on"] is not None and values["happened_on"] > today:
        raise RuleBroken("Le jour où c’est constaté est à venir : vérifiez-le.")
    journal.write_changes(item, values, by=by, verb="disposals.loss_noted")
    return item


@transaction.atomic
def put_in_stock(disposal: Disposal, *, now: datetime, today: date, by: Actor) -> BulkOutcome:
    """Those that only their service keeps here are put away, and go back into service if they stay.

    What is lent, entrusted, booked or broken is left to its own page.
    """
    disposal = locked(disposal, policies.note_disposal, by)
    items = list(disposal.items.proposed().with_machine())
    facts = facts_of(disposal, items, now)
    away = [item for item in items if may_be_put_away(facts[item.pk])]
    if not away:
        raise RuleBroken("Ce qui est en service est aussi retenu par autre chose : voyez chaque ligne.")
    new, numbers = NewState(EquipmentState.STOCK, str(disposal)), [item.equipment.number for item in away]
    outcome = change_state_of_several(numbers, new, school=disposal.school, today=today, by=by)
    refused = {refusal.equipment.pk for refusal in outcome.refused}
    done = [item.pk for item in away if item.equipment_id not in refused]
    disposal.items.filter(pk__in=done).update(was_in_service=True)
    return outcome
