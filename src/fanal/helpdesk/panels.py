"""« Demandes sur cet équipement », « Demandes dans cette salle »: on the pages of the inventory."""

from django.db.models import QuerySet

from fanal.accounts.members import Member
from fanal.core.panels import Panel
from fanal.core.prepared import prepared
from fanal.core.registry import PANEL, offer
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.second_life import step_of

SHOWN = 5


@prepared
def _latest(member: Member, pk: int, *, place: str) -> QuerySet[HelpRequest]:
    rows = HelpRequest.objects.visible_to(member).for_list().order_by("-asked_at")
    return (rows.filter(equipment=pk) if place == "equipment" else rows.filter(room=pk))[:SHOWN]


@offer(PANEL, 10)
def requests_about(member: Member, thing: object) -> Panel | None:
    """The latest requests that this member may see about a machine or a room."""
    if isinstance(thing, Equipment):
        title, rows = "Demandes sur cet équipement", _latest(member, thing.pk, place="equipment")
    elif isinstance(thing, Room):
        title, rows = "Demandes dans cette salle", _latest(member, thing.pk, place="room")
    else:
        return None
    for row in rows:
        row.step = step_of(row, member)
    return Panel(title, "helpdesk/requests_panel.html", {"rows": rows}, icon="list")
