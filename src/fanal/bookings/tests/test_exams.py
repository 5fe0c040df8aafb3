"""Exams, Pix sessions, evaluations: before everything else, with the machines that work."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse

from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.bookings.actions.bookable import change_bookable, offer
from fanal.bookings.actions.exam import cancel_exam, warn_of_exams
from fanal.bookings.models import Booking, Exam, WaitingListEntry
from fanal.bookings.reading.own import content_of
from fanal.bookings.rules.exam import Seats, missing
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import book, held, url
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody, Equipment, EquipmentType
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.timetable.models import Timetable
from fanal.timetable.tests.pages import apply

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 26, 9, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def tablets(trolley, school):
    """The fifteen tablets of the case are tablets; two of them are broken."""
    with scope(school):
        kind = EquipmentType.objects.create(school=school, name="Tablette", kind="tablet")
        rows = Equipment.objects.for_school(school).filter(kept_in=trolley.equipment)
        rows.update(type=kind)
        rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:2])).update(state="repair")
    return trolley


def plan(who, school, *things, sure=True, **more):
    values = {"name": "Pix 3e", "kind": "pix", "classes": "3e A", "candidates": "15"}
    values |= {"day": FRIDAY.isoformat(), "codes": ["S1", "S2"]}
    values |= {"things": [thing.pk for thing in things]} | more
    return who.post(url(school, "exam_plan"), values | ({"sure": "1"} if sure else {}))


def mails(school) -> list[str]:
    with scope(school):
        rows = Mail.objects.for_school(school).order_by("pk")
        return [mail.subject.replace("\u202f", " ") for mail in rows]


def test_what_is_wanting_and_what_is_taken_from_others_are_shown_before(lead, teacher, tablets, school, boss):
    """Issue 15: classes, slots, rooms, machines that work; shown before, and nothing held yet."""
    book(teacher, tablets, (FRIDAY, "S1"), about="4e A")
    page = words_of(plan(lead, school, tablets, sure=False).text)
    assert "Il manque 2 postes sur 15" in page
    assert "Valise 13 15" in page
    with scope(school):
        for name in ("Valise 2", "Valise 1"):
            offer(school, EquipmentFactory(school=school, name=name), LIMITS, by=boss)
    things = lead.get(url(school, "exam_plan")).context["form"].fields["things"].queryset
    with scope(school):
        assert [str(one) for one in things] == ["Valise", "Valise 1", "Valise 2"]
    assert teacher.membership.person.family_name in page
    assert [row[3] for row in held(school)] == ["held"]


def test_it_comes_before_what_was_booked_and_its_people_are_told(lead, teacher, tablets, school):
    """domain.md § 4.6: conflict, priority to exams."""
    book(teacher, tablets, (FRIDAY, "S1"), about="4e A")
    assert plan(lead, school, tablets).status_code == 302
    assert sorted((row[1], row[2], row[3]) for row in held(school)) == [
        ("S1", "4e A", "cancelled"),
        ("S1 S2", "Pix 3e", "held"),
    ]
    assert mails(school) == ["Annulé : Valise"]
    with scope(school):
        assert Booking.objects.for_school(school).get(state="cancelled").reply == "Pris pour « Pix 3e »."


def test_an_exam_never_takes_from_another_one_and_all_or_nothing(lead, room, tablets, school):
    plan(lead, school, tablets)
    answer = plan(lead, school, room, tablets, name="Brevet blanc")
    assert answer.status_code == 422
    assert "sert déjà à « Pix 3e »" in words_of(answer.text)
    assert len(held(school)) == 1


def test_the_team_is_told_once_a_week_before(lead, tablets, school):
    """Issue 15: checked at J-7 with what is missing."""
    plan(lead, school, tablets, day="2026-12-04")
    by = system(System.SCHEDULE)
    with scope(school):
        assert warn_of_exams(school, now=NOW, by=by) == 0, "eight days before, nothing"
        assert warn_of_exams(school, now=NOW + timedelta(days=1), by=by) == 1
        assert warn_of_exams(school, now=NOW + timedelta(days=2), by=by) == 0
    assert mails(school) == ["Pix 3e, 4 décembre 2026 : 2 postes manquent"]


def test_it_is_cancelled_and_its_rooms_are_free(lead, teacher, tablets, school):
    plan(lead, school, tablets)
    with scope(school):
        exam = Exam.objects.for_school(school).get().pk
    assert "Il manque 2 postes" in words_of(lead.get(url(school, "exam_page", exam)).text)
    assert lead.post(url(school, "exam_cancel", exam)).status_code == 302
    assert held(school)[0][3] == "cancelled"
    assert "Aucun examen prévu" in words_of(lead.get(url(school, "exam_list")).text)
    assert book(teacher, tablets, (FRIDAY, "S1")).status_code == 302


def test_a_cancelled_exam_wants_no_machine_any_more(lead, tablets, school):
    plan(lead, school, tablets)
    with scope(school):
        exam = Exam.objects.for_school(school).get().pk
    page = url(school, "exam_page", exam)
    assert "Il manque 2 postes sur 15" in words_of(lead.get(page).text)
    lead.post(url(school, "exam_cancel", exam))
    said = words_of(lead.get(page).text)
    assert "Il manque" not in said
    assert "Cet examen n’aura pas lieu" in said
    assert "Ce qui était tenu" in said


def test_the_lessons_that_it_took_come_back_when_it_is_cancelled(lead, room, school):
    with scope(school):
        zone = school.zone_info
        lessons = [[room.room_id, 4, "13:30", "14:25", "", "4e A", []]]
        Timetable.objects.create(school=school, name="EDT", sha256="0" * 64, lessons=lessons, made_at=NOW)
        hold = Timetable.objects.for_school(school).get()
    apply(lead, school, hold)
    plan(lead, school, room)
    with scope(school):
        exam = Exam.objects.for_school(school).get().pk
        taken = Custody.objects.for_school(school).held().filter(kind=Custody.Kind.LESSON)
        starts = datetime(2026, 11, 27, 13, 30, tzinfo=zone)
        assert not taken.filter(span__startswith=starts).exists()
    lead.post(url(school, "exam_cancel", exam))
    with scope(school):
        assert taken.filter(span__startswith=starts).count() == 1


def test_a_lesson_is_shown_apart_since_nobody_is_told_of_it(lead, teacher, room, school):
    """« Ce qui est pris à d’autres, et ils en sont prévenus » named a lesson, of which nobody is told."""
    with scope(school):
        starts = datetime(2026, 11, 27, 13, 30, tzinfo=school.zone_info)
        span = DateTimeTZRange(starts, starts + timedelta(minutes=55))
        of_class = {"room": room.room, "span": span, "label": "4e A"}
        Custody.objects.create(school=school, kind=Custody.Kind.LESSON, **of_class)
    shown = words_of(plan(lead, school, room, sure=False).text)
    assert "ils en sont prévenus" not in shown
    assert "Personne n’a réservé cela" in shown
    assert "Cours de l’emploi du temps qui y ont lieu Salle info 27 novembre 2026, à 13 h 30 · 4e A" in shown
    assert "n’en prévient personne : dites-le à leurs enseignants" in shown
    book(teacher, room, (FRIDAY, "S2"))
    assert "ils en sont prévenus Salle info" in words_of(plan(lead, school, room, sure=False).text)


def test_whoever_lost_it_reads_why_and_has_it_again_when_the_exam_is_cancelled(
    lead, teacher, client_of, tablets, school
):
    """The booking vanished from the home page without a word, and did not come back with the lessons."""
    book(teacher, tablets, (FRIDAY, "S1"), about="4e A")
    shown = words_of(plan(lead, school, tablets, sure=False).text)
    assert "27 novembre 2026, S1 ·" in shown, "its own periods, not those of the exam"
    plan(lead, school, tablets)
    assert "Pris pour « Pix 3e »" in words_of(teacher.get(url(school)).text)
    home = reverse("web:home", args=[school.uai])
    assert "annulé : Pris pour « Pix 3e »" in words_of(teacher.get(home).text)
    with scope(school):
        exam = Exam.objects.for_school(school).get().pk
    lead.post(url(school, "exam_cancel", exam))
    assert mails(school)[-1] == "De nouveau à vous : Valise"
    assert (FRIDAY, "S1", "4e A", "held") in held(school)
    assert "Pris pour" not in words_of(teacher.get(home).text)
    other = book(client_of(school, Role.STAFF), tablets, (FRIDAY, "S1"))
    assert "Quelqu’un l’a déjà" in words_of(other.text)
    with scope(school):
        back = Booking.objects.for_school(school).get(state="held")
        assert content_of(back).count() == 13, "what works leaves with it"
        assert not WaitingListEntry.objects.for_school(school).exists()


def test_whoever_lost_it_reads_what_to_do_next(lead, teacher, tablets, school):
    book(teacher, tablets, (FRIDAY, "S1"), about="4e A")
    with scope(school):
        page = url(school, "booking_page", Booking.objects.for_school(school).get().pk)
    assert "n’est plus à vous" not in words_of(teacher.get(page).text)
    plan(lead, school, tablets)
    answer = teacher.get(page).text
    assert "Si l’examen est annulé, votre réservation revient d’elle-même" in words_of(answer)
    assert f'href="{url(school)}?quoi={tablets.pk}&amp;le={FRIDAY}">Voir les créneaux libres' in answer
    assert "n’est plus à vous" not in words_of(lead.get(page).text), "for whoever lost it alone"


def test_what_waited_for_an_agreement_waits_again_and_the_past_does_not_come_back(
    lead, teacher, room, boss, school
):
    with scope(school):
        room = change_bookable(room, LIMITS | {"needs_approval": True}, approvers=[], by=boss)
    book(teacher, room, (FRIDAY, "S1"))
    book(teacher, room, (FRIDAY, "M1"))
    plan(lead, school, room, codes=["M1", "M2", "M3", "M4", "S1"])
    with scope(school):
        exam = Exam.objects.for_school(school).get()
        cancel_exam(
            exam, now=NOW + timedelta(days=1, hours=2), by=actor_of(lead.membership.person, Role.HEAD)
        )
        rows = Booking.objects.for_school(school).filter(custody__person=teacher.membership.person)
        assert {row.periods: row.state for row in rows} == {"S1": "asked", "M1": "cancelled"}


@pytest.mark.parametrize(
    ("more", "said"), [({"day": "2026-12-25"}, "fermé ce jour-là"), ({"day": "2026-11-24"}, "déjà commencé")]
)
def test_the_preview_refuses_what_the_plan_would(lead, tablets, school, more, said):
    """What is shown is true: a preview equals its result, and leaves nothing."""
    answer = plan(lead, school, tablets, sure=False, **more)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    with scope(school):
        assert not Exam.objects.for_school(school).exists()


def test_the_form_comes_back_with_what_was_written(lead, tablets, school):
    page = plan(lead, school, tablets, sure=False, again="1").text
    assert 'value="Pix 3e"' in page
    assert "Voir ce que cela prend" in words_of(page)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"day": "2026-11-25"}, "n’a pas tous ces créneaux"),  # a Wednesday
        ({"day": "2026-11-24"}, "déjà commencé"),
        ({"day": "2029-01-08"}, "trop loin"),
        ({"day": "2026-12-25"}, "fermé ce jour-là"),
        ({"candidates": "0"}, "1"),
        ({"codes": []}, "obligatoire"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(lead, tablets, school, more, said):
    answer = plan(lead, school, tablets, **more)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert held(school) == []


def test_its_rooms_are_neither_moved_nor_cancelled_alone(lead, tablets, school):
    plan(lead, school, tablets)
    with scope(school):
        row = Booking.objects.for_school(school).get().pk
    moved = lead.post(url(school, "booking_move", row), {"case": [f"{FRIDAY} M1"]})
    assert "tenu pour un examen" in words_of(moved.text)
    assert "tenu pour un examen" in words_of(lead.post(url(school, "booking_cancel", row)).text)
    assert held(school) == [(FRIDAY, "S1 S2", "Pix 3e", "held")]


def test_only_the_team_plans_one(client_of, tablets, school):
    other = client_of(school, Role.TEACHER)
    assert plan(other, school, tablets).status_code == 403
    assert other.get(url(school, "exam_list")).status_code == 403


def test_the_count_is_that_of_the_machines_that_work():
    assert missing(15, [Seats("Salle", 10, 12), Seats("Valise", 3, 15)]) == 2
    assert missing(10, [Seats("Salle", 12, 12)]) == 0
