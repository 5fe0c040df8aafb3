"""Saying that a référent is away and who answers; their hours. Twice pressed is said once."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.agenda.actions.mailing import write_to
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.http.addresses import address
from fanal.helpdesk.rules.letters import Words
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.policies import absence as policies
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


@transaction.atomic
def declare_absence(
    school: School,
    person: Person,
    first_day: date,
    last_day: date,
    *,
    today: date,
    now: datetime,
    by: Actor,
    substitute: Person | None = None,
    answers_from: date | None = None,
) -> Absence:
    """Both days included; somebody answers, who is told once, or the person does from a day on."""
    require(policies.declare_absence, by, person)
    if reasons := rules.refusals(
        first_day,
        last_day,
        has_substitute=substitute is not None,
        is_own_substitute=substitute == person,
        answers_from=answers_from,
        today=today,
    ):
        raise RuleBroken(reasons)
    School.objects.held(school.pk)
    days = {"first_day": first_day, "last_day": last_day, "answers_from": answers_from}
    people = {"person": person, "substitute": substitute}
    rows = Absence.objects.for_school(school)
    if same := rows.filter(**days, **people).first():
        return same
    meeting = rows.meeting(first_day, last_day)
    if meeting.filter(person=person).exists():
        raise RuleBroken(TWICE)
    if answers_from is None and (theirs := meeting.filter(person=substitute).first()):
        raise RuleBroken(AWAY_TOO.format(name=substitute, days=theirs))
    absence = Absence.objects.create(school=school, said_by_id=by.person_id, **days, **people)
    journal.created(absence, by=by, verb="missions.absence_said")
    if substitute and substitute.pk != by.person_id:
        _tell(absence, substitute, now)
    return absence


def _tell(absence: Absence, substitute: Person, now: datetime) -> None:
    name = absence.person.polite_name
    sentence = f"Vous répondez à la place de {name}"
    words = Words(sentence, SUBSTITUTE.format(name=name, days=absence), f"{sentence} {absence}.")
    page = f"{settings.PUBLIC_URL}{address('web:home', absence.school.uai)}"
    write_to(
        absence.school,
        [substitute],
        words,
        ("Ouvrir Fanal", page),
        f"absence-{absence.pk}",
        now,
        needs_reader=True,
    )


@transaction.atomic
def end_absence(absence: Absence, *, today: date, by: Actor) -> None:
    """« Je suis de retour »: it ended yesterday; one that begins today or later is taken away."""
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


@transaction.atomic
def add_hour(school: School, person: Person, values: Mapping[str, Any], *, by: Actor) -> PresenceHour | None:
    """One more hour of the week; None when this very one was there. Two never begin at the same time."""
    require(policies.keep_hours, by, person.pk)
    School.objects.held(school.pk)
    rows = PresenceHour.objects.for_school(school).filter(person=person)
    hour = PresenceHour(school=school, person=person, **values)
    if same := rows.filter(weekday=hour.weekday, starts=hour.starts).first():
        if (same.ends, same.place) == (hour.ends, hour.place):
            return None
        raise RuleBroken(BEGUN_TWICE)
    if reasons := rules.hour_refusals(hour.starts, hour.ends, others=rows.count()):
        raise RuleBroken(reasons)
    hour.save(force_insert=True)
    journal.created(hour, by=by, verb="missions.hour_said")
    return hour


@transaction.atomic
def remove_hour(hour: PresenceHour, *, by: Actor) -> None:
    locked = PresenceHour.objects.for_school(hour.school_id).locked(hour.pk)
    require(policies.keep_hours, by, locked.person_id)
    journal.noted(locked, by=by, verb="missions.hour_withdrawn")
    locked.delete()
