"""What the directory shows on the page of somebody of the staff: their sheets, records joined to theirs."""

from fanal.accounts.members import Member
from fanal.accounts.models import Person
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, offer
from fanal.directory import policies
from fanal.directory.reading.likeness import joined_to


@offer(PANEL, 29)
def sheets(member: Member, thing: object) -> Panel | None:
    """The way to the exit and arrival sheets (no query)."""
    if not isinstance(thing, Person) or not policies.fill_sheet(member.actor, None):
        return None
    return Panel("Arrivée et départ", "directory/sheets_panel.html", {"person": thing}, "user-check")


@offer(PANEL, 30)
def joined_records(member: Member, thing: object) -> Panel | None:
    """Only for whoever may separate them (one query)."""
    if not isinstance(thing, Person) or not policies.join_records(member.actor, None):
        return None
    joined = joined_to(thing)
    return (
        Panel("Fiches réunies", "directory/joined_panel.html", {"joined": joined}, "users")
        if joined
        else None
    )
