"""A tablet taken out of a case that is booked: whoever lends reads what the case still has."""

from datetime import datetime, timedelta

import pytest

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.tests.conftest import TODAY, made, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def case(school, tablets, colleague) -> Equipment:
    """« Valise 3 » with T-01 to T-05, booked on 10 December."""
    with scope(school):
        valise: Equipment = EquipmentFactory(school=school, name="Valise 3")
        starts = datetime(2026, 12, 10, 8, tzinfo=school.zone_info)
        custody.keep_in(valise, tablets[:5], now=starts - timedelta(days=30))
        kind = Custody.Kind.BOOKING
        custody.take(valise, starts, starts + timedelta(hours=2), kind=kind, person=colleague)
    return valise


@pytest.mark.parametrize(
    ("machines", "due_on", "said"),
    [
        ("T-01", "", "T-01 vient de « Valise 3 », réservé le 10 décembre 2026 : il y restera 4 appareils."),
        ("T-01\nT-03", "2026-12-10", "T-01 et T-03 viennent de « Valise 3 », réservé le 10 décembre 2026"),
        ("T-01", "2026-12-09", ""),
        ("T-06", "", ""),
    ],
    ids=["no end", "two, due that day", "back before", "of no case"],
)
def test_a_tablet_of_a_booked_case_leaves_with_a_word(lead, school, pupil, case, machines, due_on, said):
    """The case was refused, its tablets were not: an exam went from 2 missing to 6, unsaid."""
    sent = {"pupil_typed": "martin", "machines": machines, "due_on": due_on}
    words = words_of(lead.post(url(school, "loan_add"), sent, follow=True).text)
    assert "Le matériel est gardé pour Zoé MARTIN (6A)" in words
    assert len(made(school)) == 1
    assert said in words
    assert ("il y restera" in words) == bool(said)
