"""Where what can be booked is found from the one search box: it leads to its week."""

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.bookings.reading.week import offered_to
from fanal.bookings.rules.booking import left_of
from fanal.core.http.addresses import address
from fanal.core.pages.search import MOST_HITS, SEARCH, Hit, SearchSource, words_of
from fanal.core.registry import register
from fanal.core.text.words import fold


def _bookable(member: Member, typed: str) -> list[Hit]:
    """Those whose name holds a word that begins with each word typed; the name itself first."""
    words = [fold(word) for word in words_of(typed)]
    if not words:
        return []
    named = [(f" {fold(str(one)).replace('-', ' ')} {fold(str(one))}", one) for one in offered_to(member)]
    hits = [one for name, one in named if all(f" {word}" in name for word in words)]
    week, wanted = address("bookings:week", member.school.uai), fold(typed.strip())
    hits.sort(key=lambda one: fold(str(one)) != wanted)
    return [
        Hit(
            str(one),
            f"Réserver · appareils : {left_of(one.working, one.content)}" if one.content else "Réserver",
            f"{week}?quoi={one.pk}",
        )
        for one in hits[:MOST_HITS]
    ]


def _hint(member: Member) -> str:
    return "matériel à réserver" if member.person and not member.has(*TEAM) else ""


register(SEARCH, "bookings")(SearchSource("À réserver", "calendar", _bookable, _hint))
