"""Requests for tests; call inside `scope(school)`."""

import factory
from django.utils import timezone

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.database.numbers import next_number
from fanal.helpdesk.models import HelpRequest


class HelpRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HelpRequest

    number = factory.LazyAttribute(lambda made: next_number(made.school.pk, "request"))
    requester = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))
    text = "Le vidéoprojecteur s’allume mais reste noir"
    kind = "projector"
    asked_at = factory.LazyFunction(timezone.now)
