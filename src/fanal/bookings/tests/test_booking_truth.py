"""What is shown of a booking is true: the preview equals its result, the grid knows every custody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.bookings.actions.bookable import offer, put_away
from fanal.bookings.actions.booking import book as book_slots
from fanal.bookings.actions.booking import book_free
from fanal.bookings.models import Booking
from fanal.bookings.reading.eligibility import eligibility_of, repeats_of
from fanal.bookings.rules.booking import Repeat
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import book
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions.custody import end_loan, keep_in, lend, take
from fanal.equipment.models import Custody, Equipment, EquipmentType
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.timetable.actions.periods import keep_periods
from fanal.timetable.rules.periods import MODELS, runs

pytestmark = pytest.mark.clock(TODAY)
FRIDAY, TUESDAY = date(2026, 11, 27), date(2026, 12, 1)


def grid(school, thing, day=FRIDAY) -> str:
    return f"{reverse('bookings:week', args=[school.uai])}?quoi={thing.pk}&le={day}"


def held(school) -> int:
    with scope(school):
        return Booking.objects.for_school(school).holding().count()


def test_the_preview_says_what_a_limit_will_leave_out_and_that_is_what_happens(teacher, room, school):
    """Three bookings to come at most here: one stands, so two of the weeks are theirs, the rest is said."""
    book(teacher, room, (FRIDAY, "S1"))
    said = words_of(book(teacher, room, (TUESDAY, "M2"), repeat="weekly").text)
    assert "Salle info : 2 créneaux libres sur" in said
    assert "Sauté : Vous avez déjà 1 réservation à venir ici, et 3 sont permises" in said
    book(teacher, room, (TUESDAY, "M2"), repeat="weekly", sure="1")
    assert held(school) == 3


def test_what_may_be_booked_is_read_as_often_as_one_wants(school, room):
    """A preview counted what it granted on the answer itself: read again, it granted less."""
    with scope(school):
        person = member_of(school, Role.TEACHER).person
        may = eligibility_of(room, person, school, now=timezone.now(), is_team=False)
        slots = runs([(TUESDAY + timedelta(weeks=week), "M2") for week in range(4)], MODELS["8h30"][1])
        first, again = [repeats_of(slots, Repeat.ONCE, room, may) for _ in range(2)]
    assert [line.why_not for line in again.lines] == [line.why_not for line in first.lines]
    assert again.free == 3


def test_a_stretch_of_which_one_period_is_taken_is_left_out_whole_and_it_is_said(
    teacher, client_of, room, school
):
    """A newcomer read « 1 créneau est sauté »: neither the day, nor that the free half went with it."""
    book(client_of(school, Role.STAFF), room, (date(2026, 12, 8), "M2"))
    said = words_of(book(teacher, room, (TUESDAY, "M1"), (TUESDAY, "M2"), repeat="weekly").text)
    assert "mardi 8 décembre M1 M2 Sauté : M2 déjà pris, tout est sauté" in said
    sent = book(teacher, room, (TUESDAY, "M1"), (TUESDAY, "M2"), repeat="weekly", sure="1")
    assert "mardi 8 décembre 2026, M1 M2" in words_of(teacher.get(sent.url).text)


def test_when_nothing_of_a_series_is_possible_the_reason_is_said(teacher, client_of, room, school):
    for code in ("M1", "M2", "M3"):
        book(teacher, room, (FRIDAY, code))
    refused = book(teacher, room, (TUESDAY, "M2"), repeat="weekly", sure="1")
    assert refused.status_code == 422
    assert "déjà 3 réservations à venir" in words_of(refused.text)


def test_the_preview_costs_the_same_for_two_weeks_and_for_all(lead, room, school, count_queries):
    with count_queries() as few:
        book(lead, room, (date(2026, 12, 11), "M2"), repeat="weekly")
    with count_queries() as many:
        book(lead, room, (FRIDAY, "M2"), (FRIDAY, "S2"), (TUESDAY, "M2"), repeat="weekly")
    assert len(few) == len(many)


def test_the_grid_of_a_tablet_knows_that_it_left_with_its_trolley(teacher, lead, boss, trolley, school):
    """Booked alone or with the others: one custody, one truth."""
    with scope(school):
        tablet = EquipmentFactory(school=school, name="Tablette seule", room=trolley.equipment.room)
        alone = offer(school, tablet, LIMITS, by=boss)
        keep_in(trolley.equipment, [tablet], now=timezone.now())
    assert f'value="{FRIDAY} M2"' in teacher.get(grid(school, alone)).text
    book(lead, trolley, (FRIDAY, "M2"), about="5e B")
    page = teacher.get(grid(school, alone)).text
    assert f'value="{FRIDAY} M2"' not in page
    assert "5e B" in words_of(page)
    assert book(teacher, alone, (FRIDAY, "M2")).status_code == 422


@pytest.mark.parametrize("repeat", ["once", "weekly", "fortnightly"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2028-01-03", "2024-12-02"])
def test_a_date_nobody_means_is_refused_in_words_for_the_team_too(lead, room, school, day, repeat):
    answer = lead.post(grid(school, room), {"case": [f"{day} M1"], "repeat": repeat})
    assert answer.status_code == 422
    assert "trop loin" in words_of(answer.text)
    assert held(school) == 0


@pytest.mark.parametrize("cell", ["", "M1", "2026-11-27", "2026-11-27  M1", "2026-11-27 \0", "é" * 5000])
def test_a_cell_that_is_none_is_no_choice(teacher, room, school, cell):
    assert teacher.post(grid(school, room), {"case": [cell]}).status_code in (400, 422)
    assert held(school) == 0


def test_a_lost_tablet_stays_in_its_trolley_when_the_others_are_put_away(trolley, school, boss):
    with scope(school):
        rows = Equipment.objects.for_school(school).filter(kept_in=trolley.equipment)
        lost, *others = rows.order_by("pk")
        Equipment.objects.filter(pk=lost.pk).update(state="lost")
        assert put_away(trolley, others, now=timezone.now(), by=boss) == 0
        assert rows.filter(pk=lost.pk).exists()


def test_a_school_overseas_books_at_its_own_hours(client_of, boss, school):
    School.objects.filter(pk=school.pk).update(timezone="Indian/Reunion", region="reunion")
    school.refresh_from_db()
    with scope(school):
        keep_periods(school, MODELS["8h30"][1], by=boss)
        room = offer(school, RoomFactory(school=school, name="Salle info"), LIMITS, by=boss)
    teacher = client_of(school, Role.TEACHER)
    book(teacher, room, (FRIDAY, "M1"))
    with scope(school):
        made = Booking.objects.for_school(school).select_related("custody").get()
    assert made.starts == datetime(2026, 11, 27, 8, 30, tzinfo=ZoneInfo("Indian/Reunion"))
    page = teacher.get(reverse("bookings:booking_page", args=[school.uai, made.pk])).text
    assert "vendredi 27 novembre 2026, M1, de 8 h 30 à 9 h 25" in words_of(page)


def test_two_bookings_of_one_person_at_the_same_second_keep_to_the_limit(transactional_db):
    """Race test for bookings: the limit is counted one after the other."""
    school = SchoolFactory()
    with scope(school):
        boss, person = member_of(school, Role.HEAD).person, member_of(school, Role.TEACHER).person
        by = actor_of(boss, Role.HEAD)
        keep_periods(school, MODELS["8h30"][1], by=by)
        room = offer(school, RoomFactory(school=school), LIMITS | {"quota": 1}, by=by)

    def one(code: str) -> bool:
        slots = runs([(FRIDAY, code)], MODELS["8h30"][1])
        how = {"person": person, "now": timezone.now(), "by": actor_of(person, Role.TEACHER)}
        try:
            with scope(school):
                book_slots(room, slots, "", **how)
        except RuleBroken:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, ["M1", "M2", "M3", "M4"])) == 1


def test_what_was_booked_stands_when_the_hours_of_lessons_change(teacher, room, boss, school):
    book(teacher, room, (FRIDAY, "M1"))
    later = [
        type(period)(period.weekday, period.starts, period.ends, f"H{rank}")
        for rank, period in enumerate(MODELS["8h"][1])
    ]
    with scope(school):
        keep_periods(school, later, by=boss)
    assert held(school) == 1
    assert words_of(teacher.get(grid(school, room)).text).count("Réservé Vous") >= 1


def test_what_is_lent_is_shown_as_lent_without_a_name(lead, school, boss, periods):
    """A booked machine and a lent one never contradict each other, and the grid says which it is."""
    with scope(school):
        camera = offer(school, EquipmentFactory(school=school, name="Caméra"), LIMITS, by=boss)
        lend(camera.equipment, timezone.now(), person=None)
    page = words_of(lead.get(f"{reverse('bookings:week', args=[school.uai])}?quoi={camera.pk}").text)
    assert "Prêté" in page
    assert "Réservé" not in page


def test_what_is_lent_leaves_the_count_of_the_chip_and_of_the_exam(teacher, lead, trolley, school):
    """The chip said 15 and the booking « 14 sur 15 »; so did the machines « qui marchent » of an exam."""
    with scope(school):
        tablets = Equipment.objects.for_school(school).filter(kept_in=trolley.equipment)
        EquipmentType.objects.filter(pk__in=tablets.values("type")).update(kind="tablet")
        lent = lend(tablets.first(), timezone.now(), person=None)
    assert "Valise 14 sur 15" in words_of(teacher.get(grid(school, trolley)).text)
    values = {"name": "Pix", "kind": "pix", "candidates": "15", "day": str(FRIDAY), "codes": ["S1"]}
    plan = reverse("bookings:exam_plan", args=[school.uai]), values | {"things": [trolley.pk]}
    shown = words_of(lead.post(*plan).text)
    assert "Valise 14 15" in shown
    assert "Il manque 1 poste sur 15" in shown
    with scope(school):
        end_loan(lent, timezone.now())
    assert "Valise 15 15" in words_of(lead.post(*plan).text)
    assert "sur 15" not in words_of(teacher.get(grid(school, trolley)).text)


def test_a_lent_thing_is_skipped_by_every_week_and_told_before_an_exam(lead, school, boss, periods):
    with scope(school):
        camera = offer(school, EquipmentFactory(school=school, name="Caméra"), LIMITS, by=boss)
        lend(camera.equipment, timezone.now(), person=None)
    grid = f"{reverse('bookings:week', args=[school.uai])}?quoi={camera.pk}&le=2026-12-01"
    sent = {"case": ["2026-12-01 M1"], "repeat": "weekly"}
    assert "déjà pris" in words_of(lead.post(grid, sent).text)
    values = {"name": "Pix", "kind": "pix", "candidates": "1", "day": "2026-12-01", "codes": ["M1"]}
    plan = reverse("bookings:exam_plan", args=[school.uai])
    for sure in ({}, {"sure": "1"}):
        answer = lead.post(plan, values | {"things": [camera.pk]} | sure)
        assert "est prêté à ce moment" in words_of(answer.text)


def test_a_kit_without_items_is_booked_and_counts_nothing(teacher, trolley, school):
    """Issue 15, bad input: a kit without items. Nothing kept in it, nothing to count."""
    with scope(school):
        Equipment.objects.for_school(school).filter(kept_in=trolley.equipment).update(kept_in=None)
    assert book(teacher, trolley, (FRIDAY, "S1")).status_code == 302
    assert held(school) == 1
    assert "15 sur 15" not in words_of(teacher.get(grid(school, trolley)).text)


def test_a_kit_of_which_nothing_works_says_zero_and_is_not_booked(teacher, trolley, school):
    """December § 2.4: « 0 sur 15 » is neither free nor bookable."""
    with scope(school):
        Equipment.objects.for_school(school).filter(kept_in=trolley.equipment).update(state="repair")
    assert book(teacher, trolley, (FRIDAY, "S1")).status_code == 422
    assert held(school) == 0
    assert "0 sur 15" in words_of(teacher.get(grid(school, trolley)).text)


def test_the_page_opens_on_the_first_day_with_something_free(teacher, room, school):
    """A phone shows one day: one that is full, or whose last lesson runs, offered nothing to press."""
    page = reverse("bookings:week", args=[school.uai])
    before = teacher.get(page, {"quoi": room.pk}).context["grid"].opens_on
    full = datetime.combine(before, datetime.min.time(), tzinfo=school.zone_info)
    with scope(school):
        take(room.room, full, full + timedelta(days=1), kind=Custody.Kind.LESSON, person=None)
    after = teacher.get(page, {"quoi": room.pk}).context["grid"].opens_on
    assert after > before
    assert teacher.get(page, {"quoi": room.pk, "le": str(before)}).context["grid"].opens_on == before
    assert f"le={after}" in book(teacher, room, (after, "M2")).url


def test_each_more_week_costs_few_questions(lead, room, school):
    """What holds for a whole series is asked once: two questions a row, the rest for each of them."""
    person, first = lead.membership.person, date(2026, 12, 1)
    by, questions = actor_of(person, Role.DIGITAL_LEAD), []
    for code, weeks in (("M1", 2), ("M2", 6)):
        days = [(first + timedelta(days=7 * week), code) for week in range(weeks)]
        slots = [slot for day in days for slot in runs([day], MODELS["8h30"][1])]
        with scope(school), CaptureQueriesContext(connection) as asked:
            made, _ = book_free(room, slots, "4e A", person=person, now=timezone.now(), by=by)
        assert len(made) == weeks
        questions.append(len(asked))
    assert (questions[1] - questions[0]) / 4 <= 9, "four of them begin and end what may fail alone"
