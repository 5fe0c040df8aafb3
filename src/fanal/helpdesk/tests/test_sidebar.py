"""Beside the thread: the machine with its history, and the time it took."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.helpdesk.models import TimeSpent
from fanal.helpdesk.rules.time_spent import in_words, refusals
from fanal.helpdesk.tests.factories import HelpRequestFactory


def address(name, school, *numbers) -> str:
    return reverse(f"helpdesk:{name}", args=[school.uai, *numbers])


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def test_the_machine_stands_with_its_record_its_warranty_and_its_last_three_breakdowns(lead, school):
    with scope(school):
        machine = EquipmentFactory(school=school, name="VP-204", warranty_until=date(2020, 1, 1))
        for days in (500, 300, 200, 100):
            HelpRequestFactory(school=school, equipment=machine, text=f"Panne {days}", asked_at=ago(days))
        help_request = HelpRequestFactory(school=school, equipment=machine)
    page = lead.get(address("request_page", school, help_request.number)).text
    assert reverse("equipment:equipment_page", args=[school.uai, machine.number]) in page
    assert "Garantie finie depuis" in page
    assert "4 en 12 mois" in page
    assert [f"Panne {days}" in page for days in (100, 200, 300, 500)] == [True, True, True, False]


def test_without_a_machine_the_room_tells_its_last_requests(lead, school):
    with scope(school):
        room = RoomFactory(school=school)
        HelpRequestFactory(school=school, room=room, text="Prise arrachée", asked_at=ago(3))
        help_request = HelpRequestFactory(school=school, room=room)
    page = lead.get(address("request_page", school, help_request.number)).text
    assert "Dans cette salle" in page
    assert "Prise arrachée" in page


def test_who_asked_reads_nothing_of_colleagues_requests_nor_of_the_time_spent(client_of, school, lead):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        room = RoomFactory(school=school)
        HelpRequestFactory(school=school, room=room, text="Prise arrachée")
    teacher.post(
        address("request_ask", school),
        {"text": "Écran noir", "kind": "projector", "urgency": "annoying", "room": room.pk},
    )
    lead.post(address("time_note", school, 2), {"minutes": "15"})
    page = teacher.get(address("request_page", school, 2)).text
    assert "Prise arrachée" not in page
    assert "Temps passé" not in page


def test_one_tap_notes_the_time_and_one_takes_it_back(lead, school):
    with scope(school):
        HelpRequestFactory(school=school)
    for minutes in (15, 60):
        lead.post(address("time_note", school, 1), {"minutes": minutes})
    assert "1 h 15" in lead.get(address("request_page", school, 1)).text
    with scope(school):
        entry = TimeSpent.objects.for_school(school).get(minutes=60)
    lead.post(address("time_take_back", school, 1, entry.pk))
    page = lead.get(address("request_page", school, 1)).text
    assert "1 h 15" not in page
    assert "15 min" in page


def test_the_time_of_one_person_is_read_by_no_colleague_nor_in_the_journal(client_of, lead, school):
    with scope(school):
        HelpRequestFactory(school=school)
    lead.post(address("time_note", school, 1), {"minutes": "137"})
    assert "2 h 17" in lead.get(address("request_page", school, 1)).text
    for role in (Role.HEAD, Role.DIGITAL_LEAD):
        assert "2 h 17" not in client_of(school, role).get(address("request_page", school, 1)).text
    with scope(school):
        noted = JournalEntry.objects.for_school(school).get(verb="helpdesk.time_noted")
        entry = TimeSpent.objects.for_school(school).get()
    assert json.loads(noted.payload) == {"time": entry.pk}  # its number, which may be 137, and no minutes


def test_the_same_tap_twice_counts_once(lead, school):
    with scope(school):
        HelpRequestFactory(school=school)
    for _ in range(2):
        lead.post(address("time_note", school, 1), {"minutes": "30", "key": "k" * 24})
    with scope(school):
        assert list(TimeSpent.objects.for_school(school).values_list("minutes", flat=True)) == [30]


@pytest.mark.parametrize("minutes", ["0", "601", "-5", "", "une heure", "1e9"])
def test_a_hostile_time_is_asked_again(lead, school, minutes):
    with scope(school):
        HelpRequestFactory(school=school)
    answer = lead.post(address("time_note", school, 1), {"minutes": minutes})
    assert answer.status_code == 422
    with scope(school):
        assert not TimeSpent.objects.for_school(school).exists()


def test_nobody_takes_back_the_time_of_another(client_of, lead, school):
    with scope(school):
        HelpRequestFactory.create_batch(2, school=school)
    lead.post(address("time_note", school, 1), {"minutes": "30"})
    with scope(school):
        entry = TimeSpent.objects.for_school(school).get()
    head = client_of(school, Role.HEAD)
    assert head.post(address("time_take_back", school, 1, entry.pk)).status_code == 403
    assert lead.post(address("time_take_back", school, 2, entry.pk)).status_code == 404
    assert client_of(school, Role.TEACHER).post(address("time_note", school, 1)).status_code in {403, 404}
    with scope(school):
        assert list(TimeSpent.objects.for_school(school).values_list("minutes", flat=True)) == [30]


@pytest.mark.parametrize(("minutes", "words"), [(5, "5 min"), (60, "1 h"), (75, "1 h 15"), (600, "10 h")])
def test_a_time_is_said_as_one_says_it(minutes, words):
    assert in_words(minutes) == words
    assert refusals(minutes) == []


@pytest.mark.parametrize("minutes", [0, 601, -1])
def test_a_time_of_another_world_is_refused(minutes):
    assert refusals(minutes)


def test_the_inventory_shows_the_requests_about_a_machine_and_a_room(lead, school):
    with scope(school):
        room = RoomFactory(school=school)
        machine = EquipmentFactory(school=school, room=room)
        HelpRequestFactory(school=school, equipment=machine, room=room, text="Filtre bouché")
    for name, number in (("equipment_page", machine.number), ("room_page", room.pk)):
        assert "Filtre bouché" in lead.get(reverse(f"equipment:{name}", args=[school.uai, number])).text


def test_a_full_page_costs_the_same_for_1_and_20_of_everything(lead, school, count_queries):
    def fill(count):
        for _ in range(count):
            lead.post(address("time_note", school, 1), {"minutes": "5"})
            lead.post(address("request_reply", school, 1), {"text": "Bonjour"})
            with scope(school):
                HelpRequestFactory(school=school, equipment=machine)

    with scope(school):
        machine = EquipmentFactory(school=school)
        HelpRequestFactory(school=school, equipment=machine)
    fill(1)
    with count_queries() as few:
        lead.get(address("request_page", school, 1))
    fill(8)
    with count_queries() as many:
        lead.get(address("request_page", school, 1))
    assert len(few) == len(many)
    statements = [
        query["sql"] for query in many if "SAVEPOINT" not in query["sql"]
    ]  # of the test's transaction
    assert len(statements) <= MOST_QUERIES, "\n".join(sql[:150] for sql in statements)


def test_the_authority_is_called_by_its_type_on_the_page_of_the_request(client_of, school):
    with scope(school):
        HelpRequestFactory(school=school, equipment=EquipmentFactory(school=school, owner="authority"))
    page = client_of(school, Role.DIGITAL_LEAD).get(reverse("helpdesk:request_page", args=[school.uai, 1]))
    assert "Propriétaire Département" in words_of(page.text)


@pytest.mark.parametrize("holds_it", [True, False])
def test_a_teacher_is_led_to_the_machine_they_hold_and_to_no_other(client_of, school, holds_it):
    teacher = client_of(school, Role.TEACHER)
    person = teacher.membership.person
    with scope(school):
        machine = EquipmentFactory(school=school, name="PC-204", holder=person if holds_it else None)
        HelpRequestFactory(school=school, requester=person, equipment=machine)
    page = teacher.get(reverse("helpdesk:request_page", args=[school.uai, 1])).text
    address = reverse("equipment:equipment_page", args=[school.uai, machine.number])
    assert "PC-204" in page
    assert (address in page) is holds_it
    assert teacher.get(address).status_code == (200 if holds_it else 404)
