"""« Courriels des demandes »: how many a person wants, on their own page or by the link of any mail."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.open_school import open_school_or_404
from fanal.accounts.views.access import open_to
from fanal.core.http import render_page
from fanal.core.tenancy import enter_schools
from fanal.helpdesk import policies
from fanal.helpdesk.actions.delivery import reader_of, rhythms_of
from fanal.helpdesk.actions.digest import choose_notices
from fanal.helpdesk.forms.notices import NoticeForm
from fanal.helpdesk.reading.follow_link import actor_by_link
from fanal.helpdesk.rules.rhythm import NotificationFrequency

app_name = "helpdesk_notices"
ONE_CLICK = "List-Unsubscribe"
BECAUSE = "Lien signé reçu par courriel : choisir combien de courriels on reçoit, rien d’autre."
SAID = {
    NotificationFrequency.EACH: "C’est noté : un courriel à chaque nouvelle.",
    NotificationFrequency.DIGEST: "C’est noté : un seul courriel par jour. "
    "Un cours bloqué vous est dit tout de suite.",
    NotificationFrequency.NEEDED: "C’est noté : Fanal ne vous écrit plus "
    "que lorsqu’on attend quelque chose de vous.",
}


def notice_form(person: Person) -> NoticeForm:
    """The form as this person left it, for any page that shows it."""
    chosen = rhythms_of(person.school_id, [person]).get(person.pk, NotificationFrequency.EACH)
    return NoticeForm(initial={"rhythm": chosen})


@require_http_methods(["GET", "HEAD", "POST"])
def notice_choice(request: HttpRequest, uai: str) -> HttpResponse:
    person = request.member.person
    if person is None:
        raise Http404
    require(policies.choose_notices, request.actor, person)
    form = NoticeForm(request.POST) if request.method == "POST" else notice_form(person)
    if form.is_bound and form.is_valid():
        _choose(request, form, person, by=request.actor)
        return redirect("helpdesk:notice_choice", uai)
    context = {"form": form, "school": request.member.school}
    return render_page(request, "helpdesk/notice_choice.html", context, status=422 if form.errors else 200)


# The seal is the proof: mail programs send the « one click » of RFC 8058 without any cookie.
@csrf_exempt
@open_to("anyone", because=BECAUSE)
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, uai: str, token: str) -> HttpResponse:
    """The same, by the link of a mail. Opening it changes nothing: mail servers open links by themselves."""
    school = open_school_or_404(request, uai)
    enter_schools(school.pk)
    timezone.activate(school.zone_info)
    person = reader_of(school, token)
    if person is None:
        raise Http404
    given: Any = {"rhythm": NotificationFrequency.NEEDED.value} if ONE_CLICK in request.POST else request.POST
    form = NoticeForm(given) if request.method == "POST" else notice_form(person)
    if form.is_bound and form.is_valid():
        _choose(request, form, person, by=actor_by_link(person))
        return redirect("helpdesk_notices:choice", uai, token)
    context = {"form": form, "school": school, "person": person}
    return render_page(request, "helpdesk/notice_link.html", context, status=422 if form.errors else 200)


def _choose(request: HttpRequest, form: NoticeForm, person: Person, *, by: Any) -> None:
    rhythm = NotificationFrequency(form.cleaned_data["rhythm"])
    choose_notices(person, rhythm, by=by)
    messages.success(request, SAID[rhythm])


urlpatterns = [path("<slug:token>/", choice, name="choice")]
