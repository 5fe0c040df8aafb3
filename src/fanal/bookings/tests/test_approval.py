"""Who may book what, and who grants it: asked, granted, refused with a word, left without an answer."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.bookings.actions.bookable import change_bookable, offer
from fanal.bookings.actions.booking import book as book_slots
from fanal.bookings.actions.decision import grant, lapse, refuse
from fanal.bookings.models import Booking
from fanal.bookings.reading.own import FIRST_OWN
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import book, held, mails, url
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.tests.factories import RoomFactory
from fanal.timetable.actions.periods import keep_periods
from fanal.timetable.rules.periods import MODELS, runs

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY, TUESDAY = date(2026, 11, 27), date(2026, 12, 1)


@pytest.fixture
def colleague(client_of, school):
    """A teacher who answers for the computer room."""
    return client_of(school, Role.TEACHER)


@pytest.fixture
def asking(school, room, boss, colleague):
    """The computer room, whose bookings this colleague grants."""
    with scope(school):
        who = [colleague.membership.person]
        return change_bookable(room, LIMITS | {"needs_approval": True}, approvers=who, by=boss)


def only(school) -> Booking:
    with scope(school):
        return Booking.objects.for_school(school).with_thing().get()


def test_it_is_asked_then_granted_by_whoever_answers_for_it(teacher, colleague, asking, school):
    """users-ask.md B1: approval (glpi#18472)."""
    answer = book(teacher, asking, (FRIDAY, "S1"), about="4e A")
    assert "un accord est demandé" in words_of(teacher.get(answer.url).text)
    assert held(school) == [(FRIDAY, "S1", "4e A", "asked")]
    approver, asker = colleague.membership.person.email, teacher.membership.person.email
    assert mails(school) == [(approver, "À accorder : Salle info")]
    row = only(school)
    assert "Accorder" in words_of(colleague.get(url(school, "to_decide")).text)
    assert colleague.post(url(school, "booking_grant", row.pk)).status_code == 302
    assert held(school)[0][3] == "held"
    assert mails(school)[1:] == [(asker, "Salle info : accordé")]
    assert colleague.post(url(school, "booking_grant", row.pk)).status_code == 302
    assert len(mails(school)) == 2, "granted twice is granted once"


def test_whoever_is_refused_or_cancels_reads_what_to_do_or_nothing(teacher, colleague, asking, school):
    book(teacher, asking, (FRIDAY, "S1"))
    row = only(school)
    page = url(school, "booking_page", row.pk)
    colleague.post(url(school, "booking_refuse", row.pk), {"reply": "Travaux"})
    assert "Voir les créneaux libres" in words_of(teacher.get(page).text)
    with scope(school):
        Booking.objects.for_school(school).update(state="cancelled", reply="")
    assert "Voir les créneaux libres" not in words_of(teacher.get(page).text), "their own wish"


def test_what_is_decided_already_is_said_by_its_state(teacher, colleague, asking, school):
    book(teacher, asking, (FRIDAY, "S1"))
    row = only(school)
    colleague.post(url(school, "booking_grant", row.pk))
    answer = colleague.post(url(school, "booking_refuse", row.pk), {"reply": "Travaux"})
    assert answer.status_code == 422
    assert "n’attend plus d’accord : son état est « Réservé »." in words_of(answer.text)


def test_it_is_refused_with_a_word_and_the_slot_is_free(teacher, colleague, asking, school, lead):
    book(teacher, asking, (FRIDAY, "S1"))
    row = only(school)
    page = url(school, "booking_refuse", row.pk)
    assert colleague.post(page, {"reply": " "}).status_code == 422
    assert colleague.post(page, {"reply": "Brevet blanc ce jour-là"}).status_code == 302
    assert held(school)[0][3] == "refused"
    assert "Brevet blanc" in words_of(teacher.get(url(school, "booking_page", row.pk)).text)
    assert f'value="{FRIDAY} S1"' in lead.get(f"{url(school)}?quoi={asking.pk}&le={FRIDAY}").text


def test_a_refusal_stands_first_whatever_comes_before_it(teacher, colleague, asking, room, school, boss):
    """Among forty bookings to come, the one that somebody refused is what its person must know."""
    with scope(school):
        lab = offer(school, RoomFactory(school=school, name="Labo"), LIMITS | {"quota": 9}, by=boss)
    for code in ("M1", "M2", "M3", "M4", "S1", "S2", "S3"):
        book(teacher, lab, (FRIDAY, code))
    book(teacher, asking, (TUESDAY, "S1"), about="4e A")
    with scope(school):
        row = Booking.objects.for_school(school).with_thing().get(bookable=asking)
    colleague.post(url(school, "booking_refuse", row.pk), {"reply": "Brevet blanc ce jour-là"})
    page = words_of(teacher.get(url(school)).text)
    rows = page[page.index("Vos réservations à venir") :]
    assert "mardi 1er décembre, S1 · Brevet blanc ce jour-là Refusé" in rows
    assert rows.index("Refusé") < rows.index("Labo")
    assert rows.count("Labo") == FIRST_OWN - 1
    assert "Labo, semaine du" in page, "what opens is what one has next, not what was refused"
    every = words_of(teacher.get(f"{url(school)}?miennes=toutes").text)
    assert every[every.index("Vos réservations à venir") :].count("Labo") == 7


def test_nobody_else_grants_nor_reads_what_is_asked(teacher, client_of, asking, school):
    book(teacher, asking, (FRIDAY, "S1"))
    row, other = only(school), client_of(school, Role.TEACHER)
    assert teacher.post(url(school, "booking_grant", row.pk)).status_code == 404
    assert other.post(url(school, "booking_grant", row.pk)).status_code == 404
    assert other.get(url(school, "booking_refuse", row.pk)).status_code == 404
    assert other.get(url(school, "booking_page", row.pk)).status_code == 404
    assert "Aucune réservation" in words_of(other.get(url(school, "to_decide")).text)
    assert held(school)[0][3] == "asked"


def test_the_team_and_whoever_grants_book_without_waiting(lead, colleague, asking, school):
    book(lead, asking, (FRIDAY, "S1"))
    book(colleague, asking, (FRIDAY, "S2"))
    assert [row[3] for row in held(school)] == ["held", "held"]
    assert mails(school) == []


def test_what_nobody_answered_before_its_beginning_is_free_again(teacher, asking, school, colleague):
    book(teacher, asking, (FRIDAY, "S1"))
    row, schedule = only(school), system(System.SCHEDULE)
    with scope(school):
        assert lapse(school, now=row.starts - timedelta(minutes=1), by=schedule) == 0
        with pytest.raises(RuleBroken, match="a commencé"):
            grant(row, now=row.starts, by=actor_of(colleague.membership.person, Role.TEACHER))
        assert lapse(school, now=row.starts, by=schedule) == 1
        assert lapse(school, now=row.starts, by=schedule) == 0
    assert held(school)[0][3] == "refused"
    assert only(school).reply == "Personne n’a répondu avant le début."


def test_what_needs_an_agreement_is_not_free_now_for_who_must_ask(teacher, lead, colleague, asking, school):
    """One press asked for a lesson that had begun: nobody could grant it, and it blocked the room."""
    assert "Libre maintenant" not in words_of(teacher.get(url(school)).text)
    for who in (lead, colleague):
        assert "Libre maintenant, M1 : Salle info" in words_of(who.get(url(school)).text)
    answer = book(teacher, asking, (TODAY, "M1"))
    assert answer.status_code == 422
    assert "ce créneau a commencé : personne ne peut plus le donner" in words_of(answer.text)
    book(teacher, asking, (FRIDAY, "S1"))
    assert held(school) == [(FRIDAY, "S1", "", "asked")]
    moved = teacher.post(
        f"{url(school, 'booking_move', only(school).pk)}?le={TODAY}", {"case": [f"{TODAY} M1"]}
    )
    assert moved.status_code == 422, "no more by moving it"
    assert book(colleague, asking, (TODAY, "M1")).status_code == 302


def test_home_counts_the_bookings_that_its_page_lists(teacher, colleague, asking, school):
    """Home said five to decide where the page listed two: three had begun."""
    book(teacher, asking, (FRIDAY, "S1"))
    book(teacher, asking, (TODAY, "S1"))
    home = reverse("web:home", args=[school.uai])
    assert "2 réservations attendent votre accord" in words_of(colleague.get(home).text)
    with time_machine.travel("2026-11-26 14:05:00+01:00"):
        assert "1 réservation attend votre accord" in words_of(colleague.get(home).text)
        assert words_of(colleague.get(url(school, "to_decide")).text).count("Accorder") == 1


@pytest.mark.parametrize(
    ("open_to", "role", "may"),
    [
        ("teachers", Role.TEACHER, True),
        ("teachers", Role.STAFF, False),
        ("team", Role.TEACHER, False),
        ("team", Role.DIGITAL_LEAD, True),
        ("everyone", Role.STAFF, True),
    ],
)
def test_who_may_book_it(client_of, room, boss, school, open_to, role, may):
    """Issue 15: who may book it. Who may not finds it nowhere."""
    with scope(school):
        change_bookable(room, LIMITS | {"open_to": open_to}, approvers=[], by=boss)
    who = client_of(school, role)
    assert ("Salle info" in words_of(who.get(url(school)).text)) is may
    book(who, room, (FRIDAY, "S1"))
    assert bool(held(school)) is may
    with scope(school):
        slots = runs([(FRIDAY, "S3")], MODELS["8h30"][1])
        person, how = who.membership.person, {"now": timezone.now()}
        if may:
            book_slots(room, slots, "", person=person, by=actor_of(person, role), **how)
        else:
            with pytest.raises(RuleBroken, match="pas ouvert à tous"):
                book_slots(room, slots, "", person=person, by=actor_of(person, role), **how)


def test_the_team_books_for_a_colleague_who_is_told(lead, teacher, room, school):
    """GRR#120: for someone else, by a stable key."""
    person = teacher.membership.person
    page = f"{url(school)}?quoi={room.pk}&le={FRIDAY}&pour="
    assert "Pour qui" in words_of(lead.get(page).text)
    assert "Pour qui" not in words_of(teacher.get(page).text)
    lead.post(page, {"case": [f"{FRIDAY} M1"], "person": person.pk, "about": "6e C"})
    assert only(school).custody.person_id == person.pk
    assert mails(school) == [(person.email, "Réservé pour vous : Salle info")]
    shown = lead.get(page)
    assert "Réserver pour un collègue" in words_of(shown.text), "said before a slot is ticked"
    assert f'href="{url(school)}?quoi={room.pk}&amp;le={FRIDAY}">Réserver pour moi' in shown.text
    assert f"?quoi={room.pk}&amp;le=2026-12-04&amp;pour=" in shown.text, "the next week too"
    assert "Libre maintenant" not in shown.text, "one press there would book for oneself"
    teacher.post(page, {"case": [f"{FRIDAY} M2"], "person": lead.membership.person.pk})
    with scope(school):
        theirs = Booking.objects.for_school(school).filter(custody__person=lead.membership.person)
        assert not theirs.exists(), "a field that the page does not have changes nothing"


def test_the_rest_of_a_series_is_cancelled_and_what_is_before_stays(teacher, room, school):
    book(teacher, room, (TUESDAY, "M2"), repeat="weekly", about="6e B", sure="1")
    days = [row[0] for row in held(school)]
    with scope(school):
        second = Booking.objects.for_school(school).get(custody__span__startswith__date=days[1])
    page = words_of(teacher.get(url(school, "booking_page", second.pk)).text)
    assert len(days) == LIMITS["quota"]
    assert "Annuler aussi la suivante" in page
    assert teacher.post(url(school, "series_cancel", second.pk)).status_code == 302
    assert [row[3] for row in held(school)] == ["held"] + ["cancelled"] * (len(days) - 1)
    assert mails(school) == [], "whoever cancels is not written to"


@pytest.mark.django_db(transaction=True)
def test_one_grants_while_another_refuses_and_one_of_them_counts():
    """Issue 15: race tests for approvals."""
    school = SchoolFactory()
    with scope(school):
        heads = [actor_of(member_of(school, Role.HEAD).person, Role.HEAD) for _ in range(2)]
        asker = member_of(school, Role.TEACHER).person
        keep_periods(school, MODELS["8h30"][1], by=heads[0])
        room = offer(school, RoomFactory(school=school), LIMITS | {"needs_approval": True}, by=heads[0])
        slots, by = runs([(FRIDAY, "S1")], MODELS["8h30"][1]), actor_of(asker, Role.TEACHER)
        (asked,) = book_slots(room, slots, "", person=asker, now=timezone.now(), by=by)
    ready, outcomes, now = Barrier(2), [], timezone.now()

    def answer(decide) -> None:
        try:
            ready.wait(timeout=120)
            with scope(school):
                decide()
            outcomes.append("done")
        except RuleBroken:
            outcomes.append("refused")
        finally:
            connection.close()

    ways = (
        lambda: grant(asked, now=now, by=heads[0]),
        lambda: refuse(asked, "Non", now=now, by=heads[1]),
    )
    threads = [Thread(target=answer, args=(way,)) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(outcomes) == ["done", "refused"]
