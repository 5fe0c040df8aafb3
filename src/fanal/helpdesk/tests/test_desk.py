"""The desk: four headings, look-alikes gathered at once, solved with a word and the minutes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.tests.factories import RoomFactory
from fanal.helpdesk.models import HelpRequest, Message, TimeSpent
from fanal.helpdesk.rules.merging import MOST_GATHERED
from fanal.helpdesk.tests.factories import HelpRequestFactory

pytestmark = pytest.mark.django_db


def listed(browser, school, **query):
    page = html.fromstring(browser.get(reverse("helpdesk:request_list", args=[school.uai]), query).text)
    rows = page.xpath("//ul[@class='queue']/li")
    return [" ".join(row.text_content().split()) for row in rows]


def test_the_list_says_what_blocks_what_is_late_what_is_new_and_the_rest(lead, school):
    now = timezone.now()
    late = {"due_at": now - timedelta(days=2), "state": "taken"}
    with scope(school):
        HelpRequestFactory(school=school, text="Running", state="taken")
        HelpRequestFactory(school=school, text="New")
        HelpRequestFactory(school=school, text="Late", **late)
        HelpRequestFactory(school=school, text="Blocked", urgency="blocked")
    rows = listed(lead, school)
    assert [row.split()[0] for row in rows[1::2]] == ["Blocked", "Late", "New", "Running"]
    assert rows[::2] == ["Cours bloqué", "En retard", "Nouvelles", "En cours"]
    assert "En retard" in rows[3]  # said, not only red


def test_headings_are_for_the_team_and_for_what_is_to_be_done(client_of, lead, school):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        HelpRequestFactory(school=school, requester=teacher.membership.person, text="Clavier")
    assert listed(teacher, school)[0].startswith("Clavier")
    assert listed(lead, school, vue="toutes")[0].startswith("Clavier")


def test_solved_with_a_word_and_the_minutes_in_one_press(lead, school):
    with scope(school):
        request = HelpRequestFactory(school=school, state="taken")
    address = reverse("helpdesk:request_solve", args=[school.uai, request.number])
    assert lead.post(address, {"text": "Le câble était débranché.", "minutes": "15"}).status_code == 302
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().state == "solved"
        assert Message.objects.for_school(school).get().text == "Le câble était débranché."
        assert TimeSpent.objects.for_school(school).get().minutes == 15


def test_solved_without_a_word(lead, school):
    with scope(school):
        request = HelpRequestFactory(school=school, state="taken")
    lead.post(reverse("helpdesk:request_solve", args=[school.uai, request.number]))
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().state == "solved"
        assert not Message.objects.for_school(school).exists()


def test_minutes_that_nobody_offers_solve_nothing(lead, school):
    with scope(school):
        request = HelpRequestFactory(school=school, state="taken")
    address = reverse("helpdesk:request_solve", args=[school.uai, request.number])
    assert lead.post(address, {"text": "Fait", "minutes": "99999"}).status_code == 422
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().state == "taken"
        assert not Message.objects.for_school(school).exists()


@pytest.fixture
def alike(school):
    """Three open requests about the projector of one room, told by three people; one about something else."""
    with scope(school):
        room = RoomFactory(school=school)
        made = HelpRequestFactory.create_batch(3, school=school, room=room, kind="projector")
        HelpRequestFactory(school=school, room=room, kind="network")
        HelpRequestFactory(
            school=school, room=room, kind="projector", state="closed", closed_at=timezone.now()
        )
    return made


def test_look_alikes_are_shown_and_gathered_at_once(lead, school, alike):
    first, *others = alike
    page = lead.get(reverse("helpdesk:request_page", args=[school.uai, first.number])).text
    assert "2 demandes semblables" in words_of(page)
    numbers = html.fromstring(page).xpath("//input[@name='numbers']/@value")
    assert sorted(map(int, numbers)) == [other.number for other in others]
    address = reverse("helpdesk:request_gather", args=[school.uai, first.number])
    assert "2 demandes réunies" in words_of(lead.post(address, {"numbers": numbers}, follow=True).text)
    with scope(school):
        merged = HelpRequest.objects.for_school(school).filter(merged_into=first)
        assert {other.number for other in others} == set(merged.values_list("number", flat=True))


def test_all_are_gathered_or_none(lead, school, alike):
    first, second, _ = alike
    address = reverse("helpdesk:request_gather", args=[school.uai, first.number])
    assert lead.post(address, {"numbers": [second.number, 999]}).status_code == 422
    with scope(school):
        assert not HelpRequest.objects.for_school(school).filter(merged_into=first).exists()
        assert not Mail.objects.for_school(school).exists()


def test_a_teacher_sees_no_look_alike_and_gathers_none(client_of, school, alike):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        HelpRequest.objects.for_school(school).filter(pk=alike[0].pk).update(
            requester=teacher.membership.person
        )
    page = teacher.get(reverse("helpdesk:request_page", args=[school.uai, alike[0].number])).text
    assert "semblable" not in page
    address = reverse("helpdesk:request_gather", args=[school.uai, alike[0].number])
    assert teacher.post(address, {"numbers": [alike[1].number]}).status_code in {403, 404, 422}
    with scope(school):
        assert not HelpRequest.objects.for_school(school).filter(merged_into__isnull=False).exists()


def test_the_plan_of_the_rooms_says_what_waits_where(client_of, lead, school):
    """Issue 14: rooms by building and floor, tinted by open requests; the words say it too."""
    with scope(school):
        quiet, waits, urgent = (RoomFactory(school=school, name=f"Salle {name}") for name in "ABC")
        HelpRequestFactory(school=school, room=waits)
        HelpRequestFactory(school=school, room=waits, state="closed", closed_at=timezone.now())
        HelpRequestFactory.create_batch(2, school=school, room=urgent, urgency="blocked")
    address = reverse("equipment:room_list", args=[school.uai])
    tiles = html.fromstring(lead.get(address).text).find_class("room")
    said = {
        tile.xpath("string(b)"): (tile.get("class"), words_of(tile.xpath("string(span)"))) for tile in tiles
    }
    assert said["Salle A"][0].split() == ["room"]
    assert said["Salle B"][0].split() == ["room", "waits"]
    assert said["Salle B"][1].strip() == "1 demande"
    assert said["Salle C"][0].split() == ["room", "urgent"]
    assert said["Salle C"][1].strip() == "2 demandes, à traiter d’abord"
    assert quiet.name in words_of(client_of(school, Role.TEACHER).get(address).text)
    assert (
        "demande"
        not in html.fromstring(client_of(school, Role.TEACHER).get(address).text)
        .find_class("room")[1]
        .text_content()
    )


def test_none_is_gathered_that_is_not_alike(lead, school, alike):
    """The page gathers what it showed: another kind, another room, none, or too many are refused."""
    first, second, third = alike
    address = reverse("helpdesk:request_gather", args=[school.uai, first.number])
    with scope(school):
        other = HelpRequest.objects.for_school(school).get(kind="network")
    for numbers, said in (
        ([second.number, other.number], "ne parle plus de la même chose"),
        ([], "Aucune demande n’est choisie"),
    ):
        answer = lead.post(address, {"numbers": numbers})
        assert (answer.status_code, said in words_of(answer.text)) == (422, True)
    answer = lead.post(address, {"numbers": [second.number, second.number]}, follow=True)
    assert "1 demande réunie" in words_of(answer.text)
    with scope(school):
        HelpRequestFactory.create_batch(
            MOST_GATHERED, school=school, room=first.room, kind="projector", state="sent"
        )
        numbers = list(
            HelpRequest.objects.for_school(school).exclude(pk=first.pk).values_list("number", flat=True)
        )
    answer = lead.post(address, {"numbers": numbers})
    assert answer.status_code == 422
    assert "20 demandes au plus" in words_of(answer.text)
    with scope(school):
        assert HelpRequest.objects.for_school(school).get(pk=third.pk).merged_into_id is None
