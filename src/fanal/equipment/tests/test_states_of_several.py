"""« Changer l’état » of several: asked first where they are gone by it, and taken back by « Annuler »."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions.custody import lend
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.django_db


def url(name, school, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


@pytest.fixture
def machines(school):
    """One in service, one in reserve, one stolen."""
    with scope(school):
        return [EquipmentFactory(school=school, state=state) for state in ("service", "stock", "stolen")]


def states(school):
    with scope(school):
        return list(Equipment.objects.for_school(school).order_by("number").values_list("state", flat=True))


def send(who, school, machines, to, **more):
    sent = {"number": [machine.number for machine in machines], "do": "state", "e-to": to, "retour": "q="}
    return who.post(url("equipment_several", school), sent | more, follow=True)


def undo_of(answer):
    return html.fromstring(answer.text).xpath("string(//*[contains(@class, 'toast')]//form/@action)")


def test_each_goes_back_to_its_own_state(lead, school, machines):
    """Three states of before, not « En service » for all: the stolen one is stolen again."""
    undo = undo_of(send(lead, school, machines, "broken"))
    assert states(school) == ["broken"] * 3
    lead.post(undo)
    assert states(school) == ["service", "stock", "stolen"]
    page = lead.get(url("equipment_page", school, machines[2].number)).text
    assert "Changement d’état annulé" in words_of(page)


def test_what_changed_since_stays_and_is_named(lead, school, machines):
    undo = undo_of(send(lead, school, machines, "broken"))
    with scope(school):
        Equipment.objects.for_school(school).filter(pk=machines[0].pk).update(state="repair")
    page = words_of(lead.post(undo, follow=True).text)
    assert "2 équipements sont de nouveau comme avant" in page
    assert "Son état a changé depuis" in page
    assert states(school) == ["repair", "stock", "stolen"]


def test_where_some_are_refused_the_others_can_be_taken_back(lead, school, machines):
    answer = send(lead, school, machines, "repair")  # nobody repairs what is stolen
    assert "passez-le d’abord en réserve" in words_of(answer.text)
    assert states(school) == ["repair", "repair", "stolen"]
    lead.post(undo_of(answer))
    assert states(school) == ["service", "stock", "stolen"]


@pytest.mark.parametrize("to", ["lost", "stolen"])
def test_a_loss_is_asked_first_with_how_many_are_lent_and_why(lead, school, machines, to):
    with scope(school):
        lend(machines[0], timezone.now(), person=None)
    there = machines[:2]
    answer = send(lead, school, there, to)
    words = words_of(answer.text)
    assert "Marquer 2 équipements" in words
    assert ", ".join(sorted(machine.name for machine in there)) in words, "they are named"
    assert "1 est prêté ou confié" in words
    assert send(lead, school, there, to, sure="1").status_code == 422  # no reason
    assert states(school) == ["service", "stock", "stolen"]
    undo = undo_of(send(lead, school, there, to, sure="1", **{"e-reason": "Inondation"}))
    assert states(school) == [to, to, "stolen"]
    assert "Inondation" in lead.get(url("equipment_page", school, there[0].number)).text
    lead.post(undo)
    assert states(school) == ["service", "stock", "stolen"]


def test_leaving_the_inventory_asks_for_the_decision_and_keeps_the_choice(lead, school, machines):
    """Refused for lack of a decision, eight machines had to be ticked again."""
    answer = send(lead, school, [machines[1]], "disposed", **{"e-reason": "Hors d’usage"})
    page = html.fromstring(answer.text)
    form = page.xpath("//main//form[contains(@action, 'plusieurs')]")[0]
    assert form.xpath(".//input[@name='number']/@value") == [str(machines[1].number)]
    assert form.xpath(".//input[@name='e-reason']/@value") == ["Hors d’usage"]
    again = send(lead, school, [machines[1]], "disposed", sure="1")
    assert "Indiquez la décision du propriétaire" in words_of(again.text)
    decided = {"e-decision": "Délibération 12", "e-decided_on": f"{today():%Y-%m-%d}"}
    send(lead, school, [machines[1]], "disposed", sure="1", **decided)
    assert states(school) == ["service", "disposed", "stolen"]


def test_a_whole_list_is_asked_of_as_it_was_shown(lead, school, machines):
    answer = send(lead, school, [], "lost", tous="2", retour="etat=present")
    page = html.fromstring(answer.text)
    assert page.xpath("//main//input[@name='tous']/@value") == ["2"]
    sent = {"tous": "2", "retour": "etat=present", "sure": "1", "e-reason": "Vol de la salle"}
    send(lead, school, [], "lost", **sent)
    assert states(school) == ["lost", "lost", "stolen"]


def test_a_press_sent_twice_leads_where_the_first_led(lead, school, machines):
    more = {"sure": "1", "e-reason": "Perdus", "key": "k" * 20}
    for _ in range(2):
        answer = send(lead, school, machines[:2], "lost", **more)
        assert answer.request["PATH_INFO"] == url("equipment_list", school)
    assert states(school) == ["lost", "lost", "stolen"]
