"""A school that plans trainings: a subject, colleagues who need it, sessions to come."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.training.actions import local_training, need, session
from fanal.training.actions.registration import join_session
from fanal.training.models import TrainingSubject

TODAY = date(2026, 11, 26)
LAST_WEEK = TODAY - timedelta(days=7)
NEED = {"words": "", "level": "beginner", "format": "group"}
SESSION = {
    "title": "Évaluer avec le numérique",
    "level": "",
    "starts_at": datetime(2026, 12, 3, 12, 30, tzinfo=UTC),
    "ends_at": datetime(2026, 12, 3, 15, 30, tzinfo=UTC),
    "place": "Salle 203",
    "seats": 12,
    "host": None,
    "host_words": "",
    "details": "",
}


@pytest.fixture
def boss(lead):
    """The référent, as who acts."""
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


@pytest.fixture
def subject(school) -> TrainingSubject:
    with scope(school):
        return TrainingSubject.objects.create(
            school=school, name="Évaluer", skills=["2.1"], staff_domains=["E3"]
        )


def person_of(school, **about):
    return PersonFactory(school=school, **about)


def teacher_actor(person):
    return actor_of(person, Role.TEACHER)


def asked(school, subject, person=None, **about):
    """A need of one more colleague, last week, inside `scope(school)`: the plan counts it this week."""
    person = person or person_of(school)
    values = NEED | {"subject": subject} | about
    return need.declare_need(school, person, values, today=LAST_WEEK, by=teacher_actor(person))


def planned(school, by, **about):
    """A session next week, inside `scope(school)`."""
    return session.plan_session(school, SESSION | {"subject": None} | about, now=timezone.now(), by=by)


def joined(made, person=None, now=None):
    person = person or person_of(made.school)
    return join_session(made, person, now=now or timezone.now(), by=teacher_actor(person))


def after(made, **more):
    """A moment after the end of a session."""
    return made.ends_at + timedelta(**(more or {"hours": 1}))


def url(school, name, *args):
    return reverse(f"training:{name}", args=[school.uai, *args])


def held(school, boss, count):
    """A session that was held, where so many were; with their registrations."""
    made = planned(school, boss)
    rows = [joined(made) for _ in range(count)]
    session.note_presence(made, {row.pk for row in rows}, now=after(made), by=boss)
    made.refresh_from_db()
    for row in rows:
        row.refresh_from_db()
    return made, rows


GRENOBLE = {
    "name": "FIT",
    "channel": "GAIA Accès Responsable",
    "threshold": 12,
    "list_days": 56,
    "campaign_until": None,
    "two_trainers_from": 16,
    "source": "",
    "is_checked": True,
}
WISHED = {"title": "Évaluer", "aims": "", "wished_on": date(2027, 3, 11), "place": "", "others": 0}


def prepared(subject, boss, **about):
    return local_training.prepare(subject, WISHED | about, today=TODAY, by=boss)
