"""Who has a seat of a licence, which machines does a contract cover? Given and taken back, by many."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Manager

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.text.french import full_day
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
    """Give a seat to each who has none yet, all or nobody, never more than were bought. Return how many."""
    machines = held_records(licence.school_id, machines)
    licence = locked(licence)
    require(policies.keep_purchases, by, licence)
    _refuse_gone(machines)
    leavers = [person for person in people if person.left_on is not None and person.left_on <= today]
    if leavers:
        raise RuleBroken(f"{leavers[0]} n’est plus dans l’établissement : aucune place ne lui est donnée.")
    seats = list(licence.given.values_list("equipment", "person"))
    seated_machines, seated_people = {machine for machine, _ in seats}, {person for _, person in seats}
    seats_of_machines = [
        LicenceSeat(equipment=machine) for machine in machines if machine.pk not in seated_machines
    ]
    seats_of_people = [LicenceSeat(person=person) for person in people if person.pk not in seated_people]
    counts = (len(seats_of_machines), len(seats_of_people))
    bought = Licence.objects.for_school(licence.school_id).with_used(today).get(pk=licence.pk).bought
    if reasons := giving_refusals(licence.kind, bought, len(seats), *counts):
        if licence.seats != bought:
            reasons.append(RENEWED_LATER.format(licence.seats, full_day(licence.starts_on)))
        raise RuleBroken(reasons)
    for seat in (*seats_of_machines, *seats_of_people):
        seat.school_id, seat.licence, seat.given_on = licence.school_id, licence, today
    LicenceSeat.objects.bulk_create([*seats_of_machines, *seats_of_people])
    journal.noted(licence, by=by, verb="supplies.seats_given", count=sum(counts))
    return sum(counts)


@transaction.atomic
def take_back_seats(licence: Licence, keys: Collection[int], *, by: Actor) -> int:
    """Free these seats; one that was taken back already is passed over. Return how many were."""
    licence = locked(licence)
    require(policies.keep_purchases, by, licence)
    return _take_out(licence, licence.given, keys, verb="supplies.seats_taken_back", by=by)


def _take_out(
    row: Licence | MaintenanceContract, things: Manager, keys: Collection[int], *, verb: str, by: Actor
) -> int:
    if not keys:
        raise RuleBroken(NONE_TICKED)
    rows = things.filter(pk__in=keys)
    if count := rows.count():
        rows.delete()
        journal.noted(row, by=by, verb=verb, count=count)
    return count


@transaction.atomic
def cover_machines(contract: MaintenanceContract, machines: Collection[Equipment], *, by: Actor) -> int:
    """Cover these by the contract too; return how many it did not cover yet."""
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
def uncover_machines(contract: MaintenanceContract, keys: Collection[int], *, by: Actor) -> int:
    """Cover these no more; return how many it covered."""
    contract = locked(contract)
    require(policies.keep_purchases, by, contract)
    return _take_out(contract, contract.machines, keys, verb="supplies.machines_uncovered", by=by)
