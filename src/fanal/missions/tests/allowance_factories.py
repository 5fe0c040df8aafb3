"""Missions, envelopes and lines for tests; call inside `scope(school)`."""

import factory

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.numbers import next_number
from fanal.missions.actions.envelopes import MISSIONS
from fanal.missions.actions.proposals import SERIES
from fanal.missions.models import ImpEnvelope, ImpProposal, ParticularMission

YEAR = "2027-2028"


class EnvelopeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImpEnvelope

    school_year = YEAR
    quarters = 38


class MissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ParticularMission

    number = factory.LazyAttribute(lambda made: next_number(made.school.pk, MISSIONS))
    school_year = YEAR
    kind = "digital"
    title = "Référent numérique"


class ProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImpProposal

    number = factory.LazyAttribute(lambda made: next_number(made.school.pk, SERIES))
    person = factory.LazyAttribute(lambda made: PersonFactory(school=made.school))
    quarters = 4
