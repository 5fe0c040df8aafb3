"""Reading visits: those of a school, one with its lines, its calendar."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, Q
from icalendar import Event

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.calendars import begin_calendar
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.authority import authority_name
from fanal.visits.models import Visit, VisitLine
from fanal.visits.models.visit import VisitQuerySet
from fanal.visits.rules.visit import Half

HOURS = {Half.MORNING: (time(8), time(12)), Half.AFTERNOON: (time(13, 30), time(17))}


def visits_of(member: Member) -> VisitQuerySet:
    """The team sees the passages of its school; a technician, those of their own authority."""
    here = Visit.objects.for_school(member.school)
    if member.has(*TEAM):
        return here
    if member.has(Role.TECHNICIAN) and member.partner is not None:
        return here.filter(authority=member.partner.authority_id)
    return here.none()


def lines_of(visit: Visit) -> list[VisitLine]:
    """Its requests, with room and machine, in the order of the rooms."""
    rows = VisitLine.objects.for_school(visit.school_id).filter(visit=visit)
    return list(
        rows.select_related("help_request__room", "help_request__equipment", "help_request__school").order_by(
            "help_request__room__name", "help_request__number"
        )
    )


def to_choose(school: School) -> list[HelpRequest]:
    """What a passage may be planned for: it waits for the authority, and no other passage holds it."""
    rows = HelpRequest.objects.awaited_from_authority([school])
    free = rows.exclude(visit_lines__in=VisitLine.objects.for_school(school).filter(outcome=""))
    return list(free.select_related("room", "equipment").order_by("waiting_until", "asked_at"))


def counted(visits: VisitQuerySet) -> VisitQuerySet:
    """With how many requests each holds, and how many were solved."""
    return visits.annotate(requests=Count("lines"), solved=Count("lines", filter=Q(lines__outcome="solved")))


def calendar_file(visit: Visit, lines: list[VisitLine]) -> bytes:
    """The passage as any calendar reads it; no name of a person but what the contact says."""
    school, calendar = visit.school, begin_calendar("Passages")
    start, end = _bounds(visit)
    lines_of_text = [
        f"n° {line.help_request.number} – {line.help_request.title}{_place(line)}" for line in lines
    ]
    event = Event.new(
        uid=f"passage-{school.uai.lower()}-{visit.number}@{settings.ENV.mail_domain}",
        stamp=visit.planned_at,
        start=start,
        end=end,
        summary=f"{school.name} : passage {authority_name(school).of_the}",
        location=", ".join(filter(None, [school.name, school.city])),
        description="\n".join(
            [*lines_of_text, *([f"À l’arrivée : {visit.contact}"] if visit.contact else [])]
        ),
    )
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _place(line: VisitLine) -> str:
    request = line.help_request
    machine = request.equipment
    named = [request.room, machine, f"série {machine.serial}" if machine and machine.serial else ""]
    words = ", ".join(str(word) for word in named if word)
    return f" ({words})" if words else ""


def _bounds(visit: Visit) -> tuple[date | datetime, date | datetime]:
    """The hours of its half-day, or the whole day."""
    hours = HOURS.get(Half(visit.half))
    if hours is None:
        return visit.day, visit.day + timedelta(days=1)
    zone = visit.school.zone_info
    return datetime.combine(visit.day, hours[0], zone), datetime.combine(visit.day, hours[1], zone)
