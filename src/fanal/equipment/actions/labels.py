"""What is done to labels: give a code to things that have none, keep the sheets a school buys."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.journal.writing import fields_of
from fanal.equipment.models import Equipment, Label, LabelSheet, Room
from fanal.equipment.policies import equipment as policies
from fanal.equipment.rules.label_sheets import refusals
from fanal.equipment.rules.labels import new_code

Thing = Equipment | Room


@transaction.atomic
def give_labels(things: Sequence[Thing], *, school: School, by: Actor) -> dict[Thing, str]:
    """The code of each thing; those that have none receive one, for ever."""
    require(policies.print_labels, by, None)
    next_number(school.pk, "label", count=0)  # one at a time: two people may print the same room
    codes = _codes(school)
    made = [_label(thing, school) for thing in things if _key(thing) not in codes]
    Label.objects.bulk_create(made)
    if made:
        journal.noted(made[0], by=by, verb="equipment.labels_given", codes=[label.code for label in made])
    codes |= {(label.equipment_id, label.room_id): label.code for label in made}
    return {thing: codes[_key(thing)] for thing in things}


def _key(thing: Thing) -> tuple[int | None, int | None]:
    return (thing.pk, None) if isinstance(thing, Equipment) else (None, thing.pk)


def _codes(school: School) -> dict[tuple[int | None, int | None], str]:
    rows = Label.objects.for_school(school).filter(is_former=False)
    named = rows.values_list("equipment_id", "room_id", "code")
    return {(equipment, room): code for equipment, room, code in named}


def _label(thing: Thing, school: School) -> Label:
    equipment, room = _key(thing)
    return Label(school=school, code=new_code(secrets.choice), equipment_id=equipment, room_id=room)


def _keep(sheet: LabelSheet) -> None:
    if reasons := refusals(sheet.layout):
        raise RuleBroken(reasons)
    try:
        with transaction.atomic():
            sheet.save()
    except IntegrityError:
        raise RuleBroken(f"Le format « {sheet} » existe déjà : choisissez un autre nom.") from None


@transaction.atomic
def add_sheet(school: School, *, by: Actor, **values: Any) -> LabelSheet:
    """Keep the layout of a box of labels."""
    require(policies.print_labels, by, None)
    sheet = LabelSheet(school=school, **values)
    _keep(sheet)
    journal.created(sheet, by=by, verb="equipment.label_sheet_added")
    return sheet


@transaction.atomic
def change_sheet(sheet: LabelSheet, *, by: Actor, **values: Any) -> LabelSheet:
    """Correct the layout of a box of labels."""
    require(policies.print_labels, by, None)
    sheet = LabelSheet.objects.for_school(sheet.school_id).locked(sheet.pk)
    with journal.change(sheet, by=by, verb="equipment.label_sheet_changed"):
        for name, value in values.items():
            setattr(sheet, name, value)
        _keep(sheet)
    return sheet


@transaction.atomic
def remove_sheet(sheet: LabelSheet, *, by: Actor) -> None:
    """Forget a layout; labels already stuck do not change."""
    require(policies.print_labels, by, None)
    sheet = LabelSheet.objects.for_school(sheet.school_id).locked(sheet.pk)
    journal.noted(sheet, by=by, verb="equipment.label_sheet_removed", said=fields_of(sheet))
    sheet.delete()
