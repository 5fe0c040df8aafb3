"""An indicator made of two measures: one query of counts, its reasons, and the rows behind it."""

import sys
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from fanal.core.tenancy import scope
from fanal.equipment.contributions.device_measures import MOBILE_DEVICES, WORKING_DEVICES
from fanal.equipment.contributions.measures import PRESENT
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory
from fanal.measures.reading.combined_counts import combined_counts
from fanal.measures.reading.measures import Measure
from fanal.measures.reading.shares import rows_of_whole, share
from fanal.service_security.contributions.measures import PROTECTED, REVIEWED
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

TODAY = date(2026, 12, 2)
pytestmark = pytest.mark.clock(TODAY)
YEAR = MeasurePeriod(SchoolYear(2026), PeriodKind.YEAR, until=TODAY)


@pytest.fixture
def fleet(school):
    """Three machines that work, of which one is carried, and one that is out of order."""
    with scope(school):
        desktop = EquipmentTypeFactory(school=school, name="Ordinateur fixe")
        laptop = EquipmentTypeFactory(school=school, name="Portable élève")
        EquipmentFactory.create_batch(2, school=school, type=desktop)
        EquipmentFactory(school=school, type=laptop)
        EquipmentFactory(school=school, type=laptop, state="broken")
    return school


def test_both_sides_and_what_is_listed_are_counted_in_one_query(fleet, count_queries):
    source = share("X1", MOBILE_DEVICES, WORKING_DEVICES, listed=WORKING_DEVICES)
    with scope(fleet):
        with count_queries() as asked:
            measure = source.measure(fleet, YEAR)
        assert source.rows is not None
        assert source.rows(fleet, YEAR).count() == 3
    assert (measure.numerator, measure.denominator, measure.rows) == (1, 3, 3)
    assert sum("UNION ALL" in query["sql"] for query in asked) == 1
    assert len(asked) == 3, "the types of each measure, then the counts"
    assert not source.is_recounted


def test_a_number_has_no_whole(fleet):
    with scope(fleet):
        measure = share("X1", PRESENT, None).measure(fleet, YEAR)
    assert (measure.numerator, measure.denominator, measure.rows) == (Decimal(4), None, 4)


def test_what_it_needs_is_asked_in_order_and_the_year_is_said(school):
    """Nothing of what nobody counted: a query of no row is zero, and not an error."""
    needs = ((REVIEWED, "Aucune revue en {year}."), (PRESENT, "Rien."))
    with scope(school):
        measure = share("X1", PROTECTED, REVIEWED, needs=needs).measure(school, YEAR)
    assert (measure.numerator, measure.denominator) == (None, None)
    assert measure.reason == "Aucune revue en 2026-2027."


def test_the_rows_of_a_whole_say_which_are_counted(fleet):
    listed = rows_of_whole(MOBILE_DEVICES, WORKING_DEVICES, WORKING_DEVICES.to_row)
    with scope(fleet):
        rows = listed(fleet, YEAR).queryset
        assert sorted(row.is_part for row in rows) == [False, False, True]


def test_each_measure_of_a_room_has_a_code_and_a_sentence_of_its_own():
    """Those that only indicators divide, with those of the year."""
    rooms = [module for name, module in sys.modules.items() if ".contributions." in name]
    every = {id(one): one for room in rooms for one in vars(room).values() if isinstance(one, Measure)}
    assert len(every) >= 40
    repeated = Counter(word for one in every.values() for word in (one.code, one.noun, one.definition))
    assert [word for word, count in repeated.items() if count > 1] == []
    assert [one.code for one in every.values() if not one.definition.endswith(".")] == []


def test_the_rows_of_two_schools_are_no_count(school, elsewhere):
    """One of the two groups would have been taken for both."""
    for each in (school, elsewhere):
        with scope(each):
            EquipmentFactory(school=each)
    with scope(school, elsewhere), pytest.raises(ValueError, match="several schools"):
        combined_counts([Equipment.objects.all()])
