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
from fanal.helpdesk.views.request_actions import one


@require_http_methods(FORM)
def request_correct(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    found, reasons = one(request, number), list[str]()
    require(policies.correct_request, request.actor, found)
    # « ?room= »: another room is chosen, whose machines are listed.
    room = request.GET.get("room", found.room_id)
    filed = {"room": room, "equipment": found.equipment_id, "kind": found.kind}
    form = CorrectForm(request.POST or None, school=found.school, initial=filed)
    seen = request.POST.get("seen") or version_of(found, actions.CORRECTED)
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.correct_request(found, form.filing(), now=timezone.now(), by=request.actor, seen=seen)
            messages.success(request, "La demande est corrigée.")
            return redirect("helpdesk:request_page", uai, number)
    form.show_equipment_near(found)
    context = {"found": found, "form": form, "reasons": reasons, "seen": seen}
    return render_page(
        request, "helpdesk/request_correct.html", context, status=422 if form.is_bound else 200
    )
