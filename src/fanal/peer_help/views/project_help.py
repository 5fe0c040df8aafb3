"""The requests between colleagues: their list, one of them with its thread, and each button of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.words import is_id
from fanal.peer_help.actions import project_help as actions
from fanal.peer_help.forms.peer_help import PeerMessageForm, PeerSessionForm, ProjectHelpForm
from fanal.peer_help.models import PeerOffer, ProjectHelp
from fanal.peer_help.policies import peer_help as policies
from fanal.peer_help.rules.codes import readers_of

RIGHTS = (policies.take_help, policies.write_message, policies.give_help, policies.end_help)
USE = "Pour un projet, une séance, une classe. Pour une panne : « Demander de l’aide »."
THEN = "Une fois prise, la demande n’est plus lue que de vous et de qui vous aide."
LEFT = " Si cette personne se retire, la demande attend toute l’équipe."
MESSAGES = 20  # of a thread, a page


def help_or_404(request: SchoolRequest, pk: int) -> ProjectHelp:
    rows = ProjectHelp.objects.visible_to(request.member).select_related("requester", "helper", "addressee")
    row: ProjectHelp = get_or_404(rows, pk=pk)
    annotate_permissions([row], *RIGHTS, to=request.actor)
    return row


def _page_of(request: SchoolRequest, project_help: ProjectHelp) -> str:
    return address("peer_help:help_page", request.member.school.uai, project_help.pk)


@require_safe
def help_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """Those that run first; the newest of them first."""
    require(policies.use_peer_help, request.actor, None)
    rows = ProjectHelp.objects.visible_to(request.member).select_related("requester", "helper")
    person, view = request.member.own_person.pk, request.GET.get("vue", "")
    views = {
        "terminees": lambda: rows.exclude(ended_on=None),
        "a-lire": lambda: rows.running().awaiting_word_of(person),
        "a-prendre": lambda: rows.running().waiting_for_somebody(person),
    }
    shown = views.get(view, rows.running)().order_by("-pk")
    context = {"page": paginate(request, shown), "is_over": view == "terminees", "is_part": view in views}
    return render_page(request, "peer_help/help_list.html", context)


@require_http_methods(FORM)
def help_ask(request: SchoolRequest, uai: str) -> HttpResponse:
    """« ?a= » names the card of one colleague, else the team and all who offer help are asked."""
    named = request.GET.get("a", "")
    offers = PeerOffer.objects.visible_to(request.member).select_related("person")
    offer = get_or_404(offers, pk=named) if is_id(named) else None
    return form_page(
        request,
        ProjectHelpForm(request.POST or None, school=request.member.school),
        lambda values: actions.ask_for_help(
            request.member.own_person, values, offer=offer, **at_moment(request)
        ),
        template="short_form.html",
        success="Votre demande est partie : vous lirez la réponse ici et sur votre page d’accueil.",
        next_page=lambda made: _page_of(request, made),
        context={
            "title": f"Demander à {offer.person.polite_name}" if offer else "Demander un coup de main",
            "detail": _who_will_read(offer),
            "button": "Envoyer",
            "trail": [("Entraide", address("peer_help:help_list", uai))],
        },
        require=lambda: require(policies.use_peer_help, request.actor, None),
    )


def _who_will_read(offer: PeerOffer | None) -> str:
    """Whoever asks knows it before they send."""
    readers = readers_of(offer.person.polite_name if offer else "")
    return f"{USE} Lu par {readers}. {THEN}{LEFT if offer else ''}"


@require_http_methods(FORM)
def help_page(request: SchoolRequest, uai: str, project_help: int) -> HttpResponse:
    """The thread; what is sent here is one message more."""
    row = help_or_404(request, project_help)
    form = PeerMessageForm(request.POST or None, school=request.member.school)
    return form_page(
        request,
        form,
        lambda values: actions.write_message(row, values["text"], **at_moment(request)),
        success="",
        next_page=_page_of(request, row),
        show=lambda reasons: show_help(request, row, reasons, form),
    )


def show_help(
    request: SchoolRequest, row: ProjectHelp, reasons: list[str], form: PeerMessageForm | None = None
) -> HttpResponse:
    is_in_it = policies.read_thread(request.actor, row)
    thread = row.messages.select_related("author").order_by("-written_at", "-pk")
    sessions = list(row.sessions.order_by("held_on", "pk")) if is_in_it else []
    form = form or PeerMessageForm(school=request.member.school)
    context = {
        "row": row,
        "page": paginate(request, thread if is_in_it else thread.none(), MESSAGES),
        "sessions": sessions,
        "form": form,
        "reasons": reasons,
        "is_mine": row.requester_id == request.actor.person_id,
    }
    return render_page(request, "peer_help/help_page.html", context, status=422 if form.is_bound else 0)


def _press(request: SchoolRequest, row: ProjectHelp, act: Callable[[], Any], success: str) -> HttpResponse:
    return button_page(
        request,
        act,
        success=success,
        next_page=_page_of(request, row),
        show=lambda reasons: show_help(request, row, reasons),
    )


@require_POST
def help_take(request: SchoolRequest, uai: str, project_help: int) -> HttpResponse:
    row = help_or_404(request, project_help)
    success = "C’est à vous : écrivez un premier mot."
    return _press(request, row, lambda: actions.take_help(row, **at_moment(request)), success)


@require_POST
def help_release(request: SchoolRequest, uai: str, project_help: int) -> HttpResponse:
    row = help_or_404(request, project_help)
    return button_page(
        request,
        lambda: actions.release_help(row, **at_moment(request)),
        success="La demande attend de nouveau quelqu’un.",
        next_page=address("peer_help:help_list", uai),
        show=lambda reasons: show_help(request, row, reasons),
    )


@require_POST
def help_end(request: SchoolRequest, uai: str, project_help: int) -> HttpResponse:
    """« Terminé, merci », or « Terminer » without a word."""
    row = help_or_404(request, project_help)
    is_thanked = request.POST.get("merci") == "oui"
    return _press(
        request,
        row,
        lambda: actions.end_help(row, is_thanked=is_thanked, **at_moment(request)),
        "C’est terminé.",
    )


@require_http_methods(FORM)
def session_add(request: SchoolRequest, uai: str, project_help: int) -> HttpResponse:
    row = help_or_404(request, project_help)
    return form_page(
        request,
        PeerSessionForm(
            request.POST or None, school=request.member.school, initial={"held_on": request.today}
        ),
        lambda values: actions.note_session(row, values, **on_day(request)),
        template="short_form.html",
        success=SAVED,
        next_page=_page_of(request, row),
        context={
            "title": "Noter une séance",
            "detail": "Elle se propose d’elle-même à votre carnet.",
            "button": "Noter",
            "trail": [(str(row), _page_of(request, row))],
        },
        require=lambda: require(policies.give_help, request.actor, row),
    )
