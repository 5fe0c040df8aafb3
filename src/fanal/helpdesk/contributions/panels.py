"""« Demandes sur cet équipement », « dans cette salle », « sur ce service »: on the pages of these things."""

from django.db.models import Q, QuerySet

from fanal.accounts.models.member import Member
from fanal.core.database.prepared import prepared
from fanal.core.http.addresses import address
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.authority import step_of
from fanal.online_services.models import OnlineService

SHOWN = 5


@prepared
def _latest(member: Member, pk: int, *, place: str) -> QuerySet[HelpRequest]:
    rows = HelpRequest.objects.visible_to(member).for_list().order_by("-asked_at")
    about = {"equipment": Q(equipment=pk), "room": Q(room=pk), "service": Q(service=pk)}
    return rows.filter(about[place])[:SHOWN]


@register(PANEL, "helpdesk.requests")
def requests_about(member: Member, thing: object) -> Panel | None:
    """The latest requests that this member may see about a machine, a room or a service."""
    ask = ""
    if isinstance(thing, Equipment):
        title, rows = "Demandes sur cet équipement", _latest(member, thing.pk, place="equipment")
    elif isinstance(thing, Room):
        title, rows = "Demandes dans cette salle", _latest(member, thing.pk, place="room")
    elif isinstance(thing, OnlineService):
        title, rows = "Demandes sur ce service", _latest(member, thing.pk, place="service")
        if thing.archived_on is None and policies.ask_for_help(member.actor, None):
            ask = f"{address('helpdesk:request_ask', member.school.uai)}?service={thing.pk}"
    else:
        return None
    for row in rows:
        row.step = step_of(row, member)
    return Panel(title, "helpdesk/requests_panel.html", {"rows": rows, "ask": ask})
