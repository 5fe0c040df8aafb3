"""Who takes over a mission during the year (R16): certified once, within the year, one person at a time."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import proposal
from fanal.allowances.models import Substitution
from fanal.allowances.reading.proposal import NO_INSTALMENT, substitutions_of
from fanal.allowances.rules.instalments import OCTOBER, handed_over
from fanal.allowances.rules.substitution import refusals
from fanal.allowances.tests.allowance_factories import EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.year.rules.years import SchoolYear

YEAR, TODAY = SchoolYear(2027), date(2028, 2, 1)
FEBRUARY, JUNE = date(2028, 2, 1), date(2028, 6, 30)
pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.parametrize(
    ("span", "others", "word"),
    [
        ((FEBRUARY, JUNE), [], ""),
        ((FEBRUARY, None), [(date(2027, 11, 1), date(2028, 1, 31))], ""),
        ((JUNE, FEBRUARY), [], "avant le début"),
        ((date(2027, 8, 31), JUNE), [], "dans l’année"),
        ((FEBRUARY, date(2028, 9, 1)), [], "dans l’année"),
        ((FEBRUARY, JUNE), [(date(2028, 6, 30), None)], "déjà enregistré"),
    ],
)
def test_dates_stay_in_the_year_and_never_overlap(span, others, word):
    reasons = refusals(span, others, YEAR)
    assert (word in reasons[0]) if word else reasons == []


def test_a_substitute_is_certified_once_and_another_is_refused(school):
    with scope(school):
        head = actor(Role.HEAD, PersonFactory(school=school))
        line = ProposalFactory(
            school=school,
            envelope=EnvelopeFactory(school=school),
            mission=MissionFactory(school=school),
            agreed_on=TODAY,
            state="decided",
        )
        who = PersonFactory(school=school)

        def certify(person, since=FEBRUARY, until=JUNE):
            return proposal.certify_substitution(line, person, since, until, today=TODAY, by=head)

        assert certify(who).pk == certify(who).pk
        with pytest.raises(RuleBroken, match="déjà enregistré"):
            certify(PersonFactory(school=school))
        with pytest.raises(RuleBroken, match="quelqu’un d’autre"):
            certify(line.person)


AUTUMN, MARCH = date(2027, 11, 1), date(2028, 3, 31)


@pytest.mark.parametrize(
    ("spans", "counts"),
    [
        ([(FEBRUARY, MARCH)], [2]),
        ([(FEBRUARY, None)], [6]),
        ([(FEBRUARY, JUNE)], [6]),
        ([(AUTUMN, date(2027, 12, 31)), (FEBRUARY, MARCH)], [2, 2]),
        ([(FEBRUARY, date(2028, 3, 15))], [1]),
        ([(FEBRUARY, date(2028, 3, 10)), (date(2028, 3, 11), None)], [1, 5]),
        ([(date(2027, 9, 1), date(2027, 10, 31))], [0]),
    ],
)
def test_each_substitute_has_the_instalments_of_their_months_and_no_more(spans, counts):
    handed = handed_over(125_000, YEAR, spans)
    assert [count for count, _ in handed.passed] == counts
    assert handed.kept + sum(part for _, part in handed.passed) == 125_000


def test_who_replaces_when_lessons_end_has_the_last_instalment_in_june_too():
    assert handed_over(125_000, YEAR, [(JUNE.replace(day=1), JUNE)], first_month=OCTOBER).passed == (
        (1, 13_888),
    )


@pytest.mark.parametrize("is_whole_year", [True, False])
def test_the_page_estimates_a_whole_year_and_gives_no_figure_of_the_rest(client_of, school, is_whole_year):
    with scope(school):
        line = ProposalFactory(
            school=school,
            envelope=EnvelopeFactory(school=school),
            mission=MissionFactory(school=school),
            agreed_on=TODAY,
            state="decided",
            is_whole_year=is_whole_year,
        )
        spans = (date(2027, 9, 1), date(2027, 10, 31)), (FEBRUARY, MARCH)
        for since, until in spans:
            Substitution.objects.create(
                school=school,
                proposal=line,
                person=PersonFactory(school=school),
                since=since,
                until=until,
                certified_on=TODAY,
            )
        substitutions = substitutions_of(line)
    amounts = [amount for _, amount in substitutions.rows]
    two = "277,78\xa0€ (2 versements sur 9)"
    assert amounts == ([NO_INSTALMENT, two] if is_whole_year else ["", ""])
    page = client_of(school, Role.HEAD).get(
        reverse("allowances:proposal_page", args=[school.uai, line.number])
    )
    text = page.text.replace("\xa0", " ").replace("\u202f", " ")
    assert ("Resterait à la personne remplacée : 972,22 €" in text) is is_whole_year
    assert ("Estimation, sans valeur de règle" in text) is is_whole_year
    assert ("n’estime aucun partage" in text) is not is_whole_year


def test_nobody_certifies_who_takes_over_from_themselves(school):
    with scope(school):
        line = ProposalFactory(
            school=school,
            envelope=EnvelopeFactory(school=school),
            mission=MissionFactory(school=school),
            agreed_on=TODAY,
            state="decided",
        )
        own, other = actor(Role.HEAD, line.person), PersonFactory(school=school)
        with pytest.raises(NotAllowed):
            proposal.certify_substitution(line, other, FEBRUARY, JUNE, today=TODAY, by=own)


@time_machine.travel("2028-02-01 09:00+01:00", tick=False)
def test_a_substitute_attested_by_mistake_is_cancelled_with_a_reason(client_of, school):
    head, teacher = client_of(school, Role.HEAD), client_of(school, Role.TEACHER)
    with scope(school):
        line = ProposalFactory(
            school=school,
            envelope=EnvelopeFactory(school=school),
            mission=MissionFactory(school=school),
            agreed_on=TODAY,
            state="decided",
            person=teacher.membership.person,
        )
        by, who = actor(Role.HEAD, PersonFactory(school=school)), PersonFactory(school=school)
        made = proposal.certify_substitution(line, who, FEBRUARY, JUNE, today=TODAY, by=by)
        with pytest.raises(NotAllowed):
            proposal.cancel_substitution(made, "Non.", by=actor(Role.HEAD, line.person))
        with pytest.raises(RuleBroken, match="pourquoi"):
            proposal.cancel_substitution(made, " ", by=by)
    page = reverse("allowances:substitution_cancel", args=[school.uai, line.number, made.pk])
    line_page = reverse("allowances:proposal_page", args=[school.uai, line.number])
    assert page in head.get(line_page).text
    assert page not in teacher.get(line_page).text
    assert teacher.post(page, {"reason": "Non."}).status_code == 403
    assert head.post(page, {"reason": ""}).status_code == 422
    given = {"reason": "Mauvaise personne.", "key": "0123456789abcdefghij"}
    for _ in range(2):
        assert head.post(page, given).headers["Location"] == line_page
    assert head.post(page, {"reason": "Mauvaise personne."}).status_code == 404
    assert head.get(page).status_code == 404
    with scope(school):
        assert not Substitution.objects.exists()
        entry = JournalEntry.objects.get(verb="missions.substitution_cancelled")
        assert "Mauvaise personne." in entry.payload
        assert '"since":"2028-02-01"' in entry.payload
        assert proposal.certify_substitution(line, who, FEBRUARY, None, today=TODAY, by=by)
