"""What Fanal counts by itself, on rows made by hand: the numbers, then the rows behind them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil
from fanal.equipment.models import Equipment
from fanal.equipment.rules.device_sorts import DeviceSort, sort_of
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory, RoomFactory
from fanal.helpdesk.models import Message, Transmission
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.indicators.actions import choice, measuring
from fanal.indicators.models import IndicatorValue
from fanal.indicators.reading.sources import sources
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.tests.conftest import SET, TODAY
from fanal.loans.models import Loan
from fanal.measures.reading.indicators import IndicatorMeasure
from fanal.online_services.models import OnlineService
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)
YEAR = MeasurePeriod(SchoolYear(2026), PeriodKind.YEAR, until=TODAY)
NOVEMBER = MeasurePeriod(SchoolYear(2026), PeriodKind.MONTH, 2, until=TODAY)
TERM = MeasurePeriod(SchoolYear(2026), PeriodKind.TERM, until=TODAY)


def measured(school, code, period) -> IndicatorMeasure:
    return sources()[code].measure(school, period)


def sides(school, code, period=YEAR) -> tuple[Decimal | None, Decimal | None]:
    measure = measured(school, code, period)
    return measure.numerator, measure.denominator


def labels(school, code, period=YEAR) -> list[str]:
    rows = sources()[code].rows(school, period)
    return [row.label for row in rows[0:50]]


@pytest.fixture
def fleet(school, lead):
    """Ten pupils; six devices of which one is out of order; a trolley, a projector, a board."""
    with scope(school):
        for rank in range(10):
            pupil = Pupil.objects.create(school=school, family_name=f"F{rank}", given_name="A")
            Enrolment.objects.create(school=school, pupil=pupil, school_year="2026-2027")
        room = RoomFactory(school=school, name="Salle équipée")
        types = {
            name: EquipmentTypeFactory(school=school, name=name)
            for name in ("Ordinateur fixe", "Portable élève", "Tablette", "Valise de tablettes")
        }
        types |= {
            name: EquipmentTypeFactory(school=school, name=name)
            for name in ("Vidéoprojecteur", "Tableau interactif")
        }
        for name, kind, bought, state in (
            ("F-1", "Ordinateur fixe", date(2025, 9, 1), "service"),
            ("F-2", "Ordinateur fixe", date(2019, 9, 1), "service"),
            ("L-1", "Portable élève", date(2021, 11, 26), "service"),
            ("L-2", "Portable élève", date(2026, 10, 1), "broken"),
            ("T-1", "Tablette", date(2021, 11, 27), "stock"),
            ("T-2", "Tablette", None, "service"),
            ("V-1", "Valise de tablettes", None, "service"),
            ("VP-1", "Vidéoprojecteur", None, "service"),
            ("TI-1", "Tableau interactif", None, "service"),
        ):
            EquipmentFactory(
                school=school, name=name, type=types[kind], bought_on=bought, state=state, room=room
            )
    return school


def test_eq1_to_eq8_count_what_works_for_so_many_pupils(fleet):
    """Five devices of six work; L-1 is five years old this very day, T-1 is not yet."""
    with scope(fleet):
        assert sides(fleet, "EQ1") == (5, 10)
        assert sides(fleet, "EQ2") == (10, 5)
        assert sides(fleet, "EQ3") == (2, 10)
        assert sides(fleet, "EQ4") == (2, 4)
        assert sides(fleet, "EQ5") == (3, 5)
        assert sides(fleet, "EQ6") == (1, 10)
        assert sides(fleet, "EQ7") == (1, 10)
        assert sides(fleet, "EQ8") == (1, 10)
        assert labels(fleet, "EQ3") == ["F-1", "T-1"]
        assert labels(fleet, "EQ4") == ["F-2", "L-1"]


def test_eq9_is_a_room_with_a_display_and_something_on_the_network(fleet):
    """One of two: the other has no display."""
    with scope(fleet):
        RoomFactory(school=fleet, name="Salle nue")
        assert sides(fleet, "EQ9") == (1, 2)
        assert labels(fleet, "EQ9") == ["Salle équipée"]


@pytest.mark.parametrize("code", ["EQ1", "EQ2", "EQ3", "EQ6", "EQ7", "EQ8"])
def test_without_pupils_nothing_is_divided_and_the_reason_is_said(school, lead, code):
    with scope(school):
        measure = measured(school, code, YEAR)
    assert measure.denominator is None
    assert "Aucun élève" in measure.reason


def test_bu1_sums_what_was_bought_in_the_year_by_payer(fleet):
    with scope(fleet):
        for price, payer, day in (
            (120_050, "authority", date(2026, 9, 1)),
            (30_000, "school", date(2026, 11, 2)),
            (99_900, "school", date(2026, 8, 31)),
        ):
            EquipmentFactory(school=fleet, bought_on=day, price_cents=price, payer=payer)
        measure = measured(fleet, "BU1", YEAR)
    assert (measure.numerator, measure.rows) == (Decimal("1500.5"), 2)
    assert sorted(amount for _, amount in measure.parts) == [0, 300, Decimal("1200.5")]


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Ordinateur fixe", DeviceSort.DESKTOP),
        ("PC prof", DeviceSort.DESKTOP),
        ("Ordinateur portable", DeviceSort.LAPTOP),
        ("Tablettes", DeviceSort.TABLET),
        ("Chariot de classe mobile", DeviceSort.TROLLEY),
        ("Vidéoprojecteur interactif", DeviceSort.BOARD),
        ("VPI", DeviceSort.BOARD),
        ("Vidéoprojecteur", DeviceSort.PROJECTOR),
        ("Écran", DeviceSort.SCREEN),
        ("Commutateur, borne Wi-Fi", DeviceSort.NETWORK),
        ("Visualiseur", DeviceSort.OTHER),
        ("Imprimante, copieur", DeviceSort.OTHER),
        ("Micropcesseur", DeviceSort.OTHER),
    ],
)
def test_a_type_is_sorted_by_the_words_of_its_name(name, sort):
    assert sort_of(name) is sort


def at(school, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=school.zone_info)


@pytest.fixture
def requests(fleet):
    """Four requests of November: two solved on time, one late through the authority, one open."""
    school = fleet
    with scope(school):
        first, second, third, _ = (
            HelpRequestFactory(school=school, asked_at=at(school, 16, 9), **about)
            for about in (
                {"solved_at": at(school, 16, 11), "due_at": at(school, 17, 9), "state": "solved"},
                {"solved_at": at(school, 17, 9), "due_at": at(school, 17, 9), "state": "solved"},
                {"solved_at": at(school, 18, 9), "due_at": at(school, 17, 9), "state": "solved"},
                {},
            )
        )
        Transmission.objects.create(
            school=school,
            help_request=third,
            authority=school.authority,
            state="done",
            sent_at=at(school, 16, 10),
            ended_at=at(school, 17, 17),
        )
        answer = {"school": school, "author_name": "Réf.", "text": "Je regarde."}
        for asked, hour in ((first, 10), (second, 12)):
            author = asked.taken_by or third.requester
            Message.objects.create(
                help_request=asked, author=author, written_at=at(school, 16, hour), **answer
            )
    return school


def test_tk1_counts_requests_for_a_hundred_devices(requests):
    with scope(requests):
        assert sides(requests, "TK1", TERM) == (4, 5)
        assert len(labels(requests, "TK1", TERM)) == 4


def test_tk2_is_the_median_time_to_the_first_answer(requests):
    """1 h, 3 h, and the third that was solved two days later without a word: 20 h of work."""
    with scope(requests):
        measure = measured(requests, "TK2", NOVEMBER)
    assert (measure.numerator, measure.rows) == (3, 3)


def test_tk3_takes_the_wait_for_the_authority_off(requests):
    """2 h; 10 h; 20 h less the 17 h at the authority is 3 h: the median is 3 h."""
    with scope(requests):
        measure = measured(requests, "TK3", NOVEMBER)
    assert (measure.numerator, measure.rows) == (3, 3)


def test_tk4_and_tk5_are_shares_of_what_was_solved(requests):
    """Solved at the very minute is in time; what the authority solved is not « sur place »."""
    with scope(requests):
        assert sides(requests, "TK4", NOVEMBER) == (2, 3)
        assert sides(requests, "TK5", NOVEMBER) == (2, 3)


def test_a_month_without_a_request_has_no_share_and_says_so(fleet):
    with scope(fleet):
        for code in ("TK2", "TK3", "TK4", "TK5", "TK6"):
            measure = measured(fleet, code, NOVEMBER)
            assert measure.numerator is None
            assert measure.reason


def test_a_request_behind_a_figure_is_named_without_its_words(requests):
    """Its text may name somebody: its number and its kind are enough to open it."""
    with scope(requests):
        row = sources()["TK3"].rows(requests, NOVEMBER)[0:1][0]
    assert row.label.startswith("Demande n°")
    assert row.url.startswith(f"/e/{requests.uai}/demandes/")


def test_eq10_takes_off_the_hours_out_of_order_once(fleet):
    """Two requests on one machine at once count once: 10 h of the hours of six devices."""
    with scope(fleet):
        machine = Equipment.objects.for_school(fleet).get(name="F-1")
        for hour in (9, 11):
            HelpRequestFactory(
                school=fleet,
                equipment=machine,
                asked_at=at(fleet, 16, hour),
                solved_at=at(fleet, 17, 9),
                state="solved",
            )
        above, below = sides(fleet, "EQ10", NOVEMBER)
    assert below - above == 10
    assert below % 60 == 0


def test_ln1_counts_what_was_due_and_came_back(school, lead):
    with scope(school):
        for number, due, closed, state in (
            (1, date(2026, 11, 10), date(2026, 11, 10), "closed"),
            (2, date(2026, 11, 10), date(2026, 11, 11), "closed"),
            (3, date(2026, 11, 25), None, "out"),
            (4, TODAY, None, "out"),
            (5, date(2026, 11, 10), None, "prepared"),
            (6, TERM.ends_on, None, "out"),
        ):
            Loan.objects.create(
                school=school,
                number=number,
                borrower_kind="staff",
                state=state,
                due_on=due,
                closed_on=closed,
                made_at=timezone.now(),
            )
        assert sides(school, "LN1", TERM) == (1, 3)
        over = replace(TERM, until=TERM.ends_on + timedelta(days=1))
        assert sides(school, "LN1", over) == (1, 5), "its last day counts once the term is over"


def test_rg1_counts_services_without_a_sheet_first(school, lead):
    with scope(school):
        OnlineService.objects.create(school=school, name="Pronote")
        OnlineService.objects.create(school=school, name="Ancien", archived_on=TODAY)
        assert sides(school, "RG1") == (0, 1)
        assert labels(school, "RG1") == ["Pronote"]


@pytest.mark.parametrize("code", ["RG2", "SEC1", "LN1", "BK1"])
def test_a_school_that_has_none_says_why(school, lead, code):
    with scope(school):
        measure = measured(school, code, NOVEMBER)
    assert (measure.numerator, measure.denominator) == (None, None)
    assert measure.reason.endswith(".")


def test_each_source_has_its_place_in_the_catalogue_and_lists_its_rows(fleet):
    """Numerator and denominator come together, or a reason; the rows are as many as it says."""
    with scope(fleet):
        for code, source in sources().items():
            assert code in CATALOGUE
            period = MeasurePeriod(SchoolYear(2026), CATALOGUE[code].frequency, until=TODAY)
            measure = source.measure(fleet, period)
            if not measure.reason:
                assert measure.numerator is not None, code
            if source.rows and not measure.reason:
                assert source.rows(fleet, period).count() == measure.rows, code
                assert all(row.url for row in source.rows(fleet, period)[0:5])


def test_the_night_settles_a_period_once_it_is_over(fleet, boss):
    """What was counted after the end of its period changes no more, whatever becomes of its rows."""
    with scope(fleet):
        choice.choose_indicators(fleet, SET, now=timezone.now(), by=boss)
        request = HelpRequestFactory(
            school=fleet, asked_at=at(fleet, 16, 9), solved_at=at(fleet, 16, 11), state="solved"
        )
        december = datetime.combine(date(2026, 12, 1), time(3), tzinfo=fleet.zone_info)
        measuring.measure_school(fleet, now=december, by=boss)
        value = IndicatorValue.objects.for_school(fleet).get(indicator__code="TK3", period="2026-month-2")
        assert value.numerator == 2
        request.solved_at = at(fleet, 20, 9)
        request.save()
        for night in range(1, 4):
            measuring.measure_school(fleet, now=december + timedelta(days=night), by=boss)
        value.refresh_from_db()
        assert value.numerator == 2
