"""A line that was presented is guarded by the database; councils and rector go on (December § 7, N7)."""

from datetime import timedelta

import pytest

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import proposal
from fanal.allowances.models import ImpProposal
from fanal.allowances.tests.proposals import TODAY, prepared, present
from fanal.core.frozen.testing import assert_frozen, forget

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def head(here):
    return actor(Role.HEAD, PersonFactory(school=here))


@pytest.fixture
def line(envelope, mission, head):
    return present(prepared(envelope, mission, head, task="Accompagnement"), head)


def test_nobody_who_serves_changes_what_was_agreed_to_and_presented(line):
    assert_frozen(ImpProposal.objects.get(pk=line.pk))


def test_what_the_rector_decides_goes_on_and_what_was_presented_stays(line, head):
    ImpProposal.objects.filter(pk=line.pk).update(state="proposed")
    decided = proposal.record_decision(
        line, accepted=True, decided_on=TODAY, quarters=2, today=TODAY + timedelta(days=1), by=head
    )
    assert (decided.quarters, decided.presented_quarters, decided.presented_rate) == (2, 4, "1 IMP")
    proposal.correct_decision(
        decided, accepted=True, decided_on=TODAY, quarters=4, today=TODAY + timedelta(days=1), by=head
    )
    kept = ImpProposal.objects.get(pk=line.pk)
    assert (kept.quarters, kept.presented_rate) == (4, "")
    assert_frozen(kept)


def test_its_person_is_forgotten_by_the_declared_door(line):
    forget(line.person)
    kept = ImpProposal.objects.get(pk=line.pk)
    assert (kept.person, kept.task, kept.presented_quarters) == (None, "", 4)
