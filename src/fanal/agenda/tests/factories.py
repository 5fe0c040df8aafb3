"""Tasks of the year for tests; call inside `scope(school)`."""

from datetime import date

import factory
from django.utils import timezone

from fanal.agenda.actions.year import SERIES
from fanal.agenda.models import TaskTemplate, YearTask
from fanal.core.database.numbers import next_number
from fanal.core.testing import letters


class TaskTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TaskTemplate

    title = factory.Sequence(lambda n: f"Modèle {letters(n)}")
    activity = "services"
    owner = "digital_lead"
    anchor = "pupils_back"


class YearTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = YearTask

    number = factory.LazyAttribute(lambda made: next_number(made.school.pk, SERIES))
    title = factory.Sequence(lambda n: f"Tâche {letters(n)}")
    school_year = "2026-2027"
    activity = "services"
    owner = "digital_lead"
    due_on = date(2026, 11, 30)
    changed_at = factory.LazyFunction(timezone.now)
