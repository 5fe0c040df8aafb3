"""Verified § 8: an adviser sorts the list of schools and takes it away, without reading more by it."""

import csv

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.overview.rules.school_order import SchoolOrder, SchoolSort, rank_of, read_order
from fanal.overview.tests.partners import partner


def test_an_order_is_read_from_its_address_and_said_again():
    order = read_order({"tri": "demandes", "decroissant": "1", "q": " Veil "})
    assert order == SchoolOrder("Veil", SchoolSort.REQUESTS, is_descending=True)
    assert order.query == "q=Veil&tri=demandes&decroissant=1"
    assert read_order({"tri": "x\x00", "sens": "1"}) == SchoolOrder()


def test_what_is_hidden_is_not_told_by_the_order():
    assert rank_of(0) == rank_of(4) < rank_of(5) < rank_of(6)


@pytest.fixture
def adviser(academy):
    return partner(Role.ADVISER, academy)


@pytest.fixture
def schools(academy):
    """By name; each with so many machines, one with a référent."""
    made = []
    for name, machines in (("Anatole", 2), ("Berthelot", 7), ("Curie", 0), ("Daudet", 5)):
        school = SchoolFactory(name=name, academy=academy, shares_indicators_since=today())
        with scope(school):
            EquipmentFactory.create_batch(machines, school=school)
        made.append(school)
    with scope(made[2]):
        member_of(made[2], Role.DIGITAL_LEAD)
    return made


def address_of(name, academy, *args):
    return reverse(f"overview:{name}", args=[academy.code, *args])


def names(client, academy, **query):
    page = html.fromstring(client.get(address_of("academy", academy), query).text)
    rows = page.xpath("//tbody/tr/th[@scope='row']")
    return "".join(row.text_content().split()[0][0] for row in rows)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ({}, "ABCD"),
        ({"decroissant": "1"}, "DCBA"),
        ({"tri": "equipements", "decroissant": "1"}, "BDAC"),
        ({"tri": "equipements"}, "ACDB"),
        ({"tri": "referents"}, "ABDC"),
        ({"tri": "referents", "decroissant": "1"}, "CABD"),
        ({"tri": "rien"}, "ABCD"),
    ],
)
def test_verified_8_the_schools_are_sorted_both_ways(adviser, academy, schools, query, order):
    assert names(adviser, academy, **query) == order


def test_a_heading_sorts_and_then_the_other_way(adviser, academy, schools):
    page = html.fromstring(adviser.get(address_of("academy", academy), {"tri": "equipements"}).text)
    (sorted_by,) = page.xpath("//th[@aria-sort]")
    assert sorted_by.get("aria-sort") == "ascending"
    assert "decroissant=1" in sorted_by.xpath("./a/@href")[0]


def test_verified_8_the_list_leaves_as_csv_in_its_order_with_small_counts_hidden(adviser, academy, schools):
    query = {"tri": "equipements", "decroissant": "1"}
    answer = adviser.get(address_of("academy_export", academy, "csv"), query)
    lines = list(csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [line["Établissement"][0] for line in lines] == list("BDAC")
    assert [line["Équipements"] for line in lines] == ["7", "5", "moins de 5", "moins de 5"]
    only = adviser.get(address_of("academy_export", academy, "csv"), {"q": "curie"}).getvalue()
    assert only.count(b"\n") == 2
    assert adviser.get(address_of("academy_export", academy, "exe")).status_code == 404


def test_a_school_that_keeps_its_figures_is_in_no_file(adviser, academy, schools):
    schools[1].shares_indicators_since = None
    schools[1].save()
    text = adviser.get(address_of("academy_export", academy, "csv")).getvalue()
    assert b"Berthelot" not in text
    assert b"Daudet" in text


def test_a_dpo_takes_no_list(academy, schools):
    dpo = partner(Role.DPO, academy)
    assert dpo.get(address_of("academy_export", academy, "csv")).status_code == 404
