"""What is done to a consumable: written down, corrected, taken, brought in, counted again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.core.pages import undo
from fanal.core.text.typography import grouped
from fanal.equipment.actions.equipment import held_records
from fanal.equipment.models import Equipment, Room
from fanal.supplies.models import Consumable, StockMovement
from fanal.supplies.policies import consumable as policies
from fanal.supplies.rules.stock import MovementKind, movement_refusals

CLOSED = "Ce consommable n’est plus suivi : suivez-le de nouveau pour noter un mouvement."
JUST_NOW = timedelta(minutes=10)
TWICE = (
    "Vous venez de noter une arrivée de {quantity}, avec les mêmes mots. Si c’en est une autre, dites-le "
    "dans « Un mot » ; sinon, elle est déjà comptée."
)
TOO_LATE = "Le moment d’annuler est passé : faites corriger le stock."


def _refuse_taken_name(school_id: int, name: str, own: int | None) -> None:
    named = Consumable.objects.for_school(school_id).filter(name=name)
    if own is not None:
        named = named.exclude(pk=own)
    if named.exists():
        raise RuleBroken(f"« {name} » existe déjà : ouvrez-le, ou donnez un autre nom.")


@transaction.atomic
def register_consumable(
    school: School, values: Mapping[str, Any], level: int, *, now: datetime, by: Actor
) -> Consumable:
    """Follow a consumable, of which so many are there."""
    require(policies.keep_stock, by, None)
    School.objects.held(school.pk)  # two with one name come one by one
    _refuse_taken_name(school.pk, values["name"], None)
    consumable = Consumable.objects.create(school=school, **values)
    journal.created(consumable, by=by, verb="supplies.consumable_registered")
    if level:
        _move(consumable, MovementKind.COUNT, level, now=now, by=by, word="stock de départ")
    return consumable


@transaction.atomic
def change_consumable(
    consumable: Consumable, values: Mapping[str, Any], *, by: Actor, seen: str = ""
) -> Consumable:
    """Correct what is written of it; its level is counted, never written. `seen`: what the form showed."""
    School.objects.held(consumable.school_id)
    consumable = Consumable.objects.for_school(consumable.school_id).locked(consumable.pk)
    require(policies.keep_stock, by, consumable)
    refuse_stale(consumable, values, seen)
    _refuse_taken_name(consumable.school_id, values["name"], consumable.pk)
    journal.write_changes(consumable, values, by=by, verb="supplies.consumable_changed")
    return consumable


@transaction.atomic
def take(
    consumable: Consumable,
    quantity: int,
    *,
    now: datetime,
    by: Actor,
    equipment: Equipment | None = None,
    room: Room | None = None,
) -> Consumable:
    """So many leave the reserve, for a machine, for a room, or for nobody says what."""
    held_records(consumable.school_id, [equipment] if equipment else [])
    consumable = Consumable.objects.for_school(consumable.school_id).locked(consumable.pk)
    require(policies.take_consumable, by, consumable)
    return _move(consumable, MovementKind.OUT, -quantity, now=now, by=by, equipment=equipment, room=room)


@transaction.atomic
def undo_take(consumable: Consumable, movement: StockMovement, *, now: datetime, by: Actor) -> Consumable:
    """Put back what this person took a moment ago, as if nobody had pressed; twice is once."""
    consumable = Consumable.objects.for_school(consumable.school_id).locked(consumable.pk)
    require(policies.take_consumable, by, consumable)
    theirs = consumable.movements.filter(pk=movement.pk, kind=MovementKind.OUT, made_by=by.person_id)
    if (taken := theirs.first()) is None:
        return consumable
    if undo.is_late(taken.made_at, now):
        raise RuleBroken(TOO_LATE)
    level = {"level": consumable.level - taken.change}
    taken.delete()
    journal.write_changes(consumable, level, by=by, verb="supplies.taking_undone")
    return consumable


@transaction.atomic
def bring_in(consumable: Consumable, quantity: int, word: str, *, now: datetime, by: Actor) -> Consumable:
    """So many arrived. RuleBroken when the same person has just noted the same: a form sent again."""
    consumable = _locked_for_stock(consumable, by)
    same = consumable.movements.filter(
        kind=MovementKind.IN, change=quantity, word=word, made_by=by.person_id, made_at__gt=now - JUST_NOW
    )
    if same.exists():
        raise RuleBroken(TWICE.format(quantity=grouped(quantity)))
    return _move(consumable, MovementKind.IN, quantity, now=now, by=by, word=word)


@transaction.atomic
def count_again(consumable: Consumable, counted: int, word: str, *, now: datetime, by: Actor) -> Consumable:
    """Note that so many are there, whatever was thought: somebody counted, and a word says why."""
    consumable = _locked_for_stock(consumable, by)
    change = counted - consumable.level
    return _move(consumable, MovementKind.COUNT, change, now=now, by=by, word=word)


def _locked_for_stock(consumable: Consumable, by: Actor) -> Consumable:
    """Lock it for whoever keeps the stock; RuleBroken once it is followed no more."""
    consumable = Consumable.objects.for_school(consumable.school_id).locked(consumable.pk)
    require(policies.keep_stock, by, consumable)
    if consumable.is_closed:
        raise RuleBroken(CLOSED)
    return consumable


def _move(
    consumable: Consumable, kind: MovementKind, change: int, *, now: datetime, by: Actor, **about: Any
) -> Consumable:
    """Write the movement and the new level of a locked row; RuleBroken when it would be below zero."""
    if reasons := movement_refusals(consumable.level, change, consumable.unit):
        raise RuleBroken(reasons)
    StockMovement.objects.create(
        school_id=consumable.school_id,
        consumable=consumable,
        kind=kind,
        change=change,
        made_by_id=by.person_id,
        made_at=now,
        **about,
    )
    level = {"level": consumable.level + change}
    journal.write_changes(consumable, level, by=by, verb="supplies.stock_moved")
    return consumable
