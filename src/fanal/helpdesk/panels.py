"""« Demandes sur cet équipement », « Demandes dans cette salle »: on the pages of the inventory."""

from fanal.accounts.members import Member
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, offer
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.models import HelpRequest

SHOWN = 5


@offer(PANEL, 10)
def requests_about(member: Member, thing: object) -> Panel | None:
    """The latest requests that this member may see about a machine or a room."""
    rows = HelpRequest.objects.visible_to(member).order_by("-asked_at").for_list()
    if isinstance(thing, Equipment):
        title, rows = "Demandes sur cet équipement", rows.filter(equipment=thing)
    elif isinstance(thing, Room):
        title, rows = "Demandes dans cette salle", rows.filter(room=thing)
    else:
        return None
    return Panel(title, "helpdesk/requests_panel.html", {"rows": list(rows[:SHOWN])}, icon="list")
