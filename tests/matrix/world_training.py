"""The training plan of a school of the matrix: a need, a request, a session where somebody was."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.training.models import (
    LocalTraining,
    SessionRegistration,
    TrainingNeed,
    TrainingSession,
    TrainingSubject,
)
from fanal.training.rules.need import campaign_of


def fill_training(school: School, person: Person, canary: str) -> None:
    """Each bears the word of the school in its title, its words and its reason."""
    subject = TrainingSubject.objects.create(school=school, name=f"Sujet {canary}", skills=["2.1"])
    campaign, now = campaign_of(today()).code, timezone.now()
    asked = LocalTraining.objects.create(
        school=school,
        subject=subject,
        title=f"Demande {canary}",
        aims=canary,
        place=canary,
        made_on=today(),
        sent_on=today(),
        answered_on=today(),
        state="refused",
        reason=canary,
        reference=canary,
    )
    LocalTraining.objects.create(school=school, subject=subject, title=f"Autre {canary}", made_on=today())
    about = {
        "person": person,
        "level": "beginner",
        "format": "short",
        "made_on": today(),
        "campaign": campaign,
    }
    first = 10 * school.pk  # keys are drawn; here the one in somebody's own words comes first
    TrainingNeed.objects.create(pk=first, school=school, words=canary, **about)
    TrainingNeed.objects.create(pk=first + 1, school=school, subject=subject, refusal=canary, **about)
    session = TrainingSession.objects.create(
        school=school,
        title=f"Séance {canary}",
        subject=subject,
        local_training=asked,
        starts_at=now - timedelta(minutes=30),
        ends_at=now + timedelta(minutes=60),
        day=today(),
        minutes=90,
        place=canary,
        host=person,
        host_words=canary,
        details=canary,
        planned_at=now,
        changed_at=now,
    )
    SessionRegistration.objects.create(
        school=school, session=session, person=person, made_at=now, is_present=True, presence_way="list"
    )
