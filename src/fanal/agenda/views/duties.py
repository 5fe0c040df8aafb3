"""The duties of a service, put in the calendar from its page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.actions import duties as actions
from fanal.agenda.forms.task import DayForm
from fanal.agenda.policies import year as policies
from fanal.core.errors import reasons_of_refusal
from fanal.core.http.answers import get_or_404
from fanal.core.text.french import counted
from fanal.online_services.models import OnlineService


@require_POST
def plan_duties(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    """A refusal is said where it leads back to: the page of the service belongs to another app."""
    require(policies.add_task, request.actor, None)
    rows = OnlineService.objects.for_school(request.member.school).in_use()
    online_service, form = get_or_404(rows, pk=service), DayForm(request.POST, school=request.member.school)
    reasons: list[str] = [] if form.is_valid() else [str(error) for error in form.errors["due_on"]]
    if not reasons:
        with reasons_of_refusal() as reasons:
            count = actions.plan_duties(
                online_service,
                form.cleaned_data["due_on"],
                today=request.today,
                now=timezone.now(),
                by=request.actor,
            )
            added = counted(count, "tâche ajoutée à l’année", "tâches ajoutées à l’année")
            messages.success(request, f"{added}." if count else "Elles y étaient déjà.")
    for reason in reasons:
        messages.error(request, reason)
    return redirect("online_services:service_page", uai, online_service.pk)
