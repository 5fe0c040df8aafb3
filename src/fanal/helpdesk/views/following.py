"""One request followed by its signed link, without an account: read, answer, confirm. Nothing else opens."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.models import Person
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, render_page
from fanal.helpdesk.actions import requests as actions
from fanal.helpdesk.forms.request import ReopenForm, ReplyForm
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.reading.follow_link import TOKEN, actor_by_link, is_over, reader_of
from fanal.helpdesk.reading.request import pages_of_thread
from fanal.helpdesk.rules.codes import RequestState

app_name = "helpdesk_follow"
BECAUSE = "Lien signé reçu par courriel : une seule demande, pour une seule personne."


def _opened(request: SchoolRequest, uai: str, token: str) -> tuple[HelpRequest, Person]:
    """The request and whom the link was made for; 404 alike for a wrong school, number or seal."""
    match = TOKEN.fullmatch(token)
    if match is None:
        raise Http404
    school = enter_open_school(request, uai)
    rows = HelpRequest.objects.for_school(school).select_related("requester", "room", "school__authority")
    followed = get_or_404(rows, number=int(match["number"]))
    person = reader_of(token, followed)
    if person is None:
        raise Http404
    return followed, person


def _over(request: SchoolRequest, followed: HelpRequest) -> HttpResponse | None:
    """The page of a link that is too old; None while it holds."""
    if not is_over(followed, timezone.now()):
        return None
    return render_page(request, "helpdesk/follow_over.html", {"followed": followed}, status=410)


def _page(request: SchoolRequest, followed: HelpRequest, person: Person, token: str) -> dict[str, Any]:
    thread = Message.objects.for_school(followed.school_id).filter(
        help_request=followed, audience=Message.Audience.EVERYONE
    )
    return {
        "followed": followed,
        "token": token,
        "school": followed.school,
        "thread": pages_of_thread(request, list(thread.order_by("written_at", "pk"))),
        "form": ReplyForm(),
        "reopen_form": ReopenForm(),
        "is_asked": followed.state == RequestState.SOLVED and person.pk == followed.requester_id,
    }


@open_to("anyone", because=BECAUSE)
@require_http_methods(FORM)
def follow_request(request: SchoolRequest, uai: str, token: str) -> HttpResponse:
    followed, person = _opened(request, uai, token)
    if over := _over(request, followed):
        return over
    form = ReplyForm(request.POST or None)
    by: dict[str, Any] = {"now": timezone.now(), "by": actor_by_link(person)}
    return form_page(
        request,
        form,
        lambda said: actions.reply_to_request(followed, **said, **by, channel=Message.Channel.LINK),
        template="helpdesk/follow.html",
        success="Votre message est envoyé.",
        next_page=reverse("helpdesk_follow:request", args=[uai, token]),
        context=lambda: _page(request, followed, person, token) | {"form": form},
    )


@open_to("anyone", because=BECAUSE)
@require_POST
def follow_confirm(request: SchoolRequest, uai: str, token: str) -> HttpResponse:
    """« Ça remarche ? » answered: « oui » closes, anything else reopens."""
    followed, person = _opened(request, uai, token)
    if over := _over(request, followed):
        return over
    by: dict[str, Any] = {"now": timezone.now(), "by": actor_by_link(person)}
    back = reverse("helpdesk_follow:request", args=[uai, token])
    if request.POST.get("answer") == "oui":
        return button_page(
            request,
            lambda: actions.close_request(followed, **by),
            success="Merci. La demande est terminée.",
            next_page=back,
        )
    form = ReopenForm(request.POST)
    return form_page(
        request,
        form,
        lambda values: actions.reopen_request(followed, said=values["text"], **by),
        template="helpdesk/follow.html",
        success="La demande est rouverte. Dites-nous ce que vous voyez.",
        next_page=back,
        context=lambda: _page(request, followed, person, token) | {"reopen_form": form},
    )


urlpatterns = [
    path("<slug:token>/", follow_request, name="request"),
    path("<slug:token>/reponse/", follow_confirm, name="confirm"),
]
