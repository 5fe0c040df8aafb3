"""« Corriger le lieu ou l’équipement »: what was filed in the wrong place is put right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, render_page
from fanal.core.stale import version_of
from fanal.helpdesk import actions, policies
from fanal.helpdesk.forms.asking import CorrectForm
from fanal.helpdesk.views.request_actions import request_or_404


@require_http_methods(FORM)
def request_correct(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    help_request, reasons = request_or_404(request, number), list[str]()
    require(policies.correct_request, request.actor, help_request)
    # « ?room= »: another room is chosen, whose machines are listed.
    room = request.GET.get("room", help_request.room_id)
    filed = {"room": room, "equipment": help_request.equipment_id, "kind": help_request.kind}
    form = CorrectForm(request.POST or None, school=help_request.school, initial=filed)
    seen = request.POST.get("seen") or version_of(help_request, actions.CORRECTED)
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.correct_request(
                help_request, form.filing(), now=timezone.now(), by=request.actor, seen=seen
            )
            messages.success(request, "La demande est corrigée.")
            return redirect("helpdesk:request_page", uai, number)
    form.show_equipment_near(help_request)
    context = {"help_request": help_request, "form": form, "reasons": reasons, "seen": seen}
    return render_page(
        request, "helpdesk/request_correct.html", context, status=422 if form.is_bound else 200
    )
