"""Linking a request to the outage of a service, in one press, and taking it back."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.core.http import get_or_404
from fanal.helpdesk import actions
from fanal.helpdesk.views.request_actions import press
from fanal.online_services.models import StatePeriod


@require_POST
def outage_link(request: HttpRequest, uai: str, number: int, period: int) -> HttpResponse:
    rows = StatePeriod.objects.for_school(request.member.school).open()
    outage = get_or_404(rows, pk=period)
    return press(
        request,
        number,
        lambda help_request: actions.link_outage(help_request, outage, now=timezone.now(), by=request.actor),
        said="Liée. La personne sera prévenue quand le service fonctionnera de nouveau.",
    )


@require_POST
def outage_unlink(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return press(request, number, lambda help_request: actions.unlink_outage(help_request, by=request.actor))
