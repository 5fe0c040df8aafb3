"""The demonstration: a batch that has left, one that waits for the authority, one of the school just begun."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.database.numbers import next_number
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.disposals.actions.items import note_wiping
from fanal.disposals.actions.leaving import carry_out, decide_disposal
from fanal.disposals.actions.preparing import GoodsInput, prepare_disposal, propose_disposal
from fanal.disposals.models import Disposal
from fanal.disposals.rules.item import Destination, DisposalReason, Wiping
from fanal.equipment.models import Equipment, EquipmentType
from fanal.equipment.rules.states import DisposalDecision

WORN = GoodsInput(DisposalReason.WORN, Destination.RECYCLING)
GIVEN = GoodsInput(DisposalReason.REPLACED, Destination.DONATION)
LEFT, WAITING, OWN = 6, 8, 3


@register(STORY, "disposals")
def take_out(story: Story) -> None:
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    bursar = actor_of(story.people["bursar"], Role.BURSAR)
    with scope(story.school):
        _left(story, lead, bursar)
        _waiting(story, lead, bursar)
        machines = _machines(story, "VP-ANCIEN", OWN, owner="school", kind="projector")
        prepare_disposal(
            story.school, "Vidéoprojecteurs remplacés", machines, GIVEN, today=story.today, by=lead
        )


def _machines(
    story: Story, name: str, count: int, *, owner: str, kind: str, state: str = "stock"
) -> list[Equipment]:
    """Old ones, put away."""
    sort = EquipmentType.objects.for_school(story.school).filter(kind=kind).order_by("pk")[0]
    number = next_number(story.school.pk, "equipment", count=count)
    bought = story.today - timedelta(days=8 * 365)
    made = Equipment.objects.bulk_create(
        [
            Equipment(
                school=story.school,
                number=number + rank,
                name=f"{name}-{rank + 1:02}",
                type=sort,
                state=state,
                owner=owner,
                maker="Epson" if kind == "projector" else "Dell",
                model="EB-X41" if kind == "projector" else "OptiPlex 3050",
                serial=f"{name[:4]}{rank * 7919 % 100_000:05}",
                bought_on=bought,
                price_cents=None if rank == 1 else 52_000,
            )
            for rank in range(count)
        ]
    )
    return list(made)


def _wipe(story: Story, disposal: Disposal, count: int, day: date) -> None:
    person = story.people["digital_lead"]
    items = disposal.items.to_wipe().order_by("pk").values_list("pk", flat=True)[:count]
    said: dict[str, Any] = {
        "wiping": Wiping.DONE.value,
        "method": "Réécriture complète du disque",
        "tool": "nwipe 0.38",
        "wiped_on": day,
        "wiped_by": person,
        "wiping_service": "",
    }
    by = actor_of(person, Role.DIGITAL_LEAD)
    note_wiping(disposal, set(items), said, today=day, by=by)


def _left(story: Story, lead: Actor, bursar: Actor) -> None:
    """Last spring: decided by the authority, wiped, recycled."""
    day = story.today - timedelta(days=200)
    machines = _machines(story, "PC-ANCIEN", LEFT, owner="authority", kind="computer")
    made = prepare_disposal(story.school, "Anciens postes du CDI", machines, WORN, today=day, by=lead)
    disposal = propose_disposal(made.disposals[0], today=day, by=bursar)
    _wipe(story, disposal, LEFT, day)
    disposal = decide_disposal(
        disposal, DisposalDecision("CP-114", day + timedelta(days=40)), [], today=story.today, by=bursar
    )
    now = timezone.make_aware(datetime.combine(day + timedelta(days=55), time(10)), story.school.zone_info)
    carry_out(disposal, now=now, today=now.date(), by=bursar)


def _waiting(story: Story, lead: Actor, bursar: Actor) -> None:
    """Half wiped, one of them still in service, one stolen."""
    machines = _machines(story, "PC-203-OLD", WAITING, owner="authority", kind="computer")
    machines += _machines(story, "PC-USAGE", 1, owner="authority", kind="computer", state="service")
    machines += _machines(story, "PC-VOLE", 1, owner="authority", kind="computer", state="stolen")
    day = story.today - timedelta(days=9)
    made = prepare_disposal(story.school, "Postes de la salle 203", machines, WORN, today=day, by=lead)
    disposal = propose_disposal(made.disposals[0], today=day + timedelta(days=1), by=bursar)
    _wipe(story, disposal, WAITING // 2, story.today)
