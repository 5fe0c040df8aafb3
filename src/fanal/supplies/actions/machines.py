"""Who has a seat of a licence, which machines does a contract cover? Given and taken back, by many."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Manager

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import full_day
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.actions.equipment import held_records
from fanal.equipment.models import Equipment
from fanal.equipment.rules.states import PRESENT
from fanal.supplies.actions.purchase import locked
from fanal.supplies.models import CoveredMachine, Licence, LicenceSeat, MaintenanceContract
from fanal.supplies.policies import purchase as policies
from fanal.supplies.rules.licence import giving_refusals

RENEWED_LATER = "Le renouvellement en compte {}, à partir du {}."
NONE_TICKED = "Cochez d’abord une ligne au moins."


def _refuse_gone(machines: Iterable[Equipment]) -> None:
    gone = [machine for machine in machines if machine.state not in PRESENT]
    if gone:
        raise RuleBroken(
            [
                f"« {one} » n’est plus dans l’établissement : {one.get_state_display().lower()}."
                for one in gone
            ]
        )


@transaction.atomic
def give_seats(
    licence: Licence, machines: Collection[Equipment], people: Collection[Person], *, today: date, by: Actor
) -> int:
    """A seat to each who has none yet, all or nobody; never more than were bought. How many were given."""
    machines = held_records(licence.school_id, machines)
    licence = locked(licence)
    require(policies.keep_purchases, by, licence)
    _refuse_gone(machines)
    left = [person for person in people if person.left_on is not None and person.left_on <= today]
    if left:
        raise RuleBroken(f"{left[0]} n’est plus dans l’établissement : aucune place ne lui est donnée.")
    held = list(licence.given.values_list("equipment", "person"))
    has, theirs = {machine for machine, _ in held}, {person for _, person in held}
    new = [LicenceSeat(equipment=machine) for machine in machines if machine.pk not in has]
    given = [LicenceSeat(person=person) for person in people if person.pk not in theirs]
    counts = (len(new), len(given))
    bought = Licence.objects.for_school(licence.school_id).with_used(today).get(pk=licence.pk).bought
    if reasons := giving_refusals(licence.kind, bought, len(held), *counts):
        if licence.seats != bought:
            reasons.append(RENEWED_LATER.format(licence.seats, full_day(licence.starts_on)))
        raise RuleBroken(reasons)
    for seat in (*new, *given):
        seat.school_id, seat.licence, seat.given_on = licence.school_id, licence, today
    LicenceSeat.objects.bulk_create([*new, *given])
    journal.noted(licence, by=by, verb="supplies.seats_given", count=sum(counts))
    return sum(counts)


@transaction.atomic
def take_back_seats(licence: Licence, chosen: Collection[int], *, by: Actor) -> int:
    """These seats are free again; one that was taken back already is passed over. How many were."""
    licence = locked(licence)
    require(policies.keep_purchases, by, licence)
    return _take_out(licence, licence.given, chosen, verb="supplies.seats_taken_back", by=by)


def _take_out(
    row: Licence | MaintenanceContract, things: Manager, chosen: Collection[int], *, verb: str, by: Actor
) -> int:
    if not chosen:
        raise RuleBroken(NONE_TICKED)
    rows = things.filter(pk__in=chosen)
    if count := rows.count():
        rows.delete()
        journal.noted(row, by=by, verb=verb, count=count)
    return count


@transaction.atomic
def cover_machines(contract: MaintenanceContract, machines: Collection[Equipment], *, by: Actor) -> int:
    """The contract covers these too; how many it did not cover yet."""
    machines = held_records(contract.school_id, machines)
    contract = locked(contract)
    require(policies.keep_purchases, by, contract)
    _refuse_gone(machines)
    has = set(contract.machines.values_list("equipment", flat=True))
    new = [
        CoveredMachine(school_id=contract.school_id, contract=contract, equipment=machine)
        for machine in machines
        if machine.pk not in has
    ]
    if not new:
        raise RuleBroken("Ce contrat couvre déjà ces appareils.")
    CoveredMachine.objects.bulk_create(new)
    journal.noted(contract, by=by, verb="supplies.machines_covered", count=len(new))
    return len(new)


@transaction.atomic
def uncover_machines(contract: MaintenanceContract, chosen: Collection[int], *, by: Actor) -> int:
    """The contract covers these no more; how many it covered."""
    contract = locked(contract)
    require(policies.keep_purchases, by, contract)
    return _take_out(contract, contract.machines, chosen, verb="supplies.machines_uncovered", by=by)
