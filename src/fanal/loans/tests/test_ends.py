"""Until when something is lent, once it is lent."""

import pytest

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.tests.conftest import DUE, TODAY, lend, made, url

pytestmark = pytest.mark.clock(TODAY)


def test_an_empty_day_makes_no_loan_endless(lead, school, boss, colleague, tablets):
    """A newcomer, November 2026: « Prolonger » with an empty date made a loan a dotation, unsaid."""
    with scope(school):
        loan = lend(school, colleague, ["T-01"], boss)
    page = url(school, "prolong", loan.number)
    for sent, why in (
        ({"due_on": ""}, "Donnez la nouvelle échéance, ou cochez"),
        ({"due_on": "2027-07-31", "is_endless": "on"}, "Une dotation n’a pas d’échéance"),
    ):
        refused = lead.post(page, sent)
        assert refused.status_code == 422
        assert why in words_of(refused.text)
    assert made(school)[0].due_on == DUE
    later = lead.post(page, {"due_on": "2027-07-31"}, follow=True)
    assert "L’échéance est maintenant le 31 juillet 2027" in words_of(later.text)
    endless = lead.post(page, {"due_on": "2027-07-31", "is_endless": "on"}, follow=True)
    assert "Ce prêt est maintenant une dotation" in words_of(endless.text)
    assert made(school)[0].due_on is None
