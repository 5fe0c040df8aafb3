"""Who takes over a mission during the year (R16): certified once, within the year, one person at a time."""

from datetime import date

import pytest

from fanal.accounts.roles import Role
from fanal.accounts.rules.years import SchoolYear
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.missions.actions import proposals
from fanal.missions.rules.imp.substitution import refusals
from fanal.missions.tests.allowance_factories import EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.missions.tests.test_year import actor

YEAR, TODAY = SchoolYear(2027), date(2028, 2, 1)
FEBRUARY, JUNE = date(2028, 2, 1), date(2028, 6, 30)


@pytest.mark.parametrize(
    ("span", "others", "word"),
    [
        ((FEBRUARY, JUNE), [], ""), ((FEBRUARY, None), [(date(2027, 11, 1), date(2028, 1, 31))], ""),
        ((JUNE, FEBRUARY), [], "avant le début"), ((date(2027, 8, 31), JUNE), [], "dans l’année"),
        ((FEBRUARY, date(2028, 9, 1)), [], "dans l’année"),
        ((FEBRUARY, JUNE), [(date(2028, 6, 30), None)], "déjà attesté"),
    ],
)  # fmt: skip
def test_dates_stay_in_the_year_and_never_overlap(span, others, word):
    found = refusals(span, others, YEAR)
    assert (word in found[0]) if word else found == []


def test_a_substitute_is_certified_once_and_another_is_refused(school):
    with scope(school):
        head = actor(Role.HEAD, PersonFactory(school=school))
        line = ProposalFactory(
            school=school, envelope=EnvelopeFactory(school=school), mission=MissionFactory(school=school),
            agreed_on=TODAY, state="decided",
        )  # fmt: skip
        who = PersonFactory(school=school)

        def certify(person, since=FEBRUARY, until=JUNE):
            return proposals.certify_substitution(line, person, since, until, today=TODAY, by=head)

        assert certify(who).pk == certify(who).pk
        with pytest.raises(RuleBroken, match="déjà attesté"):
            certify(PersonFactory(school=school))
        with pytest.raises(RuleBroken, match="quelqu’un d’autre"):
            certify(line.person)


def test_nobody_certifies_who_takes_over_from_themselves(school):
    with scope(school):
        line = ProposalFactory(
            school=school, envelope=EnvelopeFactory(school=school), mission=MissionFactory(school=school),
            agreed_on=TODAY, state="decided",
        )  # fmt: skip
        own, other = actor(Role.HEAD, line.person), PersonFactory(school=school)
        with pytest.raises(NotAllowed):
            proposals.certify_substitution(line, other, FEBRUARY, JUNE, today=TODAY, by=own)
