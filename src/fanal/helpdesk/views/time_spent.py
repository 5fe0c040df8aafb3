"""The time spent on a request: one tap notes it, one tap takes it back."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.core.http import already_submitted, get_or_404
from fanal.helpdesk import actions
from fanal.helpdesk.forms.request import TimeForm
from fanal.helpdesk.models import TimeSpent
from fanal.helpdesk.views.request_actions import press, request_or_404, show, show_again


@require_POST
def time_note(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    form = TimeForm(request.POST)
    if not form.is_valid():
        return show(request, request_or_404(request, number), time_form=form, status=422)
    if already_submitted(request) is not None:
        return show_again(request, number)
    minutes, now = form.cleaned_data["minutes"], timezone.now()
    return press(
        request,
        number,
        lambda help_request: actions.note_time(
            help_request, minutes, today=request.today, now=now, by=request.actor
        ),
        time_form=form,
    )


@require_POST
def time_take_back(request: HttpRequest, uai: str, number: int, entry: int) -> HttpResponse:
    entries = TimeSpent.objects.for_school(request.member.school).select_related("help_request")
    time_spent = get_or_404(entries, pk=entry, help_request=request_or_404(request, number))
    return press(request, number, lambda _: actions.take_back_time(time_spent, by=request.actor))
