"""One request followed by its signed link, without an account: read, answer, confirm. Nothing else opens."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.models import Person
from fanal.accounts.reading.open_school import open_school_or_404
from fanal.accounts.views.access import open_to
from fanal.core.http import already_submitted, get_or_404, render_page
from fanal.core.tenancy import enter_schools
from fanal.helpdesk import actions
from fanal.helpdesk.forms.request import ReopenForm, ReplyForm
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.reading.follow_link import TOKEN, actor_by_link, is_over, reader_of
from fanal.helpdesk.reading.request import pages_of_thread
from fanal.helpdesk.rules.codes import RequestState

app_name = "helpdesk_follow"
BECAUSE = "Lien signé reçu par courriel : une seule demande, pour une seule personne."


def _opened(request: HttpRequest, uai: str, token: str) -> tuple[HelpRequest, Person]:
    """The request and whom the link was made for; 404 alike for a wrong school, number or seal."""
    match = TOKEN.fullmatch(token)
    if match is None:
        raise Http404
    school = open_school_or_404(request, uai)
    enter_schools(school.pk)
    timezone.activate(school.zone_info)
    rows = HelpRequest.objects.for_school(school).select_related("requester", "room", "school__authority")
    followed = get_or_404(rows, number=int(match["number"]))
    person = reader_of(token, followed)
    if person is None:
        raise Http404
    return followed, person


@open_to("anyone", because=BECAUSE)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_request(request: HttpRequest, uai: str, token: str) -> HttpResponse:
    followed, person = _opened(request, uai, token)
    if is_over(followed, timezone.now()):
        return render_page(request, "helpdesk/follow_over.html", {"followed": followed}, status=410)
    form = ReplyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if already_submitted(request) is None:
            text, by = form.cleaned_data["text"], actor_by_link(person)
            actions.reply_to_request(followed, text, now=timezone.now(), by=by, channel=Message.Channel.LINK)
            messages.success(request, "Votre message est envoyé.")
        return redirect("helpdesk_follow:request", uai, token)
    return _show(request, followed, person, token, form)


def _show(
    request: HttpRequest,
    followed: HelpRequest,
    person: Person,
    token: str,
    form: ReplyForm,
    reopen_form: ReopenForm | None = None,
) -> HttpResponse:
    thread = Message.objects.for_school(followed.school_id).filter(
        help_request=followed, audience=Message.Audience.EVERYONE
    )
    context = {
        "followed": followed,
        "token": token,
        "school": followed.school,
        "thread": pages_of_thread(request, list(thread.order_by("written_at", "pk"))),
        "form": form,
        "reopen_form": reopen_form or ReopenForm(),
        "is_asked": followed.state == RequestState.SOLVED and person.pk == followed.requester_id,
    }
    is_refused = form.is_bound or reopen_form is not None
    return render_page(request, "helpdesk/follow.html", context, status=422 if is_refused else 200)


@open_to("anyone", because=BECAUSE)
@require_POST
def follow_confirm(request: HttpRequest, uai: str, token: str) -> HttpResponse:
    """« Ça remarche ? » answered: « oui » closes, anything else reopens."""
    followed, person = _opened(request, uai, token)
    if is_over(followed, timezone.now()):
        return render_page(request, "helpdesk/follow_over.html", {"followed": followed}, status=410)
    by, now, form = actor_by_link(person), timezone.now(), ReopenForm(request.POST)
    if request.POST.get("answer") == "oui":
        actions.close_request(followed, now=now, by=by)
        messages.success(request, "Merci. La demande est terminée.")
    elif not form.is_valid():
        return _show(request, followed, person, token, ReplyForm(), form)
    else:
        actions.reopen_request(followed, said=form.cleaned_data["text"], now=now, by=by)
        messages.success(request, "La demande est rouverte. Dites-nous ce que vous voyez.")
    return redirect("helpdesk_follow:request", uai, token)


urlpatterns = [
    path("<slug:token>/", follow_request, name="request"),
    path("<slug:token>/reponse/", follow_confirm, name="confirm"),
]
