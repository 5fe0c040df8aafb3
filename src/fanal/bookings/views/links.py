"""« Agendas et écran »: the secret links of bookings, made and taken back by the team."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions import link as actions
from fanal.bookings.models import Bookable, BookingLink
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.links import link_address
from fanal.bookings.reading.week import offered
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import render
from fanal.timetable.views.team_menu import TeamMenuPage

MADE = "Voici le lien. S’il y en avait un autre, il n’ouvre plus rien."


@dataclass(frozen=True, kw_only=True)
class BookingLinks(TeamMenuPage):
    """The link of the screen in the hall, and each thing with that of its calendar."""

    template = "bookings/link_list.html"

    screen: BookingLink | None
    screen_address: str
    rows: list[tuple[Bookable, BookingLink | None, str]]


@require_safe
def link_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_bookings, request.actor, None)
    school = request.member.school
    links = {link.bookable_id: link for link in BookingLink.objects.for_school(school)}
    rows = [(one, links.get(one.pk)) for one in offered(school)]
    screen = links.get(None)
    page = BookingLinks(
        screen=screen,
        screen_address=link_address(school, screen) if screen else "",
        rows=[(one, link, link_address(school, link) if link else "") for one, link in rows],
    )
    return render(request, page)


def _make(request: SchoolRequest, bookable: Bookable | None) -> HttpResponse:
    school = request.member.school
    return button_page(
        request,
        lambda: actions.make_link(
            school, bookable, shows_names="names" in request.POST, now=timezone.now(), by=request.actor
        ),
        success=MADE,
        next_page=address("bookings:link_list", school.uai),
    )


@require_POST
def screen_make(request: SchoolRequest, uai: str) -> HttpResponse:
    return _make(request, None)


@require_POST
def link_make(request: SchoolRequest, uai: str, bookable: int) -> HttpResponse:
    require(policies.manage_bookings, request.actor, None)
    row: Bookable = get_or_404(Bookable.objects.visible_to(request.member).offered(), pk=bookable)
    return _make(request, row)


@require_POST
def link_revoke(request: SchoolRequest, uai: str, booking_link: int) -> HttpResponse:
    require(policies.manage_bookings, request.actor, None)
    link: BookingLink = get_or_404(BookingLink.objects.for_school(request.member.school), pk=booking_link)
    return button_page(
        request,
        lambda: actions.revoke_link(link, by=request.actor),
        success="Le lien est retiré : il n’ouvre plus rien.",
        next_page=address("bookings:link_list", uai),
    )
