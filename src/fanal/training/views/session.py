"""« Séances de formation »: the list, one of them; planned, changed, convoked, cancelled, held."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.forms.stale import version_of
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.core.text.french import counted
from fanal.training.actions import session as actions
from fanal.training.forms.session import CancelSessionForm, TrainingSessionForm
from fanal.training.models import LocalTraining
from fanal.training.policies import plan as plan_policies
from fanal.training.policies import session as policies
from fanal.training.reading.plan import people_of
from fanal.training.reading.session import TABS, calendar_file, of_tab, sessions_of
from fanal.training.rules.session import MOST_SEATS, free_words
from fanal.training.views.pages import SESSIONS, plan_form, trail_to
from fanal.training.views.shown import page_of, session_or_404, show_session

INVITED = (
    "Une lettre part à chaque personne qui a dit ce besoin et n’est pas inscrite, s’il y en a, "
    "et une seule fois. Vous lirez qui s’inscrit."
)
PLANNED = "La séance est prévue : les collègues peuvent s’y inscrire."
WRITTEN_DOWN = "La séance est notée : ajoutez ceux qui sont venus, puis notez la présence."
NOTED_OPEN = (
    "La présence est notée. La séance est encore ouverte : après sa fin, notez une dernière fois, "
    "et chacun a son attestation."
)


@dataclass(frozen=True, kw_only=True)
class TrainingSessionList(Page):
    template = "training/session_list.html"
    fragment = "results"

    page: Paged
    tab: str
    chips: list[FilterChip]
    school: School


@require_safe
def session_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_sessions, request.actor, None)
    school, tab = request.member.school, request.GET.get("vue", "")
    tab = tab if tab in TABS else ""
    rows = of_tab(sessions_of(school).matching(request.GET.get("q", "")), tab, timezone.now())
    annotate_permissions([school], policies.plan_session, to=request.actor)
    page = paginate(request, rows)
    for row in page:
        is_to_come = row.is_planned and row.starts_at > timezone.now()
        free = free_words(row.seated, row.seats, row.waiting)
        row.places = free if is_to_come else counted(row.seated, "inscrit")
    list_page = TrainingSessionList(page=page, tab=tab, chips=tab_chips(TABS, None, tab), school=school)
    return render(request, list_page)


@require_safe
def session_page(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    return show_session(request, session_or_404(request, training_session), [])


@require_safe
def session_calendar(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    session = session_or_404(request, training_session)
    answer = HttpResponse(calendar_file(session), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="formation-{session.pk}.ics"'
    return answer


@require_http_methods(FORM)
def session_add(request: SchoolRequest, uai: str) -> HttpResponse:
    return _plan(request, uai, None)


@require_http_methods(FORM)
def local_session_add(request: SchoolRequest, uai: str, local_training: int) -> HttpResponse:
    """The session of a request that the académie accepted."""
    require(policies.plan_session, request.actor, None)
    asked = get_or_404(LocalTraining.objects.for_school(request.member.school), pk=local_training)
    require(plan_policies.plan_local_session, request.actor, asked)
    return _plan(request, uai, asked)


def _plan(request: SchoolRequest, uai: str, asked: LocalTraining | None) -> HttpResponse:
    school, initial = request.member.school, {}
    if asked is not None:
        initial = {"title": asked.title, "subject": asked.subject_id, "place": asked.place}
        gathered = people_of(asked, request.today, school.smallest_group).gathered
        initial["seats"] = max(1, min(gathered.least, MOST_SEATS))
    return plan_form(
        request,
        TrainingSessionForm(request.POST or None, school=school, initial=initial),
        lambda values: actions.plan_session(school, values, local_training=asked, **at_moment(request)),
        ("Prévoir une séance", "Enregistrer"),
        trail_to(uai, SESSIONS, "training:session_list"),
        right=(policies.plan_session, None),
        next_page=lambda made: page_of(uai, made.pk),
        success=lambda made: PLANNED if made.starts_at > timezone.now() else WRITTEN_DOWN,
        detail="Une séance qui a déjà eu lieu se note aussi, dans les douze mois : personne n’est prévenu.",
    )


@require_http_methods(FORM)
def session_change(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    session = session_or_404(request, training_session)
    form = TrainingSessionForm(request.POST or None, school=session.school, instance=session)
    seen = request.POST.get("seen") or version_of(session, form.fields)
    return plan_form(
        request,
        form,
        lambda values: actions.change_session(session, values, seen=seen, **at_moment(request)),
        ("Modifier la séance", "Enregistrer"),
        trail_to(uai, SESSIONS, "training:session_list", (session.title, page_of(uai, session.pk))),
        right=(policies.change_session, session),
        seen=seen,
        detail="Si le moment ou le lieu change, chaque inscrit est prévenu une fois.",
    )


@require_http_methods(FORM)
def session_cancel(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    session = session_or_404(request, training_session)
    return plan_form(
        request,
        CancelSessionForm(request.POST or None, school=session.school),
        lambda values: actions.cancel_session(session, values["why"], **at_moment(request)),
        ("Annuler la séance", "Annuler cette séance"),
        trail_to(uai, SESSIONS, "training:session_list", (session.title, page_of(uai, session.pk))),
        right=(policies.change_session, session),
        success="La séance est annulée, chaque inscrit est prévenu.",
    )


@require_POST
def session_convoke(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    session = session_or_404(request, training_session)
    return button_page(
        request,
        lambda: actions.convoke(session, **at_moment(request)),
        success="Chaque inscrit reçoit sa convocation.",
        next_page=page_of(uai, session.pk),
        show=lambda reasons: show_session(request, session, reasons),
    )


@require_POST
def session_invite(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    session = session_or_404(request, training_session)
    return button_page(
        request,
        lambda: actions.invite(session, **at_moment(request)),
        success=INVITED,
        next_page=page_of(uai, session.pk),
        show=lambda reasons: show_session(request, session, reasons),
    )


@require_POST
def presence_note(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    session = session_or_404(request, training_session)
    chosen, shown = (
        {int(pk) for pk in request.POST.getlist(name) if pk.isascii() and pk.isdecimal() and len(pk) < 19}
        for name in ("present", "shown")
    )
    return button_page(
        request,
        lambda: actions.note_presence(
            session, chosen, shown=shown, closes="close" in request.POST, **at_moment(request)
        ),
        success=lambda noted: NOTED_OPEN if noted.is_planned else "La présence est notée.",
        next_page=page_of(uai, session.pk),
        show=lambda reasons: show_session(request, session, reasons),
    )
