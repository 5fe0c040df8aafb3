"""One session of training as its page shows it, whichever view shows it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.page import Page, render
from fanal.training.models import SessionRegistration, TrainingSession
from fanal.training.policies import session as policies
from fanal.training.reading.session import (
    OpinionResult,
    opinions_of,
    own_registration,
    registered,
    sessions_of,
)
from fanal.training.rules.session import (
    OpinionMoment,
    is_code_open,
    open_moment,
    places_words,
    presence_refusals,
)

RIGHTS = (policies.change_session, policies.join_session, policies.read_registered, policies.note_presence)


def session_or_404(request: SchoolRequest, pk: int) -> TrainingSession:
    require(policies.read_sessions, request.actor, None)
    session: TrainingSession = get_or_404(sessions_of(request.member.school), pk=pk)
    annotate_permissions([session], *RIGHTS, to=request.actor)
    return session


def page_of(uai: str, pk: int) -> str:
    return address("training:session_page", uai, pk)


@dataclass(frozen=True, kw_only=True)
class TrainingSessionPage(Page):
    """`own`: the registration of whoever reads; `asked`: what is asked of them now, about the session."""

    template = "training/session.html"

    session: TrainingSession
    own: SessionRegistration | None
    asked: OpinionMoment | None
    people: list[SessionRegistration]
    opinions: list[OpinionResult]
    is_host: bool
    is_to_come: bool
    is_over: bool
    is_code_open: bool
    may_note: bool
    reasons: list[str]

    @property
    def may_sign_in(self) -> bool:
        own = self.own
        return self.is_code_open and own is not None and not (own.is_present or own.is_waiting)

    @property
    def may_leave(self) -> bool:
        return self.is_to_come and self.own is not None and not self.own.is_present

    @property
    def places(self) -> str:
        return places_words(self.session.seated, self.session.seats, self.session.waiting)

    @property
    def is_full(self) -> bool:
        return self.session.seated >= self.session.seats or self.session.waiting > 0

    @property
    def note_words(self) -> str:
        if self.session.is_planned:
            return "Noter la présence"
        return "Corriger la présence" if self.is_over else "Noter et rouvrir"


def show_session(request: SchoolRequest, session: TrainingSession, reasons: list[str]) -> HttpResponse:
    now, today = timezone.now(), request.today
    own = own_registration(request.member, session)
    reads_people = session.can["read_registered"]
    page = TrainingSessionPage(
        session=session,
        own=own,
        asked=open_moment(session.day, today) if own and own.is_present else None,
        people=registered(session) if reads_people else [],
        opinions=opinions_of(session, today, session.school.smallest_group) if reads_people else [],
        is_host=session.host_id is not None and session.host_id == request.actor.person_id,
        is_to_come=session.is_planned and session.starts_at > now,
        is_over=session.ends_at <= now,
        is_code_open=session.is_planned and is_code_open(session.starts_at, session.ends_at, now),
        may_note=not presence_refusals(session.state, session.noted_from, now=now),
        reasons=reasons,
    )
    return render(request, page)
