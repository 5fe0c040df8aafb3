"""December § 4.4: the records of goods whose list waits for its decision keep what the list says of them."""

import pytest
from django.urls import reverse

from fanal.core.clock.testing import today
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.actions import preparing
from fanal.disposals.tests.conftest import TODAY, prepared
from fanal.equipment.actions.bulk_record import plan_several
from fanal.equipment.actions.equipment import change_equipment
from fanal.equipment.models import Equipment

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def settled(school, machines, boss, manager):
    """PC-A is in a list that waits for its decision."""
    with scope(school):
        return preparing.propose_disposal(prepared(school, machines[:1], boss), today=TODAY, by=manager)


@pytest.fixture
def plan(school, machines, boss):
    def made(**values):
        numbers = [machine.number for machine in machines]
        return plan_several(numbers, values, school=school, today=today(), by=boss)

    return made


@pytest.mark.parametrize("values", [{"owner": "school"}, {"price_cents": 100}, {"bought_on": TODAY}])
def test_what_is_voted_stays_what_is_kept(school, machines, settled, plan, values):
    with scope(school):
        made = plan(**values)
    assert [change.equipment.name for change in made.changes] == ["PC-B", "PC-C"]
    ((machine, reasons),) = [(refusal.equipment.name, refusal.reasons) for refusal in made.refused]
    assert machine == "PC-A"
    assert reasons[0].startswith("La liste de la sortie n° 1 est arrêtée")


def test_the_warranty_stands_in_no_list(school, machines, settled, plan):
    with scope(school):
        assert len(plan(warranty_until=TODAY).changes) == 3


def test_one_record_is_held_too_and_free_once_the_list_is_reopened(school, machines, settled, boss, manager):
    with scope(school):
        with pytest.raises(RuleBroken, match="La liste de la sortie n° 1 est arrêtée"):
            change_equipment(machines[0], {"price_cents": 100}, today=TODAY, by=boss)
        change_equipment(machines[0], {"note": "Écran fêlé"}, today=TODAY, by=boss)
        preparing.reopen_disposal(settled, by=manager)
        change_equipment(machines[0], {"price_cents": 100}, today=TODAY, by=boss)
        assert Equipment.objects.for_school(school).get(pk=machines[0].pk).price_cents == 100


def test_a_batch_that_is_prepared_is_told_of_another_owner(school, machines, boss, plan):
    with scope(school):
        prepared(school, machines[:2], boss)
        assert plan(price_cents=100).notes == ()
        made = plan(owner="school")
    assert len(made.changes) == 3
    assert "2 fiches sont dans une sortie en préparation" in made.notes[0]


def test_the_preview_says_it(lead, school, machines, settled):
    sent = {"numbers": " ".join(str(machine.number) for machine in machines), "r-owner": "school"}
    words = words_of(lead.post(reverse("equipment:bulk_record", args=[school.uai]), sent).text)
    assert "2 fiches changent" in words
    assert "La liste de la sortie n° 1 est arrêtée" in words


def test_a_column_of_numbers_makes_one_batch_and_says_what_came_twice(lead, school, machines):
    """December § 4.4: several numbers pasted at once."""
    sent = {"name": "Postes", "reason": "worn", "destination": "recycling"}
    typed = "PC-A;PC-B\tPC-C\npc-a"
    page = reverse("disposals:disposal_prepare", args=[school.uai])
    answer = lead.post(page, sent | {"machines": typed}, follow=True)
    words = words_of(answer.text)
    assert "Lu plusieurs fois, compté une : PC-A." in words
    with scope(school):
        assert Equipment.objects.for_school(school).filter(pk__in=[row.pk for row in machines]).count() == 3
    refused = lead.post(page, sent | {"machines": "PC-A;ZZ-01;PC-B"})
    assert refused.status_code == 422
    assert "« ZZ-01 » : aucun appareil de l’établissement" in words_of(refused.text)
