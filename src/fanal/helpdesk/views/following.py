"""One request followed by its signed link, without an account: read, answer, confirm. Nothing else opens."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.models import Person, School
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.http.answers import FORM, UNPROCESSABLE, get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.helpdesk.actions import requests as actions
from fanal.helpdesk.forms.request import ReopenForm, ReplyForm
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.reading.follow_link import TOKEN, actor_by_link, is_over, reader_of
from fanal.helpdesk.reading.request import pages_of_thread
from fanal.helpdesk.rules.codes import RequestState

BECAUSE = "Lien signé reçu par courriel : une seule demande, pour une seule personne."


@dataclass(frozen=True, kw_only=True)
class FollowPage(FormPage):
    """One request as its link shows it; `form`: that of an answer; `is_asked`: « Ça remarche ? » is asked."""

    template = "helpdesk/follow.html"

    followed: HelpRequest
    token: str
    school: School
    thread: Paged
    reopen_form: ReopenForm
    is_asked: bool


@dataclass(frozen=True, kw_only=True)
class FollowOverPage(Page):
    template = "helpdesk/follow_over.html"

    followed: HelpRequest


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
    return render(request, FollowOverPage(followed=followed), status=410)


def _page(
    request: SchoolRequest,
    followed: HelpRequest,
    person: Person,
    token: str,
    *,
    form: ReplyForm | None = None,
    reopen_form: ReopenForm | None = None,
    reasons: list[str],
) -> FollowPage:
    thread = Message.objects.for_school(followed.school_id).filter(
        help_request=followed, audience=Message.Audience.EVERYONE
    )
    return FollowPage(
        form=form or ReplyForm(),
        reasons=reasons,
        followed=followed,
        token=token,
        school=followed.school,
        thread=pages_of_thread(request, list(thread.order_by("written_at", "pk"))),
        reopen_form=reopen_form or ReopenForm(),
        is_asked=followed.state == RequestState.SOLVED and person.pk == followed.requester_id,
    )


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
        lambda values: actions.reply_to_request(followed, **values, **by, channel=Message.Channel.LINK),
        success="Votre message est envoyé.",
        next_page=reverse("helpdesk_follow:request", args=[uai, token]),
        show=lambda reasons: _page(request, followed, person, token, form=form, reasons=reasons),
    )


@open_to("anyone", because=BECAUSE)
@require_POST
def follow_confirm(request: SchoolRequest, uai: str, token: str) -> HttpResponse:
    """« Ça remarche ? » answered: « oui » closes, anything else reopens."""
    followed, person = _opened(request, uai, token)
    if over := _over(request, followed):
        return over
    if request.POST.get("answer") == "oui":
        return button_page(
            request,
            lambda: actions.close_request(followed, now=timezone.now(), by=actor_by_link(person)),
            success="Merci. La demande est terminée.",
            next_page=reverse("helpdesk_follow:request", args=[uai, token]),
        )
    return _reopen(request, followed, person, token)


def _reopen(request: SchoolRequest, followed: HelpRequest, person: Person, token: str) -> HttpResponse:
    form, now = ReopenForm(request.POST), timezone.now()

    def show(reasons: list[str]) -> HttpResponse:
        page = _page(request, followed, person, token, reopen_form=form, reasons=reasons)
        return render(request, page, status=UNPROCESSABLE)

    return form_page(
        request,
        form,
        lambda values: actions.reopen_request(
            followed, text=values["text"], now=now, by=actor_by_link(person)
        ),
        success="La demande est rouverte. Dites-nous ce que vous voyez.",
        next_page=reverse("helpdesk_follow:request", args=[followed.school.uai, token]),
        show=show,
    )
