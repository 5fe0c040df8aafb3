"""The demonstration: eleven colleagues need the same training, one more and it can be asked for.

Beside them a request that was refused, offers, sessions held three months and one month ago, one that comes
and is full.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import calendar_of
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.training.actions import catalogue, local_training, registration, session
from fanal.training.actions.need import declare_need
from fanal.training.models import TrainingSession, TrainingSubject
from fanal.year.rules.delays import WorkingCalendar, add_working_days, next_working_day

RULES = {
    "name": "FIT",
    "channel": "GAIA Accès Responsable",
    "threshold": 12,
    "list_days": 56,
    "campaign_until": None,
    "two_trainers_from": 16,
    "source": "Page de l’académie, relue chaque année",
    "is_checked": True,
}
WANTED, REFUSED, TABLETS = (
    "Évaluer avec le numérique",
    "L’intelligence artificielle en classe",
    "Les tablettes en classe",
)
ENT = "L’ENT au quotidien : cahier de textes, messagerie"
ASKING = 11  # one less than the threshold
NOTHING = dict.fromkeys(("organiser", "when_words", "duration_words", "address"), "")
# Title, subject, kind, level, what else is known.
OFFERS: tuple[tuple[str, str, str, str, dict[str, str]], ...] = (
    (
        "Concevoir une évaluation en ligne",
        WANTED,
        "magistere",
        "beginner",
        {"organiser": "M@gistère", "duration_words": "6 h"},
    ),
    ("Permanence du référent", WANTED, "open_hour", "", {"when_words": "le jeudi de 12 h 45 à 13 h 15"}),
    (
        "Évaluer par compétences, niveau 2",
        WANTED,
        "academy",
        "ahead",
        {"organiser": "École académique", "when_words": "inscriptions en mars"},
    ),
    (
        "Pix+ Édu : les bases",
        "Préparer Pix avec une classe",
        "pix_edu",
        "",
        {"duration_words": "à son rythme"},
    ),
    (
        "Ouvrir sa classe : les tablettes",
        TABLETS,
        "peer",
        "beginner",
        {"organiser": "Un collègue volontaire"},
    ),
)
SESSION = {"level": "", "place": "Salle informatique 1", "host_words": "", "details": ""}
NOON, AFTERNOON = time(12, 30), time(14)


@register(STORY, "training")
def plan_the_trainings(story: Story) -> None:
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    with scope(story.school):
        catalogue.keep_rules(story.school, RULES, by=lead)
        catalogue.take_first_subjects(story.school, by=lead)
        subjects = {row.name: row for row in TrainingSubject.objects.for_school(story.school)}
        others = [person for person in story.teachers if person != story.people.get("teacher")]
        _refused(story, subjects[REFUSED], others, lead)
        _needs(story, subjects, others)
        for title, subject, kind, level, known in OFFERS:
            about = {
                "title": title,
                "kind": kind,
                "subject": subjects[subject],
                "level": level,
                "is_open": True,
            }
            catalogue.add_offer(story.school, NOTHING | about | known, by=lead)
        _sessions(story, subjects, others, lead)


def _ask(person: Person, subject: TrainingSubject, today: date, level: str = "beginner") -> None:
    values = {"subject": subject, "words": "", "level": level, "format": "group"}
    declare_need(subject.school, person, values, today=today, by=actor_of(person, Role.TEACHER))


def _needs(story: Story, subjects: dict[str, TrainingSubject], others: list[Person]) -> None:
    for rank, person in enumerate(others[:ASKING]):
        _ask(person, subjects[WANTED], story.today - timedelta(days=9), "used" if rank % 2 else "beginner")
    for person in others[ASKING : ASKING + 3]:
        _ask(person, subjects["Tableur et données"], story.today - timedelta(days=8))


def _refused(story: Story, subject: TrainingSubject, others: list[Person], lead: Actor) -> None:
    """Asked with a neighbouring school, refused a month ago: its needs come back in the next campaign."""
    sent_on, answered_on = story.today - timedelta(days=75), story.today - timedelta(days=30)
    for person in others[:6]:
        _ask(person, subject, sent_on - timedelta(days=8))
    values = {
        "title": "L’IA : ce qu’elle sait faire, ce qu’elle ne sait pas",
        "aims": "Choisir un usage de l’IA avec des élèves, en dire les limites et les règles.",
        "wished_on": story.today + timedelta(days=14),
        "place": story.school.name,
        "others": 8,
    }
    asked = local_training.prepare(subject, values, today=sent_on, by=lead)
    local_training.send(asked, today=sent_on, by=lead)
    answer = {"state": "refused", "answered_on": answered_on, "reference": "26A0140"}
    answer["reason"] = "Enveloppe de l’année épuisée"
    local_training.note_answer(asked, answer, today=answered_on, by=lead)


def days_of_sessions(today: date, calendar: WorkingCalendar) -> tuple[date, date, date]:
    """A working day more than three months ago, one about a month ago, and one to come."""
    return (
        next_working_day(today - timedelta(days=100), calendar),
        next_working_day(today - timedelta(days=32), calendar, step=-1),
        add_working_days(today, 6, calendar),
    )


def _plan(story: Story, day: date, starts: time, minutes: int, by: Actor, **about: Any) -> TrainingSession:
    zone = story.school.zone_info
    starts_at = datetime.combine(day, starts, tzinfo=zone)
    values = SESSION | {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=minutes)} | about
    planned_at = datetime.combine(min(day, story.today) - timedelta(days=10), NOON, tzinfo=zone)
    return session.plan_session(story.school, values, now=planned_at, by=by)


def _join(made: TrainingSession, people: list[Person]) -> list[int]:
    return [
        registration.join_session(made, person, now=made.planned_at, by=actor_of(person, Role.TEACHER)).pk
        for person in people
    ]


def _sessions(story: Story, subjects: dict[str, TrainingSubject], others: list[Person], lead: Actor) -> None:
    past, recent, coming = days_of_sessions(story.today, calendar_of(story.school))
    host = {"host": story.people["digital_lead"]}
    about = {"title": "Prendre en main l’ENT", "seats": 20, "subject": subjects[ENT], **host}
    there = [person for person in (story.people.get("teacher"), *others[3:14]) if person is not None]
    _hold(_plan(story, past, AFTERNOON, 120, lead, **about), there, lead)
    about |= {"title": "L’ENT, la suite : vos questions", "seats": 12}
    _hold(_plan(story, recent, NOON, 60, lead, **about), others[2:13], lead)
    about = {"title": "Les tablettes, premiers gestes", "seats": 6, "subject": subjects[TABLETS], **host}
    full = _plan(story, coming, NOON, 45, lead, **about)
    _join(full, others[14:22])


def _hold(made: TrainingSession, people: list[Person], lead: Actor) -> None:
    """All of them came but one, and said what they thought of it."""
    rows, after = _join(made, people), made.ends_at + timedelta(hours=1)
    session.note_presence(made, set(rows[:-1]), now=after, by=lead)
    present = made.registrations.filter(is_present=True).select_related("person", "session__school")
    for rank, row in enumerate(present.order_by("pk")):
        by = actor_of(row.person, Role.TEACHER)
        registration.give_opinion(row, "2" if rank % 2 else "1", now=after, by=by)
