"""« Corriger le lieu ou l’équipement »: what was filed in the wrong place is put right."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import FORM
from fanal.core.stale import version_of
from fanal.helpdesk.actions import correction as actions
from fanal.helpdesk.forms.asking import CorrectForm
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.views.request_actions import request_or_404


@require_http_methods(FORM)
def request_correct(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« ?room= »: another room is chosen, whose machines are listed."""
    help_request, now = request_or_404(request, number), timezone.now()
    start = {"room": request.GET.get("room", help_request.room_id)}
    form = CorrectForm(request.POST or None, school=help_request.school, instance=help_request, initial=start)
    seen = request.POST.get("seen") or version_of(help_request, actions.CORRECTED)

    def correct(values: dict[str, Any]) -> HelpRequest:
        return actions.correct_request(help_request, values, now=now, by=request.actor, seen=seen)

    def context() -> dict[str, Any]:
        form.show_equipment_near(help_request)
        return {"help_request": help_request, "seen": seen}

    return form_page(
        request,
        form,
        correct,
        template="helpdesk/request_correct.html",
        success="La demande est corrigée.",
        next_page=address("helpdesk:request_page", uai, number),
        context=context,
        require=lambda: require(policies.correct_request, request.actor, help_request),
    )
