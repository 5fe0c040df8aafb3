"""One's place in a session: taken, given up; being there by the code; an opinion; the certificate."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.documents.paper import typeset_whole
from fanal.core.errors import RuleBroken
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf, found_or_404, get_or_404
from fanal.core.http.limits import is_over, one_more
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.equipment.reading.labels import square_on_screen
from fanal.training.actions import registration as actions
from fanal.training.actions.session import welcome
from fanal.training.forms.session import AddedPersonForm, RoomCodeForm, SessionOpinionForm
from fanal.training.models import SessionRegistration, TrainingSession
from fanal.training.policies import session as policies
from fanal.training.reading.paper import ATTENDANCE, CERTIFICATE, attendance_paper, certificate_paper
from fanal.training.reading.room_code import room_code
from fanal.training.reading.session import own_registration, registered
from fanal.training.rules import session as rules
from fanal.training.views.pages import SESSIONS, plan_form, trail_to
from fanal.training.views.shown import page_of, session_or_404, show_session

WAITING = "Il n’y a plus de place : vous êtes sur la liste d’attente, et prévenu dès qu’une se libère."
ADDED_WAITING = "Il n’y a plus de place : la personne est sur la liste d’attente."
JOINED = "Vous êtes inscrit. Mettez la séance dans votre agenda."
TOO_OFTEN = "Trop d’essais : demandez à qui anime de vous noter présent."


@dataclass(frozen=True)
class AddingWay:
    """How somebody is added by another. `words`: the title of the page, and its button."""

    act: Callable[..., SessionRegistration]
    right: Right
    words: tuple[str, str]
    success: Callable[[SessionRegistration], str]


ADD = AddingWay(
    actions.join_session,
    policies.change_session,
    ("Inscrire une personne", "Inscrire"),
    lambda made: ADDED_WAITING if made.is_waiting else "La personne est inscrite, et prévenue.",
)
WELCOME = AddingWay(
    welcome,
    policies.note_presence,
    ("Ajouter une personne venue", "Noter présente"),
    lambda _: "La personne est inscrite, et notée présente.",
)


def _own_or_404(request: SchoolRequest, pk: int) -> SessionRegistration:
    session = session_or_404(request, pk)
    row: SessionRegistration = found_or_404(own_registration(request.member, session))
    return row


@require_POST
def session_join(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    session = session_or_404(request, training_session)
    return button_page(
        request,
        lambda: actions.join_session(session, request.member.own_person, **at_moment(request)),
        success=lambda made: WAITING if made.is_waiting else JOINED,
        next_page=page_of(uai, session.pk),
        show=lambda reasons: show_session(request, session, reasons),
    )


@require_POST
def session_leave(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    own = _own_or_404(request, training_session)
    return button_page(
        request,
        lambda: actions.leave_session(own, **at_moment(request)),
        success="Vous n’êtes plus inscrit : la place va à qui attend.",
        next_page=page_of(uai, training_session),
    )


@require_http_methods(FORM)
def person_add(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    """Before it begins by whoever plans; from then on by whoever hosts: they came, above the seats too."""
    session = session_or_404(request, training_session)
    way = WELCOME if session.starts_at <= timezone.now() else ADD
    return plan_form(
        request,
        AddedPersonForm(request.POST or None, school=session.school),
        lambda values: way.act(session, values["person"], **at_moment(request)),
        way.words,
        trail_to(uai, SESSIONS, "training:session_list", (session.title, page_of(uai, session.pk))),
        right=(way.right, session),
        success=way.success,
    )


@require_POST
def person_remove(
    request: SchoolRequest, uai: str, training_session: int, session_registration: int
) -> HttpResponse:
    session = session_or_404(request, training_session)
    require(policies.change_session, request.actor, session)
    row = get_or_404(session.registrations.select_related("session__school"), pk=session_registration)
    return button_page(
        request,
        lambda: actions.leave_session(row, **at_moment(request)),
        success="La personne n’est plus inscrite.",
        next_page=page_of(uai, session.pk),
    )


@dataclass(frozen=True, kw_only=True)
class RoomCodePage(Page):
    template = "training/room.html"

    session: TrainingSession
    code: str
    square: SafeString


@require_safe
def room_page(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    """What the screen of the room shows: the code of this minute, to scan or to type; it renews itself."""
    session, now = session_or_404(request, training_session), timezone.now()
    require(policies.note_presence, request.actor, session)
    if not (session.is_planned and rules.is_code_open(session.starts_at, session.ends_at, now)):
        raise RuleBroken(actions.NOT_OPEN)
    page = address("training:sign_in", uai, session.pk)
    code = room_code(session, now)
    square = square_on_screen(f"{settings.PUBLIC_URL}{page}?code={code}", "48vh", "Code à scanner")
    answer = render(request, RoomCodePage(session=session, code=code, square=square))
    answer.headers["Refresh"] = str(rules.STEP - int(now.timestamp()) % rules.STEP)
    return answer


@dataclass(frozen=True, kw_only=True)
class SignInPage(FormPage):
    template = "training/sign_in.html"

    session: TrainingSession


@require_http_methods(FORM)
def sign_in(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    own = own_registration(request.member, session_or_404(request, training_session))
    if own is None or own.is_waiting:  # every colleague reads the list of sessions: this says nothing more
        raise RuleBroken(actions.AWAITS_SEAT if own else actions.NOT_ENROLLED)
    form = RoomCodeForm(
        request.POST or None,
        school=request.member.school,
        initial={"code": request.GET.get("code", "")[: rules.CODE_LETTERS]},
    )
    return form_page(
        request,
        SignInPage(form=form, session=own.session),
        lambda values: _sign(request, own, values["code"]),
        success="Votre présence est notée.",
        next_page=page_of(uai, training_session),
        require=lambda: require(policies.sign_in_by_code, request.actor, own),
    )


def _sign(request: SchoolRequest, own: SessionRegistration, typed: str) -> SessionRegistration:
    """Note the presence; wrong codes are counted, for this person and for the whole session."""
    tries, of_all = f"presence:{own.pk}", f"presence:session:{own.session_id}"
    if is_over(tries, most=rules.TRIES) or is_over(of_all, most=rules.TRIES_OF_SESSION):
        raise RuleBroken(TOO_OFTEN)
    try:
        return actions.sign_in_by_code(own, typed, **at_moment(request))
    except RuleBroken:
        one_more(tries, most=rules.TRIES, seconds=rules.TRIES_SECONDS)
        one_more(of_all, most=rules.TRIES_OF_SESSION, seconds=rules.TRIES_SECONDS)
        raise


@dataclass(frozen=True, kw_only=True)
class SessionOpinionPage(FormPage):
    """« Mon avis »; without a question, nothing is asked of this session now."""

    template = "training/opinion.html"

    session: TrainingSession
    question: str


@require_http_methods(FORM)
def opinion_give(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    own = _own_or_404(request, training_session)
    moment = rules.open_moment(own.session.day, request.today)
    choices = rules.ANSWERS[moment] if moment else ()
    page = SessionOpinionPage(
        form=SessionOpinionForm(request.POST or None, school=request.member.school, choices=choices),
        session=own.session,
        question=rules.QUESTIONS[moment] if moment else "",
    )
    return form_page(
        request,
        page,
        lambda values: actions.give_opinion(own, values["chosen"], **at_moment(request)),
        success="Merci : votre réponse est comptée, sans votre nom.",
        next_page=page_of(uai, training_session),
        require=lambda: require(policies.give_opinion, request.actor, own),
    )


@require_safe
def attendance_file(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    session = session_or_404(request, training_session)
    require(policies.note_presence, request.actor, session)
    paper = attendance_paper(session, registered(session), request.today)
    return attached_pdf(typeset_whole(ATTENDANCE, paper), f"presence-{session.pk}")


@require_safe
def certificate_file(request: SchoolRequest, uai: str, training_session: int) -> HttpResponse:
    own = _own_or_404(request, training_session)
    session = own.session
    if reasons := rules.certificate_refusals(session.state, session.minutes, is_present=own.is_present):
        raise RuleBroken(reasons)
    paper = certificate_paper(session, request.member.own_person, request.today)
    return attached_pdf(typeset_whole(CERTIFICATE, paper), f"attestation-{session.pk}")
