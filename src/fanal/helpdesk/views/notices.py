"""« Courriels des demandes »: how many a person wants, on their own page or by the link of any mail."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage
from fanal.helpdesk.actions.delivery import frequencies_of, reader_of
from fanal.helpdesk.actions.digest import choose_notices
from fanal.helpdesk.forms.notices import NoticeForm
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.follow_link import actor_by_link
from fanal.helpdesk.rules.notification_frequency import NotificationFrequency

ONE_CLICK = "List-Unsubscribe"
BECAUSE = "Lien signé reçu par courriel : choisir combien de courriels on reçoit, rien d’autre."
SAID = {
    NotificationFrequency.EACH: "C’est noté : un courriel à chaque nouvelle.",
    NotificationFrequency.DIGEST: "C’est noté : un seul courriel par jour. "
    "Un cours bloqué vous est dit tout de suite.",
    NotificationFrequency.NEEDED: "C’est noté : Fanal ne vous écrit plus "
    "que lorsqu’on attend quelque chose de vous.",
}


type Sent = QueryDict | dict[str, str]


@dataclass(frozen=True, kw_only=True)
class NoticeChoicePage(FormPage):
    template = "helpdesk/notice_choice.html"

    school: School


@dataclass(frozen=True, kw_only=True)
class NoticeLinkPage(FormPage):
    template = "helpdesk/notice_link.html"

    school: School
    person: Person


@require_http_methods(FORM)
def notice_choice(request: SchoolRequest, uai: str) -> HttpResponse:
    person = request.member.person
    if person is None:
        raise Http404
    require(policies.choose_notices, request.actor, person)
    school = request.member.school
    page = NoticeChoicePage(form=_form(request, request.POST, school, person), school=school)
    back = address("helpdesk:notice_choice", uai)
    return _choice_page(request, page, person, by=request.actor, next_page=back)


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
    sent: Sent = request.POST
    if ONE_CLICK in request.POST:
        sent = {"frequency": NotificationFrequency.NEEDED.value}
    page = NoticeLinkPage(form=_form(request, sent, school, person), school=school, person=person)
    back = reverse("helpdesk_notices:choice", args=[uai, token])
    return _choice_page(request, page, person, by=actor_by_link(person), next_page=back)


def _form(request: SchoolRequest, sent: Sent, school: School, person: Person) -> NoticeForm:
    """The form as this person left it, or as it is sent anew."""
    before = frequencies_of(person.school_id, [person]).get(person.pk, NotificationFrequency.EACH)
    data = sent if request.method == "POST" else None
    return NoticeForm(data, school=school, initial={"frequency": before})


def _choice_page(
    request: SchoolRequest, page: FormPage, person: Person, *, by: Actor, next_page: str
) -> HttpResponse:
    return form_page(
        request,
        page,
        lambda values: choose_notices(person, NotificationFrequency(values["frequency"]), by=by),
        success=lambda choice: SAID[choice.frequency],
        next_page=next_page,
    )
