"""« Relancer » (verified § 8): a mail to whoever has not answered, once a day at most."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import proposal
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope

TODAY = date(2027, 4, 12)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-04-12 09:00+02:00", tick=False):
        yield


@pytest.fixture
def now():
    return timezone.make_aware(datetime(2027, 4, 12, 9))


@pytest.fixture
def envelope(here):
    return EnvelopeFactory(school=here)


def line_of(envelope, person, **line):
    mission = MissionFactory(school=envelope.school, kind="culture", title="Référent culture")
    return ProposalFactory(school=envelope.school, envelope=envelope, mission=mission, person=person, **line)


def test_an_agreement_is_asked_again_once_a_day(here, envelope, now):
    head = actor(Role.HEAD, PersonFactory(school=here))
    teacher = member_of(here, Role.TEACHER).person
    line = line_of(envelope, teacher)
    proposal.remind_of_agreement(line, now=now, by=head)
    mail = Mail.objects.for_school(here).get()
    assert mail.to == teacher.email
    assert reverse("allowances:proposal_page", args=[here.uai, line.number]) in mail.text
    with pytest.raises(RuleBroken, match="un par jour"):
        proposal.remind_of_agreement(line, now=now, by=head)
    with pytest.raises(RuleBroken, match="Personne à relancer"):
        proposal.remind_all(envelope, now=now, by=head)
    assert proposal.remind_all(envelope, now=now + timedelta(days=1), by=head) == 1
    assert Mail.objects.for_school(here).count() == 2


def test_another_line_of_the_same_person_is_no_other_mail(here, envelope, now):
    """Once a day a person, not a line: three lines made three mails in seconds (tried, November 2026)."""
    head, teacher = actor(Role.HEAD, PersonFactory(school=here)), member_of(here, Role.TEACHER).person
    first = line_of(envelope, teacher)
    proposal.remind_of_agreement(first, now=now, by=head)
    proposal.withdraw_proposal(first, by=head)
    second = line_of(envelope, teacher)
    with pytest.raises(RuleBroken, match="un par jour"):
        proposal.remind_of_agreement(second, now=now, by=head)
    with pytest.raises(RuleBroken, match="Personne à relancer"):
        proposal.remind_all(envelope, now=now, by=head)
    assert Mail.objects.for_school(here).count() == 1


def test_two_lines_of_a_person_make_one_mail(here, envelope, now):
    head = actor(Role.HEAD, PersonFactory(school=here))
    teacher = member_of(here, Role.TEACHER).person
    line_of(envelope, teacher)
    line_of(envelope, teacher)
    line_of(envelope, member_of(here, Role.TEACHER).person, agreed_on=TODAY)
    line_of(envelope, PersonFactory(school=here))
    assert proposal.remind_all(envelope, now=now, by=head) == 1
    mail = Mail.objects.for_school(here).get()
    assert "2 missions particulières" in mail.subject.replace("\xa0", " ")
    assert reverse("allowances:own_list", args=[here.uai]) in mail.text


def test_who_cannot_sign_in_is_asked_on_paper(here, envelope, now):
    head = actor(Role.HEAD, PersonFactory(school=here))
    line = line_of(envelope, PersonFactory(school=here))
    with pytest.raises(RuleBroken, match="sur papier"):
        proposal.remind_of_agreement(line, now=now, by=head)
    assert not Mail.objects.for_school(here).exists()


def test_nobody_reminds_themselves_nor_whoever_answered(here, envelope, now):
    teacher = member_of(here, Role.TEACHER).person
    line = line_of(envelope, teacher)
    for by in (actor(Role.HEAD, teacher), actor(Role.TEACHER, PersonFactory(school=here))):
        with pytest.raises(NotAllowed):
            proposal.remind_of_agreement(line, now=now, by=by)
    answered = line_of(envelope, teacher, agreed_on=TODAY)
    with pytest.raises(NotAllowed):
        proposal.remind_of_agreement(answered, now=now, by=actor(Role.HEAD, PersonFactory(school=here)))


def test_the_button_is_there_until_it_was_pressed(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        line = line_of(EnvelopeFactory(school=school), member_of(school, Role.TEACHER).person)
    page = reverse("allowances:proposal_page", args=[school.uai, line.number])
    button = reverse("allowances:proposal_remind", args=[school.uai, line.number])
    everybody = reverse("allowances:remind", args=[school.uai, YEAR])
    listed = reverse("allowances:allowance_list", args=[school.uai]) + f"?annee={YEAR}"
    assert button in head.get(page).text
    assert everybody in head.get(listed).text
    assert head.post(button).status_code == 302
    assert button not in head.get(page).text
    assert "Accord redemandé le" in head.get(page).text
    assert everybody not in head.get(listed).text
    assert head.post(everybody).status_code == 422
