"""The requests between colleagues: their list, one of them with its thread, and each button of it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.accounts.views.thing_pages import ThingPages
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Page, Paged, ShortFormPage, render
from fanal.core.text.words import is_id
from fanal.peer_help.actions import project_help as actions
from fanal.peer_help.forms.peer_help import PeerMessageForm, PeerSessionForm, ProjectHelpForm
from fanal.peer_help.models import PeerOffer, PeerSession, ProjectHelp
from fanal.peer_help.models.project_help import ProjectHelpQuerySet
from fanal.peer_help.policies import peer_help as policies
from fanal.peer_help.rules.codes import readers_of

USE = "Pour un projet, une séance, une classe. Pour une panne : « Demander de l’aide »."
THEN = "Une fois prise, la demande n’est plus lue que de vous et de qui vous aide."
LEFT = " Si cette personne se retire, la demande attend toute l’équipe."
MESSAGES = 20  # of a thread, a page


def _rows(request: SchoolRequest) -> ProjectHelpQuerySet:
    rows: ProjectHelpQuerySet = ProjectHelp.objects.visible_to(request.member)
    return rows.select_related("requester", "helper", "addressee")


@dataclass(frozen=True, kw_only=True)
class HelpList(Page):
    template = "peer_help/help_list.html"

    page: Paged
    is_over: bool
    is_part: bool


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
    page = HelpList(page=paginate(request, shown), is_over=view == "terminees", is_part=view in views)
    return render(request, page)


@require_http_methods(FORM)
def help_ask(request: SchoolRequest, uai: str) -> HttpResponse:
    """« ?a= » names the card of one colleague, else the team and all who offer help are asked."""
    named = request.GET.get("a", "")
    offers = PeerOffer.objects.visible_to(request.member).select_related("person")
    offer = get_or_404(offers, pk=named) if is_id(named) else None
    short_form = ShortFormPage(
        form=ProjectHelpForm(request.POST or None, school=request.member.school),
        title=f"Demander à {offer.person.polite_name}" if offer else "Demander un coup de main",
        detail=_who_will_read(offer),
        button="Envoyer",
        trail=HELPS.trail(request),
    )
    return form_page(
        request,
        short_form,
        lambda values: actions.ask_for_help(
            request.member.own_person, values, offer=offer, **at_moment(request)
        ),
        success="Votre demande est partie : vous lirez la réponse ici et sur votre page d’accueil.",
        next_page=lambda project_help: HELPS.page_of(request, project_help),
        require=lambda: require(policies.use_peer_help, request.actor, None),
    )


def _who_will_read(offer: PeerOffer | None) -> str:
    """Whoever asks knows it before they send."""
    readers = readers_of(offer.person.polite_name if offer else "")
    return f"{USE} Lu par {readers}. {THEN}{LEFT if offer else ''}"


@dataclass(frozen=True, kw_only=True)
class HelpPage(FormPage):
    template = "peer_help/help_page.html"

    row: ProjectHelp
    page: Paged
    sessions: list[PeerSession]
    is_mine: bool


@require_http_methods(FORM)
def help_page(request: SchoolRequest, uai: str, project_help: int) -> HttpResponse:
    """The thread; what is sent here is one message more."""
    row = HELPS.one(request, project_help)
    form = PeerMessageForm(request.POST or None, school=request.member.school)

    def may_write() -> None:
        if request.method == "POST":
            require(policies.write_message, request.actor, row)

    return form_page(
        request,
        form,
        lambda values: actions.write_message(row, values["text"], **at_moment(request)),
        require=may_write,
        success="",
        next_page=HELPS.page_of(request, row),
        show=lambda reasons: show_help(request, row, reasons, form),
    )


def show_help(
    request: SchoolRequest, row: ProjectHelp, reasons: list[str], form: PeerMessageForm | None = None
) -> HttpResponse:
    is_in_it = policies.read_thread(request.actor, row)
    thread = row.messages.select_related("author").order_by("-written_at", "-pk")
    page = HelpPage(
        row=row,
        page=paginate(request, thread if is_in_it else thread.none(), MESSAGES),
        sessions=list(row.sessions.order_by("held_on", "pk")) if is_in_it else [],
        form=form or PeerMessageForm(school=request.member.school),
        reasons=reasons,
        is_mine=row.requester_id == request.actor.person_id,
    )
    return render(request, page)


HELPS = ThingPages[ProjectHelp](
    rows=_rows,
    key="project_help",
    page_address="peer_help:help_page",
    list_address="peer_help:help_list",
    plural="Entraide",
    rights=(policies.take_help, policies.write_message, policies.give_help, policies.end_help),
    show=show_help,
)


def _end(request: SchoolRequest, row: ProjectHelp, keys: dict[str, int]) -> None:
    """« Terminé, merci », or « Terminer » without a word."""
    is_thanked = request.POST.get("merci") == "oui"
    actions.end_help(row, is_thanked=is_thanked, **at_moment(request))


help_take = HELPS.button(
    lambda request, row, keys: actions.take_help(row, **at_moment(request)),
    success="C’est à vous : écrivez un premier mot.",
)
help_release = HELPS.button(
    lambda request, row, keys: actions.release_help(row, **at_moment(request)),
    success="La demande attend de nouveau quelqu’un.",
    leads_to_list=True,
)
help_end = HELPS.button(_end, success="C’est terminé.")
session_add = HELPS.form(
    PeerSessionForm,
    lambda request, row, values: actions.note_session(row, values, **on_day(request)),
    right=policies.give_help,
    title="Noter une séance",
    detail="Elle se propose d’elle-même à votre carnet.",
    button="Noter",
    initial=lambda request: {"held_on": request.today},
)
