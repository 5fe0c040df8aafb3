"""What is typed chooses the kind, the room and the machine, shown as chips to correct (issue 14, § 8)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.equipment.models import EquipmentType
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.online_services.models import OnlineService
from fanal.service_status.models import StatePeriod

pytestmark = pytest.mark.django_db


@pytest.fixture
def rooms(school):
    with scope(school):
        kind = EquipmentType.objects.create(school=school, name="Vidéoprojecteur", kind="projector")
        rooms = {name: RoomFactory(school=school, name=f"Salle {name}") for name in ("204", "205")}
        EquipmentFactory(school=school, name="VP-204", type=kind, room=rooms["204"])
    return rooms


def hints(browser, school, **typed):
    """What the page understands of this, as (chips, values of its fields)."""
    answer = browser.post(reverse("helpdesk:ask_hints", args=[school.uai]), typed)
    page = html.fromstring(f"<div>{answer.text}</div>")
    chips = [" ".join(chip.text_content().split()) for chip in page.find_class("guess")]
    values = {name: page.xpath(f"string(//input[@name='{name}']/@value)") for name in NAMES}
    return chips, values, answer.text


NAMES = ("guessed", "guessed_room", "guessed_machine")


def test_vp_204_chooses_the_projector_of_room_204(client_of, school, rooms):
    chips, values, _ = hints(
        client_of(school, Role.TEACHER), school, text="vp 204 noir", kind="other", guessed="other"
    )
    assert chips == ["VP-204", "Salle 204"]
    assert values["guessed"] == "projector"
    assert values["guessed_room"] == str(rooms["204"].pk)


def test_a_room_chosen_by_hand_is_kept_and_the_other_one_is_said(client_of, school, rooms):
    chosen = {"room": rooms["205"].pk, "guessed_room": rooms["204"].pk, "guessed": "other", "kind": "other"}
    chips, _, page = hints(client_of(school, Role.TEACHER), school, text="vp 204 noir", **chosen)
    assert chips[1] == "Salle 205"
    assert "Votre texte parle de Salle 204" in page


def test_a_room_of_two_machines_of_a_kind_chooses_neither(client_of, school, rooms):
    with scope(school):
        kind = EquipmentType.objects.for_school(school).get(kind="projector")
        EquipmentFactory(school=school, name="VP-204b", type=kind, room=rooms["204"])
    chips, values, _ = hints(
        client_of(school, Role.TEACHER), school, text="vp 204", kind="other", guessed="other"
    )
    assert (chips, values["guessed_machine"]) == (["Vidéoprojecteur", "Salle 204"], "")


def test_a_password_asks_no_room(client_of, school, rooms):
    chips, _, _ = hints(
        client_of(school, Role.TEACHER), school, text="mot de passe oublié", kind="other", guessed="other"
    )
    assert chips == ["Mot de passe"]


def test_an_outage_is_said_only_to_whoever_speaks_of_it(client_of, school, rooms):
    with scope(school):
        pronote = OnlineService.objects.create(school=school, name="Pronote")
        StatePeriod.objects.create(
            school=school, service=pronote, state="down", source="declared", starts_at=timezone.now()
        )
    teacher = client_of(school, Role.TEACHER)
    assert "c’est connu" not in teacher.get(reverse("helpdesk:request_ask", args=[school.uai])).text
    assert "c’est connu" not in hints(teacher, school, text="le vp 204 est noir")[2]
    assert "Pronote" in hints(teacher, school, text="pronote ne s’ouvre pas")[2]


def test_a_kind_that_is_none_is_other(client_of, school, rooms):
    chips, _, _ = hints(client_of(school, Role.TEACHER), school, text="essai", kind="9999-12-31")
    assert chips[0] == "Autre"
