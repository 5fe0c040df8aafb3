"""What the pages of sessions show: the list, one of them with its people, its calendar, its opinions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from icalendar import Event

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.accounts.rules.small_groups import may_be_shown, published_answers
from fanal.core.calendars import begin_calendar
from fanal.core.http.addresses import address
from fanal.core.text.french import full_day
from fanal.training.models import SessionOpinion, SessionRegistration, TrainingSession
from fanal.training.models.session import TrainingSessionQuerySet
from fanal.training.rules.session import ANSWERS, QUESTIONS, OpinionMoment, SessionState, is_published

TABS = {"": "À venir", "passees": "Passées", "annulees": "Annulées"}


def sessions_of(school: School) -> TrainingSessionQuerySet:
    rows: TrainingSessionQuerySet = TrainingSession.objects.for_school(school).with_counts()
    return rows.select_related("host", "school", "subject")


def of_tab(rows: TrainingSessionQuerySet, tab: str, now: datetime) -> TrainingSessionQuerySet:
    if tab == "annulees":
        return rows.filter(state=SessionState.CANCELLED).order_by("-starts_at")
    alive = rows.exclude(state=SessionState.CANCELLED)
    if tab == "passees":
        return alive.filter(ends_at__lte=now).order_by("-starts_at")
    return alive.filter(ends_at__gt=now).order_by("starts_at")


def own_registration(member: Member, session: TrainingSession) -> SessionRegistration | None:
    rows = SessionRegistration.objects.visible_to(member).filter(session=session)
    return rows.select_related("session__school").first()


def registered(session: TrainingSession) -> list[SessionRegistration]:
    """Everybody, those who wait last and in their order; never more than the seats and the line hold."""
    rows = SessionRegistration.objects.for_school(session.school_id).filter(session=session)
    return list(rows.select_related("person", "session").order_by("is_waiting", "made_at", "pk"))


def moment_words(session: TrainingSession) -> str:
    """« 12 janvier 2027, de 13 h 30 à 16 h 30 »."""
    zone = session.school.zone_info
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return f"{full_day(starts.date())}, de {starts.hour} h {starts:%M} à {ends.hour} h {ends:%M}"


def event_of(session: TrainingSession) -> Event:
    """RFC 5545: the same UID for ever, SEQUENCE grows when it moves, STATUS says that it is cancelled."""
    school = session.school
    is_cancelled = session.state == SessionState.CANCELLED
    event = Event.new(
        uid=f"formation-{school.uai.lower()}-{session.pk}@{settings.ENV.mail_domain}",
        stamp=session.changed_at,
        start=session.starts_at.astimezone(school.zone_info),
        end=session.ends_at.astimezone(school.zone_info),
        summary=session.title,
        location=", ".join(filter(None, [session.place, school.name])),
        description=f"{settings.PUBLIC_URL}{address('training:session_page', school.uai, session.pk)}",
        sequence=session.sequence,
    )
    event.add("STATUS", "CANCELLED" if is_cancelled else "CONFIRMED")
    return event


def calendar_file(session: TrainingSession) -> bytes:
    calendar = begin_calendar("Formations")
    calendar.add_component(event_of(session))
    calendar.add_missing_timezones()
    return calendar.to_ical()


@dataclass(frozen=True)
class OpinionLine:
    label: str
    words: str


@dataclass(frozen=True)
class OpinionResult:
    """What was answered at one moment; without lines, `sentence` says why."""

    title: str
    question: str
    sentence: str
    lines: tuple[OpinionLine, ...] = ()


def opinions_of(session: TrainingSession, today: date, smallest: int) -> list[OpinionResult]:
    """Published once nobody can answer any more, all at once (one question)."""
    if session.state != SessionState.HELD:
        return []
    smallest = session.smallest(smallest)
    counts: dict[str, dict[str, int]] = {moment: {} for moment in OpinionMoment}
    rows = SessionOpinion.objects.for_school(session.school_id).filter(session=session)
    for moment, answer, count in rows.values_list("moment", "answer", "count"):
        counts[moment][answer] = count
    return [_result(moment, counts[moment], session, today, smallest) for moment in OpinionMoment]


def _result(
    moment: OpinionMoment, counts: Mapping[str, int], session: TrainingSession, today: date, smallest: int
) -> OpinionResult:
    title, question = moment.label, QUESTIONS[moment]
    if not is_published(moment, session.day, today):
        return OpinionResult(title, question, "Les réponses se lisent une fois que tous ont pu répondre.")
    whole = {code: counts.get(code, 0) for code, _ in ANSWERS[moment]}
    table = published_answers(whole, smallest)
    if not may_be_shown(table.total or 0, smallest):
        return OpinionResult(title, question, f"Moins de {smallest} réponses : elles ne se lisent pas.")
    if all(count is None for count in table.cells.values()):
        few = f"{table.total} réponses, trop semblables ou trop partagées pour être lues sans dire de qui."
        return OpinionResult(title, question, few)
    lines = [
        OpinionLine(label, "non montré" if table.cells[code] is None else str(table.cells[code]))
        for code, label in ANSWERS[moment]
    ]
    return OpinionResult(title, question, f"{table.total} réponses, sans nom.", tuple(lines))
