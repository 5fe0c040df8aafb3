"""What would the same words change on the records of several machines? Preview and press ask it alike."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import Refused
from fanal.core.forms.form_version import seen_of
from fanal.core.journal import differences
from fanal.core.text.french import first_named
from fanal.equipment.models import Equipment
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.history import in_words
from fanal.equipment.reading.owners import names_of
from fanal.equipment.reading.record_uses import uses_of
from fanal.equipment.rules.description import date_refusals

DATES = {"bought_on", "warranty_until"}
LABELS = {
    "owner": "Propriétaire",
    "is_owner_known": "Propriétaire confirmé",
    "bought_on": "Acheté le",
    "warranty_until": "Sous garantie jusqu’au",
    "price_cents": "Prix",
}
MOST_NAMED = 6  # machines of one line
MOST_LINES = 8  # former values of one field; beyond, they are told together
OTHER_VALUES = "d’autres valeurs"


@dataclass(frozen=True)
class Refusal:
    """One that stays as it is, and why."""

    equipment: Equipment
    reasons: list[str]


@dataclass(frozen=True)
class RecordChange:
    """What one record says now, and what it would say: only the fields that differ."""

    equipment: Equipment
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class BulkRecordPlan:
    """`gone`: the numbers that no record bears any more. `notes`: what other rooms say of it."""

    changes: list[RecordChange]
    unchanged: list[Equipment]
    refused: list[Refusal]
    gone: list[int]
    notes: tuple[str, ...]

    @property
    def seal(self) -> str:
        """The whole plan in a few letters: another one is shown before it is written."""
        return seen_of(
            {
                "changes": [[change.equipment.pk, change.before, change.after] for change in self.changes],
                "refused": [[refusal.equipment.pk, refusal.reasons] for refusal in self.refused],
                "gone": self.gone,
                "notes": self.notes,
            }
        )


def plan_of(
    machines: Collection[Equipment],
    numbers: Iterable[int],
    values: Mapping[str, Any],
    *,
    today: date,
    by: Actor,
) -> BulkRecordPlan:
    """What becomes of each of these machines, which were asked for by these numbers."""
    changes: list[RecordChange] = []
    unchanged: list[Equipment] = []
    refused: list[Refusal] = []
    for machine in machines:
        after = differences(machine, values)
        if not after:
            unchanged.append(machine)
        elif reasons := _refusals(machine, after, today=today, by=by):
            refused.append(Refusal(machine, reasons))
        else:
            before = {name: getattr(machine, name) for name in after}
            changes.append(RecordChange(machine, before, after))
    gone = sorted({*numbers} - {machine.number for machine in machines})
    return _without_settled(BulkRecordPlan(changes, unchanged, refused, gone, ()))


def _without_settled(plan: BulkRecordPlan) -> BulkRecordPlan:
    """The same, less what another room holds."""
    if not plan.changes:
        return plan
    school_id = plan.changes[0].equipment.school_id
    uses = uses_of(school_id, {change.equipment.pk: change.after.keys() for change in plan.changes})
    free = [change for change in plan.changes if change.equipment.pk not in uses.settled]
    settled = [
        Refusal(change.equipment, [uses.settled[change.equipment.pk]])
        for change in plan.changes
        if change.equipment.pk in uses.settled
    ]
    return BulkRecordPlan(free, plan.unchanged, plan.refused + settled, plan.gone, uses.notes)


def _refusals(machine: Equipment, after: Mapping[str, Any], *, today: date, by: Actor) -> list[str]:
    """Why this record does not take these values; a date that stood there before refuses no new owner."""
    try:
        require(policies.change_equipment, by, machine)
    except Refused as refusal:
        return refusal.reasons
    if DATES.isdisjoint(after):
        return []
    bought_on = after.get("bought_on", machine.bought_on)
    warranty_until = after.get("warranty_until", machine.warranty_until)
    return date_refusals(bought_on, warranty_until, today=today)


@dataclass(frozen=True)
class ChangedLine:
    """« Département → Établissement », for how many records, and which."""

    before: str
    after: str
    count: int
    named: str


@dataclass(frozen=True)
class ChangedField:
    """What changes of one field. `already`: how many say it already."""

    label: str
    lines: list[ChangedLine]
    already: int


def changed_fields(plan: BulkRecordPlan, values: Mapping[str, Any], school: School) -> list[ChangedField]:
    """The plan in words, a field after the other, the former value of most records first."""
    return [_changed_field(plan, name, values[name], school) for name in LABELS if name in values]


def _changed_field(plan: BulkRecordPlan, name: str, value: Any, school: School) -> ChangedField:
    names = defaultdict[str, list[str]](list)
    for change in plan.changes:
        if name in change.after:
            names[value_words(name, change.before[name], school)].append(str(change.equipment))
    groups = sorted(names.items(), key=lambda group: -len(group[1]))
    if len(groups) > MOST_LINES:
        others = [machine for _, machines in groups[MOST_LINES - 1 :] for machine in machines]
        groups = [*groups[: MOST_LINES - 1], (OTHER_VALUES, others)]
    after = value_words(name, value, school)
    lines = [
        ChangedLine(before, after, len(machines), first_named(machines, MOST_NAMED))
        for before, machines in groups
    ]
    changed = sum(line.count for line in lines)
    return ChangedField(LABELS[name], lines, len(plan.changes) + len(plan.unchanged) - changed)


def value_words(name: str, value: Any, school: School) -> str:
    """One value as this school reads it: its owner by the name of its own authority."""
    if name == "owner":
        return names_of(school)[value]
    return in_words(name, value.isoformat() if isinstance(value, date) else value, {})
