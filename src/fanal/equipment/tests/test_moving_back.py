"""« Annuler », for ten seconds after « Déplacer »: each machine where it was."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment, Room
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory

pytestmark = pytest.mark.django_db


def url(name, school, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


@pytest.fixture
def machines(school):
    """Two in two rooms, one in none."""
    with scope(school):
        return [*EquipmentFactory.create_batch(2, school=school), EquipmentFactory(school=school, room=None)]


@pytest.fixture
def there(school):
    with scope(school):
        return RoomFactory(school=school, name="Là-bas")


def rooms(school):
    with scope(school):
        return list(Equipment.objects.for_school(school).order_by("number").values_list("room", flat=True))


def move(who, school, machines, room):
    """The address that its « Annuler » posts to."""
    numbers = [machine.number for machine in machines]
    sent = {"number": numbers, "do": "move", "m-room": room.pk, "retour": "etat=service&page=2"}
    page = html.fromstring(who.post(url("equipment_several", school), sent, follow=True).text)
    return page.xpath("string(//*[contains(@class, 'toast')]//form/@action)")


def test_several_are_moved_back_and_the_list_is_kept(lead, school, machines, there):
    """Issue 14: a toast with « Annuler » for Déplacer, and the place in the page is kept."""
    before = rooms(school)
    undo = move(lead, school, machines, there)
    assert rooms(school) == [there.pk] * 3
    answer = lead.post(undo)
    assert answer.url == f"{url('equipment_list', school)}?etat=service&page=2"
    assert rooms(school) == before
    page = lead.get(url("equipment_page", school, machines[0].number)).text
    assert "Déplacement annulé" in words_of(page)
    assert "de nouveau comme avant" in words_of(lead.post(undo, follow=True).text)  # pressed twice


def test_a_list_with_all_its_filters_is_kept_by_a_press_with_its_key(lead, school, machines, there):
    """The address of a filtered list is longer than two hundred letters."""
    query = f"etat=service&garantie=en-cours&proprietaire=authority&payeur=authority&q={'tablette ' * 20}"
    sent = {
        "number": [machines[0].number],
        "do": "move",
        "m-room": there.pk,
        "retour": query,
        "key": "k" * 20,
    }
    page = html.fromstring(lead.post(url("equipment_several", school), sent, follow=True).text)
    undo = page.xpath("string(//*[contains(@class, 'toast')]//form/@action)")
    assert lead.post(undo, {"key": "l" * 20}).status_code == 302
    assert rooms(school)[0] != there.pk


def test_an_address_of_too_many_parts_is_none(lead, school, machines, there):
    sent = {"number": [machines[0].number], "do": "move", "m-room": there.pk, "retour": "&" * 1500}
    assert lead.post(url("equipment_several", school), sent).url.startswith(url("equipment_list", school))
    assert lead.post(url("view_keep", school), {"name": "Vue", "query": "&" * 1500}).status_code == 302


def test_one_is_moved_back_from_its_own_page(lead, school, machines, there):
    before = rooms(school)
    answer = lead.post(url("equipment_move", school, machines[0].number), {"room": there.pk}, follow=True)
    undo = html.fromstring(answer.text).xpath("string(//*[contains(@class, 'toast')]//form/@action)")
    assert lead.post(undo).url == url("equipment_page", school, machines[0].number)
    assert rooms(school) == before


def test_what_moved_since_and_what_has_no_room_left_stay_and_are_told(lead, school, machines, there):
    undo = move(lead, school, machines, there)
    with scope(school):
        elsewhere = RoomFactory(school=school)
        Equipment.objects.for_school(school).filter(pk=machines[0].pk).update(room=elsewhere)
        Room.objects.for_school(school).filter(pk=machines[1].room_id).update(is_closed=True)
    page = words_of(lead.post(undo, follow=True).text)
    assert "1 équipement est de nouveau comme avant" in page
    assert "déplacé depuis" in page
    assert "n’est plus utilisée" in page
    assert rooms(school) == [elsewhere.pk, there.pk, None]


def test_it_is_theirs_alone_and_for_seconds(client_of, lead, school, elsewhere, machines, there):
    undo = move(lead, school, machines, there)
    for who, status in (
        (client_of(school, Role.HEAD), 422),
        (client_of(school, Role.TEACHER), 422),
        (client_of(elsewhere, Role.DIGITAL_LEAD), 404),
    ):
        assert who.post(undo).status_code == status
    with time_machine.travel(timezone.now() + timedelta(seconds=60)):
        answer = lead.post(undo)
    assert (answer.status_code, "le délai est passé" in words_of(answer.text)) == (422, True)
    assert rooms(school) == [there.pk] * 3


@pytest.mark.parametrize(
    "then",
    ["https://ailleurs.invalid/", "//ailleurs.invalid", "/e/0000000X/", "x" * 9000, "{}../../../compte/"],
)
def test_it_leads_nowhere_else(lead, school, machines, there, then):
    undo, then = (
        move(lead, school, machines, there).partition("?")[0],
        then.format(url("equipment_list", school)),
    )
    assert lead.post(f"{undo}?suite={then}").url == url("equipment_list", school)


@pytest.mark.parametrize("lines", [(0, 0), (9**9, 9**10), (9**5, 1), (99999999999999999999, 1)])
def test_lines_that_say_nothing_move_nothing(lead, school, machines, there, lines):
    move(lead, school, machines, there)
    assert lead.post(url("equipment_move_back", school, *lines)).status_code in {404, 422}
    assert rooms(school) == [there.pk] * 3


def test_what_was_moved_just_before_is_not_taken_back_with_it(lead, school, machines, there):
    first, *others = machines
    move(lead, school, [first], there)
    lead.post(move(lead, school, others, there))
    assert rooms(school) == [there.pk, others[0].room_id, None]
