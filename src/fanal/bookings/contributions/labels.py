"""A label that was scanned leads to the week of a room, of a case, of the case that a tablet is kept in."""

from fanal.accounts.models.member import Member
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.things import bookable_of
from fanal.core.registry import register
from fanal.equipment.models import Label
from fanal.equipment.reading.labels import LABEL_CHOICE, LabelChoice


@register(LABEL_CHOICE, "bookings")
def book_it(member: Member, label: Label) -> list[LabelChoice]:
    """For whomever it is open to. Its week says what is broken, and who has it."""
    if not policies.book(member.actor, None):
        return []
    bookable = bookable_of(member, label.room, label.equipment)
    if bookable is None or not bookable.is_for(member):
        return []
    words = "Réserver" if bookable.thing in (label.room, label.equipment) else f"Réserver {bookable}"
    return [LabelChoice(words, week_address(member.school.uai, bookable), "calendar")]
