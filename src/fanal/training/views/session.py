"""« Séances de formation »: the list, one of them; planned, changed, convoked, cancelled, held."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.filter_chips import tab_chips
from fanal.core.form_page import button_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.stale import version_of
from fanal.training.actions import session as actions
from fanal.training.forms.session import CancelSessionForm, TrainingSessionForm
from fanal.training.models import LocalTraining, TrainingSession
from fanal.training.policies import session as policies
from fanal.training.reading.plan import people_of
from fanal.training.reading.session import (
    TABS,
    calendar_file,
    of_tab,
    opinions_of,
    own_registration,
    registered,
    sessions_of,
)
from fanal.training.rules.session import (
    MOST_SEATS,
    free_words,
    is_code_open,
    open_moment,
    places_words,
    presence_refusals,
)
from fanal.training.views.pages import SESSIONS, plan_form, trail_to

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
RIGHTS = (policies.change_session, policies.join_session, policies.read_registered, policies.note_presence)


def session_or_404(request: SchoolRequest, pk: int) -> TrainingSession:
    require(policies.read_sessions, request.actor, None)
    session: TrainingSession = get_or_404(sessions_of(request.member.school), pk=pk)
    annotate_permissions([session], *RIGHTS, to=request.actor)
    return session


def page_of(uai: str, pk: int) -> str:
    return address("training:session_page", uai, pk)


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
    context = {
        "page": page,
        "tab": tab,
        "chips": tab_chips(TABS, None, tab),
        "school": school,
    }
    return render_page(request, "training/session_list.html", context, fragment="results")


@require_safe
def session_page(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    return show_session(request, session_or_404(request, training_session), [])


def show_session(request: SchoolRequest, session: TrainingSession, reasons: list[str]) -> HttpResponse:
    now, own = timezone.now(), own_registration(request.member, session)
    is_to_come = session.is_planned and session.starts_at > now
    is_open = session.is_planned and is_code_open(session.starts_at, session.ends_at, now)
    context: dict[str, Any] = {
        "session": session,
        "own": own,
        "may_sign_in": is_open and own is not None and not (own.is_present or own.is_waiting),
        "may_leave": is_to_come and own is not None and not own.is_present,
        "places": places_words(session.seated, session.seats, session.waiting),
        "is_full": session.seated >= session.seats or session.waiting > 0,
        "is_host": session.host_id is not None and session.host_id == request.actor.person_id,
        "is_to_come": is_to_come,
        "may_note": not presence_refusals(session.state, session.noted_from, now=now),
        "is_over": session.ends_at <= now,
        "note_words": _note_words(session, is_over=session.ends_at <= now),
        "is_code_open": is_open,
        "asked": own.is_present and open_moment(session.day, request.today) if own else None,
        "reasons": reasons,
    }
    if session.can["read_registered"]:
        context["people"] = registered(session)
        context["opinions"] = opinions_of(session, request.today, session.school.smallest_group)
    return render_page(request, "training/session.html", context)


def _note_words(session: TrainingSession, *, is_over: bool) -> str:
    if session.is_planned:
        return "Noter la présence"
    return "Corriger la présence" if is_over else "Noter et rouvrir"


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
    rows = LocalTraining.objects.for_school(request.member.school)
    return _plan(request, uai, get_or_404(rows, pk=local_training))


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
