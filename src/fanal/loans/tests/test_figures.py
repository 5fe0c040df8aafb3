import pytest
from django.urls import reverse

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.tests.conftest import TODAY, lend

pytestmark = pytest.mark.clock(TODAY)


def test_the_year_in_figures_counts_the_loans_that_were_handed_over(lead, school, boss, pupil, tablets):
    """It said nothing of loans, which fill September and June."""
    with scope(school):
        lend(school, pupil, ["T-01", "T-02"], boss)
        lend(school, pupil, ["T-03"], boss)
    assert "Prêts remis 2" in words_of(lead.get(reverse("agenda:figures", args=[school.uai])).text)
