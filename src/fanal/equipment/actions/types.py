"""What is done to types of equipment: add, rename, set how long they last."""

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.models import EquipmentType
from fanal.equipment.policies import equipment as policies
from fanal.equipment.rules.kinds import DEFAULT_KINDS

USUAL_LIFE_YEARS = 5


def _refuse_twin(kind: EquipmentType) -> None:
    same = EquipmentType.objects.for_school(kind.school_id).filter(name__iexact=kind.name)
    if same.exclude(pk=kind.pk).exists():
        raise RuleBroken(f"Le type « {kind.name} » existe déjà.")


@transaction.atomic
def add_type(
    school: School, name: str, *, by: Actor, kind: str = "other", life_years: int = USUAL_LIFE_YEARS
) -> EquipmentType:
    """`kind` is the sort of trouble it usually gives; `life_years` a setting, not a law."""
    require(policies.manage_types, by, None)
    made = EquipmentType(school=school, name=name.strip(), kind=kind, life_years=life_years)
    _refuse_twin(made)
    made.save(force_insert=True)
    journal.created(made, by=by, verb="equipment.type_added")
    return made


@transaction.atomic
def add_usual_types(school: School, *, by: Actor) -> int:
    """Add those of the usual types that are missing; returns how many."""
    require(policies.manage_types, by, None)
    names = {name.lower() for name in EquipmentType.objects.for_school(school).values_list("name", flat=True)}
    missing = [usual for usual in DEFAULT_KINDS if usual.label.lower() not in names]
    for usual in missing:
        years = usual.life_years or USUAL_LIFE_YEARS
        add_type(school, usual.label, by=by, kind=usual.trouble, life_years=years)
    return len(missing)


@transaction.atomic
def change_type(kind: EquipmentType, /, *, by: Actor, **values: object) -> EquipmentType:
    """Rename a type, or change what it usually gives and how long it lasts."""
    require(policies.manage_types, by, None)
    kind = EquipmentType.objects.for_school(kind.school_id).locked(kind.pk)
    verb = "equipment.type_changed"
    journal.write_changes(kind, values, by=by, verb=verb, check=lambda: _refuse_twin(kind))
    return kind
