"""The place, the machine and the kind of a request, corrected after it arrived."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.tests.factories import HelpRequestFactory


@pytest.fixture
def rooms(school):
    with scope(school):
        return [RoomFactory(school=school, name=f"Salle {number}") for number in (204, 205)]


@pytest.fixture
def misplaced(school, teacher, rooms):
    """« Le vidéoprojecteur de la 205 », filed under Salle 204."""
    with scope(school):
        return HelpRequestFactory(
            school=school,
            requester=teacher.membership.person,
            room=rooms[0],
            kind="computer",
            equipment=EquipmentFactory(school=school, room=rooms[0], name="PC-204"),
        )


def url(request, name="request_correct"):
    return reverse(f"helpdesk:{name}", args=[request.school.uai, request.number])


def now(request) -> HelpRequest:
    with scope(request.school):
        return HelpRequest.objects.for_school(request.school).get(pk=request.pk)


def test_the_team_corrects_place_machine_and_kind_and_the_thread_says_so(lead, school, rooms, misplaced):
    """A newcomer, November 2026: nobody could correct where a request is filed."""
    with scope(school):
        machine = EquipmentFactory(school=school, room=rooms[1], name="VP-205")
    assert url(misplaced) in lead.get(url(misplaced, "request_page")).text
    listed = lead.get(url(misplaced), {"room": rooms[1].pk}).text
    assert "VP-205" in listed
    assert "PC-204" not in listed
    given = {"room": rooms[1].pk, "equipment": machine.pk, "kind": "projector"}
    assert lead.post(url(misplaced), given).headers["Location"] == url(misplaced, "request_page")
    corrected = now(misplaced)
    assert (corrected.room_id, corrected.equipment_id, corrected.kind) == (
        rooms[1].pk,
        machine.pk,
        "projector",
    )
    with scope(school):
        line = Message.objects.for_school(school).get()
        assert JournalEntry.objects.filter(school_id=school.pk, verb="helpdesk.corrected").count() == 1
    assert "Lieu : Salle 205, au lieu de Salle 204." in line.text
    assert "Équipement : VP-205, au lieu de PC-204." in line.text
    assert "au lieu de Salle 204" in lead.get(url(misplaced, "request_page")).text
    lead.post(url(misplaced), given)
    with scope(school):
        assert Message.objects.for_school(school).count() == 1


def test_whoever_asked_corrects_it_until_it_is_handled(teacher, lead, client_of, school, rooms, misplaced):
    given = {"room": rooms[1].pk, "equipment": "", "kind": "projector"}
    assert client_of(school, Role.TEACHER).post(url(misplaced), given).status_code == 404
    assert teacher.post(url(misplaced), given).status_code == 302
    assert now(misplaced).room_id == rooms[1].pk
    lead.post(url(misplaced, "request_take"))
    assert url(misplaced) not in teacher.get(url(misplaced, "request_page")).text
    assert teacher.post(url(misplaced), given | {"room": rooms[0].pk}).status_code == 403
    assert now(misplaced).room_id == rooms[1].pk


def test_of_two_who_correct_at_once_the_second_is_told(lead, rooms, misplaced):
    seen = lead.get(url(misplaced)).text.partition('name="seen" value="')[2].partition('"')[0]
    given = {"room": "", "equipment": "", "kind": "computer", "seen": seen}
    assert lead.post(url(misplaced), given).status_code == 302
    assert lead.post(url(misplaced), given | {"room": rooms[1].pk}).status_code == 422
    assert now(misplaced).room_id is None
