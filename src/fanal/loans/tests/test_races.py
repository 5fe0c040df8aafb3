"""Two people press at the same second: a machine is lent once, and given back once."""

import pytest

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.tenancy import scope
from fanal.core.testing import AT_ONCE, at_once
from fanal.equipment.models import Custody
from fanal.equipment.rules.states import DisposalDecision
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.actions import returning
from fanal.loans.actions.classes import Sitting, lend_to_pupil
from fanal.loans.actions.ownership import pass_to_pupils
from fanal.loans.models import Loan
from fanal.loans.tests.conftest import DUE, TODAY, lend, moment, pupils

pytestmark = pytest.mark.clock(TODAY)


def test_one_machine_is_lent_once_and_given_back_once(transactional_db):
    school = SchoolFactory()
    with scope(school):
        person = member_of(school, Role.DIGITAL_LEAD).person
        EquipmentFactory(school=school, name="T-01")
    by = actor_of(person, Role.DIGITAL_LEAD)
    assert at_once(school, lambda _: lend(school, person, ["T-01"], by)) == 1
    with scope(school):
        assert Custody.objects.for_school(school).lent().count() == 1
    assert at_once(school, lambda _: returning.give_back_scanned(school, ["T-01"], **moment(by))) == 1
    with scope(school):
        assert Loan.objects.for_school(school).get().state == "closed"


def test_two_who_scan_for_the_same_pupil_lend_one_machine(transactional_db):
    """A newcomer, November 2026: two référents on the page of one class, and a pupil had two loans."""
    school = SchoolFactory()
    (pupil,) = pupils(school, 1)
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        names = [EquipmentFactory(school=school, name=f"T-{rank}").name for rank in range(AT_ONCE)]
    same = Sitting(DUE, "", is_signed=True)
    assert at_once(school, lambda rank: lend_to_pupil(school, pupil, names[rank], same, **moment(by))) == 1
    with scope(school):
        assert Custody.objects.for_school(school).lent().count() == 1


def test_what_is_lent_becomes_the_pupil_s_own_once(transactional_db):
    """Two people press: the inventory loses the tablet once, and no return crosses it."""
    school = SchoolFactory()
    (pupil,) = pupils(school, 1)
    with scope(school):
        person = member_of(school, Role.DIGITAL_LEAD).person
        EquipmentFactory(school=school, name="T-01")
        by = actor_of(person, Role.DIGITAL_LEAD)
        loan = lend(school, pupil, ["T-01"], by)
    decision = DisposalDecision("D 12", TODAY)
    assert at_once(school, lambda _: pass_to_pupils(school, [loan.pk], decision, **moment(by))) == 1
    with scope(school):
        assert loan.items.get().outcome == "owned"
