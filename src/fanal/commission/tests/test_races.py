"""Two people press at the same second: minutes are approved once, a decision is closed once."""

import pytest

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.agenda.models import YearTask
from fanal.commission.actions import approval, convocation
from fanal.commission.actions import decision as decision_actions
from fanal.commission.models import Meeting, MeetingDecision
from fanal.commission.rules.decision import DecisionOutcome
from fanal.commission.tests.conftest import NOW, TODAY, approved, decided, held, planned, seated
from fanal.core.journal.models import JournalEntry
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import AT_ONCE, at_once

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def people(transactional_db):
    """A school, its head and its référent, as who act."""
    school = SchoolFactory()
    with scope(school):
        head, lead = (member_of(school, role).person for role in (Role.HEAD, Role.DIGITAL_LEAD))
    return school, actor_of(head, Role.HEAD), actor_of(lead, Role.DIGITAL_LEAD), lead


def entries(school, verb):
    return JournalEntry.objects.for_school(school).filter(verb=verb).count()


def test_minutes_are_approved_once(people):
    school, head, lead, person = people
    with scope(school):
        made = held(school, lead, person)
        decided(made, lead, owner=person)
    done = at_once(school, lambda _: approval.approve_minutes(made, now=NOW, by=head))
    assert done == AT_ONCE, "the second approval finds it done"
    with scope(school):
        assert entries(school, "commission.minutes_approved") == 1
        assert YearTask.objects.for_school(school).count() == 1
        assert Meeting.objects.for_school(school).get().is_approved


@pytest.mark.parametrize("owner", ["school", "partner"])
def test_a_decision_is_closed_once(people, owner):
    school, head, lead, person = people
    whose = {"owner": person} if owner == "school" else {"side": "partner", "owner_words": "Département"}
    with scope(school):
        approved(school, lead, head, person, whose)
        decision = MeetingDecision.objects.for_school(school).get()
    now = {"today": TODAY, "now": NOW}
    at_once(school, lambda _: decision_actions.close_decision(decision, DecisionOutcome.DONE, **now, by=lead))
    verb = "missions.task_done" if owner == "school" else "commission.decision_closed"
    with scope(school):
        assert entries(school, verb) == 1


def test_a_convocation_leaves_once(people):
    school, _, lead, person = people
    with scope(school):
        seated(school, lead, person=person)
        made = planned(school, lead, "Bilan")
    at_once(school, lambda _: convocation.convene_meeting(made, today=TODAY, now=NOW, by=lead))
    with scope(school):
        assert Mail.objects.for_school(school).count() == 1
