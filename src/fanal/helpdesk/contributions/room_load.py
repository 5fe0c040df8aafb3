"""How many open requests stand in each room, for the plan of the rooms."""

from datetime import datetime

from django.db.models import Count, Q

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.registry import register
from fanal.equipment.reading.places import ROOM_LOAD, RoomLoad
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.rules.codes import Urgency


@register(ROOM_LOAD)
def open_requests(member: Member, now: datetime) -> dict[int, RoomLoad]:
    """For those who handle them (one query)."""
    if not member.has(*TEAM, Role.TECHNICIAN):
        return {}
    rows = HelpRequest.objects.visible_to(member).open().filter(room__isnull=False).order_by()
    urgent = Q(urgency=Urgency.BLOCKED) | Q(due_at__lt=now)
    counted = rows.values_list("room").annotate(count=Count("pk"), urgent=Count("pk", filter=urgent))
    return {room: RoomLoad(count, urgent > 0) for room, count, urgent in counted}
