"""Saying that a référent is away and who answers; their hours. Twice pressed is said once."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import full_day
from fanal.agenda.actions.mailing import write_to
from fanal.core import journal
from fanal.core.addresses import address
from fanal.core.errors import RuleBroken
from fanal.helpdesk.rules.letters import Words
from fanal.missions import policies
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.rules import absence as rules

TWICE = "Une absence est déjà dite pour ces jours : retirez-la d’abord."
BEGUN_TWICE = "Un de vos créneaux commence déjà à cette heure : retirez-le d’abord."
AWAY_TOO = (
    "{name} n’est pas là non plus, {days}. Choisissez quelqu’un d’autre, "
    "ou donnez aussi le jour de votre réponse."
)
SUBSTITUTE = (
    "Bonjour,\n\n{name} n’est pas là {days} et a dit que vous répondez pendant ce temps. Les collègues le "
    "lisent quand ils demandent de l’aide.\n\nCela ne vous donne aucun droit de plus dans Fanal. Si ce n’est "
    "pas possible, dites-le à la direction."
)


@dataclass(frozen=True)
class Leave:
    """What is said: both days included, somebody who answers or a day from which one does."""

    person: Person
    first: date
    last: date
    substitute: Person | None = None
    answers_from: date | None = None


@transaction.atomic
def declare_absence(school: School, leave: Leave, *, today: date, now: datetime, by: Actor) -> Absence:
    """The substitute is told once."""
    require(policies.declare_absence, by, leave.person)
    if reasons := rules.refusals(
        leave.first,
        leave.last,
        has_substitute=leave.substitute is not None,
        is_own_substitute=leave.substitute == leave.person,
        answers_from=leave.answers_from,
        today=today,
    ):
        raise RuleBroken(reasons)
    School.objects.held(school.pk)
    fields = {"first_day": leave.first, "last_day": leave.last, "substitute": leave.substitute}
    fields |= {"answers_from": leave.answers_from, "person": leave.person}
    rows = Absence.objects.for_school(school)
    if same := rows.filter(**fields).first():
        return same
    meeting = rows.meeting(leave.first, leave.last)
    if meeting.filter(person=leave.person).exists():
        raise RuleBroken(TWICE)
    if leave.answers_from is None and (theirs := meeting.filter(person=leave.substitute).first()):
        raise RuleBroken(AWAY_TOO.format(name=leave.substitute, days=theirs))
    absence = Absence.objects.create(school=school, said_by_id=by.person_id, **fields)
    journal.created(absence, by=by, verb="missions.absence_said")
    if leave.substitute and leave.substitute.pk != by.person_id:
        _tell(absence, leave, now)
    return absence


def _tell(absence: Absence, leave: Leave, now: datetime) -> None:
    name = leave.person.polite_name
    days = f"du {full_day(leave.first)} au {full_day(leave.last)}"
    said = f"Vous répondez à la place de {name}"
    words = Words(said, SUBSTITUTE.format(name=name, days=days), f"{said} {days}.")
    page = f"{settings.PUBLIC_URL}{address('web:home', absence.school.uai)}"
    write_to(
        absence.school,
        [leave.substitute] if leave.substitute else [],
        words,
        ("Ouvrir Fanal", page),
        f"absence-{absence.pk}",
        now,
        needs_reader=True,
    )


@transaction.atomic
def end_absence(absence: Absence, *, today: date, by: Actor) -> None:
    """« Je suis de retour »: it ended yesterday; one that had not begun is taken away."""
    locked = Absence.objects.for_school(absence.school_id).locked(absence.pk)
    require(policies.end_absence, by, locked)
    if locked.first_day >= today:
        journal.noted(locked, by=by, verb="missions.absence_withdrawn")
        locked.delete()
        return
    if locked.last_day >= today:
        with journal.change(locked, by=by, verb="missions.absence_ended"):
            locked.last_day = today - timedelta(days=1)
            locked.save()


@dataclass(frozen=True)
class Presence:
    weekday: int
    starts: time
    ends: time
    place: str = ""


@transaction.atomic
def add_hour(school: School, person: Person, given: Presence, *, by: Actor) -> PresenceHour | None:
    """One more hour of the week; None when this very one was there. Two never begin at the same time."""
    require(policies.keep_hours, by, person.pk)
    School.objects.held(school.pk)
    rows = PresenceHour.objects.for_school(school).filter(person=person)
    place = given.place.strip()
    if same := rows.filter(weekday=given.weekday, starts=given.starts).first():
        if (same.ends, same.place) == (given.ends, place):
            return None
        raise RuleBroken(BEGUN_TWICE)
    if reasons := rules.hour_refusals(given.starts, given.ends, others=rows.count()):
        raise RuleBroken(reasons)
    hour = PresenceHour.objects.create(
        school=school,
        person=person,
        weekday=given.weekday,
        starts=given.starts,
        ends=given.ends,
        place=place,
    )
    journal.created(hour, by=by, verb="missions.hour_said")
    return hour


@transaction.atomic
def remove_hour(hour: PresenceHour, *, by: Actor) -> None:
    locked = PresenceHour.objects.for_school(hour.school_id).locked(hour.pk)
    require(policies.keep_hours, by, locked.person_id)
    journal.noted(locked, by=by, verb="missions.hour_withdrawn")
    locked.delete()
