"""« Courriels des demandes »: how many a person wants, on their own page or by the link of any mail."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import FORM
from fanal.helpdesk.actions.delivery import frequencies_of, reader_of
from fanal.helpdesk.actions.digest import choose_notices
from fanal.helpdesk.forms.notices import NoticeForm
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.follow_link import actor_by_link
from fanal.helpdesk.rules.notification_frequency import NotificationFrequency

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


@require_http_methods(FORM)
def notice_choice(request: SchoolRequest, uai: str) -> HttpResponse:
    person = request.member.person
    if person is None:
        raise Http404
    require(policies.choose_notices, request.actor, person)
    return _choice_page(
        request,
        request.POST,
        person,
        by=request.actor,
        template="helpdesk/notice_choice.html",
        next_page=address("helpdesk:notice_choice", uai),
        context={"school": request.member.school},
    )


# The seal is the proof: mail programs send the « one click » of RFC 8058 without any cookie.
@csrf_exempt
@open_to("anyone", because=BECAUSE)
@require_http_methods(FORM)
def choice(request: SchoolRequest, uai: str, token: str) -> HttpResponse:
    """The same, by the link of a mail. Opening it changes nothing: mail servers open links by themselves."""
    school = enter_open_school(request, uai)
    person = reader_of(school, token)
    if person is None:
        raise Http404
    given: Any = (
        {"frequency": NotificationFrequency.NEEDED.value} if ONE_CLICK in request.POST else request.POST
    )
    return _choice_page(
        request,
        given,
        person,
        by=actor_by_link(person),
        template="helpdesk/notice_link.html",
        next_page=reverse("helpdesk_notices:choice", args=[uai, token]),
        context={"school": school, "person": person},
    )


def _choice_page(
    request: SchoolRequest,
    given: Any,
    person: Person,
    *,
    by: Actor,
    template: str,
    next_page: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The form as this person left it, or as it is `given` anew."""
    chosen = frequencies_of(person.school_id, [person]).get(person.pk, NotificationFrequency.EACH)
    sent = given if request.method == "POST" else None
    return form_page(
        request,
        NoticeForm(sent, school=context["school"], initial={"frequency": chosen}),
        lambda values: choose_notices(person, NotificationFrequency(values["frequency"]), by=by),
        template=template,
        success=lambda choice: SAID[choice.frequency],
        next_page=next_page,
        context=context,
    )


urlpatterns = [path("<slug:token>/", choice, name="choice")]
