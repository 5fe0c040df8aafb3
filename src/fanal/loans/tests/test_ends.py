"""Until when something is lent, once it is lent."""

import pytest

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions.equipment import NewState, change_state
from fanal.equipment.rules.states import EquipmentState
from fanal.loans.actions import lending
from fanal.loans.tests.conftest import DUE, TODAY, lend, made, moment, url

pytestmark = pytest.mark.clock(TODAY)


def test_an_empty_day_makes_no_loan_endless(lead, school, boss, colleague, tablets):
    """A newcomer, November 2026: « Prolonger » with an empty date made a loan a dotation, unsaid."""
    with scope(school):
        loan = lend(school, colleague, ["T-01"], boss)
    page = url(school, "prolong", loan.number)
    refused = lead.post(page, {"due_on": ""})
    assert refused.status_code == 422
    assert "Donnez la nouvelle échéance, ou cochez" in words_of(refused.text)
    assert made(school)[0].due_on == DUE
    later = lead.post(page, {"due_on": "2027-07-31"}, follow=True)
    assert "L’échéance est maintenant le 31 juillet 2027" in words_of(later.text)
    endless = lead.post(page, {"due_on": "2027-08-31", "is_endless": "on"}, follow=True)
    assert "Ce prêt est maintenant une dotation" in words_of(endless.text)
    assert made(school)[0].due_on is None, "the box wins over the day that stands beside it"
    still = lead.post(page, {"due_on": "2027-07-31", "is_endless": "on"})
    assert "décochez la case pour lui en donner une" in words_of(still.text), "it was ticked already"


def test_a_loan_says_that_its_machine_is_noted_lost(lead, school, boss, pupil, tablets):
    """Lost in the inventory, its loan went on without a word."""
    with scope(school):
        loan = lend(school, pupil, ["T-01", "T-02"], boss)
        change_state(tablets[0], NewState(EquipmentState.LOST, "Inondation"), today=TODAY, by=boss)
    page = lead.get(url(school, "loan_page", loan.number)).text
    assert words_of(page).count("noté perdu dans l’inventaire") == 1
    rows = words_of(lead.get(url(school, "loan_list")).text)
    assert "T-01, T-02 · 1 perdu ou volé" in rows


def test_a_cancelled_loan_still_names_its_machines(lead, school, boss, pupil, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01", "T-02"], boss, until="prepared")
        lending.cancel_loan(loan, **moment(boss))
    rows = lead.get(url(school, "loan_list") + "?vue=rendus").text
    assert "T-01, T-02" in words_of(rows)
