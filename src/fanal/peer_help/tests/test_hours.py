"""Open hours: one slot, one booking, given back, cancelled, bounded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory, member_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import AT_ONCE, MOST_QUERIES, at_once, words_of
from fanal.peer_help.actions import open_hour as hours
from fanal.peer_help.models import OpenHour, OpenHourSlot
from fanal.peer_help.rules.codes import MOST_BOOKED, MOST_HOURS
from fanal.peer_help.tests.conftest import HOUR, TODAY, acting, held, offering, tomorrow, url

pytestmark = pytest.mark.clock(TODAY)


def booked(slot, person, about=""):
    return hours.book_slot(slot, about, now=timezone.now(), by=acting(person))


def test_an_hour_is_opened_and_a_slot_booked_and_given_back(teacher, lead, school):
    form = {"starts_at": "2026-11-30T12:30", "slot_minutes": "15", "slot_count": "3", "place": "CDI"}
    page = lead.post(url(school, "hour_add"), form, follow=True)
    assert "12 h 30" in words_of(page.text).replace("\u00a0", " ")
    with scope(school):
        slot = OpenHourSlot.objects.for_school(school).get(position=1)
    book = url(school, "slot_book", slot.pk)
    assert "12 h 45" in words_of(teacher.get(book).text).replace("\u00a0", " ")
    assert "À vous" in words_of(teacher.post(book, {"about": "Pix"}, follow=True).text)
    assert "Pix" in lead.get(url(school, "hour_list")).text, "the host reads for what"
    assert "Heure ouverte" in words_of(teacher.get(f"/e/{school.uai}/").text)
    page = teacher.post(url(school, "slot_free", slot.pk), follow=True)
    assert "Le créneau est rendu" in words_of(page.text)
    with scope(school):
        slot.refresh_from_db()
        assert (slot.booked_by, slot.about) == (None, "")


def test_an_hour_is_offered_to_those_who_may_open_one(teacher, lead, school):
    """Who offers help, the leadership; the others are led to say first what they know."""
    add, page = url(school, "hour_add"), url(school, "hour_list")
    assert add in lead.get(page).text
    shown = teacher.get(page).text
    assert add not in shown
    assert "Proposer mon aide" in shown
    with scope(school):
        offering(teacher.membership.person)
    assert add in teacher.get(page).text


def test_who_booked_is_read_by_the_host_alone(client_of, school, ada, zoe):
    with scope(school):
        booked(held(ada).slots.first(), zoe, "Mon souci")
    page = client_of(school, Role.TEACHER).get(url(school, "hour_list"))
    assert "pris" in words_of(page.text)
    assert "Le Guen" not in page.text
    assert "Mon souci" not in page.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"starts_at": "2026-11-20T12:30"}, "Ce moment est passé"),
        ({"starts_at": "2027-03-20T12:30"}, "Trois mois d’avance"),
        ({"starts_at": ""}, "Donnez un jour et une heure"),
        ({"slot_count": "13"}, "inférieure ou égale"),
        ({"slot_minutes": "7"}, "choix valide"),
        ({"place": ""}, "où l’on vous trouve"),
    ],
)
def test_each_refusal_of_an_hour_says_why(lead, school, change, said):
    form = {"starts_at": "2026-11-30T12:30", "slot_minutes": "15", "slot_count": "3", "place": "CDI"}
    refused = lead.post(url(school, "hour_add"), form | change)
    assert refused.status_code == 422
    assert said in words_of(refused.text)


def test_why_a_slot_is_not_booked(school, ada, zoe):
    with scope(school):
        hour = held(ada)
        first, second, _ = hour.slots.all()
        with pytest.raises(RuleBroken, match="votre propre heure"):
            booked(first, ada)
        booked(first, zoe)
        assert booked(first, zoe).booked_by == zoe, "pressed twice it is booked once"
        with pytest.raises(RuleBroken, match="vient de prendre"):
            booked(first, PersonFactory(school=school))
        with pytest.raises(RuleBroken, match="passé"):
            hours.book_slot(second, "", now=hour.ends_at, by=acting(zoe))
        hours.cancel_hour(hour, now=timezone.now(), by=acting(ada))
        with pytest.raises(RuleBroken, match="annulée"):
            booked(second, zoe)


def test_three_slots_a_person_ten_hours_a_host_and_only_one_s_own_are_given_back(school, ada, zoe):
    with scope(school):
        kept = [held(ada) for _ in range(MOST_HOURS)]
        with pytest.raises(RuleBroken, match="déjà à venir"):
            held(ada)
        for hour in kept[:MOST_BOOKED]:
            booked(hour.slots.first(), zoe)
        with pytest.raises(RuleBroken, match="déjà 3 créneaux"):
            booked(kept[5].slots.first(), zoe)
        hours.free_slot(kept[0].slots.first(), by=acting(ada))
        assert kept[0].slots.first().booked_by == zoe
        with pytest.raises(NotAllowed):
            hours.cancel_hour(kept[0], now=timezone.now(), by=acting(zoe))


def test_whoever_offers_nothing_opens_no_hour(school, ada):
    with scope(school), pytest.raises(RuleBroken, match="proposez d’abord"):
        hours.hold_hour(ada, HOUR | {"starts_at": tomorrow()}, now=timezone.now(), by=acting(ada))


def test_one_slot_is_booked_once(transactional_db):
    """Six colleagues press at the same second."""
    school = SchoolFactory()
    with scope(school):
        host = member_of(school, Role.TEACHER).person
        people = [PersonFactory(school=school) for _ in range(AT_ONCE)]
        slot = held(host).slots.first()
    assert at_once(school, lambda rank: booked(slot, people[rank])) == 1
    with scope(school):
        assert OpenHourSlot.objects.for_school(school).exclude(booked_by=None).count() == 1


def test_hours_cost_the_same_for_1_and_10(lead, school, ada, zoe, count_queries):
    spent = []
    for count in (1, 2):
        with scope(school):
            for _ in range(count):
                booked(held(ada).slots.first(), zoe)
        for page in (url(school, "hour_list"), url(school, "offer_list")):
            lead.get(page)
            with count_queries() as queries:
                assert lead.get(page).status_code == 200
            spent.append(len(queries))
    assert spent[:2] == spent[2:]
    assert max(spent) <= MOST_QUERIES


def test_a_neighbour_s_rows_are_not_found(lead, elsewhere, school):
    with scope(elsewhere):
        host = PersonFactory(school=elsewhere)
        hour = held(host)
        slot = hour.slots.first()
    assert lead.get(url(school, "slot_book", slot.pk)).status_code == 404
    assert lead.post(url(school, "hour_cancel", hour.pk)).status_code == 404
    with scope(elsewhere):
        assert not OpenHour.objects.for_school(elsewhere).get().is_cancelled
        assert offering(host).person == host
        assert timezone.now() + timedelta(days=2) > hour.starts_at
