"""What loans count, wherever it is read: the year in figures, the report, the home page, their list."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.contributions.measures import LATE
from fanal.loans.contributions.report_blocks import compose
from fanal.loans.models import Loan
from fanal.loans.tests.conftest import TODAY, lend, url
from fanal.year.rules.periods import year_until

pytestmark = pytest.mark.clock(TODAY)


def test_the_year_in_figures_counts_the_loans_that_were_handed_over(lead, school, boss, pupil, tablets):
    """It said nothing of loans, which fill September and June."""
    with scope(school):
        lend(school, pupil, ["T-01", "T-02"], boss)
        lend(school, pupil, ["T-03"], boss)
    assert "Prêts remis 2" in words_of(lead.get(reverse("agenda:figures", args=[school.uai])).text)


def test_home_the_report_and_the_list_count_the_same_late_loans(lead, school, boss, colleague, tablets):
    """One measure: what is due today is not late, and what came back is not any more."""
    with scope(school):
        for name, due_on in (("T-01", TODAY - timedelta(days=1)), ("T-02", TODAY)):
            loan = lend(school, colleague, [name], boss)
            Loan.objects.filter(pk=loan.pk).update(due_on=due_on)
        block = compose(school, year_until(TODAY), TODAY)
        measured = [row.pk for row in LATE.rows(school, year_until(TODAY))]
    late = block.figure(LATE.code)
    listed = lead.get(url(school, "loan_list"), {"vue": "retard"}).context["things"].page
    assert (late.rows, len(measured), len(listed.object_list)) == (1, 1, 1)
    assert "1 prêt en retard" in words_of(lead.get(reverse("web:home", args=[school.uai])).text)
