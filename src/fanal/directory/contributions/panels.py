"""What the directory shows on the page of somebody of the staff: the way to their sheets, and to doubles."""

from fanal.accounts.models import Person
from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.directory.policies import directory as policies


@register(PANEL, "directory")
def sheets(member: Member, thing: object) -> Panel | None:
    """Links alone: the page of a person asks as many questions as a page may (no query)."""
    if not isinstance(thing, Person) or not policies.fill_sheet(member.actor, None):
        return None
    annotate_permissions([thing], policies.join_records, to=member.actor)
    return Panel("Arrivée et départ", "directory/sheets_panel.html", {"person": thing})
