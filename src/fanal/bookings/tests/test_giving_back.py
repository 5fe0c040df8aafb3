"""« Tout était là ? »: one tap, or a request for what was not; what is broken is said before the lesson."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.bookings.actions.booking import book as book_slots
from fanal.bookings.actions.giving_back import give_back
from fanal.bookings.models import Booking
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import book, held, url
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment, EquipmentType
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.rules.codes import TROUBLES, RequestKind
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.timetable.rules.periods import MODELS, runs

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
AFTER = datetime(2026, 11, 26, 18, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def running(teacher, trolley, school) -> Booking:
    """The case of tablets, in this very lesson."""
    book(teacher, trolley, (TODAY, "M1"), about="4e A")
    with scope(school):
        return Booking.objects.for_school(school).with_thing().get()


def test_while_the_lesson_runs_the_button_says_that_it_gives_back(teacher, running, school):
    """« Tout était là » looked like an answer, and freed the slot in the middle of the lesson."""
    page = words_of(teacher.get(url(school, "booking_page", running.pk)).text)
    assert "Rendre maintenant, tout est là" in page
    assert "Rendre, il manque quelque chose" in page
    assert "Le créneau se libère aussitôt" in page
    assert "Tout était là" not in page
    assert teacher.post(url(school, "booking_complete", running.pk)).status_code == 302
    assert held(school)[0][3] == "back"


@pytest.mark.clock(AFTER)
def test_all_was_there_in_one_tap_once_the_lesson_is_over(teacher, trolley, school):
    """Issue 15: « tout était là ? » in one tap when it is given back."""
    person = teacher.membership.person
    with scope(school):
        slots, by = runs([(TODAY, "S1")], MODELS["8h30"][1]), actor_of(person, Role.TEACHER)
        (over,) = book_slots(trolley, slots, "", person=person, now=AFTER - timedelta(hours=6), by=by)
    page = words_of(teacher.get(url(school, "booking_page", over.pk)).text)
    assert "Tout était là ?" in page
    assert "Rendre maintenant" not in page
    assert teacher.post(url(school, "booking_complete", over.pk)).status_code == 302
    with scope(school):
        assert Booking.objects.for_school(school).get().is_complete is True


def test_what_was_not_there_opens_a_request_with_its_name(teacher, running, school):
    with scope(school):
        tablet = Equipment.objects.for_school(school).filter(kept_in=running.custody.equipment).first()
        EquipmentType.objects.filter(pk=tablet.type_id).update(kind="tablet")
    page = url(school, "booking_missing", running.pk)
    answer = teacher.post(page, {"items": [tablet.pk], "words": "Restée en salle 12 ?"})
    with scope(school):
        request = HelpRequest.objects.for_school(school).get()
    assert answer.url.endswith(f"/{request.number}/")
    assert request.equipment_id == tablet.pk
    assert request.title == f"Il manquait {tablet}, au retour de Valise (26 novembre 2026, M1)."
    assert (request.kind, request.room_id) == ("tablet", tablet.room_id), (
        "of its kind, where its case is kept"
    )
    assert "salle 12" in request.text
    assert held(school)[0][3] == "back"


def test_nothing_ticked_and_nothing_said_keeps_it(teacher, running, school):
    answer = teacher.post(url(school, "booking_missing", running.pk), {"words": " "})
    assert answer.status_code == 422
    assert "Cochez ce qui manquait" in words_of(answer.text)
    assert held(school)[0][3] == "held"


def test_a_machine_of_another_trolley_is_no_choice(teacher, running, school):
    with scope(school):
        case = Equipment.objects.for_school(school).get(pk=running.custody.equipment_id)
    answer = teacher.post(url(school, "booking_missing", running.pk), {"items": [case.pk]})
    assert answer.status_code == 422


def test_nobody_else_says_it(client_of, running, school):
    other = client_of(school, Role.TEACHER)
    for name in ("booking_complete", "booking_missing"):
        assert other.post(url(school, name, running.pk), {"words": "x"}).status_code == 404
    assert held(school)[0][3] == "held"


def test_it_is_said_until_three_days_after(teacher, running, school):
    by = actor_of(teacher.membership.person, Role.TEACHER)
    with scope(school), pytest.raises(RuleBroken):
        give_back(running, now=running.ends + timedelta(days=3), by=by, is_complete=True)
    ends = running.ends
    with scope(school):
        back = give_back(running, now=ends + timedelta(days=1), by=by, is_complete=True)
        assert back.ends == ends, "what is over is not shortened"


@pytest.mark.clock(AFTER)
def test_the_home_page_asks_once_the_lesson_is_over(teacher, trolley, school):
    home, person = reverse("web:home", args=[school.uai]), teacher.membership.person
    assert "tout était là" not in words_of(teacher.get(home).text)
    with scope(school):
        slots, by = runs([(TODAY, "S1")], MODELS["8h30"][1]), actor_of(person, Role.TEACHER)
        book_slots(trolley, slots, "", person=person, now=AFTER - timedelta(hours=6), by=by)
    assert "Valise : tout était là ?" in words_of(teacher.get(home).text)


def test_what_is_broken_is_said_before_the_lesson(teacher, lead, trolley, school):
    """Issue 15: a booking whose trolley has an open fault says so before; not a word of whoever said it."""
    with scope(school):
        tablet = Equipment.objects.for_school(school).filter(kept_in=trolley.equipment).first()
        more = {"equipment": tablet, "kind": "tablet"}
        made = HelpRequestFactory(school=school, text="Écran fendu par Léo", **more)
    page = words_of(teacher.get(f"{url(school)}?quoi={trolley.pk}&le={date(2026, 11, 27)}").text)
    assert "Une panne est signalée" in page
    assert f"{tablet} : une panne de tablette est signalée depuis le" in page, "of which sort it is"
    assert "Léo" not in page
    request = reverse("helpdesk:request_page", args=[school.uai, made.number])
    answer = lead.get(f"{url(school)}?quoi={trolley.pk}&le={date(2026, 11, 27)}").text
    assert f'<a href="{request}">Écran fendu par Léo</a>' in answer, "for whoever may read it"


def test_the_page_of_a_booking_says_what_is_broken_until_its_lesson_is_over(
    teacher, trolley, running, school
):
    with scope(school):
        HelpRequestFactory(
            school=school, text="Écran fendu par Léo", equipment=trolley.equipment, kind="tablet"
        )
    page = url(school, "booking_page", running.pk)
    said = words_of(teacher.get(page).text)
    assert "Valise : une panne de tablette est signalée depuis le" in said
    assert "Léo" not in said
    teacher.post(url(school, "booking_complete", running.pk))
    assert "est signalée" not in words_of(teacher.get(page).text)


def test_every_sort_of_request_is_said_of_its_thing():
    assert set(TROUBLES) == set(RequestKind)
