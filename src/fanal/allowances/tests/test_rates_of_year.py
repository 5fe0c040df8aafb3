"""The rates of a line are those of its school year, whenever it is read; another order is another row."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.rules.law import LegalText
from fanal.allowances.reading.allowance import allowance_year
from fanal.allowances.reading.papers import proposal_of, table_of
from fanal.allowances.reading.proposal import instalments_of, rate_of
from fanal.allowances.rules import rates
from fanal.allowances.rules.rates import DatedRates, as_tasks, rates_of, sharing
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.documents.paper import bound
from fanal.core.tenancy import scope
from fanal.year.rules.years import SchoolYear

NOW, LATER = date(2027, 4, 12), date(2029, 4, 12)
FICTIVE = DatedRates(
    date(2028, 9, 1), 40_000, frozenset({1, 2, 4, 6, 8, 12}), 4, 12, LegalText("arrêté imaginé pour un essai")
)
pytestmark = pytest.mark.clock(NOW)


@pytest.fixture(autouse=True)
def another_order(monkeypatch):
    monkeypatch.setattr(rates, "RATES", (*rates.RATES, FICTIVE))


@pytest.fixture
def line(school):
    with scope(school):
        return ProposalFactory(
            school=school,
            envelope=EnvelopeFactory(school=school),
            mission=MissionFactory(school=school),
            agreed_on=NOW,
            state="to_present",
        )


def url(name, school, *args):
    return reverse(f"allowances:{name}", args=[school.uai, *args])


def test_an_order_holds_for_the_years_that_begin_after_it():
    assert [rates_of(SchoolYear(first)).quarter_cents for first in (2015, 2027, 2028)] == [
        31_250,
        31_250,
        40_000,
    ]


def test_a_line_read_after_a_new_order_keeps_the_amounts_of_its_year(school, line):
    with scope(school):
        assert rate_of(line) == "1 IMP, 1\u202f250,00\xa0€ par an"
        assert instalments_of(line)[0] == ("novembre 2027", "138,89\xa0€")
        table = table_of(allowance_year(school, YEAR, today=LATER), school, with_names=False, today=LATER)
        paper = proposal_of(line, school, None, LATER)
    for document in (table, paper):
        assert "1 250,00 €" in repr(bound(document)).replace("\\u202f", " ").replace("\\xa0", " ")
        assert "arrêté du 27 avril 2015" in document["texts"]
        assert "imaginé" not in repr(document)


@pytest.mark.parametrize(("year", "amount"), [("2027-2028", "1 250,00 €"), ("2028-2029", "1 600,00 €")])
def test_the_forms_offer_the_rates_of_the_year_that_is_prepared(client_of, school, year, amount):
    with time_machine.travel("2028-04-12 09:00+02:00", tick=False):
        head = client_of(school, Role.HEAD)
        with scope(school):
            envelope = EnvelopeFactory(school=school, school_year=year)
            mission = MissionFactory(school=school, school_year=year)
            sent = ProposalFactory(
                school=school, envelope=envelope, mission=mission, agreed_on=NOW, state="proposed"
            )
        for page in (
            url("proposal_add", school, year),
            url("proposal_decide", school, sent.number),
            url("simulator", school) + f"?annee={year}",
        ):
            text = head.get(page).text.replace("\u202f", " ").replace("\xa0", " ")
            assert f"1 IMP, {amount}" in text


def test_a_sharing_is_legal_by_the_rates_it_is_asked_with():
    assert sharing(12, 2, rates_of(SchoolYear(2027))).refusal
    assert sharing(12, 2, FICTIVE).refusal == ""
    assert (as_tasks(6, rates_of(SchoolYear(2027))), as_tasks(6, FICTIVE)) == ((4, 2), (6,))
