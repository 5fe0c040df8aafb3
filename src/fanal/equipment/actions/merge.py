"""Making one record of two of one machine, saying that they are two machines, and separating them again.

Merging loses nothing: what points to the record that goes follows it, its labels still lead to the machine,
and its number too. Separating puts everything back, or is refused with a sentence that says what changed.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.registry import registered
from fanal.directory.rules.record_merge import seal_of
from fanal.equipment.actions import custody
from fanal.equipment.actions.equipment import check_record, locked
from fanal.equipment.actions.following import (
    EQUIPMENT_MERGE,
    EQUIPMENT_SEPARATED,
    RowChange,
    columns_of,
    follow,
    go_back,
    row_from,
    write,
)
from fanal.equipment.actions.merge_conflicts import own_changes
from fanal.equipment.models import Custody, DistinctMachines, Equipment, EquipmentMerge
from fanal.equipment.policies import equipment as policies
from fanal.equipment.rules.merge import FIELDS, changed_since, with_what_follows

ONE = "Choisissez deux fiches différentes."
CHANGED = "L’une de ces fiches a changé depuis cet affichage : regardez-les de nouveau."
INSIDE = "« {} » est rangé dans « {} » : ce sont donc deux choses. Sortez-le d’abord s’il y est par erreur."
TWO_LEVELS = "« {} » contient des équipements et serait lui-même rangé dans « {} » : choisissez « rien »."
CONFLICT = (
    "Les deux fiches portent quelque chose qui ne peut être qu’une fois sur une machine, "
    "ou l’une d’elles vient de changer : rien n’est réuni. Regardez-les de nouveau."
)
UNDONE = "Ces fiches sont déjà séparées."
TOO_LATE = (
    "Fanal garde 92 jours de quoi séparer deux fiches : ce délai est passé. Enregistrez l’autre machine."
)
LATER = "Une autre fiche a été réunie à celle-ci depuis : séparez d’abord la plus récente."
SINCE = (
    "Cette fiche a été modifiée depuis qu’elle est réunie ({}) : Fanal ne sait plus à laquelle des deux "
    "machines cela revient, et ne les sépare donc pas."
)
COLLIDES = (
    "Ce que portait l’autre fiche n’est plus libre (n° de série, réservation ou prêt donné depuis) : "
    "libérez-le, puis recommencez."
)
LABELS = {field.attname: str(field.verbose_name) for field in Equipment._meta.concrete_fields}


def _locked(*rows: Equipment) -> list[Equipment]:
    """Both records, taken in one order; Gone when somebody merged one of them meanwhile."""
    if len({row.pk for row in rows}) < len(rows):
        raise RuleBroken(ONE)
    here = {row.pk: locked(row) for row in sorted(rows, key=lambda row: row.pk)}
    return [here[row.pk] for row in rows]


def seal_of_records(*rows: Equipment) -> str:
    """What was looked at, in one word: it is merged only as it was shown."""
    return seal_of(*map(columns_of, rows))


@transaction.atomic
def merge_equipment(
    kept: Equipment,
    gone: Equipment,
    taken: Collection[str],
    *,
    seal: str,
    today: date,
    now: datetime,
    by: Actor,
) -> EquipmentMerge:
    """Make one record of two. `taken`: the fields whose value is that of the record that goes."""
    taken = with_what_follows(taken)
    kept, gone = _locked(kept, gone)
    for row in (kept, gone):
        require(policies.merge_equipment, by, row)
    if seal_of_records(kept, gone) != seal:
        raise RuleBroken(CHANGED)
    _refuse_inside(kept, gone, gone if "kept_in" in taken else kept)
    before, columns, was = columns_of(kept), columns_of(gone), kept.state
    values = {name: getattr(gone, name) for name in taken}
    try:
        with transaction.atomic():
            changes = [change for offer in registered(EQUIPMENT_MERGE) for change in offer(kept, gone, now)]
            changes += own_changes(kept, gone, taken, now)
            steps = [*write(changes, by=by), *follow(gone, kept)]
            journal.noted(gone, by=by, verb="equipment.merged_into", record=kept.number)
            number, key = gone.number, gone.pk
            gone.delete()
            with journal.change(kept, by=by, verb="equipment.merged", reason=f"fiche n° {number}"):
                for name, value in values.items():
                    setattr(kept, name, value)
                check_record(kept, today=today)
                kept.save(update_fields=[*FIELDS])
            connection.check_constraints()
    except IntegrityError:
        raise RuleBroken(CONFLICT) from None
    custody.follow_state(kept, was, now=now)
    custody.say_changed(kept.school_id, _wholes_left(changes))
    left = {name: value for name, value in columns_of(kept).items() if value != before[name]}
    return EquipmentMerge.objects.create(
        school_id=kept.school_id,
        kept=kept,
        gone_key=key,
        gone_number=number,
        memory={
            "before": {name: before[name] for name in left},
            "left": left,
            "gone": columns,
            "steps": steps,
        },
        merged_by_id=by.person_id,
        merged_at=now,
    )


def _wholes_left(changes: Iterable[RowChange]) -> set[int]:
    """The custodies of trolleys that one of the two leaves by the merge."""
    rows = [change.row for change in changes if isinstance(change.row, Custody)]
    return {row.within_id for row in rows if row.within_id is not None}


def _refuse_inside(kept: Equipment, gone: Equipment, chosen: Equipment) -> None:
    """Neither in the other; and what holds things is not itself put away in another."""
    for row, other in ((kept, gone), (gone, kept)):
        if row.kept_in_id == other.pk:
            raise RuleBroken(INSIDE.format(row, other))
    rows = Equipment.objects.for_school(kept.school_id)
    if chosen.kept_in_id and rows.filter(kept_in__in=[kept, gone]).exists():
        raise RuleBroken(TWO_LEVELS.format(kept, chosen.kept_in))


@transaction.atomic
def keep_distinct(first: Equipment, second: Equipment, *, today: date, by: Actor) -> None:
    """These are two machines: the pair is not proposed any more."""
    low, high = sorted(_locked(first, second), key=lambda row: row.number)
    for row in (low, high):
        require(policies.merge_equipment, by, row)
    _, is_new = DistinctMachines.objects.for_school(low.school_id).get_or_create(
        school_id=low.school_id,
        first_number=low.number,
        second_number=high.number,
        defaults={"said_on": today},
    )
    if is_new:
        journal.noted(low, by=by, verb="equipment.kept_distinct", record=high.number)


@transaction.atomic
def separate_equipment(merge: EquipmentMerge, *, now: datetime, by: Actor) -> Equipment:
    """Put both records back as they were; returns the one that comes back. Refused when something changed."""
    kept = locked(merge.kept)
    merge = EquipmentMerge.objects.for_school(kept.school_id).locked(merge.pk)
    require(policies.merge_equipment, by, kept)
    if reasons := _why_not_separate(merge, kept):
        raise RuleBroken(reasons)
    was, memory = kept.state, merge.memory
    back = _record_of_before(memory["gone"])
    before = row_from(Equipment, columns_of(kept) | memory["before"])
    try:
        with transaction.atomic():
            with journal.change(kept, by=by, verb="equipment.separated", reason=f"fiche n° {back.number}"):
                for name in memory["before"]:
                    setattr(kept, name, getattr(before, name))
                kept.save(update_fields=[*FIELDS])
            back.save(force_insert=True)
            go_back(memory["steps"], by=by)
            for follow_up in registered(EQUIPMENT_SEPARATED):
                follow_up(kept, back)
            connection.check_constraints()
    except IntegrityError:
        raise RuleBroken(COLLIDES) from None
    custody.follow_state(kept, was, now=now)
    merge.undone_at, merge.memory = now, {}
    merge.save(update_fields=["undone_at", "memory"])
    journal.noted(back, by=by, verb="equipment.came_back", record=kept.number)
    return back


def _why_not_separate(merge: EquipmentMerge, kept: Equipment) -> list[str]:
    if merge.undone_at or merge.kept_id != kept.pk:
        return [UNDONE]
    if not merge.memory:
        return [TOO_LATE]
    later = EquipmentMerge.objects.for_school(kept.school_id).standing().filter(kept=kept)
    if later.filter(pk__gt=merge.pk).exists():
        return [LATER]
    changed = changed_since(merge.memory["left"], columns_of(kept))
    labels = [LABELS[name] for name in changed]
    return [SINCE.format(", ".join(labels))] if labels else []


def _record_of_before(columns: dict[str, Any]) -> Equipment:
    """The record that went; what it led to and that is no longer there, it leads to no more."""
    back: Equipment = row_from(Equipment, columns)
    for name in ("room", "holder", "kept_in"):
        model: Any = Equipment._meta.get_field(name).related_model
        if not model.objects.for_school(back.school_id).filter(pk=columns[f"{name}_id"]).exists():
            setattr(back, f"{name}_id", None)
    return back
