"""« Ce qui m’est prêté », in « Demander de l’aide » (glpi#21566): without a right on the equipment."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.helpdesk.models import HelpRequest

LOAN = Custody.Kind.LOAN


def offered(browser, school, **typed):
    """Heading -> names of the machines that the form lists."""
    page = browser.get(reverse("helpdesk:request_ask", args=[school.uai]), typed).text
    groups = html.fromstring(page).xpath("//select[@name='equipment']/optgroup")
    return {group.get("label"): group.xpath("option/text()") for group in groups}


@pytest.fixture
def lent(teacher, school):
    """A laptop by its record, a tablet and what its case holds by a loan, to the teacher who asks."""
    me, now = teacher.membership.person, timezone.now()
    with scope(school):
        case = EquipmentFactory(school=school, name="Coffret")
        custody.keep_in(case, [EquipmentFactory(school=school, name="Stylet")], now=now)
        EquipmentFactory(school=school, name="Portable", holder=me)
        custody.take(case, now, None, kind=LOAN, person=me)
        for name, person in (("Autrui", PersonFactory(school=school)), ("Rendu", me)):
            held = custody.take(
                EquipmentFactory(school=school, name=name), now, None, kind=LOAN, person=person
            )
            if name == "Rendu":
                custody.end_loan(held, now)
        EquipmentFactory(school=school, name="Perdu", holder=me, state="lost")
    return case


def test_what_i_have_is_listed_first_and_nothing_of_others(teacher, school, lent):
    with scope(school):
        room = RoomFactory(school=school)
        EquipmentFactory(school=school, name="PC-204", room=room)
    assert offered(teacher, school, salle=room.pk) == {
        "Ce qui m’est prêté": ["Coffret", "Portable", "Stylet"],
        "Dans cette salle": ["PC-204"],
    }


def test_who_has_nothing_sees_no_heading(client_of, school, lent):
    assert offered(client_of(school, Role.TEACHER), school) == {}


def test_the_request_says_which_machine_and_whoever_answers_may_correct_it(teacher, client_of, school, lent):
    sent = {"text": "Il ne s’allume plus", "kind": "other", "guessed": "other", "urgency": "annoying"}
    teacher.post(reverse("helpdesk:request_ask", args=[school.uai]), sent | {"equipment": lent.pk})
    with scope(school):
        asked = HelpRequest.objects.get()
    assert asked.equipment_id == lent.pk
    lead, address = client_of(school, Role.DIGITAL_LEAD), [school.uai, asked.number]
    page = html.fromstring(lead.get(reverse("helpdesk:request_correct", args=address)).text)
    assert {"Portable", "Coffret"} <= {*page.xpath("//select[@name='equipment']//option/text()")}


def test_the_machine_chosen_is_named_by_its_own_name(teacher, school, lent):
    typed = {"text": "Panne", "kind": "other", "guessed": "other", "equipment": lent.pk}
    answer = teacher.post(
        reverse("helpdesk:ask_hints", args=[school.uai]), typed, headers={"HX-Request": "true"}
    )
    assert answer.context["machine"] == "Coffret"


def test_the_form_costs_the_same_for_1_and_20(teacher, school, lent, count_queries):
    offered(teacher, school)
    with count_queries() as few:
        offered(teacher, school)
    with scope(school):
        for machine in EquipmentFactory.create_batch(20, school=school):
            custody.take(machine, timezone.now(), None, kind=LOAN, person=teacher.membership.person)
    with count_queries() as many:
        assert len(offered(teacher, school)["Ce qui m’est prêté"]) == 23
    assert len(many) == len(few)
