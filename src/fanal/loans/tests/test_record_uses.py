"""December § 4.4: an agreement names whose the machine is; a new owner changes no text that is signed."""

import pytest

from fanal.core.tenancy import scope
from fanal.equipment.actions.bulk_record import correct_several, plan_several
from fanal.equipment.models import Equipment
from fanal.loans.reading.agreement import agreement_of
from fanal.loans.tests.conftest import TODAY, lend

pytestmark = pytest.mark.clock(TODAY)


def give_to_school(school, machines, by):
    """Their owner becomes the school; what is said beside."""
    asked = {"school": school, "today": TODAY, "by": by}
    numbers = [machine.number for machine in machines]
    plan = plan_several(numbers, {"owner": "school"}, **asked)
    correct_several(numbers, {"owner": "school"}, seen=plan.seal, **asked)
    return plan.notes


def test_what_is_signed_stays_and_is_said(school, boss, pupil, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01", "T-02"], boss)
        loan.refresh_from_db()
        before = agreement_of(loan, TODAY)
        notes = give_to_school(school, tablets[:3], boss)
        loan.refresh_from_db()
        assert agreement_of(loan, TODAY) == before
        assert set(Equipment.objects.for_school(school).values_list("owner", flat=True)) == {
            "authority",
            "school",
        }
    assert notes == (
        "2 appareils sont prêtés par une convention déjà signée, qui nomme l’ancien propriétaire : elle "
        "reste telle qu’elle a été signée.",
    )


def test_what_waits_to_be_signed_names_the_new_owner(school, boss, pupil, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared")
        before = agreement_of(loan, TODAY)
        assert give_to_school(school, tablets[:1], boss) == ()
        assert agreement_of(loan, TODAY) != before


def test_another_price_says_nothing_of_agreements(school, boss, pupil, tablets):
    with scope(school):
        lend(school, pupil, ["T-01"], boss)
        plan = plan_several([tablets[0].number], {"price_cents": 100}, school=school, today=TODAY, by=boss)
    assert plan.notes == ()
