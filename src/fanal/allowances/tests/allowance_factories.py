"""Missions, envelopes and lines for tests; call inside `scope(school)`."""

import factory

from fanal.accounts.tests.factories import PersonFactory
from fanal.allowances.actions.proposal import SERIES
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.core.database.numbers import next_number
from fanal.missions.actions.particular_mission import MISSIONS
from fanal.missions.models import ParticularMission

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
