"""« Ce qui m’est prêté », in « Demander de l’aide » (glpi#21566): without a right on the equipment."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.equipment.actions import custody
from fanal.equipment.models import Custody, Equipment, EquipmentType
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


def understood(browser, school, text, **typed):
    """(machine, room) that the page understands of this, by name."""
    sent = {"text": text, "kind": "other", "guessed": "other"} | typed
    answer = browser.post(
        reverse("helpdesk:ask_hints", args=[school.uai]), sent, headers={"HX-Request": "true"}
    )
    return answer.context["machine"], answer.context["room"]


@pytest.fixture
def laptop(teacher, school):
    """PORT-44 by a loan, beside the fixed PC of room 204 where the teacher asked last."""
    with scope(school):
        kind = EquipmentType.objects.create(school=school, name="Ordinateur", kind="computer")
        room = RoomFactory(school=school, name="Salle 204")
        EquipmentFactory(school=school, name="PC-204", type=kind, room=room)
        machine = EquipmentFactory(school=school, name="PORT-44", type=kind, room=None)
        custody.take(machine, timezone.now(), None, kind=LOAN, person=teacher.membership.person)
    return machine, room


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Le portable prêté ne charge plus", ("PORT-44", "")),
        ("mon PORT-44 ne charge plus", ("PORT-44", "")),
        ("mon port44 ne charge plus", ("PORT-44", "")),
        ("Le portable de la classe ne charge plus", ("PC-204", "Salle 204")),
        ("Le PORT-44 ne projette pas en salle 204", ("PORT-44", "Salle 204")),
    ],
)
def test_what_is_lent_is_meant_before_the_machine_of_the_room(teacher, school, laptop, text, meant):
    _, room = laptop
    assert understood(teacher, school, text, room=room.pk, guessed_room=room.pk) == meant


def test_two_that_are_lent_choose_neither_nor_that_of_the_room(teacher, school, laptop):
    machine, room = laptop
    with scope(school):
        other = EquipmentFactory(school=school, name="PORT-45", type=machine.type)
        custody.take(other, timezone.now(), None, kind=LOAN, person=teacher.membership.person)
    asked = {"room": room.pk, "guessed_room": room.pk}
    assert understood(teacher, school, "Mon portable prêté est lent", **asked)[0] == ""


def test_what_is_lent_leaves_with_no_room_that_is_not_its_own(teacher, school, laptop):
    machine, room = laptop
    chosen = {"room": room.pk, "guessed_room": room.pk, "equipment": machine.pk}
    assert understood(teacher, school, "Il ne charge plus", **chosen) == ("PORT-44", "")
    by_hand = chosen | {"guessed_room": ""}
    assert understood(teacher, school, "Il ne charge plus", **by_hand) == ("PORT-44", "Salle 204")
    sent = {"text": "Il ne charge plus", "kind": "other", "guessed": "other", "urgency": "annoying"}
    teacher.post(reverse("helpdesk:request_ask", args=[school.uai]), sent | chosen)
    with scope(school):
        asked = HelpRequest.objects.get()
    assert (asked.equipment_id, asked.room_id) == (machine.pk, None)


def test_the_label_of_what_is_lent_brings_no_room_of_before(teacher, school, laptop):
    machine, room = laptop
    sent = {"text": "Panne", "kind": "other", "guessed": "other", "urgency": "annoying", "room": room.pk}
    teacher.post(reverse("helpdesk:request_ask", args=[school.uai]), sent)
    page = teacher.get(
        reverse("helpdesk:request_ask", args=[school.uai]), {"equipement": machine.number}
    ).context
    assert (page["machine"], page["room"]) == ("PORT-44", "")


def test_a_guessed_number_of_a_machine_of_another_is_refused(teacher, client_of, school, lent):
    with scope(school):
        hidden = Equipment.objects.get(name="Autrui")
    sent = {
        "text": "Panne",
        "kind": "other",
        "guessed": "other",
        "urgency": "annoying",
        "equipment": hidden.pk,
    }
    ask = reverse("helpdesk:request_ask", args=[school.uai])
    answer = teacher.post(ask, sent)
    assert answer.status_code == 422
    assert "n’est ni dans cette salle, ni prêté à vous" in answer.text
    assert "Autrui" not in answer.text
    with scope(school):
        assert not HelpRequest.objects.exists()
    assert client_of(school, Role.DIGITAL_LEAD).post(ask, sent).status_code == 302, "who sees every machine"
