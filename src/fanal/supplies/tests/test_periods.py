"""A licence or a contract renewed early: the period that runs is the one that is shown and counted."""

from datetime import date

import pytest

from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.supplies.actions import purchase
from fanal.supplies.actions.machines import give_seats
from fanal.supplies.models import Licence
from fanal.supplies.reading.purchase import yearly_cost
from fanal.supplies.tests.conftest import TODAY, bought, signed, url

pytestmark = pytest.mark.clock(TODAY)
NEXT = {"ends_on": date(2027, 12, 31), "price_cents": 70_000, "seats": 5}


def test_a_licence_renewed_early_is_running_on_its_page_and_in_its_list(lead, school, boss):
    """A newcomer, November 2026: today’s period stood under « Périodes passées »."""
    with scope(school):
        licence = purchase.renew_purchase(bought(school, boss, is_yearly=True), NEXT, by=boss)
    page = words_of(lead.get(url(school, "licence_page", licence.pk)).text)
    assert "Commence le" not in page
    assert "Du 1er janvier 2027 au 31 décembre 2027 · à venir" in page
    assert "· en cours 3 640,00 €" in page
    assert "passées" not in page
    assert "Début 1er janvier 2026 Fin 31 décembre 2027" in page
    assert "En cours" in words_of(lead.get(url(school, "licence_list")).text)
    with scope(school):
        rows = Licence.objects.for_school(school)
        assert yearly_cost(rows, TODAY).startswith("640")
        assert yearly_cost(rows, date(2027, 1, 1)).startswith("700")


def test_a_contract_renewed_early_says_the_next_period_too(lead, school, boss):
    with scope(school):
        contract = signed(school, boss)
        new = {"ends_on": date(2028, 8, 31), "price_cents": 90_000}
        purchase.renew_purchase(contract, new, by=boss)
    page = words_of(lead.get(url(school, "contract_page", contract.pk)).text)
    assert "1er septembre 2027 au 31 août 2028 · à venir" in page
    assert "· en cours" in page
    assert "En cours" in page


def test_seats_renewed_early_are_given_from_their_first_day(lead, school, boss, machines):
    """Renewed with five in November, a licence of three until December had « 2 sur 5 »; five were given."""
    with scope(school):
        licence = purchase.renew_purchase(bought(school, boss), NEXT, by=boss)
        give_seats(licence, machines[:2], [], today=TODAY, by=boss)
        with pytest.raises(RuleBroken, match="Il reste 1 place sur 3, et il en faut 3") as refused:
            give_seats(licence, machines, [], today=TODAY, by=boss)
        assert refused.value.reasons[1] == "Le renouvellement en compte 5, à partir du 1er janvier 2027."
    assert "2 sur 3" in words_of(lead.get(url(school, "licence_page", licence.pk)).text)
    assert "2 sur 3" in words_of(lead.get(url(school, "licence_list")).text)
    with scope(school):
        assert give_seats(licence, machines, [], today=date(2027, 1, 1), by=boss) == 3


def test_periods_cost_the_same_for_one_and_twenty_licences(lead, school, boss, count_queries):
    def fill(count):
        with scope(school):
            for rank in range(count):
                purchase.renew_purchase(bought(school, boss, name=f"L-{rank}"), NEXT, by=boss)

    fill(1)
    page = url(school, "licence_list")
    lead.get(page)
    with count_queries() as one:
        lead.get(page)
    fill(19)
    with count_queries() as twenty:
        lead.get(page)
    assert len(one) == len(twenty)
