"""What keeps the goods of a batch from leaving now? The same questions for one good and for five hundred."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.rules.item import DisposalFacts, DisposalReason
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.reading.faults import faulty_since


def facts_of(disposal: Disposal, items: Sequence[DisposalItem], now: datetime) -> dict[int, DisposalFacts]:
    """By item. The rows of `items` hold their machine; what is asked is asked of the whole batch."""
    school_id, machines = disposal.school_id, disposal.items.order_by().values("equipment")
    lent, booked = _custodies(school_id, machines, now)
    since = faulty_since(disposal.school, machines)
    content = _content(school_id, machines, {item.equipment_id for item in items})
    return {
        item.pk: DisposalFacts(
            state=item.equipment.state,
            reason=DisposalReason(item.reason),
            is_held=item.equipment.holder_id is not None,
            is_lent=item.equipment_id in lent,
            booked_on=booked.get(item.equipment_id),
            fault_since=since.get(item.equipment_id),
            content=content[item.equipment_id],
            is_of_owner=item.equipment.owner == disposal.owner,
        )
        for item in items
    }


def _custodies(school_id: int, machines: QuerySet, now: datetime) -> tuple[set[int], dict[int, date]]:
    """Which are lent, alone or in their trolley; the first day for which each is booked."""
    rows = Custody.objects.for_school(school_id).filter(equipment__in=machines).held().since(now)
    is_loan = Q(kind=Custody.Kind.LOAN)
    first = Min("span__startswith", filter=~is_loan)
    by_machine = rows.filter(is_loan | Q(within__isnull=True)).order_by().values("equipment")
    figures = list(by_machine.annotate(loans=Count("pk", filter=is_loan), first=first))
    lent = {row["equipment"] for row in figures if row["loans"]}
    booked = {row["equipment"]: timezone.localdate(row["first"]) for row in figures if row["first"]}
    return lent, booked


def _content(school_id: int, machines: QuerySet, leaving: set[int]) -> Counter[int]:
    """How many things lie in each, but for those that leave too."""
    inside = Equipment.objects.for_school(school_id).filter(kept_in__in=machines).present()
    rows = inside.order_by().values_list("pk", "kept_in")
    return Counter(machine for pk, machine in rows if machine and pk not in leaving)
