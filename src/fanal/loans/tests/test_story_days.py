"""The demonstration opens on any day of the calendar: its sixty loans can be made, four of them late."""

from datetime import date

import pytest

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory, RoomFactory
from fanal.loans.models import Loan, LoanItem, LoanPhoto
from fanal.loans.story.loans import ALL, lend
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(date(2026, 9, 1))  # each case stands on its own day
DAYS = [
    pytest.param(day, marks=pytest.mark.clock(day), id=str(day))
    for day in (date(2026, 9, 1), date(2027, 2, 28), date(2027, 7, 25))  # a rentrée, a Sunday, a summer
]


@pytest.mark.parametrize("day", DAYS)
def test_sixty_loans_four_of_them_late(school, day):
    story = Story(day, school)
    with scope(school):
        people = PersonFactory.create_batch(17, school=school)
        story.people = {"digital_lead": people[0], "teacher": people[1]}
        story.teachers = people[2:]
        story.rooms = {"Vie scolaire": RoomFactory(school=school)}
        EquipmentTypeFactory(school=school, kind="tablet")
        for rank in range(4):
            EquipmentFactory(school=school, name=f"PORT-{rank}")
        for rank in range(300):
            pupil = Pupil.objects.create(school=school, family_name=f"NOM{rank:03}", given_name="Zoé")
            label, code = year_of(day).label, f"{6 - rank // 25 // 6}{'ABCDEF'[rank // 25 % 6]}"
            Enrolment.objects.create(school=school, pupil=pupil, school_year=label, class_code=code)
    lend(story)
    with scope(school):
        rows = Loan.objects.for_school(school)
        assert rows.count() == ALL
        assert rows.late(day).count() == 4
        assert rows.to_sign().count() == 6
        assert not rows.filter(class_code="", borrower_kind="pupil").exists()
        assert LoanItem.objects.for_school(school).filter(outcome="stolen").count() == 1
        assert LoanItem.objects.for_school(school).filter(outcome="owned").count() == 2
        assert rows.filter(borrower_kind="family").count() == 1
        assert set(LoanPhoto.objects.for_school(school).values_list("moment", flat=True)) == {"out", "back"}
