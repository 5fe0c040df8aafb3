"""Linking a request to the outage of a service, in one press, and taking it back."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page
from fanal.helpdesk.actions import outages as actions
from fanal.helpdesk.views.request import press
from fanal.online_services.models import OnlineService
from fanal.service_status.models import StatePeriod


@require_POST
def outage_link(request: SchoolRequest, uai: str, number: int, period: int) -> HttpResponse:
    rows = StatePeriod.objects.for_school(request.member.school).open()
    outage = get_or_404(rows, pk=period)
    return press(
        request,
        number,
        lambda help_request: actions.link_outage(help_request, outage, now=timezone.now(), by=request.actor),
        success="Liée. La personne sera prévenue quand le service fonctionnera de nouveau.",
    )


@require_POST
def outage_follow(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    """« Me prévenir quand ça remarche »."""
    online_service = get_or_404(OnlineService.objects.for_school(request.member.school).in_use(), pk=service)
    return button_page(
        request,
        lambda: actions.follow_outage(
            online_service, request.member.own_person, now=timezone.now(), by=request.actor
        ),
        success=f"Vous serez prévenu quand {online_service.name} fonctionnera de nouveau.",
        next_page=address("web:home", uai),
    )


@require_POST
def outage_unlink(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press(request, number, lambda help_request: actions.unlink_outage(help_request, by=request.actor))
