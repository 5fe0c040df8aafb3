"""What the directory shows on the page of somebody of the staff: the way to their sheets, and to doubles."""

from fanal.accounts.models import Person
from fanal.accounts.models.member import Member
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, register
from fanal.directory.policies import directory as policies


@register(PANEL, 29)
def sheets(member: Member, thing: object) -> Panel | None:
    """Links alone: the page of a person asks as many questions as a page may (no query)."""
    if not isinstance(thing, Person) or not policies.fill_sheet(member.actor, None):
        return None
    context = {"person": thing, "can_join": policies.join_records(member.actor, None)}
    return Panel("Arrivée et départ", "directory/sheets_panel.html", context)
