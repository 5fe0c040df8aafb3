"""What a convocation says, to whom it goes, and its calendar file."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone
from icalendar import Event

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.reading.head import head_of
from fanal.commission.models import AgendaItem, CommissionMember, Meeting
from fanal.commission.rules.meeting import Circle, MeetingState
from fanal.core.calendars.writing import begin_calendar
from fanal.core.forms.form_version import seen_of
from fanal.core.http.addresses import address
from fanal.core.mail.models import Mail
from fanal.core.templatetags.fanal import clock
from fanal.core.text.french import weekday_and_day
from fanal.missions.reading.absence import leads_of

ANSWER = "Répondez à ce courriel : votre réponse va à {name} ({email})."
LONGEST_REPLY_TO = Mail._meta.get_field("reply_to").max_length or 200
NO_ANSWER = "Dites-le à l’établissement : une réponse à ce courriel n’atteint personne de la commission."


def recipients_of(meeting: Meeting) -> list[CommissionMember]:
    """The members who sit on its day and have an address."""
    rows = CommissionMember.objects.for_school(meeting.school_id).filter(circle=meeting.circle)
    return [member for member in rows.sitting_on(meeting.day).by_name() if member.address]


def person_to_answer(school: School, today: date, *, by: Actor) -> Person | None:
    """Who reads the answers: whoever writes, else a référent, else the head; the first with an address."""
    writer = Person.objects.for_school(school).present().filter(pk=by.person_id).first()
    people = [writer, *leads_of(school, today), head_of(school, today)]
    return next((person for person in people if person and 0 < len(person.email) <= LONGEST_REPLY_TO), None)


def answer_words(person: Person | None) -> str:
    """Whom a reader answers, as the last line of a letter says it."""
    return ANSWER.format(name=person, email=person.email) if person else NO_ANSWER


def agenda_lines(meeting: Meeting) -> list[str]:
    """« 1. Bilan du trimestre »."""
    rows = AgendaItem.objects.for_school(meeting.school_id).filter(meeting=meeting).order_by("position")
    return [f"{rank}. {item.title}" for rank, item in enumerate(rows, 1)]


def content_seal(meeting: Meeting) -> str:
    """What members are told, in a few letters: the same is not sent twice."""
    names = ("title", "starts_at", "length", "place")
    return seen_of({name: getattr(meeting, name) for name in names} | {"agenda": agenda_lines(meeting)})


def link_of(meeting: Meeting) -> tuple[str, str]:
    page = address("commission:meeting_page", meeting.school.uai, meeting.number)
    return "Ouvrir la réunion", f"{settings.PUBLIC_URL}{page}"


def when_words(meeting: Meeting) -> str:
    """« jeudi 3 décembre 2026 à 17 h 30 »."""
    day = weekday_and_day(meeting.day, today=meeting.day)
    with timezone.override(meeting.school.zone_info):
        return f"{day} {meeting.day.year} à {clock(meeting.starts_at)}"


def place_and_time(meeting: Meeting, subject: str, answer: str) -> str:
    circle = Circle(meeting.circle).label
    lines = [
        f"{subject} : {circle}, « {meeting.title} ».",
        f"Le {when_words(meeting)}, {meeting.length} minutes{f', {meeting.place}' if meeting.place else ''}.",
        "Le fichier joint met la réunion à jour dans votre agenda.",
        f"Un empêchement, une question ? {answer}",
    ]
    return "\n\n".join(lines)


def farewell_words(meeting: Meeting, answer: str) -> str:
    """To who was convened, and does not sit on the day that the meeting has now."""
    lines = [
        f"Vous n’êtes plus attendu à « {meeting.title} », {Circle(meeting.circle).label}.",
        f"La réunion a lieu le {when_words(meeting)}, et vous ne siégez pas ce jour-là.",
        "Le fichier joint la retire de votre agenda.",
        f"Une question ? {answer}",
    ]
    return "\n\n".join(lines)


def calendar_file(meeting: Meeting, now: datetime, *, is_farewell: bool = False) -> bytes:
    """The meeting as any calendar reads it: the same identifier each time, a sequence that grows."""
    school, calendar = meeting.school, begin_calendar("Reunions")
    is_cancelled = is_farewell or meeting.state == MeetingState.CANCELLED
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    event = Event.new(
        uid=f"reunion-{school.uai.lower()}-{meeting.number}@{settings.ENV.mail_domain}",
        stamp=now,
        # In UTC: the hour that comes twice in October would begin and end at the same words.
        start=meeting.starts_at.astimezone(UTC),
        end=meeting.ends_at.astimezone(UTC),
        summary=meeting.title,
        location=meeting.place or school.name,
        description="\n".join(agenda_lines(meeting)),
        sequence=meeting.sequence,
    )
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    calendar.add_component(event)
    return calendar.to_ical()
