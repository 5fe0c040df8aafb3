"""The time spent on a request: one tap notes it, one tap takes it back."""

from dataclasses import replace

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import get_or_404
from fanal.helpdesk.actions import time_spent as actions
from fanal.helpdesk.forms.request import BLANK_FORMS, TimeForm
from fanal.helpdesk.models import TimeSpent
from fanal.helpdesk.views.request import press, request_or_404


@require_POST
def time_note(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form, now = TimeForm(request.POST), timezone.now()
    return press(
        request,
        number,
        lambda help_request: actions.note_time(
            help_request, form.cleaned_data["minutes"], today=request.today, now=now, by=request.actor
        ),
        forms=replace(BLANK_FORMS, time=form),
    )


@require_POST
def time_take_back(request: SchoolRequest, uai: str, number: int, entry: int) -> HttpResponse:
    entries = TimeSpent.objects.for_school(request.member.school).select_related("help_request")
    time_spent = get_or_404(entries, pk=entry, help_request=request_or_404(request, number))
    return press(request, number, lambda _: actions.take_back_time(time_spent, by=request.actor))
