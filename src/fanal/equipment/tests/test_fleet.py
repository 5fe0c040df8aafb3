"""The fleet and its value: ages, the estimate, totals that lead to their list, the card of the home page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.equipment.models import Equipment
from fanal.equipment.reading.fleet import Fleet
from fanal.equipment.reading.fleet_paper import fleet_paper
from fanal.equipment.rules.fleet import (
    Age,
    age_of,
    bought_between,
    end_of_life,
    months_old,
    purchases_said,
    residual_cents,
    totals,
)
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory

DAY = date(2026, 11, 25)
pytestmark = pytest.mark.clock(DAY)


@pytest.mark.parametrize(
    ("bought_on", "age"),
    [
        pytest.param(None, Age.UNKNOWN, id="no date"),
        pytest.param(date(2027, 1, 1), Age.NEW, id="dated after today by mistake"),
        pytest.param(date(2023, 11, 26), Age.NEW, id="three years tomorrow"),
        pytest.param(date(2023, 11, 25), Age.RECENT, id="three years today"),
        pytest.param(date(2021, 11, 25), Age.OLD, id="five years today"),
        pytest.param(date(2019, 11, 25), Age.OLDEST, id="seven years today"),
        pytest.param(date(1999, 1, 1), Age.OLDEST, id="very old"),
    ],
)
def test_the_age_of_a_purchase(bought_on, age):
    assert age_of(bought_on, DAY) is age


def test_every_purchase_is_in_one_bracket_and_in_the_list_of_it():
    for bought_on in (date(2010, 1, 1) + timedelta(days=17 * step) for step in range(360)):
        age = age_of(bought_on, DAY)
        after, until = bought_between(age, DAY)
        assert (after or date.min) < bought_on
        assert bought_on <= (date.max if age is Age.NEW else until)


@pytest.mark.parametrize(
    ("bought_on", "left"),
    [
        pytest.param(DAY, 60_000, id="bought today"),
        pytest.param(date(2026, 10, 26), 60_000, id="not a full month yet"),
        pytest.param(date(2026, 10, 25), 59_000, id="one month out of sixty"),
        pytest.param(date(2024, 5, 25), 30_000, id="half way"),
        pytest.param(date(2021, 11, 25), 0, id="at the end of its life"),
        pytest.param(date(2001, 11, 25), 0, id="never below zero"),
        pytest.param(None, None, id="no date, no estimate"),
    ],
)
def test_the_estimate_goes_straight_from_the_price_to_zero(bought_on, left):
    assert residual_cents(60_000, bought_on, 5, DAY) == left


def url(school, name="fleet"):
    return reverse(f"equipment:{name}", args=[school.uai])


@pytest.fixture
def some(school):
    with scope(school):
        kind = EquipmentTypeFactory(school=school, name="Portable", life_years=5)
        EquipmentFactory(school=school, type=kind, bought_on=today(), price_cents=62_550, owner="school")
        EquipmentFactory(school=school, type=kind, bought_on=date(2010, 1, 1), price_cents=40_000)
        EquipmentFactory(school=school, type=kind, state="broken", warranty_until=today())
        EquipmentFactory(school=school, type=kind, state="stolen", price_cents=99_999)
    return kind


def test_the_bursar_reads_numbers_and_values(client_of, school, some):
    page = client_of(school, Role.BURSAR).get(url(school)).text
    for words in (
        "1\u202f026\u00a0€",
        "1\u202f025,50\u00a0€",
        "626\u00a0€",
        "valeur restante est une estimation",
    ):
        assert words in page
    assert "1 équipement sans prix ne compte dans aucune valeur" in page
    assert "999,99" in page  # among those that are gone, and nowhere above
    assert page.count('<svg width="100%"') == 3


def test_each_number_leads_to_its_list(client_of, school, some):
    head = client_of(school, Role.HEAD)
    page = head.get(url(school)).text
    list_url = url(school, "equipment_list")
    for query, count in (
        ("age=7-et-plus", 1),
        ("payeur=authority", 3),
        ("proprietaire=school", 1),
        ("age=inconnu", 1),
    ):
        assert f"{list_url}?{query}" in page
        assert f"{count} équipement" in head.get(f"{list_url}?{query}").text


def test_the_home_page_of_the_head_has_the_fleet_and_a_teacher_has_not(client_of, school, some):
    home = reverse("web:home", args=[school.uai])
    assert "1\u202f026\u00a0€" in client_of(school, Role.HEAD).get(home).text
    assert "Le parc" not in client_of(school, Role.TEACHER).get(home).text


def test_an_empty_school_says_so_and_a_teacher_is_refused(client_of, school):
    assert "Aucun équipement n’est présent" in client_of(school, Role.HEAD).get(url(school)).text
    assert client_of(school, Role.TEACHER).get(url(school)).status_code == 403


def test_the_page_costs_the_same_for_1_and_20(client_of, school, count_queries):
    bursar = client_of(school, Role.BURSAR)
    with scope(school):
        EquipmentFactory(school=school)
    bursar.get(url(school))
    with count_queries() as one:
        bursar.get(url(school))
    with scope(school):
        EquipmentFactory.create_batch(19, school=school)
    with count_queries() as twenty:
        bursar.get(url(school))
    assert len(one) == len(twenty) <= MOST_QUERIES


@pytest.mark.parametrize(
    ("by_year", "older", "undated", "said"),
    [
        (
            {2025: 12, 2026: 0},
            0,
            0,
            "De ce qui est encore présent, le plus a été acheté en 2025 : 12 équipements.",
        ),
        (
            {2024: 3, 2025: 3, 2026: 1},
            1,
            2,
            "De ce qui est encore présent, le plus a été acheté en 2024 et en 2025 : 3 équipements chaque "
            "fois. Non dessinés : 1 plus ancien et 2 sans date d’achat. L’année 2026 n’est pas finie.",
        ),
        (
            {2025: 0, 2026: 0},
            0,
            4,
            "Rien de ce qui est présent n’a été acheté depuis 2025, pour ce qu’on en sait. Non dessinés : 4 "
            "sans date d’achat.",
        ),
    ],
)
def test_the_purchases_say_what_they_do_not_draw(by_year, older, undated, said):
    assert purchases_said(by_year, older, undated, 2026) == said


def test_the_page_draws_purchases_from_zero_with_their_price(client_of, school):
    with scope(school):
        kind = EquipmentTypeFactory(school=school)
        for year, price in ((2025, 40_000), (2025, 20_000), (2026, 10_000)):
            EquipmentFactory(school=school, type=kind, bought_on=date(year, 3, 1), price_cents=price)
    page = client_of(school, Role.HEAD).get(reverse("equipment:fleet", args=[school.uai])).text
    assert "le plus a été acheté en 2025" in page
    assert "Prix d’achat" in page
    assert "600,00" in page


def test_the_fleet_has_its_paper_which_says_what_the_page_says(client_of, school, some):
    """verified.md § 5: missing papers, fleet."""
    head = client_of(school, Role.HEAD)
    assert url(school, "fleet_file") in head.get(url(school)).text
    assert head.get(url(school, "fleet_file")).content.startswith(b"%PDF")
    with scope(school):
        fleet = Fleet(Member(school, 1, frozenset({Role.BURSAR.value})), DAY)
        paper = fleet_paper(fleet, school)
    assert ["3", "équipements présents"] in paper["figures"]
    assert [len(row) for part in paper["parts"] for row in part["rows"]] == [4] * 10
    assert "1 équipement sans prix ne compte dans aucune valeur." in paper["said"]
    assert len(paper["findings"]) == 3
    assert client_of(school, Role.TEACHER).get(url(school, "fleet_file")).status_code == 403


def test_the_paper_of_an_empty_fleet_says_that_it_is_empty(client_of, school):
    assert client_of(school, Role.HEAD).get(url(school, "fleet_file")).content.startswith(b"%PDF")


def test_a_sum_is_that_of_its_rounded_rows(school, lead):
    """December § 3.14: one way of rounding for sums and rows."""
    with scope(school):
        kind = EquipmentTypeFactory(school=school, life_years=7)
        for _ in range(3):
            EquipmentFactory(school=school, type=kind, bought_on=date(2024, 3, 5), price_cents=9_999)
        EquipmentFactory(school=school, type=kind, bought_on=date(2024, 3, 5), price_cents=None)
        groups = Equipment.objects.for_school(school).grouped(DAY)
        (total,) = totals(groups, lambda _: "", {kind.pk: 7}, DAY).values()
    row = residual_cents(9_999, date(2024, 3, 5), 7, DAY)
    assert 9_999 * (84 - months_old(date(2024, 3, 5), DAY)) % 84, "the cents of a row are rounded"
    assert (total.residual, total.cents, total.unpriced, total.count) == (3 * row, 3 * 9_999, 1, 4)


@pytest.mark.parametrize(
    ("bought_on", "years", "ends_on"),
    [
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), 5, date(2029, 2, 28)),
        (date(2024, 2, 28), 4, date(2028, 2, 28)),
        (date(2023, 8, 31), 3, date(2026, 8, 31)),
    ],
)
def test_four_years_from_29_february_are_29_february(school, lead, bought_on, years, ends_on):
    """December § 3.14: 29 February + 4 years is 29 February; list, value and day end together."""
    assert end_of_life(bought_on, years) == ends_on
    day_before = ends_on - timedelta(days=1)
    assert residual_cents(60_000, bought_on, years, ends_on) == 0
    assert residual_cents(60_000, bought_on, years, day_before) > 0
    with scope(school):
        kind = EquipmentTypeFactory(school=school, life_years=years)
        EquipmentFactory(school=school, type=kind, bought_on=bought_on)
        rows = Equipment.objects.for_school(school)
        assert (rows.worn(ends_on).count(), rows.worn(day_before).count()) == (1, 0)


@pytest.mark.parametrize(
    ("bought_on", "today", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 3, 30), 1),
        (date(2026, 1, 31), date(2026, 3, 31), 2),
        (date(2026, 3, 1), date(2026, 1, 1), 0),
    ],
)
def test_a_month_is_full_on_its_day_or_on_the_last_one(bought_on, today, months):
    """December § 3.14: the month convention is said."""
    assert months_old(bought_on, today) == months
