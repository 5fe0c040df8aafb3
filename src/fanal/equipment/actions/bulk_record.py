"""The same words written on the records of several machines: owner, purchase, warranty, price."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.actions.bulk import BulkOutcome, checked_numbers, last_moves
from fanal.equipment.models import Equipment
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.bulk_record import BulkRecordPlan, plan_of

CORRECTED = "equipment.corrected"
ANOTHER_PLAN = (
    "Ces fiches ont changé depuis l’aperçu : rien n’est encore écrit. Voici ce qui changerait maintenant."
)


class AnotherPlan(RuleBroken):
    """These records are no longer what the preview showed."""

    def __init__(self) -> None:
        super().__init__(ANOTHER_PLAN)


def plan_several(
    numbers: Iterable[int], values: Mapping[str, Any], *, school: School, today: date, by: Actor
) -> BulkRecordPlan:
    """What it would change, for the preview: nothing is held, nothing is written."""
    require(policies.change_several, by, None)
    wanted = checked_numbers(numbers)
    rows = Equipment.objects.for_school(school).filter(number__in=wanted).order_by("pk")
    return plan_of(list(rows), wanted, values, today=today, by=by)


@transaction.atomic
def correct_several(
    numbers: Iterable[int],
    values: Mapping[str, Any],
    *,
    seen: str,
    school: School,
    today: date,
    by: Actor,
) -> BulkOutcome:
    """Write what the preview showed (`seen`: its seal), or AnotherPlan: nothing else is ever written."""
    require(policies.change_several, by, None)
    wanted = checked_numbers(numbers)
    rows = Equipment.objects.for_school(school).filter(number__in=wanted).select_for_update(of=("self",))
    plan = plan_of(list(rows.order_by("pk")), wanted, values, today=today, by=by)
    if plan.seal != seen:
        raise AnotherPlan
    for change in plan.changes:
        journal.write_changes(change.equipment, change.after, by=by, verb=CORRECTED)
    moves = last_moves(school, len(plan.changes), by=by, verb=CORRECTED)
    return BulkOutcome(len(plan.changes), plan.refused, moves)
