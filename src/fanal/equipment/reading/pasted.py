"""The numbers that were pasted into the search of the list: which machines are they, and which are none?"""

from dataclasses import dataclass, replace

from fanal.accounts.models.member import Member
from fanal.equipment.models import Equipment
from fanal.equipment.reading.scanned import read_typed
from fanal.equipment.rules.listing import EquipmentFilter
from fanal.equipment.rules.pasted import MOST


@dataclass(frozen=True)
class PastedSummary:
    """How many numbers were read and found; those that are unknown, of several machines, or said twice."""

    count: int
    found: int
    unknown: list[str]
    several: list[str]
    twice: list[str]


def with_machines(member: Member, chosen_filter: EquipmentFilter) -> EquipmentFilter:
    """The same filter, which knows the machines of its numbers."""
    return read_pasted(member, chosen_filter)[0]


def read_pasted(
    member: Member, chosen_filter: EquipmentFilter
) -> tuple[EquipmentFilter, PastedSummary | None]:
    """The same, with what is said of its numbers; nothing of a search by words.

    What this member may not see is as unknown as what is not there.
    """
    if not chosen_filter.pasted:
        return chosen_filter, None
    read = read_typed(member.school, chosen_filter.pasted, most=MOST, knows_left=True)
    answers = {text: [machine] for text, machine in read.named.items()} | read.wrong
    keys = {machine.pk for machines in answers.values() for machine in machines}
    visible = frozenset(Equipment.objects.visible_to(member).filter(pk__in=keys).values_list("pk", flat=True))
    counts = {text: sum(row.pk in visible for row in machines) for text, machines in answers.items()}
    summary = PastedSummary(
        count=len(chosen_filter.pasted),
        found=sum(count == 1 for count in counts.values()),
        unknown=[text for text, count in counts.items() if not count],
        several=[text for text, count in counts.items() if count > 1],
        twice=read.twice if visible == keys else [],
    )
    return replace(chosen_filter, keys=visible), summary
