"""« Corriger le lieu ou l’équipement »: what was filed in the wrong place is put right."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import ChangePage
from fanal.helpdesk.actions import correction as actions
from fanal.helpdesk.forms.asking import CorrectForm
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.views.request import request_or_404


@dataclass(frozen=True, kw_only=True)
class CorrectionPage(ChangePage):
    template = "helpdesk/request_correct.html"

    help_request: HelpRequest


@require_http_methods(FORM)
def request_correct(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« ?room= »: another room is chosen, whose machines are listed."""
    help_request, now = request_or_404(request, number), timezone.now()
    start = {"room": request.GET.get("room", help_request.room_id)}
    form = CorrectForm(request.POST or None, school=help_request.school, instance=help_request, initial=start)
    seen = request.POST.get("seen") or version_of(help_request, actions.CORRECTED)

    def correct(values: dict[str, Any]) -> HelpRequest:
        return actions.correct_request(help_request, values, now=now, by=request.actor, seen=seen)

    def page(reasons: list[str]) -> CorrectionPage:
        form.show_equipment_near(help_request)
        return CorrectionPage(form=form, reasons=reasons, seen=seen, help_request=help_request)

    return form_page(
        request,
        form,
        correct,
        success="La demande est corrigée.",
        next_page=address("helpdesk:request_page", uai, number),
        require=lambda: require(policies.correct_request, request.actor, help_request),
        show=page,
    )
